"""Steps of exit support: who does what until when, what was tried to motivate, and the looks after somebody who left."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Contact, ExitTask, Person, Stay
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.city import by_person
from desk.emergency.continued import continued
from desk.errors import DeskError, Fault, InvalidInputError, fault

LOOKS: Mapping[str, int] = {"after_7_days": 7, "after_30_days": 30}
"""So many days after she left is somebody looked after, by step."""
PROPOSED_FOR = timedelta(days=60)
"""Stays that ended longer ago propose nothing any more."""
EARLIER = 4
"""A contact counts for a look if it was made in the last quarter of its days, or later."""


def exit_tasks(stay: Stay, kept: Iterable[ExitTask]) -> list[ExitTask]:
    """Return the steps of a stay by their days, those without one last; looks that nobody wrote are proposed, without id."""
    own = [one for one in kept if one.stay_id == stay.id]
    if stay.end_on is not None:
        known = {one.task for one in own}
        own += [
            ExitTask(stay_id=require(stay.id), task=task, due_on=stay.end_on + timedelta(days=days))
            for task, days in LOOKS.items()
            if task not in known
        ]
    return sorted(own, key=lambda one: (one.due_on or date.max, one.id or 0))


def tasks_due(book: Casebook, until: date) -> list[tuple[Stay, ExitTask]]:
    """Return the steps that are due until a day and not done, with their stays, the longest due first.

    A look is done, too, where somebody was in contact about her for exit support when it was due; one that was only
    proposed gives way to the next.
    """
    kept = book.all(ExitTask)
    with_steps = {one.stay_id for one in kept}
    contacts = by_person(one for one in book.all(Contact) if one.purpose == "exit" and one.person_id is not None)
    found, stays = [], [stay for stay in book.all(Stay) if stay.kind == "emergency"]
    went_on = {here for here, _ in continued(stays)}
    for stay in stays:
        ended_lately = (
            stay.id not in went_on and stay.end_on is not None and stay.end_on <= until <= stay.end_on + PROPOSED_FOR
        )
        if stay.id in with_steps or ended_lately:
            looks = contacts.get(stay.person_id, ())
            due = [
                one
                for one in exit_tasks(stay, kept)
                if one.done_on is None and one.due_on is not None and one.due_on <= until
            ]
            last_look = next((one for one in reversed(due) if one.task in LOOKS), None)
            found += [
                (stay, one)
                for one in due
                if one.task not in LOOKS or ((one is last_look or one.id is not None) and not _looked(one, looks))
            ]
    return sorted(found, key=lambda pair: (pair[1].due_on or until, require(pair[0].id), pair[1].id or 0))


def _looked(task: ExitTask, contacts: Iterable[Contact]) -> bool:
    since = (task.due_on or date.max) - timedelta(days=LOOKS[task.task] // EARLIER)
    return any(one.contacted_on >= since for one in contacts)


def save_task(book: Casebook, task: ExitTask, today: date, read: ExitTask | None = None) -> int:
    """Write a step of exit support, or change it; return its id.

    Parameters
    ----------
    read
        The step as it was when the form was opened; if None, all is meant as it says.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    DeskError
        If it is no emergency stay.
    NotFoundError
        If there is no such stay.
    """
    if faults := task_faults(task, today):
        raise InvalidInputError(faults)
    stay = book.one(Stay, task.stay_id)
    if stay.kind != "emergency":
        raise DeskError("exit.not_emergency")
    with book.writing("exit task", about=[(Person, stay.person_id), (ExitTask, task.id)]) as writer:
        writer.one(Stay, task.stay_id)
        if task.id is None:
            return writer.add(task)
        writer.change(task, read)
    return require(task.id)


def task_faults(task: ExitTask, today: date) -> list[Fault]:
    """Find what cannot be kept of a step."""
    faults = out_of_bounds(task)
    if task.task not in v.EXIT_TASKS:
        faults.append(fault("task", "call.not_listed", value=task.task))
    if task.done_on is not None and task.done_on > today:
        faults.append(fault("done_on", "input.not_in_future"))
    return faults
