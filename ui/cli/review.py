"""`sonae review`: the yearly review of any period, on the terminal, as JSON, and as papers."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from casebook.book import Casebook
from desk.errors import DeskError
from desk.period import fiscal_year, span
from desk.review import (
    FORMS,
    Publication,
    Review,
    beside,
    edition_params,
    edition_record,
    edition_review,
    facts,
    keep_review,
    made,
    read_publication,
    read_review,
    review_editions,
    review_record,
    title_of,
    withheld_texts,
    written,
)
from ui.cli.console import Json, err, out, print_frame, print_json, tell
from ui.settings import casebook, settings, today
from words.say import join, say


def review_command(
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day; else the last fiscal year's.")
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Last day; else the first day's fiscal year's."),
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook, a sheet a table.")] = None,
    docx: Annotated[Path | None, typer.Option(help="Write the report, to be edited.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write the report.")] = None,
    slide: Annotated[Path | None, typer.Option(help="Write one page across of what changed, as PDF.")] = None,
    for_publication: Annotated[
        bool,
        typer.Option(help="Hide small figures of a fiscal year that is over; --keep it if it is published."),
    ] = False,
    beside_files: Annotated[
        list[Path] | None,
        typer.Option("--beside", help="What was published elsewhere: the --json of --for-publication.", exists=True),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="With --for-publication: keep it as what was published.")
    ] = False,
    edition: Annotated[int | None, typer.Option(help="A version that was kept, by its number, as it was.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show the versions that were kept.")] = False,
    as_json: Json = False,
) -> None:
    """Count a period with the one before beside it. 期間の活動実績を集計します。"""
    book, language = casebook(), settings().language
    if listed:
        _print_editions(book, language)
        return
    if keep and not for_publication:
        raise typer.BadParameter(say("review.keep_publication", language))
    begin = first.date() if first else span(fiscal_year(today()) - 1)[0]
    end = last.date() if last else span(fiscal_year(begin))[1]
    day, told = today(), None
    if edition is not None:
        review, told = _edition(book, edition)
    elif for_publication:
        files = map(_document, beside_files or ())
        publication = read_publication(book, (begin, end), today(), settings().small_cell, files)
        review, told = _told_of(book, publication, language, keep=keep), publication.record["told"]
    else:
        review = read_review(book, (begin, end), today())
    if review.withheld is not None and review.withheld.kept_on is not None:
        day = review.withheld.kept_on
    wanted = {form: path for form, path in zip(FORMS, (xlsx, docx, pdf, slide), strict=True) if path is not None}
    for form, path in wanted.items():
        book.note("export", detail={"what": "review", "command": "review", "form": form})
        path.write_bytes(made(form, review, language, day))
        if not as_json:
            out.print(tell("review.written", path=path), markup=False, soft_wrap=True)
    if as_json:
        print_json(review_record(review) if told is None else told)
    elif not wanted:
        for text in [*(tell(one.message) for one in facts(review)), *withheld_texts(review, language)]:
            out.print(text, markup=False, soft_wrap=True)
        for name in review.tables:
            print_frame(written(beside(review, name, language)), title_of(name, language))


def _told_of(book: Casebook, publication: Publication, language: str, *, keep: bool) -> Review:
    """Say what a version was made beside and whether it is kept, on the side; keep it if that is asked for."""
    named = [say("review.edition_named", language, **edition_params(one)) for one in publication.taken]
    lines = [tell("review.taken_none")]
    if named:
        lines = [tell("review.taken", count=len(named), editions=join(named, language))]
    review, kept = publication.review, publication.kept
    if keep and kept is None:
        kept = keep_review(book, publication)
        review = edition_review(book, kept)
    lines.append(tell("review.not_kept") if kept is None else tell("review.is_kept", **edition_params(kept)))
    for line in lines:
        err.print(line, markup=False, soft_wrap=True)
    return review


def _edition(book: Casebook, key: int) -> tuple[Review, Any]:
    found = next((one for one in review_editions(book) if one.id == key), None)
    if found is None:
        raise DeskError("review.no_such_edition", id=key)
    return edition_review(book, found), edition_record(book, found)


def _print_editions(book: Casebook, language: str) -> None:
    for one in review_editions(book):
        line = f"{one.id}  {say('review.edition_named', language, **edition_params(one))}"
        if one.withdrawn_at is not None:
            told = {"at": one.withdrawn_at, "who": one.withdrawn_by, "reason": one.reason}
            line += f"  {say('review.edition_withdrawn', language, **told)}"
        out.print(line, markup=False, soft_wrap=True)


def _document(path: Path) -> Any:
    """Return what a file of JSON holds; None, which is nothing that was published, if it holds none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
