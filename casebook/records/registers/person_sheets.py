"""Sheets about a person in their versions, and to whom each was handed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class PersonSheet(Record):
    """One version of a sheet about somebody: what is corrected is the next version, and the last one holds.

    Attributes
    ----------
    content
        Texts by block, as `desk.person_sheets` names them; what was not known is not in it.
    withdrawn_at, withdrawn_by, reason
        That it must not be handed out, for it is somebody else's or says what never was so.
    """

    person_id: int
    kind: str
    version: int
    made_at: datetime
    made_by: str
    content: Mapping[str, str]
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class SheetHanding(Record):
    """To whom a version was handed, when, on what ground and by which way; and that it was received."""

    sheet_id: int
    handed_on: date
    handed_to: str
    ground: str
    way: str
    received_on: date | None = None
    received_by: str | None = None
    note: str | None = None
