"""The ward sheet that leaves the desk: what may be told, hidden where few are meant, in editions, as text, PDF and files."""

from desk.ward_sheet.disclosure import FEW
from desk.ward_sheet.edition import (
    Edition,
    changed,
    edition_of,
    editions,
    hand_out,
    label_of,
    next_month,
    whole_told,
    withdraw,
)
from desk.ward_sheet.files import FORMATS, sheet_files
from desk.ward_sheet.history import IDENTIFIED
from desk.ward_sheet.text import figure_text, name_text
from desk.ward_sheet.told import STAYS

__all__ = [
    "FEW",
    "FORMATS",
    "IDENTIFIED",
    "STAYS",
    "Edition",
    "changed",
    "edition_of",
    "editions",
    "figure_text",
    "hand_out",
    "label_of",
    "name_text",
    "next_month",
    "sheet_files",
    "whole_told",
    "withdraw",
]
