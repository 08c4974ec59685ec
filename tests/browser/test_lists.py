"""A list is walked by keyboard and by pointer: sorted, filtered, chosen from, left by a name, and gone back to."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import EVIL, watch
from tests.browser.page_actions import row_of, serious
from words.say import say

pytestmark = pytest.mark.browser


def copied_from(page: Page, language: str, count: int) -> list[str]:
    """Copy the page's list as text, and return its rows from the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=say("listing.copy", language)).click()
    page.get_by_text(say("listing.copied", language, count=count)).wait_for()
    head, *copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(copied) == count
    assert all(line.count("\t") == head.count("\t") > 0 for line in copied)
    return list(copied)


@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("en", 390)])
def test_a_list_is_walked_by_keyboard_and_by_pointer(browser: Browser, server: str, language: str, width: int) -> None:
    watched = watch(browser, server, width)
    page = watched.page
    watched.open(language, "people")
    rows, current = page.locator(".sonae-list tbody tr"), page.locator(".sonae-list tr[aria-current=true]")
    name = say("people.column.code_name", language)
    page.get_by_role("columnheader", name=name).get_by_role("button").press("Enter")
    watched.settled()
    assert page.get_by_role("columnheader", name=name).get_attribute("aria-sort") == "ascending"
    names = rows.get_by_role("rowheader").all_inner_texts()
    assert names[1] < names[2]
    rows.first.get_by_role("button").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    watched.settled()
    assert current.get_by_role("rowheader").inner_text() == names[1]
    assert page.evaluate("document.activeElement.closest('tr').getAttribute('aria-current')") == "true"
    page.get_by_role("heading", name=names[1], exact=True).first.wait_for()
    page.reload()
    watched.settled()
    assert current.get_by_role("rowheader").inner_text() == names[1]
    assert page.get_by_role("columnheader", name=name).get_attribute("aria-sort") == "ascending"
    row_of(watched, EVIL).locator("td").nth(2).click()
    watched.settled()
    page.get_by_role("heading", name=EVIL, exact=True).first.wait_for()
    assert current.get_by_role("rowheader").inner_text() == EVIL
    found = serious(watched, "people")
    current.get_by_role("link").click()
    page.get_by_role("heading", name=say("nav.person", language), exact=True, level=1).wait_for()
    watched.settled()
    assert page.get_by_role("heading", name=EVIL, exact=True).first.is_visible()
    page.go_back()
    page.get_by_role("heading", name=say("nav.people", language), exact=True, level=1).wait_for()
    watched.settled()
    assert current.get_by_role("rowheader").inner_text() == EVIL
    assert page.get_by_role("columnheader", name=name).get_attribute("aria-sort") == "ascending"
    page.emulate_media(media="print")
    assert not page.locator("[data-testid=stSidebar]").is_visible()
    assert page.locator(".sonae-list-box").first.evaluate("one => one.scrollHeight - one.clientHeight") < 2
    assert page.locator("[data-testid=stMain]").evaluate("one => getComputedStyle(one).overflowY") == "visible"
    page.emulate_media(media="screen")
    watched.open(language, "visits")
    before = rows.count()
    page.get_by_role("searchbox", name=say("listing.filter", language)).fill("ＩＭＧ　ＳＲＣ")
    assert 0 < rows.count() < before
    assert all(EVIL in text for text in rows.all_inner_texts())
    copied = copied_from(page, language, rows.count())
    assert all(EVIL in line for line in copied)
    assert found + serious(watched, "visits") == []
    watched.clean()
    page.context.close()
