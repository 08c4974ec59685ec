"""The form of a person asks before it saves what touches something, and only then."""

from datetime import timedelta
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Consent, Person, SupportTeamMember
from tests.ui.conftest import DAY, as_read, button, show
from ui.settings import casebook, local_actor
from words.say import LANGUAGES, say


def world(at: str) -> tuple[Casebook, int]:
    create(at)
    book = casebook(at, local_actor())
    with book.writing("before") as writer:
        key = writer.add(Person(code_name="A-001"))
        given: dict[str, Any] = {"given_by": "person", "form": "oral", "given_on": DAY - timedelta(days=9)}
        writer.add(Consent(person_id=key, scope="matching_and_sharing", **given))
        writer.add(SupportTeamMember(person_id=key, agency="計画相談けやき"))
    return book, key


def withdrawn(book: Casebook) -> bool:
    return book.all(Consent)[0].withdrawn_on is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_touched_is_confirmed_before_consents_are_withdrawn(at: str, language: str) -> None:
    book, key = world(at)
    page = show("people", language)
    page.session_state["people.person.wanted"] = key
    page.run()
    go, back = (say(code, language) for code in ("consequences.go", "consequences.back"))
    next(one for one in page.checkbox if one.label == say("people.withdraw", language)).check()
    page = _save(page)
    asked = say("consequences.title", language)
    assert asked in [one.value for one in page.warning]
    assert any("計画相談けやき" in as_read(one.value) for one in page.markdown)
    assert not withdrawn(book)
    page = button(page, back)
    assert asked not in [one.value for one in page.warning]
    # What comes to it after it was shown is shown before it is confirmed.
    page = _save(page)
    with book.writing("meanwhile") as writer:
        writer.add(SupportTeamMember(person_id=key, agency="相談もみじ"))
    page = button(page, go)
    assert any("相談もみじ" in as_read(one.value) for one in page.markdown)
    assert not withdrawn(book)
    page = button(page, go)
    assert not page.exception
    assert withdrawn(book)
    # With the consent withdrawn nothing is left that a note, or the end of the file, could touch.
    choice = next(one for one in page.selectbox if one.label == say("field.status", language))
    choice.set_value("closed")
    page = _save(page)
    assert asked not in [one.value for one in page.warning]
    assert book.one(Person, key).status == "closed"


def _save(page):
    key = next(one.key for one in page.button if (one.key or "").startswith("person.") and one.key.endswith(".save"))
    return page.button(key=key).click().run()
