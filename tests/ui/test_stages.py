"""Every page while a casebook is being set up: after each stage, in a city with wards and in one without."""

from typing import Any

import pytest

from casebook.engine import create
from casebook.records import Person
from desk.city import read_city
from tests.ui.conftest import DAY, button, must, show
from tests.ui.setting_up import STAGES, WITH_WARDS, WITHOUT, set_up
from ui import shell
from ui.settings import casebook
from words.say import say


@pytest.mark.parametrize(
    ("place", "stage"),
    [*((WITH_WARDS, stage) for stage in STAGES), *((WITHOUT, stage) for stage in ("areas", "towns", "conditions"))],
    ids=lambda given: given if isinstance(given, str) else given["city"],
)
def test_every_page_opens_at_every_stage_of_setting_up(at: str, stage: str, place: dict[str, Any]) -> None:
    create(at)
    set_up(casebook(at), stage, place)
    for name in shell.PAGES:
        page = show(name)
        assert [error.value for error in page.error] == [], name


@pytest.mark.parametrize("stage", ["areas", "facilities", "centres"])
def test_the_map_opens_when_a_name_finds_nothing(at: str, stage: str) -> None:
    create(at)
    set_up(casebook(at), stage, WITH_WARDS)
    page = show("map")
    for search in page.text_input:
        page = search.set_value("そんな名前はない").run()
    assert not page.exception
    assert [error.value for error in page.error] == []


@pytest.mark.parametrize(
    ("place", "label", "area", "ward"),
    [(WITH_WARDS, "区", "青葉区", "青葉区"), (WITHOUT, "市区町村", "鶴ヶ島市", None)],
)
def test_a_new_person_is_entered_in_a_town_whether_or_not_it_has_a_ward(
    at: str, place: dict[str, Any], label: str, area: str, ward: str | None
) -> None:
    create(at)
    book = casebook(at)
    set_up(book, "towns", place)
    page = show("people")
    next(one for one in page.text_input if one.label == must("field.code_name")).set_value("B-001")
    page = next(one for one in page.selectbox if one.label == label).set_value(area).run()
    page = next(one for one in page.selectbox if one.label == say("field.town", "ja")).set_value("国分町一丁目").run()
    page = button(page, say("common.save", "ja"))
    assert page.success[0].value == say("common.saved", "ja")
    (person,) = book.all(Person)
    assert (person.city, person.ward, person.town) == (place["city"], ward, "国分町一丁目")
    (file,) = read_city(book, DAY).everyone.values()
    assert read_city(book, DAY).places.home(file.person).level == "town"
