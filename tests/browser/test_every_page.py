"""A walk through every page and view: readable for everybody, nothing asked outside, names made to do harm are text."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import EVIL, Watched, watch
from tests.browser.page_actions import (
    VIEWS,
    choose_view,
    drawn_pixels,
    make_plan,
    open_navigation,
    open_row,
    row_of,
    serious,
    unlinked,
)
from tests.optional import present
from ui import shell
from ui.pages_for import OPENED
from words.say import say

pytestmark = pytest.mark.browser
NARROW_NAVIGATION = 224
NAMED = (EVIL, *(f"S-{number:03}" for number in range(1, 121)))
# Where somebody or something is chosen and its list handed out, and where pages of people and facilities are listed.
CHOSEN = ("people", "facilities")
LISTED = {"person": "people", "facility": "facilities"}


@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("en", 800)])
def test_the_walk_through_every_page_and_view(browser: Browser, server: str, language: str, width: int) -> None:
    watched = watch(browser, server, width)
    watched.open(language, "map")
    found = map_stands(watched)
    if width < 1000:
        open_navigation(watched)
        assert present(watched.page.get_by_test_id("stSidebar").bounding_box())["width"] <= NARROW_NAVIGATION
    for name in (name for name in shell.PAGES if name != "map"):
        watched.go(say(f"nav.{LISTED.get(name, name)}", language))
        if name in CHOSEN:
            chosen_by_name(watched, language)
        if name in OPENED:
            row_of(watched, EVIL).get_by_role("link").click()
            watched.page.get_by_role("heading", name=say(f"nav.{name}", language), exact=True, level=1).wait_for()
        if name == "trials":
            found += plan_in_every_view(watched, language)
            if language == "ja":
                adopt(watched, language)
                continue
        if name == "proposals":
            open_row(watched, EVIL)
        if name == "simulation":
            watched.page.get_by_role("button", name=say("simulation.run", language)).click()
            watched.page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first.wait_for()
            watched.settled()
        found += serious(watched, name) + unlinked(watched, name, NAMED)
        if name == "readiness":
            for view in ("trend", "losing", "persons"):
                choose_view(watched, view, language, name)
                found += serious(watched, view)
        for frame in watched.page.frames:
            assert frame.locator("img[src=x]").count() == 0
    assert found == []
    watched.clean()
    watched.page.context.close()


def map_stands(watched: Watched) -> list[tuple[str, str, str]]:
    """Return what is not readable on the page whose map is drawn with everything on it."""
    frame = watched.map()
    assert frame.evaluate("document.querySelectorAll('canvas').length") > 0
    assert frame.evaluate("document.querySelectorAll('.leaflet-marker-icon svg').length") > 100
    assert drawn_pixels(frame) > 1000
    return serious(watched, "map")


def chosen_by_name(watched: Watched, language: str) -> None:
    """Choose who is named as a script; the list comes as a file of ours."""
    open_row(watched, EVIL)
    watched.page.get_by_role("heading", name=EVIL, exact=True).first.wait_for()
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name=say("common.csv", language)).click()
    assert EVIL in download.value.path().read_text(encoding="utf-8-sig")
    watched.settled()


def plan_in_every_view(watched: Watched, language: str) -> list[tuple[str, str, str]]:
    """Return what is not readable of a new plan, with somebody named as a script chosen in it."""
    make_plan(watched, language)
    open_row(watched, EVIL)
    found = serious(watched, "trials")
    for view in VIEWS:
        choose_view(watched, view, language)
        if view == "map":
            assert drawn_pixels(watched.map()) > 1000
        if view == "dates":
            watched.page.get_by_role("button", name=say("dates.run", language)).click()
            watched.settled()
        found += serious(watched, view) + unlinked(watched, view, NAMED)
    return found


def adopt(watched: Watched, language: str) -> None:
    """Keep and adopt the plan that is shown, so that the pages after it have something to follow."""
    for code in ("trials.keep", "adopt.ask", "adopt.yes"):
        watched.page.get_by_role("button", name=say(code, language), exact=True).click()
        watched.settled()
