"""The looks of an inspector at both logs: who did what, when, and how much of it; and all that was done to one record."""

from desk.inspection.lines import Difference, Line, differences
from desk.inspection.looks import LOOKS, MANY, MANY_ROWS, Looked, Mass, inspect, of_record, out_of_hours

__all__ = [
    "LOOKS",
    "MANY",
    "MANY_ROWS",
    "Difference",
    "Line",
    "Looked",
    "Mass",
    "differences",
    "inspect",
    "of_record",
    "out_of_hours",
]
