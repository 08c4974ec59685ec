"""`sonae review`: the yearly review of any period, on the terminal, as JSON, and as papers."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.period import fiscal_year, span
from desk.review import (
    FORMS,
    beside,
    facts,
    made,
    publication_record,
    read_published,
    read_review,
    read_told,
    review_record,
    title_of,
    withheld_texts,
    written,
)
from ui.cli.console import Json, out, print_frame, print_json, tell
from ui.settings import casebook, settings, today


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
        typer.Option(help="Hide small figures of a fiscal year that is over; keep its --json for --beside next time."),
    ] = False,
    beside_files: Annotated[
        list[Path] | None,
        typer.Option("--beside", help="What was published before: the --json of --for-publication.", exists=True),
    ] = None,
    as_json: Json = False,
) -> None:
    """Count a period with the one before beside it. 期間の活動実績を集計します。"""
    book, language = casebook(), settings().language
    begin = first.date() if first else span(fiscal_year(today()) - 1)[0]
    end = last.date() if last else span(fiscal_year(begin))[1]
    told = read_told(map(_document, beside_files or ()))
    if for_publication:
        review = read_published(book, (begin, end), today(), settings().small_cell, told)
    else:
        review = read_review(book, (begin, end), today())
    wanted = {form: path for form, path in zip(FORMS, (xlsx, docx, pdf, slide), strict=True) if path is not None}
    for form, path in wanted.items():
        book.note("export", detail={"what": "review", "command": "review", "form": form})
        path.write_bytes(made(form, review, language, today()))
        if not as_json:
            out.print(tell("review.written", path=path), markup=False, soft_wrap=True)
    if as_json:
        print_json(publication_record(review, told) if for_publication else review_record(review))
    elif not wanted:
        for text in [*(tell(one.message) for one in facts(review)), *withheld_texts(review, language)]:
            out.print(text, markup=False, soft_wrap=True)
        for name in review.tables:
            print_frame(written(beside(review, name, language)), title_of(name, language))


def _document(path: Path) -> Any:
    """Return what a file of JSON holds; None, which is nothing that was published, if it holds none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
