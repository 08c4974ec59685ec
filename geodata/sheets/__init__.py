"""Sheets that people fill in: the empty template, its columns, and what was written into it."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from geodata.sheets.code_names import CodeNames, code_key
    from geodata.sheets.fields import BadCell, Field, Kind, parse_date, parse_int
    from geodata.sheets.sheet import Row, Sheet, read_sheet
    from geodata.sheets.template import TemplateWords, write_template
else:
    __getattr__ = when_asked_for(__file__)

__all__ = [
    "BadCell",
    "CodeNames",
    "Field",
    "Kind",
    "Row",
    "Sheet",
    "TemplateWords",
    "code_key",
    "parse_date",
    "parse_int",
    "read_sheet",
    "write_template",
]
