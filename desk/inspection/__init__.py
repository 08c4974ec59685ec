"""The five looks of an inspector at both logs: who did what, when, and how much of it."""

from desk.inspection.lines import Difference, Line, differences
from desk.inspection.looks import LOOKS, MANY, MANY_ROWS, Mass, inspect, out_of_hours

__all__ = ["LOOKS", "MANY", "MANY_ROWS", "Difference", "Line", "Mass", "differences", "inspect", "out_of_hours"]
