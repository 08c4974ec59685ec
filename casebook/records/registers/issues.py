"""What lies beyond one office (地域課題): raised by a council, with its steps, and from whose cases it was."""

from dataclasses import dataclass
from datetime import date

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class RegionalIssue(Record):
    """What a council took up because no office can deal with it alone.

    Attributes
    ----------
    ward
        In whose council it was raised, as the area is called; None: in the city's.
    raised_by
        At which kind of meeting; None: not known.
    ended_on, ending
        When and how it ended; both None while it is open.
    """

    title: str
    theme: str
    raised_on: date
    ward: str | None = None
    raised_by: str | None = None
    in_charge: str | None = None
    ended_on: date | None = None
    ending: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegionalIssueStep(Record):
    """What was done about an issue on a day.

    Attributes
    ----------
    passed_to
        To which higher level it was passed on; None: it stays where it is.
    answered
        What came back.
    next_on
        When it is taken up again.
    """

    regional_issue_id: int
    taken_on: date
    action: str
    passed_to: str | None = None
    answered: str | None = None
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class IssueCase(Record):
    """Out of whose case an issue was raised."""

    regional_issue_id: int
    person_id: int
    note: str | None = None
