"""What helps people beyond offices, who may know of it, and who came to it how."""

from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.records.base import Record, YesNo, group


@dataclass(frozen=True, kw_only=True)
class Resource(Record):
    """A place, a group or somebody who helps, and is no office.

    Attributes
    ----------
    sharing
        Who is told of it: everybody, the network, those whom it names, or nobody but who wrote it and coordinators.
    readers
        Those whom it names, the name of an account a line.
    at_once
        How many it can take at once.
    checked_on
        When somebody last made sure that all of this is so.
    """

    name: str
    sharing: str
    written_by: str
    checked_on: date
    readers: str | None = None
    city: str | None = None
    ward: str | None = None
    town: str | None = None
    serves: YesNo = group("serves_", v.RESOURCE_NEEDS)
    contact: str | None = None
    open_days: YesNo = group("open_", v.WEEKDAYS)
    open_hours: str | None = None
    cost_yen: int | None = None
    at_once: int | None = None
    wheelchair: bool | None = None
    accessibility: str | None = None
    note: str | None = None
    source: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """Whom it names."""
        return tuple((self.readers or "").splitlines())


@dataclass(frozen=True, kw_only=True)
class ResourceUse(Record):
    """What somebody needs beyond offices, with what serves it, if anything does, and how she came to it."""

    person_id: int
    need: str
    since_on: date
    resource_id: int | None = None
    until_on: date | None = None
    story: str | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is so on a day."""
        return self.since_on <= day and (self.until_on is None or day <= self.until_on)
