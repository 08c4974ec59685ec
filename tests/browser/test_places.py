"""Places with and without wards, in the browser: the map, a new person, the plan of trial stays, the evening call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from casebook.records import Person
from desk.city import read_places
from tests.browser.conftest import Watched, serving, watch
from tests.browser.page_actions import choose_view, drawn_pixels, make_plan, open_navigation, serious
from tests.places.conftest import gone
from tests.places.places import PLACES
from tests.places.walk import Walked
from words.say import say

pytestmark = pytest.mark.browser
CHOSEN = {"鶴ヶ島市": 1280, "毛呂山町と越生町と坂戸市": 800, "世田谷区": 1280}


@pytest.fixture(scope="module", params=CHOSEN)
def walked(request: pytest.FixtureRequest, reference_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """A place whose whole way up to the full casebook was gone."""
    place = next(one for one in PLACES if one.name == request.param)
    return gone(place, reference_data, tmp_path_factory.mktemp("place"))


@pytest.fixture
def watched(browser: Browser, walked: Walked) -> Iterator[Watched]:
    walked.book.accounts().mark_demonstration()
    with serving(walked.url) as base:
        one = watch(browser, base, CHOSEN[walked.place.name])
        yield one
        one.page.context.close()


def choose(watched: Watched, box: Locator, text: str) -> None:
    """Choose from a searchable list."""
    box.click()
    box.fill(text)
    box.press("Enter")
    watched.settled()


def test_map_new_person_plan_and_evening_call(watched: Watched, walked: Walked) -> None:
    page, home = watched.page, walked.place.homes[0]
    town = walked.book.all(Person)[0].town or ""
    watched.open(name="map")
    assert drawn_pixels(watched.map()) > 1000
    found = serious(watched, "map")
    if CHOSEN[walked.place.name] < 1000:
        open_navigation(watched)

    watched.go(say("nav.people", "ja"))
    page.get_by_role("tab", name=say("common.new", "ja"), exact=True).click()
    watched.settled()
    page.locator(".st-key-person-new-0-code_name input").fill("画面-001")
    page.keyboard.press("Tab")
    watched.settled()
    choose(watched, page.locator(".st-key-person-new-0-ward input"), home.area)
    choose(watched, page.locator(".st-key-person-new-0-town input"), town)
    found += serious(watched, "people")
    page.get_by_role("button", name=say("common.save", "ja"), exact=True).last.click()
    page.get_by_text(say("common.saved", "ja"), exact=True).wait_for(timeout=20_000)
    new = next(one for one in walked.book.all(Person) if one.code_name == "画面-001")
    near, places = walked.book.all(Person)[0], read_places(walked.book)
    assert (new.city, new.ward, places.home(new)) == (near.city, near.ward, places.home(near))

    watched.go(say("nav.trials", "ja"))
    make_plan(watched, "ja")
    found += serious(watched, "trials")
    choose_view(watched, "map", "ja")
    assert drawn_pixels(watched.map()) > 1000

    watched.go(say("nav.emergency", "ja"))
    choose(watched, page.get_by_role("combobox", name=say("emergency.who", "ja")), near.code_name)
    page.get_by_text(say("emergency.details", "ja", number=1)).first.wait_for()
    found += serious(watched, "emergency")
    assert found == []
    watched.clean()
