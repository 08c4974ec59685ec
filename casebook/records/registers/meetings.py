"""The meetings of the councils of the wards and of the city, what a council does in a year, and trainings."""

from dataclasses import dataclass
from datetime import date

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class CouncilYear(Record):
    """What a council says of its fiscal year.

    Attributes
    ----------
    ward
        Whose council it is, as the area is called; None: the city's.
    """

    fiscal_year: int
    ward: str | None = None
    main_work: str | None = None
    issues: str | None = None
    next_plans: str | None = None


@dataclass(frozen=True, kw_only=True)
class CouncilPlan(Record):
    """How many meetings of a kind, or of what has its own name, a council planned for a year.

    Attributes
    ----------
    name
        What the council itself calls it. An activity without one says that there are none.
    planned
        How many, whether or not their days are known.
    summary
        What it was about, if not told meeting by meeting.
    """

    council_year_id: int
    kind: str
    planned: int
    name: str | None = None
    summary: str | None = None


@dataclass(frozen=True, kw_only=True)
class CouncilMeeting(Record):
    """A meeting of a council, planned or held.

    Attributes
    ----------
    ward
        Whose council it is, as the area is called; None: the city's.
    name
        What the council itself calls it; required of what is of no listed kind.
    attendance
        How many people came; None: not known, or not held yet.
    """

    held_on: date
    kind: str
    held: bool
    ward: str | None = None
    name: str | None = None
    place: str | None = None
    meeting_form: str | None = None
    attendance: int | None = None
    summary: str | None = None


@dataclass(frozen=True, kw_only=True)
class TrainingEvent(Record):
    """A training, a presentation of practice, an exchange of information or a joint case conference that was held.

    Attributes
    ----------
    hours
        From when to when, as 13:30〜16:00.
    ward
        For which ward, as the area is called; None: for the city.
    participating_offices
        Which took part; ``offices_count``: how many.
    attendance
        How many people came.
    """

    kind: str
    title: str
    held_on: date
    hours: str | None = None
    ward: str | None = None
    place: str | None = None
    meeting_form: str | None = None
    lecturers: str | None = None
    participating_offices: str | None = None
    offices_count: int | None = None
    attendance: int | None = None
    summary: str | None = None
    opinions: str | None = None
