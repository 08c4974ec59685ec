"""Sheets that people fill in: the empty template, its columns, and what was written into it."""

from geodata.sheets.code_names import CodeNames, code_key
from geodata.sheets.fields import Field, Kind
from geodata.sheets.sheet import Row, Sheet, read_sheet
from geodata.sheets.template import TemplateWords, write_template

__all__ = ["CodeNames", "Field", "Kind", "Row", "Sheet", "TemplateWords", "code_key", "read_sheet", "write_template"]
