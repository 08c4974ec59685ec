"""Opening a file that is not one's own on the emergency page, and signing for what another opened."""

import pytest
from streamlit.testing.v1 import AppTest

from casebook.engine import create
from casebook.records import BrokenGlass, Person
from casebook.roles import Actor
from tests.ui.conftest import as_read, button, listed, must, show
from ui import context
from ui.settings import casebook
from words.say import LANGUAGES, say

WARD = Actor("区の人", "ward_office", "青葉区")


def typed(page: AppTest, label: str, text: str, language: str) -> None:
    next(one for one in page.text_input if one.label in (say(label, language), must(label, language))).set_value(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ward_office_opens_a_file_and_an_auditor_signs(
    at: str, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    create(at)
    with casebook(at).writing("before") as writer:
        writer.add(Person(code_name="A-001", ward="泉区"))
    monkeypatch.setattr(context, "local_actor", lambda: WARD)
    page = show("emergency", language)
    typed(page, "glass.named", "A-00", language)
    typed(page, "glass.reason", "転倒", language)
    page = button(page, say("glass.open", language))
    assert [as_read(one.value) for one in page.error] == [say("glass.nobody", language)]
    typed(page, "glass.named", "A-001", language)
    page = button(page, say("glass.open", language))
    [glass] = casebook(at).all(BrokenGlass)
    assert as_read(page.success[0].value) == say("glass.opened", language, count=1, until=glass.until)
    assert any("A-001" in as_read(one.value) for one in page.info)
    assert "A-001" in listed(show("people", language)).to_string()
    monkeypatch.setattr(context, "local_actor", lambda: Actor("監査", "auditor"))
    page = show("emergency", language)
    assert page.warning[0].value == say("glass.to_review", language, count=1)
    assert not any("A-001" in as_read(one.value) for one in page.markdown)
    typed(page, "glass.note", "必要だった", language)
    page = button(page, say("glass.sign", language))
    assert not page.exception
    assert as_read(page.success[0].value) == say("glass.signed", language)
    assert [one.reviewed_by for one in casebook(at).all(BrokenGlass)] == ["監査"]
