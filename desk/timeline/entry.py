"""One thing that happened, and the order of such."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from words.message import Message
from words.zone import TOKYO


@dataclass(frozen=True)
class Entry:
    """One thing that happened.

    Attributes
    ----------
    at
        The moment, or only the day.
    kind
        The table of its record, or `changes.RISK` or `changes.FILE`: what is filtered by.
    what
        The sentence.
    details
        What else is known of it: messages, or texts as they were typed.
    person_id, facility_id
        Whom and where it was about, as far as it is known.
    record_id
        Of the table ``kind``.
    """

    at: date
    kind: str
    what: Message
    details: tuple[object, ...] = ()
    person_id: int | None = None
    facility_id: int | None = None
    record_id: int | None = None

    @property
    def day(self) -> date:
        """The day on which it was, in Tokyo."""
        return self.at.astimezone(TOKYO).date() if isinstance(self.at, datetime) else self.at


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Put entries in order; of a day those without an hour come before the others, as what the day began with."""
    return sorted(entries, key=_moment, reverse=True)


def _moment(entry: Entry) -> tuple[date, time, int]:
    hour = entry.at.astimezone(TOKYO).time() if isinstance(entry.at, datetime) else time()
    return entry.day, hour, entry.record_id or 0
