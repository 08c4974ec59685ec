"""Sheets that people fill in: the empty template, its columns, and what was written into it."""

from geodata.sheets.fields import Field, Kind
from geodata.sheets.sheet import Row, Sheet, read_sheet
from geodata.sheets.template import TemplateWords, write_template

__all__ = ["Field", "Kind", "Row", "Sheet", "TemplateWords", "read_sheet", "write_template"]
