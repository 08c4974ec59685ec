"""A facility's timeline holds what happened there, and who knows the place are those who stayed and may be seen."""

import pytest

from casebook.errors import NotFoundError
from casebook.records import Stay
from casebook.roles import Actor
from desk.city import person_files
from desk.timeline import facility_timeline, known_people
from tests.conftest import TODAY
from tests.desk.rights.conftest import lived  # noqa: F401 - a fixture


def test_all_that_happened_there_is_told_with_whom_it_was_about(lived):  # noqa: F811
    site = lived.facilities[0]
    found = facility_timeline(lived.book, site)
    assert {"stay", "enquiry", "proposal", "pair_rule", "person_avoid"} <= {one.kind for one in found}
    assert {one.person_id for one in found} == set(lived.people)
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
    with pytest.raises(NotFoundError):
        facility_timeline(lived.book, 999)


def test_of_each_kind_the_newest_are_told(lived):  # noqa: F811
    site = lived.facilities[0]
    every, some = facility_timeline(lived.book, site), facility_timeline(lived.book, site, most=1)
    assert {one.kind for one in some} == {one.kind for one in every}
    newest = {
        kind: max(one.record_id or 0 for one in every if one.kind == kind) for kind in {one.kind for one in every}
    }
    assert {one.kind: one.record_id for one in some} == newest


def test_who_knows_the_place_are_those_who_stayed_there_and_may_be_seen(lived):  # noqa: F811
    site = lived.facilities[0]
    stays = lived.book.all(Stay, facility_id=site)
    everyone = {file.key: file for file in person_files(lived.book, TODAY)}
    assert {person.id for person, _ in known_people(stays, everyone)} == set(lived.people)
    assert known_people(stays, {}) == []
    planner = lived.book.opened_for(Actor("x", "planner"))
    assert {one.person_id for one in facility_timeline(planner, site)} <= {None}
