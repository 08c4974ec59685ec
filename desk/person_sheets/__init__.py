"""Sheets about a person: filled from what is recorded, kept in versions, printed, and handed to whoever takes over."""

from typing import TYPE_CHECKING

from desk.person_sheets.blocks import BLOCKS, OF_THE_DESK, covered, left_out
from desk.person_sheets.kept import (
    Outdated,
    acknowledge,
    check_handing,
    hand_out,
    handings,
    holding,
    keep_version,
    outdated,
    versions,
    withdraw,
)
from desk.person_sheets.recorded import Recorded, filled, read_recorded, shared
from words.doors import when_asked_for

if TYPE_CHECKING:
    from desk.person_sheets.paper import document_of

__all__ = [
    "BLOCKS",
    "OF_THE_DESK",
    "Outdated",
    "Recorded",
    "acknowledge",
    "check_handing",
    "covered",
    "document_of",
    "filled",
    "hand_out",
    "handings",
    "holding",
    "keep_version",
    "left_out",
    "outdated",
    "read_recorded",
    "shared",
    "versions",
    "withdraw",
]

__getattr__ = when_asked_for(__file__)
