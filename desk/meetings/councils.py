"""The meetings and the year of a council: what may be kept, and how it is written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import CouncilMeeting, CouncilPlan, CouncilYear, Record
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault, refuse
from geodata.text import tidy

Told = dict[str, object]
"""Values by field."""


def told_apart(record: Record) -> Told | None:
    """Return by what a record of a council is told from every other of its kind; None of records of anything else.

    A meeting is by its day, council, kind and name; a year by its council; of a plan each kind is there once, and what has
    its own name once by that.
    """
    match record:
        case CouncilMeeting():
            return _said(record, "ward", "kind", "name", "held_on")
        case CouncilYear():
            return _said(record, "ward", "fiscal_year")
        case CouncilPlan():
            of_several = ("name",) if record.kind in v.NAMED_MEETINGS else ()
            return _said(record, "council_year_id", *of_several, "kind")
    return None


def _said(record: Record, *names: str) -> Told:
    return {name: getattr(record, name) for name in names}


def record_meeting(book: Casebook, meeting: CouncilMeeting, today: date) -> int:
    """Write a meeting, planned or held; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, or the same meeting is there; nothing was written.
    """
    meeting = replace(meeting, name=_named(meeting.name))
    refuse(check_meeting(meeting, today))
    with book.writing("record council meeting") as writer:
        refuse(_twice(writer, meeting))
        return writer.add(meeting)


def hold(book: Casebook, meeting: CouncilMeeting, read: CouncilMeeting, today: date) -> None:
    """Write of a planned meeting that it was held, and how.

    Parameters
    ----------
    read
        The meeting as it was when the form was opened.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, it was written meanwhile that it was held, or the same meeting is there.
    ConflictError
        If somebody else changed the same since the form was opened.
    NotFoundError
        If there is no such meeting (any more).
    """
    refuse(check_meeting(replace(meeting, held=True), today))
    with book.writing("hold council meeting") as writer:
        present = writer.one(CouncilMeeting, require(meeting.id))
        if present.held:
            raise InvalidInputError([fault("held", "meetings.held_already")])
        held = replace(writer.merge(meeting, read, present), held=True)
        refuse([*check_meeting(held, today), *_twice(writer, held)])
        writer.change(held)


def check_meeting(meeting: CouncilMeeting, today: date) -> list[Fault]:
    """Find what cannot be kept of a meeting."""
    faults = out_of_bounds(meeting, **v.MEETING_BOUNDS)
    if meeting.kind in v.NAMED_MEETINGS and meeting.name is None:
        faults.append(fault("name", "meetings.needs_name"))
    if meeting.held and meeting.held_on > today:
        faults.append(fault("held_on", "input.not_in_future"))
    if not meeting.held and meeting.attendance is not None:
        faults.append(fault("attendance", "meetings.not_held_yet"))
    return faults


def save_year(book: Casebook, year: CouncilYear, read: CouncilYear) -> int:
    """Write what a council says of its year over what is known by now; return the row's id.

    Parameters
    ----------
    read
        The year as it was when the form was opened.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    """
    refuse(check_year(year))
    with book.writing("save council year") as writer:
        return _put_year(writer, year, read)


def _put_year(writer: Writer, year: CouncilYear, read: CouncilYear) -> int:
    there = writer.all(CouncilYear, **(told_apart(year) or {}))
    if not there:
        return writer.add(replace(year, id=None))
    [present] = there
    writer.change(writer.merge(replace(year, id=present.id), replace(read, id=present.id), present))
    return require(present.id)


def check_year(year: CouncilYear) -> list[Fault]:
    """Find what cannot be kept of a council's year."""
    return out_of_bounds(year, **v.MEETING_BOUNDS)


def save_plan(book: Casebook, year: CouncilYear, plan: CouncilPlan, read: CouncilPlan | None = None) -> int:
    """Write how many meetings of a kind a council planned for a year, over what is known of it by now; return its id.

    Parameters
    ----------
    year
        Fiscal year and ward, whether or not it is there already.
    plan
        The id of its year is found.
    read
        The plan as it was when the form was opened; None: as the kind was not planned yet.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    """
    plan = replace(plan, name=_named(plan.name))
    refuse([*check_year(year), *check_plan(plan)])
    with book.writing("save council plan") as writer:
        known = CouncilYear(fiscal_year=year.fiscal_year, ward=year.ward)
        plan = replace(plan, council_year_id=_put_year(writer, known, known))
        there = writer.all(CouncilPlan, **(told_apart(plan) or {}))
        if not there:
            return writer.add(replace(plan, id=None))
        [present] = there
        read = replace(read or present, id=present.id, council_year_id=present.council_year_id)
        writer.change(writer.merge(replace(plan, id=present.id), read, present))
        return require(present.id)


def check_plan(plan: CouncilPlan) -> list[Fault]:
    """Find what cannot be kept of a plan."""
    faults = out_of_bounds(plan, **v.MEETING_BOUNDS)
    nothing = plan.kind == "activity" and plan.planned == 0
    if plan.kind in v.NAMED_MEETINGS and plan.name is None and not nothing:
        faults.append(fault("name", "meetings.needs_name"))
    return faults


def _named(typed: str | None) -> str | None:
    """Return a name as it is compared: in NFKC, trimmed; None if there is none."""
    return tidy(typed or "") or None


def _twice(writer: Writer, meeting: CouncilMeeting) -> Iterator[Fault]:
    for other in writer.all(CouncilMeeting, **(told_apart(meeting) or {})):
        if other.id != meeting.id:
            yield fault("held_on", "meetings.twice")
