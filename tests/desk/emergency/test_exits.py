"""Steps of exit support are kept; the looks after somebody who left are proposed until somebody looked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.records import Contact, ExitTask, Stay
from desk.emergency.exits import exit_tasks, save_task, tasks_due
from desk.errors import DeskError, InvalidInputError
from tests.conftest import TODAY
from tests.desk.emergency.world import make_place

LEFT = date(2026, 11, 1)


@pytest.fixture
def left(book):
    """Return the casebook, and a stay that ended."""
    place = make_place(book)
    with book.writing("before") as writer:
        stay = Stay(
            person_id=place.people[0],
            facility_id=place.base,
            kind="emergency",
            start_on=date(2026, 10, 20),
            end_on=LEFT,
        )
        return book, writer.add(stay)


def due(book, day):
    return [(task.task, task.due_on) for _, task in tasks_due(book, day)]


def test_looks_are_proposed_7_and_30_days_after_somebody_left(left):
    book, _ = left
    seven, thirty = LEFT + timedelta(days=7), LEFT + timedelta(days=30)
    assert due(book, seven - timedelta(days=1)) == []
    assert due(book, seven) == [("after_7_days", seven)]
    assert due(book, thirty - timedelta(days=1)) == [("after_7_days", seven)]
    assert due(book, thirty) == [("after_30_days", thirty)]
    assert due(book, LEFT + timedelta(days=61)) == []


@pytest.mark.parametrize(("purpose", "day", "counts"), [("exit", 7, True), ("exit", 3, False), ("trial", 7, False)])
def test_a_contact_for_exit_support_is_a_look_if_it_was_made_when_one_was_due(left, purpose, day, counts):
    book, stay = left
    contact = Contact(
        person_id=book.one(Stay, stay).person_id, contacted_on=LEFT + timedelta(days=day), kind="visit", purpose=purpose
    )
    with book.writing("test") as writer:
        writer.add(contact)
    assert due(book, LEFT + timedelta(days=10)) == ([] if counts else [("after_7_days", LEFT + timedelta(days=7))])


def test_a_step_is_due_until_it_is_done_and_those_without_a_day_come_last(left):
    book, stay = left
    key = save_task(book, ExitTask(stay_id=stay, task="motivation", due_on=TODAY, note="見学の写真を見せた"), TODAY)
    save_task(book, ExitTask(stay_id=stay, task="after_7_days", done_on=TODAY), TODAY)
    assert due(book, TODAY) == [("motivation", TODAY)]
    listed = exit_tasks(book.one(Stay, stay), book.all(ExitTask))
    assert [one.task for one in listed] == ["motivation", "after_30_days", "after_7_days"]
    read = book.one(ExitTask, key)
    assert save_task(book, replace(read, done_on=TODAY), TODAY, read) == key
    assert due(book, TODAY) == []


def test_what_does_not_fit_is_refused(left):
    book, stay = left
    for wrong in ({"task": "dance"}, {"done_on": TODAY + timedelta(days=1)}):
        with pytest.raises(InvalidInputError):
            save_task(book, ExitTask(**{"stay_id": stay, "task": "trial", **wrong}), TODAY)
    with book.writing("test") as writer:
        trial = writer.add(replace(book.one(Stay, stay), id=None, kind="trial"))
    with pytest.raises(DeskError):
        save_task(book, ExitTask(stay_id=trial, task="trial"), TODAY)
    assert book.all(ExitTask) == []
