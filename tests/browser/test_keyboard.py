"""The keys that lead from page to page, pressed in the browser."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watch
from tests.browser.page_actions import serious
from words.say import say

pytestmark = pytest.mark.browser


def test_keys_lead_to_the_search_to_pages_to_a_new_record_and_to_their_own_list(browser: Browser, server: str) -> None:
    watched = watch(browser, server, 1280)
    page = watched.page
    watched.open("ja", "people")
    search = page.get_by_role("textbox", name=say("search.label", "ja"))
    page.keyboard.press("/")
    expect(search).to_be_focused()
    assert search.input_value() == ""
    page.keyboard.type("gf/?n")
    assert search.input_value() == "gf/?n"
    search.fill("")
    search.blur()
    watched.settled()
    page.keyboard.press("n")
    watched.settled()
    expect(page.get_by_role("tab", name=say("common.new", "ja"), exact=True)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("?")
    told = page.get_by_role("dialog", name=say("keyboard.title", "ja"))
    assert say("nav.facilities", "ja") in told.inner_text()
    assert serious(watched, "people") == []
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    for key in "gf":
        page.keyboard.press(key)
    page.get_by_role("heading", name=say("nav.facilities", "ja"), exact=True, level=1).wait_for()
    watched.settled()
    page.get_by_role("button", name=say("keyboard.title", "ja")).click()
    told.get_by_role("checkbox").check()
    told.get_by_role("button", name=say("keyboard.close", "ja")).click()
    for key in "gp":
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    assert page.get_by_role("heading", name=say("nav.facilities", "ja"), exact=True, level=1).is_visible()
    watched.clean()
    page.context.close()
