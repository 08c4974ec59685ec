"""`sonae sheet`: the sheet of a ward or municipality for its council, as PDF, XLSX, GeoPackage and GeoJSON."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from desk.policy import load_policy
from desk.ward_sheet import FORMATS, read_sheet, sheet_files
from ui.settings import casebook, settings, today, travel
from words.say import LANGUAGES, say

Language = StrEnum("Language", {language: language for language in LANGUAGES})  # type: ignore[misc]


def sheet_command(
    ward: Annotated[str, typer.Argument(help="As it is called: 青葉区, or 仙台市 beside other municipalities.")],
    to: Annotated[Path, typer.Option(help="The folder to write into.")],
    pdf: Annotated[bool, typer.Option("--pdf", help="One page to print.")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="All figures as a workbook.")] = False,
    gpkg: Annotated[bool, typer.Option("--gpkg", help="The map's layers as a GeoPackage.")] = False,
    geojson: Annotated[bool, typer.Option("--geojson", help="The map's layers as GeoJSON, a file each.")] = False,
    lang: Annotated[Language | None, typer.Option(help="Default: the language of the settings.")] = None,
) -> None:
    """Write the sheet of a ward or municipality; all formats unless some are named. 区や市町村の資料を書き出します。"""
    chosen = [name for name, wanted in zip(FORMATS, (pdf, xlsx, gpkg, geojson), strict=True) if wanted] or FORMATS
    book = casebook()
    book.note("export", detail={"what": "ward_sheet", "command": "sheet"})
    sheet = read_sheet(book, ward, today(), load_policy(), settings().small_cell, travel())
    to.mkdir(parents=True, exist_ok=True)
    out = Console()
    for name, content in sheet_files(sheet, chosen, str(lang or settings().language)).items():
        (to / name).write_bytes(content)
        line = say("sheet.written", settings().language, path=to / name)
        out.print(line, markup=False, soft_wrap=True)
