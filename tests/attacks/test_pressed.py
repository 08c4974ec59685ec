"""Somebody presses twice, or goes on pressing while something is saved: it is written once, and told."""

import time
from pathlib import Path

from casebook.book import Casebook
from casebook.records import Contact, Person, RightsRequest
from tests.attacks.serving import Session, served
from ui.settings import casebook
from words.say import say

APART = (0.0, 0.05, 0.1, 0.15, 0.3)
"""Seconds between two presses: before, within and after the saving, some while the page is shown anew."""
STILL = 0.7


def plant(book: Casebook) -> None:
    with book.writing("test") as writer:
        writer.add(Person(code_name="P-1"))


def press_twice(session: Session, field: str, text: str, button: str, asked: str = "") -> None:
    """Type, and press twice, at every distance in turn; what is chosen elsewhere on the page stays."""
    chosen = {session.selects[one]: "P-1" for one in (say("rights.person", "ja"),) if one in session.selects}
    for apart in APART:
        known = {**chosen, session.fields[say(field, "ja")]: f"{text} {apart}"}
        session.run(known, asked)
        pressed = session.buttons[say(button, "ja")]
        for seconds in (apart, 0):
            session.ask(known, asked, pressed)
            time.sleep(seconds)
        session.hear_all(STILL)


def test_two_presses_write_once_whether_a_form_starts_afresh_or_stays_as_it_is(tmp_path: Path) -> None:
    with served(tmp_path, plant) as server:
        with server.session("contacts") as session:
            asked = "view=record&person=1"
            session.run({}, asked)
            press_twice(session, "field.note", "電話", "common.save", asked)
        with server.session("rights") as session:
            session.choose(say("rights.person", "ja"), "P-1")
            press_twice(session, "rights.what", "開示", "rights.record")
        book = casebook(f"sqlite:///{server.database}")
        assert [one.note for one in book.all(Contact)] == [f"電話 {apart}" for apart in APART]
        assert [one.what for one in book.all(RightsRequest)] == [f"開示 {apart}" for apart in APART]
