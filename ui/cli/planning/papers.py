"""Papers of a plan, written to files: PDF or DOCX, as the file's name ends."""

from collections.abc import Collection
from pathlib import Path

from casebook.book import Casebook
from desk import documents
from desk.errors import DeskError


def form_of(path: Path) -> str:
    """Return the form that a file's name asks for.

    Raises
    ------
    DeskError
        If it is none of `desk.documents.FORMS`.
    """
    form = path.suffix.removeprefix(".").lower()
    if form not in documents.FORMS:
        raise DeskError("cli.paper_form", path=str(path))
    return form


def check_form(path: Path | None) -> None:
    """Refuse a name that asks for no form, before anything is made or kept."""
    if path is not None:
        form_of(path)


def write_paper(
    book: Casebook, paper: documents.Document, path: Path, what: str, command: str, people: Collection[int] | None
) -> None:
    """Write a paper; that it leaves the desk, and with whom in it, is noted first."""
    form = form_of(path)
    kind = "print" if form == "pdf" else "export"
    book.note(kind, detail={"what": what, "command": command, "form": form}, people=people)
    path.write_bytes(documents.MAKERS[form](paper))
