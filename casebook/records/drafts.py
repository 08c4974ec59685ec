"""What somebody at work keeps that is no record: what she is still typing, and how she looks at lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Draft(Record):
    """A form as it was typed so far; it goes once what it says is recorded, or it is closed.

    Attributes
    ----------
    person_id
        Whom it is about, as far as it is known: it is seen by whoever sees her.
    subject
        The id of the record that the form is about: of an exit plan its stay; None of something new.
    version
        One more at each change: whoever read an earlier one does not write over a later one.
    """

    kind: str
    typed_by: str
    opened_at: datetime
    changed_at: datetime
    person_id: int | None = None
    subject: int | None = None
    version: int = 1
    content: Mapping[str, Any] = field(default_factory=dict)
    closed_because: str | None = None


@dataclass(frozen=True, kw_only=True)
class SavedView(Record):
    """What the address of a page asks for, kept by whoever looks at it so; nobody else reads it.

    Attributes
    ----------
    parameters
        The values of each by its name in the address.
    """

    who: str
    page: str
    name: str
    made_at: datetime
    parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)
