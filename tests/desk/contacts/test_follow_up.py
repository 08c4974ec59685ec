"""Everybody whose support goes on has a next day, or stands in the list of those without."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.records import Contact, FollowUp, Person
from desk.contacts import INTERVALS, close, followed, next_look, record_contact, set_level, without_next
from desk.errors import DeskError, InvalidInputError
from tests.conftest import TODAY

WEEK = timedelta(days=7)


@given(st.sampled_from(v.FOLLOW_LEVELS), st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_the_next_look_is_its_months_later(level, day):
    ahead = next_look(level, day)
    assert (ahead.year - day.year) * 12 + ahead.month - day.month == INTERVALS[level]
    assert ahead.day == day.day or (ahead + timedelta(days=1)).day == 1


def test_who_has_no_next_day_is_listed_until_there_is_one(known):
    mine, other = known.people
    assert [one.key for one in without_next(followed(known.book))] == [mine, other]
    set_level(known.book, FollowUp(person_id=mine, follow_level="quarterly", next_on=TODAY + WEEK))
    contact = Contact(person_id=other, contacted_on=TODAY, kind="visit", purpose="exit", next_on=TODAY)
    record_contact(known.book, contact, TODAY)
    assert without_next(followed(known.book)) == []
    assert [(one.key, one.next_on, one.last_on) for one in followed(known.book)] == [
        (other, TODAY, TODAY),
        (mine, TODAY + WEEK, None),
    ]
    assert [one.key for one in followed(known.book) if one.due_on(TODAY)] == [other]


def test_support_ends_with_a_reason_and_is_opened_again(known):
    mine, _ = known.people
    with pytest.raises(InvalidInputError):
        close(known.book, mine, "  ", TODAY)
    close(known.book, mine, "転居", TODAY)
    with pytest.raises(DeskError):
        close(known.book, mine, "転居", TODAY)
    assert known.book.one(Person, mine).status == "closed"
    (level,) = known.book.all(FollowUp)
    assert (level.closed_on, level.closed_reason) == (TODAY, "転居")
    assert [one.key for one in followed(known.book) if one.closed] == [mine]
    set_level(known.book, replace(level, follow_level="monthly", next_on=TODAY + WEEK), level)
    assert known.book.one(Person, mine).status == "active"
    (again,) = known.book.all(FollowUp)
    assert (again.closed_on, again.closed_reason, again.next_on) == (None, None, TODAY + WEEK)


def test_a_level_needs_a_next_day(known):
    with pytest.raises(InvalidInputError):
        set_level(known.book, FollowUp(person_id=known.people[0], follow_level="monthly"))
