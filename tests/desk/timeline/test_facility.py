"""A facility's timeline holds what happened there, and who knows the place are those who stayed and may be seen."""

import pytest

from casebook.errors import NotFoundError
from casebook.roles import Actor
from desk.timeline import facility_timeline, known_people
from tests.desk.rights.conftest import lived  # noqa: F401 - a fixture


def test_all_that_happened_there_is_told_with_whom_it_was_about(lived):  # noqa: F811
    site = lived.facilities[0]
    found = facility_timeline(lived.book, site)
    assert {"stay", "enquiry", "proposal", "pair_rule", "person_avoid"} <= {one.kind for one in found}
    assert {one.person_id for one in found} == set(lived.people)
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
    with pytest.raises(NotFoundError):
        facility_timeline(lived.book, 999)


def test_who_knows_the_place_are_those_who_stayed_there_and_may_be_seen(lived):  # noqa: F811
    site = lived.facilities[0]
    assert {person.id for person, _ in known_people(lived.book, site)} == set(lived.people)
    planner = lived.book.opened_for(Actor("x", "planner"))
    assert known_people(planner, site) == []
    assert {one.person_id for one in facility_timeline(planner, site)} <= {None}
