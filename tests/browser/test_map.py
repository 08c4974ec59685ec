"""The map as people use it: a click on a marker, a search for a name made to do harm."""

import pytest

from tests.browser.conftest import EVIL, Watched
from words.say import say

pytestmark = pytest.mark.browser


def test_a_click_on_a_marker_shows_the_facility_and_one_named_as_a_script_is_text(watched: Watched) -> None:
    watched.open(name="map")
    frame = watched.map()
    base = frame.locator(".leaflet-marker-icon:has(svg[width='22'])").first
    base.click(force=True)
    watched.page.get_by_text(say("field.emergency_rooms", "ja")).first.wait_for()
    watched.settled()
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
