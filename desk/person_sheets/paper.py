"""A sheet about a person as it leaves the desk: the same blocks as PDF and as a file that is edited on."""

from collections.abc import Mapping
from datetime import date

from desk.documents import Document, Facts
from desk.person_sheets.blocks import covered
from words.say import say


def document_of(
    kind: str, code_name: str, content: Mapping[str, str], made: str, language: str, today: date, *, shared: bool
) -> Document:
    """Return a sheet as a document; a block of which nothing is known is blank, with room to write.

    Parameters
    ----------
    content
        Texts by block.
    made
        Which version it is, of when and by whom.
    shared
        Whether what is known of her may be handed on today: what was covered once may be no more.
    """
    rows = [(say(f"field.{block}", language), content.get(block)) for block in covered(kind, shared=shared)]
    title = say(f"person_sheet_kind.{kind}", language)
    about = [code_name, made, say("person_sheets.printed", language, day=today)]
    return Document(title, about, [Facts(rows)], language)
