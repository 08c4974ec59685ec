"""Facts stand in two columns, text from data as it is; what is unknown is folded into its number, or named where it matters."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import PATIENCE, facts
from words.say import LANGUAGES, say

EVIL = '<img src=x onerror="alert(1)"> **b** &amp; [x](https://evil.example)'


def page_of(language: str, *, named: bool) -> AppTest:
    def body(language: str, named: bool, evil: str) -> None:
        from datetime import date
        from typing import Any, cast

        from ui.components.details import show_known
        from words import say as voice

        class Reader:
            def t(self, code: str, **params: object) -> str:
                return voice.say(code, language, **params)

            def show(self, value: object) -> str:
                return voice.show(value, language)

            def join(self, parts: Any) -> str:
                return voice.join(parts, language)

        pairs = [("甲", evil), ("乙", None), ("丙", date(2026, 11, 22)), ("丁", None), ("戊", False)]
        show_known(cast("Any", Reader()), pairs, named=named)

    return AppTest.from_function(body, args=(language, named, EVIL), default_timeout=PATIENCE).run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_is_told_and_what_is_not_is_folded_into_its_number(language: str) -> None:
    page = page_of(language, named=False)
    assert not page.exception
    assert list(facts(page)) == ["甲", "丙", "戊"]
    assert facts(page)["甲"] == EVIL
    bodies = [one.proto.body for one in page.get("html")]
    assert "<img" not in "".join(bodies)
    assert f"<summary>{say('common.unknown_count', language, count=2)}</summary>" in bodies[1]
    assert "乙" in bodies[1]
    assert not page.caption


def test_where_it_matters_tonight_what_is_not_known_is_named_at_once() -> None:
    page = page_of("ja", named=True)
    assert [one.value for one in page.caption] == ["不明（2）：乙、丁"]
    assert len(page.get("html")) == 1
