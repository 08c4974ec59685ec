"""The frame around the pages: each has an address of its own."""

from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from tests.ui.conftest import PATIENCE
from ui import shell


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
    assert [one.url_path for one in others] == list(shell.PAGES)
