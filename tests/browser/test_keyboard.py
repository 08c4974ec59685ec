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


def test_whoever_leaves_a_page_loses_nothing_unawares(browser: Browser, server: str) -> None:
    watched = watch(browser, server, 1280)
    page = watched.page
    there = page.get_by_role("heading", name=say("nav.facilities", "ja"), exact=True, level=1)
    link = page.get_by_role("link", name=say("nav.facilities", "ja"), exact=True)
    asked = page.get_by_role("dialog", name=say("leaving.title", "ja"))
    code = page.locator(".st-key-person-new-0-code_name input")

    # A note that is kept nowhere: it is asked about, though its field was not even left before.
    watched.open("ja", "today")
    note = page.get_by_label(say("today.note", "ja"), exact=True)
    note.press_sequentially("夜勤へ")
    link.click()
    asked.get_by_role("button", name=say("leaving.stay", "ja")).click()
    expect(asked).to_have_count(0)
    expect(note).to_have_value("夜勤へ")
    assert serious(watched, "today") == []
    link.click()
    asked.get_by_role("button", name=say("leaving.leave", "ja")).click()
    there.wait_for()

    # What was saved is not.
    watched.open("ja", "today")
    note.press_sequentially("読みました")
    page.get_by_role("button", name=say("today.leave_note", "ja")).click()
    page.get_by_text("：読みました").wait_for()
    watched.settled()
    link.click()
    there.wait_for()

    # A form that is kept as it is typed is left at once, with the last letter in it.
    page.goto(f"{server}/people?tab=new")
    watched.settled()
    if (before := page.get_by_role("button", name=say("draft.throw_away", "ja"))).count():  # of another test
        before.click()
    code.press_sequentially("S-990")
    link.click()
    there.wait_for()
    page.goto(f"{server}/people?tab=new")
    page.get_by_role("button", name=say("draft.go_on", "ja")).click()
    watched.settled()
    expect(code).to_have_value("S-990")
    page.reload()
    page.get_by_role("button", name=say("draft.throw_away", "ja")).click()
    watched.settled()
    watched.clean()
    page.context.close()
