"""The evening call in the browser, by keyboard alone; and that neither language nor another page loses it; readable."""

import pytest
from playwright.sync_api import Browser

from casebook.records import Consultation, Draft, EmergencyNeed, Enquiry, Facility, Person, Stay
from tests.browser.conftest import Watched, watch
from tests.browser.page_actions import serious
from tests.optional import present
from ui import shell
from ui.pages_for import OPENED
from ui.settings import casebook
from words.say import say

pytestmark = pytest.mark.browser
# What a reader of the screen would hear of the element that has the focus.
FOCUSED = """() => {
    const one = document.activeElement;
    if (['MAIN', 'BODY'].includes(one.tagName)) return '';
    const radio = one.type === 'radio' ? one.closest('label') : null;
    return (one.getAttribute('aria-label') || (radio || one).innerText || '').trim();
}"""
MOST_STOPS = 80
FIRST_STOPS = 2
"""By the second stop of the page one is at the person: a search may stand before."""


class Keyboard:
    """Hands that only know the keyboard."""

    def __init__(self, watched: Watched) -> None:
        self.watched, self.keys = watched, watched.page.keyboard

    def into_the_page(self) -> None:
        """Skip the navigation by the first stop of every page."""
        self.keys.press("Tab")
        assert self.watched.page.evaluate(FOCUSED) == "Skip to main content"
        self.keys.press("Enter")

    def to(self, label: str, *, whole: bool = False) -> int:
        """Press Tab until something with this in its label, or with this as its label, has the focus; count the stops."""
        passed = []
        for _ in range(MOST_STOPS):
            self.keys.press("Tab")
            passed.append(self.watched.page.evaluate(FOCUSED))
            if label == passed[-1] or (label in passed[-1] and not whole):
                return len(passed)
        pytest.fail(f"{label} cannot be reached by Tab: {passed}")

    def press(self, key: str) -> None:
        """Press a key, and wait for what it does."""
        self.keys.press(key)
        self.watched.settled()

    def choose(self, label: str, text: str) -> None:
        """Choose from a list by typing the beginning."""
        self.to(label)
        self.keys.type(text)
        self.press("Enter")


SHOWN = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return [main.innerText, ...[...main.querySelectorAll('input')].map((one) => one.value)].join('\\n');
}"""
MOST_TO_THE_LIST, MOST_TO_THE_END = 10, 14
"""So many inputs at most, from the ring until the list is in order and until the call is recorded."""


class Walk:
    """A call on a telephone by keyboard, whose page is loaded anew after every input; all that was said is still there."""

    def __init__(self, watched: Watched) -> None:
        self.watched, self.hands = watched, Keyboard(watched)
        self.inputs, self.said = 0, list[str]()

    def goes_on(self, shows: str) -> None:
        """Count an input, load the page anew, and see that nothing is lost."""
        self.inputs += 1
        self.said.append(shows)
        self.watched.page.reload()
        self.watched.settled()
        self.hands.into_the_page()
        there = self.watched.page.evaluate(SHOWN)
        assert [one for one in self.said if one not in there] == []

    def choose(self, label: str, text: str) -> None:
        self.hands.choose(say(label, "ja"), text)
        self.goes_on(text)

    def type(self, label: str, text: str) -> None:
        self.hands.to(say(label, "ja"))
        self.hands.keys.type(text)
        self.hands.press("Enter")
        self.goes_on(text)


def test_somebody_unknown_is_admitted_on_a_telephone_by_keyboard_with_a_reload_after_every_input(
    browser: Browser, server: str, demo_url: str
) -> None:
    book = casebook(demo_url)
    before = len(book.all(Consultation))
    watched = watch(browser, server, 390)
    watched.open("ja", "emergency")
    walk = Walk(watched)
    walk.hands.into_the_page()
    assert walk.hands.to(say("emergency.who", "ja")) <= FIRST_STOPS
    walk.hands.keys.press("Shift+Tab")
    walk.choose("emergency.who", say("emergency.no_file", "ja"))
    walk.type("field.age", "40")
    walk.choose("field.ward", "泉区")
    walk.choose("field.sex", say("sex.male", "ja"))
    walk.choose("field.wheelchair", say("common.no", "ja"))
    walk.choose("field.call_source", say("source.police", "ja"))
    walk.type("field.caller_office", "泉警察署")
    walk.type("field.caller_phone", "022-000-0000")
    walk.choose("field.reason", say("consultation_reason.caregiver_ill", "ja"))
    assert walk.inputs <= MOST_TO_THE_LIST
    walk.hands.to(say("emergency.details", "ja", number=1))
    walk.hands.press("Enter")
    walk.hands.to(say("enquiry.no_answer", "ja"))
    walk.hands.press("Enter")
    assert say("enquiry.no_answer", "ja") in watched.page.evaluate(FOCUSED)  # the next facility is there now
    walk.inputs += 1
    walk.goes_on(say("emergency.log", "ja", count=1))
    walk.hands.to(say("consultation_result.admitted", "ja"), whole=True)
    walk.hands.press("Space")
    walk.goes_on(say("emergency.where", "ja"))
    readable(watched)
    walk.hands.to(say("emergency.finish", "ja"))
    walk.hands.press("Enter")
    assert walk.inputs + 1 <= MOST_TO_THE_END
    watched.page.get_by_text("緊急-20261122-1").first.wait_for()
    calls = book.all(Consultation)
    assert len(calls) == before + 1
    call = calls[-1]
    assert (call.source, call.result, call.reason) == ("police", "admitted", "caregiver_ill")
    assert (call.caller_office, call.caller_phone) == ("泉警察署", "022-000-0000")
    person = book.one(Person, present(call.person_id))
    assert (person.code_name, person.sex, person.ward, person.birth_year) == ("緊急-20261122-1", "male", "泉区", 1986)
    [need] = book.all(EmergencyNeed, consultation_id=call.id)
    assert (need.age, need.ward, need.wheelchair) == (40, "泉区", False)
    [enquiry] = book.all(Enquiry, consultation_id=call.id)
    assert enquiry.answer == "no_answer"
    assert book.one(Facility, book.one(Stay, present(call.stay_id)).facility_id).is_base
    assert book.all(Draft) == []
    watched.clean()
    watched.page.context.close()


def choose(watched: Watched, label: str, text: str) -> None:
    box = watched.page.get_by_test_id("stMain").get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    watched.page.keyboard.press("Enter")
    watched.settled()


def test_a_call_survives_the_other_language_and_another_page(watched: Watched) -> None:
    watched.open()
    watched.go(say("nav.emergency", "ja"))
    choose(watched, say("field.call_source", "ja"), say("source.police", "ja"))
    choose(watched, say("emergency.who", "ja"), "S-004")
    watched.page.get_by_text(say("emergency.details", "ja", number=1)).first.click()
    watched.settled()  # what unfolds moves away under a click
    watched.page.get_by_role("button", name=say("enquiry.no_answer", "ja")).first.click()
    watched.settled()

    def kept(language: str) -> None:
        page = watched.page
        for label, value in (("field.call_source", say("source.police", language)), ("emergency.who", "S-004")):
            assert page.get_by_role("combobox", name=say(label, language)).input_value() == value
        page.get_by_role("button", name=say("emergency.undo", language, number=1)).wait_for()

    kept("ja")
    watched.page.get_by_text("English", exact=True).click()
    watched.page.get_by_role("heading", name=say("nav.emergency", "en"), exact=True, level=1).wait_for()
    watched.settled()
    for name in (name for name in shell.PAGES if name not in OPENED):
        assert watched.page.get_by_role("link", name=say(f"nav.{name}", "en"), exact=True).count() == 1
    kept("en")
    readable(watched)
    watched.go(say("nav.facilities", "en"))
    watched.go(say("nav.emergency", "en"))
    kept("en")
    watched.clean()


def test_the_page_is_readable_for_everybody(browser: Browser, server: str) -> None:
    watched = watch(browser, server, 800)
    watched.open("en", "emergency")
    choose(watched, say("emergency.who", "en"), "S-004")
    watched.page.get_by_text(say("emergency.details", "en", number=1)).first.click()
    watched.settled()
    readable(watched)
    watched.clean()
    watched.page.context.close()


def readable(watched: Watched) -> None:
    """Assert that axe-core finds nothing serious and nothing lies beyond the edge."""
    assert serious(watched, "emergency") == []
    overflow = watched.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not overflow
