"""The frame around the pages: each has an address and a title of its own."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.records import Person
from tests.ui.conftest import PATIENCE, show
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
