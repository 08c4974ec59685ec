"""Joint support with a core centre (基幹相談支援センターとの協働支援), its monthly reports, and advice visits to offices."""

from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.records.base import Record, YesNo, group


@dataclass(frozen=True, kw_only=True)
class JointCase(Record):
    """Somebody whom the base and a core centre support together.

    Attributes
    ----------
    core_centre
        As its accounts are given for it.
    hard_by
        Why: what makes it hard for one office.
    by_base, by_centre, by_office, by_ward
        What each of them does.
    ended_on, ending
        When and how it ended; both None while it goes on.
    """

    person_id: int
    core_centre: str
    begun_on: date
    hard_by: YesNo = group("hard_by_", v.JOINT_REASONS)
    by_base: str | None = None
    by_centre: str | None = None
    by_office: str | None = None
    by_ward: str | None = None
    next_on: date | None = None
    note: str | None = None
    ended_on: date | None = None
    ending: str | None = None
    ending_note: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended_on is None

    @property
    def of_centre(self) -> bool:
        """Whether the core centre is with her by it: while it goes on, and after she was handed over to the centre."""
        return self.is_open or self.ending == "handed_over"


@dataclass(frozen=True, kw_only=True)
class JointReport(Record):
    """What was done together in a month.

    Attributes
    ----------
    month
        Its first day.
    situation
        How things stood at its end.
    next_on
        When it is taken up again.
    """

    joint_case_id: int
    month: date
    done: str
    situation: str | None = None
    next_step: str | None = None
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AdviceVisit(Record):
    """A visit to a consultation office, to help those who help.

    Attributes
    ----------
    office
        As it is called.
    ward
        Where it is, as the area is called; None: not known.
    person_id
        Whose case it was about; None: nobody's in particular.
    attendance
        How many of the office were there; None: not known.
    """

    visited_on: date
    office: str
    kind: str
    ward: str | None = None
    person_id: int | None = None
    who_went: str | None = None
    attendance: int | None = None
    summary: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    note: str | None = None
