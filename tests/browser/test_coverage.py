"""The coverage page in the browser: a map of areas that can be clicked, gaps, last year, a scenario, new places; axe."""

from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Watched, watch
from tests.browser.page_actions import drawn_pixels, pick, serious
from words.say import say

pytestmark = pytest.mark.browser
VIEWS = ("measures", "scenario", "sites", "sheet")


def choose_view(watched: Watched, name: str, language: str) -> None:
    main = watched.page.get_by_test_id("stMain")
    main.get_by_role("radio", name=say(f"coverage.tab_{name}", language), exact=True).click()
    watched.settled()


def says(watched: Watched, told: str) -> None:
    """Wait until the page says something."""
    watched.page.get_by_test_id("stMain").get_by_text(told).first.wait_for()
    watched.settled()


@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("en", 800)])
def test_the_way_through_the_coverage_page(browser: Browser, server: str, language: str, width: int) -> None:
    watched = watch(browser, server, width)
    watched.open(language, "coverage")
    found = serious(watched, "measures")
    assert drawn_pixels(watched.map()) > 1000
    if width > 1000:
        click_an_area(watched)

    def choose(label: str, code: str) -> None:
        pick(watched, say(label, language), say(code, language))

    choose("coverage.measure", "measure.stays")
    choose("coverage.compare", "coverage.compare_year")
    says(watched, say("coverage.past_note", language, day=date(2026, 3, 31)))
    choose("coverage.measure", "measure.no_place_near")
    says(watched, say("coverage.no_past", language, names=say("measure.people", language)))
    choose("coverage.compare", "coverage.compare_beside")
    watched.page.locator("iframe[title*=streamlit_folium]").nth(1).wait_for()
    choose("coverage.compare", "coverage.compare_one")

    choose_view(watched, "sites", language)
    watched.page.get_by_role("button", name=say("coverage.sites_run", language)).click()
    watched.settled()
    says(watched, say("coverage.proven", language))
    found += serious(watched, "sites")
    watched.page.get_by_role("button", name=say("coverage.sites_try", language)).click()
    watched.settled()
    says(watched, say("coverage.whole_city", language))
    assert drawn_pixels(watched.map()) > 1000
    found += serious(watched, "scenario")
    choose_view(watched, "sheet", language)
    found += serious(watched, "sheet")
    assert found == []
    watched.clean()
    watched.page.context.close()


def click_an_area(watched: Watched) -> None:
    """Click on the name of an area, which lets the click through: its figures come under its name."""
    name = watched.map().locator(".sonae-label span").first
    ward = name.inner_text().split(" ")[0]
    name.click(force=True)
    watched.page.get_by_role("heading", name=ward, exact=True).wait_for()
    watched.settled()
