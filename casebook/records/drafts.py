"""What somebody is still typing: a call in progress, a form that is not saved yet."""

from collections.abc import Mapping
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
