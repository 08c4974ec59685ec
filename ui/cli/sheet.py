"""`sonae sheet`: the sheet of a ward or municipality for its council, from the month's edition; which editions there are."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from casebook.book import Casebook
from desk.coverage import Snapshot, read_snapshot
from desk.policy import load_policy
from desk.ward_sheet import FORMATS, editions, hand_out, label_of, sheet_files, withdraw
from ui.settings import casebook, settings, today, travel
from words.say import LANGUAGES, say, show

Language = StrEnum("Language", {language: language for language in LANGUAGES})  # type: ignore[misc]


def sheet_command(
    ward: Annotated[
        str | None, typer.Argument(help="As it is called: 青葉区, or 仙台市 beside other municipalities.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="The folder to write into.")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="One page to print.")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="All figures as a workbook.")] = False,
    gpkg: Annotated[bool, typer.Option("--gpkg", help="The map's layers as a GeoPackage.")] = False,
    geojson: Annotated[bool, typer.Option("--geojson", help="The map's layers as GeoJSON, a file each.")] = False,
    lang: Annotated[Language | None, typer.Option(help="Default: the language of the settings.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show the editions, one a month.")] = False,
    mistaken: Annotated[
        str | None, typer.Option("--withdraw", help="Hand out no more of this month's edition: why.")
    ] = None,
) -> None:
    """Write the sheet of a ward or municipality; all formats unless some are named. 区や市町村の資料を書き出します。

    The first sheet of a month settles what all sheets of the month tell.
    """
    book, language = casebook(), settings().language
    if mistaken is not None:
        withdraw(book, today(), mistaken)
    if listed or mistaken is not None:
        print_editions(book, language)
        return
    if ward is None or to is None:
        raise typer.BadParameter(say("sheet.ward_and_folder", language))
    chosen = [name for name, wanted in zip(FORMATS, (pdf, xlsx, gpkg, geojson), strict=True) if wanted] or FORMATS
    label = label_of(book, today(), ward)
    book.note("export", detail={"what": "ward_sheet", "command": "sheet"})
    edition = hand_out(book, today(), settings().small_cell, read_today)
    files = sheet_files(edition.sheet(label), chosen, str(lang or language))
    to.mkdir(parents=True, exist_ok=True)
    out = Console()
    for name, content in files.items():
        (to / name).write_bytes(content)
        out.print(say("sheet.written", language, path=to / name), markup=False, soft_wrap=True)
    made = {"day": edition.record.day, "at": edition.record.made_at, "who": edition.record.made_by}
    out.print(say("sheet.edition", language, next=edition.next_on, **made), markup=False, soft_wrap=True)


def read_today(book: Casebook) -> Snapshot:
    """Read today from a casebook that is open for counts."""
    return read_snapshot(book, today(), load_policy(), travel=travel())


def print_editions(book: Casebook, language: str) -> None:
    """List the editions, with who made and who withdrew them."""
    out = Console()
    for one in editions(book):
        made = {"day": one.day, "at": one.made_at, "who": one.made_by}
        line = say("sheet.listed", language, month=f"{one.month:%Y-%m}", **made)
        if one.withdrawn_at is not None:
            taken = {"at": one.withdrawn_at, "who": one.withdrawn_by, "reason": one.reason}
            line += say("sheet.listed_withdrawn", language, **{name: show(value, language) for name, value in taken.items()})  # fmt: skip
        out.print(line, markup=False, soft_wrap=True)
