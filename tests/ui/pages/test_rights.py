"""The page of rights: whose, what was asked, what is due; in both languages, with what hides as text."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.book import Casebook
from casebook.records import Person, RightsRequest
from desk.rights.deletion import is_deleted
from tests.ui.conftest import DAY, as_read, button, show
from ui.settings import settings
from words.say import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_is_chosen_asks_and_is_answered(demo: Casebook, language: str) -> None:
    page = show("rights", language)
    page.selectbox(key="rights.person").select(1).run()
    assert len(page.get("download_button")) == 2
    page.text_area(key="rights.what").input("*住所* $x$").run()
    page = button(page, say("rights.record", language))
    assert as_read(page.success[0].value) == say("rights.recorded", language)
    assert any("*住所* $x$" in as_read(one.value) for one in page.markdown)
    page = button(page, say("rights.finish", language))
    assert as_read(page.error[0].value) == say("rights.say_what", language)
    (asked,) = demo.all(RightsRequest)
    page.text_input(key=f"rights.done.{asked.id}").input("改めた").run()
    button(page, say("rights.finish", language))
    assert demo.one(RightsRequest, asked.id or 0).done == "改めた"


def test_a_stop_is_shown_and_what_is_due_is_deleted(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    page = show("rights")
    page.selectbox(key="rights.person").select(2).run()
    page = button(page, say("rights.stop", "ja"))
    assert any(as_read(one.value) == say("rights.is_stopped", "ja", day=DAY) for one in page.warning)
    assert demo.one(Person, 2).status == "closed"
    monkeypatch.setenv("SONAE_TODAY", (DAY + timedelta(days=365 * 20)).isoformat())
    settings.cache_clear()
    with demo.writing("others are kept") as writer:
        writer.change_many([replace(one, status="active") for one in demo.all(Person, status="closed") if one.id != 2])
    page = show("rights")
    page.multiselect(key="rights.due").select(("person", 2)).run()
    page = button(page, say("rights.delete", "ja"))
    assert is_deleted(demo.one(Person, 2))
