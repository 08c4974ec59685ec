"""The frame around the pages: each has an address and a title of its own."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.records import Person
from tests.ui.conftest import PATIENCE, facts, show
from ui.pages_for import ENTRIES
from words.say import say


def test_each_page_has_its_address_and_the_one_without_shows_none(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Any] = []

    def navigation(pages: list[Any], **_: object) -> Any:
        taken.extend(pages)
        return SimpleNamespace(run=lambda: None)

    monkeypatch.setattr(st, "navigation", navigation)

    def frame() -> None:
        from ui.shell import run

        run()

    page = AppTest.from_function(frame, default_timeout=PATIENCE).run()
    assert not page.exception
    front, *others = taken
    assert front.url_path == ""
    assert [one.url_path for one in others] == list(ENTRIES)


def test_the_tab_names_the_page_and_whom_it_is_about_by_the_code_name(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda **said: titles.append(said["page_title"]))
    someone = demo.all(Person)[0]
    with demo.writing("test") as writer:
        writer.change(replace(someone, real_name="真名 まな"))
    page = show("people")
    assert titles == [f"{say('nav.people', 'ja')} · Sonae"]
    page = show("person")
    page.query_params["id"] = str(someone.id)
    page.run()
    assert titles[-1] == f"{someone.code_name} · {say('nav.person', 'ja')} · Sonae"
    assert "真名" not in "".join(titles)


def test_how_dates_are_written_is_chosen_in_japanese_and_outlasts_the_other_language(at: str) -> None:
    def frame() -> None:
        import streamlit as st

        from ui.shell import ask_dates

        ask_dates(st.session_state.get("language", "ja"))

    page = AppTest.from_function(frame, default_timeout=PATIENCE).run()
    [choice] = page.selectbox
    assert (choice.value, choice.options) == ("calendar", ["西暦", "令和", "西暦（令和）"])
    choice.select("era").run()
    page.session_state["language"] = "en"
    page.run()
    assert not page.selectbox
    page.session_state["language"] = "ja"
    page.run()
    assert page.selectbox[0].value == page.session_state["dates"] == "era"


def test_an_address_may_ask_how_dates_are_written_and_nonsense_is_what_is_usual(at: str) -> None:
    def frame() -> None:
        from ui.shell import ask_dates

        ask_dates("ja")

    for asked, written in (("both", "both"), ("nonsense", "calendar")):
        page = AppTest.from_function(frame, default_timeout=PATIENCE)
        page.query_params["dates"] = asked
        page.run()
        assert page.selectbox[0].value == written


def test_a_page_writes_dates_as_was_chosen(demo: Casebook) -> None:
    page = show("person")
    page.query_params["id"] = str(demo.all(Person)[0].id)
    page.run()
    named = say("field.identified_on", "ja")
    assert re.fullmatch(r"20\d\d/\d\d/\d\d", facts(page)[named])
    page.session_state["dates"] = "era"
    page.run()
    assert re.fullmatch(r"(令和|平成)(元|\d+)年\d+月\d+日", facts(page)[named])
