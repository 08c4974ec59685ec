"""What was done to be sure that nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Drill(Record):
    """A copy was brought back aside, and looked through.

    Attributes
    ----------
    copy
        The name of its file.
    copied_at
        When it was made; None where that could not be read.
    seconds
        How long it took until the casebook could have been worked with.
    rows
        How many rows were in it.
    plan_id
        The adopted plan whose certificate was checked, if one was adopted.
    fault
        What was wrong, as a message (`words.message.as_json`); None if the copy was proven.
    """

    at: datetime
    copy: str
    seconds: int
    copied_at: datetime | None = None
    rows: int | None = None
    plan_id: int | None = None
    fault: Mapping[str, Any] | None = None
