"""Sheets that leave the desk: an edition a month, and what is printed in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class SheetEdition(Record):
    """All sheets of a month, made when the first of them was handed out.

    Attributes
    ----------
    month
        Its first day.
    day
        As of which day all of them tell.
    withdrawn_at, withdrawn_by, reason
        That a mistake was found in it, so that no more is handed out of it.
    """

    month: date
    day: date
    made_at: datetime
    made_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class EditionPapers(Record):
    """What an edition prints, hidden figures as hidden: it tells no more than the sheets.

    Attributes
    ----------
    record
        As `desk.ward_sheet.printed` writes it.
    """

    edition_id: int
    record: Mapping[str, Any]
