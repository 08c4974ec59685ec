"""The map as people use it: signs by key and mouse, a place that the address keeps, a name made to do harm."""

import pytest

from tests.browser.conftest import EVIL, Watched
from words.say import say

pytestmark = pytest.mark.browser


def test_a_sign_is_reached_by_key_and_what_is_chosen_and_where_the_map_was_moved_to_outlast_a_reload(
    watched: Watched,
) -> None:
    watched.page.set_viewport_size({"width": 1280, "height": 800})
    watched.open(name="map")
    frame = watched.map()
    width, height = frame.evaluate("[innerWidth, innerHeight]")
    assert (width > 1280 * 2 / 3, height > 800 * 2 / 3) == (True, True)
    frame.locator(".sonae-BASE").press("Enter")
    watched.page.get_by_text(say("field.emergency_rooms", "ja")).first.wait_for()
    watched.settled()
    frame.locator(".sonae-heap").first.press("Enter")
    watched.page.wait_for_url("**at=**")
    watched.settled()
    before = watched.page.url
    assert "facility=" in before
    watched.page.reload()
    watched.settled()
    frame = watched.map()
    chosen = before.split("facility=")[1].split("&")[0]
    frame.wait_for_function(f"map.sonae.chosen === 'facility.{chosen}'")
    assert watched.page.url == before
    watched.clean()


def test_one_named_as_a_script_is_text_on_the_map_and_beside_it(watched: Watched) -> None:
    watched.page.goto(f"{watched.base}/map?lang=ja&name=%3Cimg&layers=none")
    watched.settled()
    frame = watched.map()
    marker = frame.locator(".sonae-24")
    marker.focus()
    tooltip = frame.locator(".leaflet-tooltip")
    tooltip.wait_for()
    assert EVIL in tooltip.inner_text()
    assert frame.locator(".leaflet-tooltip img").count() == 0
    marker.click()
    watched.page.get_by_role("heading", name=EVIL, exact=True).wait_for()
    assert watched.page.locator("img[src=x]").count() == 0
    watched.clean()
