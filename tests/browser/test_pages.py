"""The pages as people see them: nothing from outside, nothing run from data, reachable for everybody."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import EVIL, Watched, watch
from tests.browser.page_actions import VIEWS, choose_view, drawn_pixels, make_plan, open_navigation, pick
from tests.optional import present
from ui import shell
from words.say import say

pytestmark = pytest.mark.browser
PAGES = tuple(shell.PAGES)
NARROW_NAVIGATION = 224


@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("en", 800)])
def test_no_page_asks_the_internet_or_logs_an_error(
    browser: Browser, server: str, language: str, width: int, tmp_path: Path
) -> None:
    watched = watch(browser, server, width)
    watched.open(language)
    frame = watched.map()
    assert frame.evaluate("document.querySelectorAll('canvas').length") > 0
    assert frame.evaluate("document.querySelectorAll('.leaflet-marker-icon svg').length") > 100
    assert drawn_pixels(frame) > 1000
    if width < 1000:
        open_navigation(watched)
        assert present(watched.page.get_by_test_id("stSidebar").bounding_box())["width"] <= NARROW_NAVIGATION
    for name in PAGES[1:]:
        watched.go(say(f"nav.{name}", language))
        if name == "trials":
            make_plan(watched, language)
            choose_view(watched, "map", language)
            assert drawn_pixels(watched.map()) > 1000
        if name == "simulation":
            watched.page.get_by_role("button", name=say("simulation.run", language)).click()
            watched.page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first.wait_for()
            watched.settled()
        watched.page.screenshot(path=tmp_path / f"{name}.png")
    watched.clean()
    watched.page.context.close()


def test_a_facility_named_as_a_script_is_text_on_the_map(watched: Watched) -> None:
    watched.open()
    frame = watched.map()
    watched.page.get_by_label(say("map.search_name", "ja")).fill("<img")
    watched.page.keyboard.press("Enter")
    watched.settled()
    frame = watched.map()
    frame.wait_for_function("document.querySelectorAll('.leaflet-marker-icon svg[fill=\"#0072b2\"]').length === 1")
    marker = frame.locator(".leaflet-marker-icon:has(svg[fill='#0072b2'])")
    marker.hover()
    tooltip = frame.locator(".leaflet-tooltip")
    tooltip.wait_for()
    assert EVIL in tooltip.inner_text()
    assert frame.locator(".leaflet-tooltip img").count() == 0
    marker.click()
    watched.page.get_by_role("heading", name=EVIL, exact=True).wait_for()
    assert watched.page.locator("img[src=x]").count() == 0
    watched.clean()


def test_a_person_and_a_facility_named_as_scripts_are_text_on_every_page(watched: Watched) -> None:
    watched.open()
    for name, label in (("people", "people.choose"), ("facilities", "map.choose")):
        watched.go(say(f"nav.{name}", "ja"))
        pick(watched, say(label, "ja"), EVIL)
        watched.page.get_by_role("heading", name=EVIL, exact=True).first.wait_for()
        with watched.page.expect_download() as download:
            watched.page.get_by_role("button", name=say("common.csv", "ja")).click()
        assert EVIL in download.value.path().read_text(encoding="utf-8-sig")
        watched.page.get_by_test_id("stDataFrame").first.hover()
        assert watched.page.locator("[data-testid=stElementToolbarButton] button").count() > 0
        assert watched.page.locator("button[aria-label^='Download as CSV']").count() == 0
    watched.go(say("nav.trials", "ja"))
    make_plan(watched, "ja")
    pick(watched, say("trials.choose", "ja"), EVIL)
    for view in VIEWS:
        choose_view(watched, view, "ja")
    for code in ("trials.keep", "adopt.ask", "adopt.yes"):
        watched.page.get_by_role("button", name=say(code, "ja"), exact=True).click()
        watched.settled()
    watched.go(say("nav.proposals", "ja"))
    pick(watched, say("proposals.choose", "ja"), EVIL)
    for frame in watched.page.frames:
        assert frame.locator("img[src=x]").count() == 0
    watched.clean()


def test_a_page_that_is_opened_by_its_own_address_stands_there_without_an_error(watched: Watched) -> None:
    for name in ("coverage", "emergency"):
        watched.page.goto(f"{watched.base}/{name}?lang=ja")
        watched.settled()
        watched.page.get_by_role("heading", name=say(f"nav.{name}", "ja"), exact=True, level=1).wait_for()
    watched.clean()


def test_clicking_a_marker_shows_the_facility_beside_the_map(watched: Watched) -> None:
    watched.open()
    frame = watched.map()
    base = frame.locator(".leaflet-marker-icon:has(svg[width='22'])").first
    base.click(force=True)
    watched.page.get_by_text(say("field.emergency_rooms", "ja")).first.wait_for()
    watched.clean()


def test_switching_the_language_changes_every_word_of_the_navigation(watched: Watched) -> None:
    watched.open("ja")
    watched.page.get_by_test_id("stSidebar").get_by_text("English").click()
    watched.page.get_by_role("heading", name=say("nav.map", "en"), exact=True, level=1).wait_for()
    for name in PAGES:
        assert watched.page.get_by_role("link", name=say(f"nav.{name}", "en"), exact=True).count() == 1
    watched.clean()
