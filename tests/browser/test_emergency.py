"""The evening call in the browser, by keyboard alone; and that neither language nor another page loses it; readable."""

import pytest
from playwright.sync_api import Browser

from casebook.records import Consultation, EmergencyNeed, Enquiry, Facility, Person, Stay
from tests.browser.conftest import Watched, watch
from tests.browser.page_actions import serious
from tests.optional import present
from ui import shell
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
MOST_STOPS = 60
MOST_STOPS_IN_ALL = 75


class Keyboard:
    """Hands that only know the keyboard, and count how often they press Tab."""

    def __init__(self, watched: Watched) -> None:
        self.watched, self.keys, self.stops = watched, watched.page.keyboard, 0

    def to(self, label: str) -> None:
        """Press Tab until something with this in its label has the focus."""
        passed = []
        for _ in range(MOST_STOPS):
            self.keys.press("Tab")
            self.stops += 1
            passed.append(self.watched.page.evaluate(FOCUSED))
            if label in passed[-1]:
                return
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


def test_somebody_unknown_is_admitted_by_keyboard_alone(watched: Watched, demo_url: str) -> None:
    book = casebook(demo_url)
    before = len(book.all(Consultation))
    watched.open()
    hands = Keyboard(watched)
    hands.to(say("nav.emergency", "ja"))
    hands.press("Enter")
    watched.page.get_by_role("heading", name=say("nav.emergency", "ja"), exact=True, level=1).wait_for()
    watched.settled()
    hands.stops = 0
    hands.choose(say("field.call_source", "ja"), "警察")
    hands.choose(say("emergency.who", "ja"), say("emergency.no_file", "ja"))
    hands.to(say("field.age", "ja"))
    hands.keys.type("40")
    hands.press("Enter")
    hands.choose(say("field.sex", "ja"), say("sex.male", "ja"))
    hands.choose(say("field.ward", "ja"), "泉区")
    hands.to(say("emergency.details", "ja", number=1))
    hands.press("Enter")
    hands.to(say("enquiry.no_answer", "ja"))
    hands.press("Enter")
    assert say("enquiry.no_answer", "ja") in watched.page.evaluate(FOCUSED)  # the next facility is there now
    hands.to(say("consultation_result.admitted", "ja"))
    hands.press("Space")
    hands.to(say("emergency.finish", "ja"))
    hands.press("Enter")
    watched.page.get_by_text("緊急-20261122-1").wait_for()
    assert hands.stops <= MOST_STOPS_IN_ALL
    calls = book.all(Consultation)
    assert len(calls) == before + 1
    call = calls[-1]
    assert (call.source, call.result) == ("police", "admitted")
    person = book.one(Person, present(call.person_id))
    assert (person.code_name, person.sex, person.ward, person.birth_year) == ("緊急-20261122-1", "male", "泉区", 1986)
    [need] = book.all(EmergencyNeed, consultation_id=call.id)
    assert (need.age, need.ward) == (40, "泉区")
    [enquiry] = book.all(Enquiry, consultation_id=call.id)
    assert enquiry.answer == "no_answer"
    assert book.one(Facility, book.one(Stay, present(call.stay_id)).facility_id).is_base
    watched.clean()


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
    for name in shell.PAGES:
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
