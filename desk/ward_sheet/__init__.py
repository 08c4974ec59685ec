"""The ward sheet that leaves the desk: what may be told, hidden where few are meant, as text, PDF and files."""

from desk.ward_sheet.disclosure import Release, release
from desk.ward_sheet.files import FORMATS, sheet_files
from desk.ward_sheet.sheet import read_sheet, sheet_of

__all__ = ["FORMATS", "Release", "read_sheet", "release", "sheet_files", "sheet_of"]
