"""What changes an emergency stay while it lasts: longer, elsewhere, or two guests in each other's place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from casebook.book import Casebook, Writer
from casebook.records import AdmissionGround, ExitPlan, ExitTask, Facility, Stay
from casebook.records.base import require
from desk.emergency.calls import check_place
from desk.emergency.rooms import emergency_stay, plan_of, write_plan
from desk.errors import DeskError, Fault, InvalidInputError, fault

MOVED_TO = "facility"
"""Residence between the two halves of a stay that goes on elsewhere."""


def extend(book: Casebook, stay_id: int, until: date, *, today: date, read: ExitPlan | None = None) -> int:
    """Expect somebody to stay until another day; return the exit plan's id.

    Parameters
    ----------
    read
        The plan as it was when the form was opened: if others said another day meanwhile, it is to be settled which stays.

    Raises
    ------
    ConflictError
        If somebody else changed the day since the form was opened; nothing was written.
    InvalidInputError
        If the day is past.
    DeskError
        If it is no emergency stay, or has ended.
    NotFoundError
        If there is no such stay.
    """
    with book.writing("extend emergency stay") as writer:
        _lasting(writer, stay_id, today)
        plan = plan_of(writer, stay_id)
        if read is not None:
            plan = writer.merge(replace(read, expected_until=until), read, plan)
        if until < today:
            raise InvalidInputError([fault("expected_until", "exit.until_past")])
        return write_plan(writer, replace(plan, expected_until=until))


def move(
    book: Casebook,
    stay_id: int,
    facility_id: int,
    on: date,
    *,
    today: date,
    agreed: bool = False,
    allow_over: bool = False,
) -> int:
    """Let an emergency stay go on at another facility, in one transaction; return the id of the stay there.

    The stay here ends and the one there begins on the same day; the exit plan and its steps go along, and so does the ground
    of an admission without consent. The call stays with the stay that it led to.

    Parameters
    ----------
    agreed
        That the other place said that it takes her; the base need not be asked.
    allow_over
        Let her come although all rooms of the base there are in use.

    Raises
    ------
    InvalidInputError
        If the day is before the stay began or still to come, she is there already, or the place did not agree.
    DeskError
        If it is no emergency stay, or has ended; if the facility is closed, full, or never to take her.
    NotFoundError
        If there is no such stay or facility.
    """
    with book.writing("move emergency stay") as writer:
        stay, to = _lasting(writer, stay_id, today), writer.one(Facility, facility_id)
        faults = list(_day_faults(on, today, stay))
        if to.id == stay.facility_id:
            faults.append(fault("facility_id", "exit.same_place"))
        if not (to.is_base or agreed):
            faults.append(fault("place_agreed", "exit.not_agreed", facility=to.name))
        if faults:
            raise InvalidInputError(faults)
        check_place(writer, stay.person_id, to, on, allow_over=allow_over)
        return _goes_on(writer, stay, to, on)


def swap(book: Casebook, one_id: int, other_id: int, on: date, *, today: date, agreed: bool = False) -> tuple[int, int]:
    """Let two guests of different facilities change places, in one transaction; return the ids of their stays there.

    Rooms of one base are not told apart, so that within a base there is nothing to swap. However full either place is, as
    many stay there afterwards as before.

    Raises
    ------
    InvalidInputError
        If the day is before one of the stays began or still to come, both are in one place, or a place did not agree.
    DeskError
        If one is no emergency stay, or has ended; if a facility is closed, or never to take whom it would get.
    NotFoundError
        If there is no such stay.
    """
    with book.writing("swap emergency stays") as writer:
        one, other = (_lasting(writer, key, today) for key in (one_id, other_id))
        here, there = (writer.one(Facility, stay.facility_id) for stay in (one, other))
        faults = [found for stay in (one, other) for found in _day_faults(on, today, stay)][:1]
        if here.id == there.id:
            faults.append(fault("swap_with", "exit.same_place"))
        if not (agreed or (here.is_base and there.is_base)):
            outside = here if there.is_base else there
            faults.append(fault("place_agreed", "exit.not_agreed", facility=outside.name))
        if faults:
            raise InvalidInputError(faults)
        check_place(writer, one.person_id, there, on, allow_over=True)
        check_place(writer, other.person_id, here, on, allow_over=True)
        return _goes_on(writer, one, there, on), _goes_on(writer, other, here, on)


def _lasting(writer: Writer, stay_id: int, today: date) -> Stay:
    stay = emergency_stay(writer, stay_id)
    if stay.end_on is not None and stay.end_on <= today:
        raise DeskError("exit.left_already", day=stay.end_on)
    return stay


def _day_faults(on: date, today: date, stay: Stay) -> Iterator[Fault]:
    if on < stay.start_on:
        yield fault("moved_on", "exit.before_start", day=stay.start_on)
    if on > today:
        yield fault("moved_on", "input.not_in_future")


def _goes_on(writer: Writer, stay: Stay, to: Facility, on: date) -> int:
    """End a stay and begin it elsewhere, with its plan and its ground."""
    writer.change(replace(stay, end_on=on, residence_after=MOVED_TO))
    there = writer.add(
        Stay(
            person_id=stay.person_id,
            facility_id=require(to.id),
            kind="emergency",
            start_on=on,
            residence_before=MOVED_TO,
        )
    )
    plan = plan_of(writer, require(stay.id))
    arrived = plan.next_facility_id == to.id
    plan = replace(plan, stay_id=there, next_facility_id=None if arrived else plan.next_facility_id)
    if plan.id is None:
        writer.add(plan)
    else:
        writer.change(plan)
    for task in writer.all(ExitTask, stay_id=stay.id):
        writer.change(replace(task, stay_id=there))
    for ground in writer.all(AdmissionGround, stay_id=stay.id):
        writer.add(replace(ground, id=None, stay_id=there))
    return there
