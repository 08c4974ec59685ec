"""The emergency calls that were taken: found again, read with all that was said, and given their person later."""

from desk.consultations.found import Line, Wanted, matching, read_lines
from desk.consultations.one import Call, later_calls, linked, read_call

__all__ = ["Call", "Line", "Wanted", "later_calls", "linked", "matching", "read_call", "read_lines"]
