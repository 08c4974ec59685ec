"""Resources are told to whom their scope names, found by need, area and day, and it is seen where there is none."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.errors import NotFoundError
from casebook.records import Area, Consent, Person, Resource, ResourceUse, SupportTeamMember
from casebook.roles import Actor
from desk.city import AreaNames, read_city
from desk.errors import InvalidInputError
from desk.inspection import of_record
from desk.resources import Wanted, confirm, lines, matching, needs_by_area, record_resource, record_use, users_by_need
from desk.today import due
from tests.conftest import COORDINATOR, TODAY

YEAR = timedelta(days=365)
CAFE = Resource(
    name="喫茶ポプラ", sharing="network", written_by=COORDINATOR.name, checked_on=TODAY, city="仙台市", ward="青葉区",
    serves={"place_to_be": True, "meals": False}, open_days={"mon": True, "sun": False}, at_once=1,
)  # fmt: skip
NAMES = AreaNames(
    [Area(code=f"0410{n}", prefecture="宮城県", city="仙台市", name=ward, geometry="POINT EMPTY")
     for n, ward in enumerate(("青葉区", "泉区"))]
)  # fmt: skip
OFFICE = Actor("相談員", "consultation_office", "ひろせ")


@pytest.fixture
def people(little):
    with little.writing("before") as writer:
        keys = [writer.add(Person(code_name=f"A-{n}", city="仙台市", ward=w)) for n, w in enumerate(("青葉区", "泉区"))]
        agreed: dict[str, Any] = {
            "given_by": "person",
            "form": "oral",
            "scope": "matching_and_sharing",
            "given_on": TODAY,
        }
        writer.add(Consent(person_id=keys[0], **agreed))
        writer.add(SupportTeamMember(person_id=keys[0], agency="ひろせ"))
    return keys


def names(book, **wanted):
    return [line.resource.name for line in matching(lines(book, NAMES, TODAY), Wanted(**wanted))]


def test_a_resource_is_found_by_need_area_day_and_words(little):
    record_resource(little, CAFE, TODAY)
    record_resource(little, replace(CAFE, name="体操の会", ward="泉区", serves={}, open_days={}), TODAY)
    assert names(little) == ["体操の会", "喫茶ポプラ"]
    assert names(little, needs=["place_to_be"]) == ["喫茶ポプラ"] == names(little, words="ﾎﾟﾌﾟﾗ　青葉")
    assert names(little, needs=["meals"]) == []
    assert names(little, areas=["泉区"]) == ["体操の会"] == names(little, day="sun")
    assert names(little, day="mon") == ["体操の会", "喫茶ポプラ"]


def test_a_story_is_told_to_whom_both_the_person_and_the_place_are_told(little, people):
    fragile = record_resource(little, replace(CAFE, sharing="never"), TODAY)
    story = ResourceUse(person_id=people[0], resource_id=fragile, need="place_to_be", since_on=TODAY, story="店主が")
    key = record_use(little, story, TODAY)
    office = little.opened_for(OFFICE)
    assert len(office.all(Person)) == 1
    with pytest.raises(NotFoundError):
        office.one(Resource, fragile)
    with pytest.raises(NotFoundError):
        office.one(ResourceUse, key)
    assert names(office) == []
    before = office.moment()[1]
    with little.writing("share") as writer:
        writer.change(replace(writer.one(Resource, fragile), sharing="named", readers="別の人\n相談員"))
    assert names(office) == ["喫茶ポプラ"]
    assert office.one(ResourceUse, key).story == "店主が"
    assert office.moment()[1] != before
    assert names(little.opened_for(Actor("別の相談員", "consultation_office", "ひろせ"))) == []
    auditor = little.opened_for(Actor("監査", "auditor"))
    assert all("喫茶" not in str(line.entry) for line in of_record(auditor, TODAY, TODAY, "resource", fragile).shown)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"sharing": "named"}, "readers"),
        ({"readers": "相談員"}, "readers"),
        ({"cost_yen": -1}, "cost_yen"),
        ({"at_once": 0}, "at_once"),
        ({"checked_on": TODAY + timedelta(days=1)}, "checked_on"),
    ],
)
def test_what_cannot_be_kept_of_a_resource_is_said(little, wrong, field):
    with pytest.raises(InvalidInputError) as refused:
        record_resource(little, replace(CAFE, **wrong), TODAY)
    assert [one.field for one in refused.value.faults] == [field]
    assert little.all(Resource) == []


def test_what_nobody_made_sure_of_for_a_year_is_due_until_somebody_does(little):
    key = record_resource(little, replace(CAFE, checked_on=TODAY - YEAR), TODAY)
    record_resource(little, replace(CAFE, checked_on=TODAY - YEAR + timedelta(days=1)), TODAY)
    [told] = due(little, read_city(little, TODAY), None, TODAY)["resource"]
    assert (told.record_id, told.day, told.asked) == (key, TODAY, {"resource": str(key)})
    confirm(little, key, TODAY)
    assert "resource" not in due(little, read_city(little, TODAY), None, TODAY)


def test_over_use_and_areas_without_a_resource_are_seen(little, people):
    first, second = people
    cafe = record_resource(little, CAFE, TODAY)
    for person in (first, second):
        record_use(little, ResourceUse(person_id=person, resource_id=cafe, need="place_to_be", since_on=TODAY), TODAY)
    looking = ResourceUse(person_id=second, need="work", since_on=TODAY)
    record_use(little, looking, TODAY)
    ended = replace(looking, need="peer", since_on=TODAY - YEAR, until_on=TODAY - timedelta(days=1))
    record_use(little, ended, TODAY)
    [line] = lines(little, NAMES, TODAY)
    assert (line.over, line.people) == (True, frozenset({first, second}))
    everybody = {one.id: one for one in little.all(Person)}
    found = needs_by_area(little.all(Resource), little.all(ResourceUse), everybody, NAMES, TODAY)
    assert [(one.area, one.need, one.people, one.without, one.resources, one.lacking) for one in found] == [
        ("青葉区", "place_to_be", 1, 0, 1, False),
        ("泉区", "place_to_be", 1, 0, 0, True),
        ("泉区", "work", 1, 1, 0, True),
    ]
    year = users_by_need(little.all(ResourceUse), TODAY - YEAR, TODAY)
    assert {need: count for need, count in year.items() if count[0]} == {
        "place_to_be": (2, 2),
        "work": (1, 0),
        "peer": (1, 0),
    }
