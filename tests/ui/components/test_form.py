"""What a press writes: done once, for what was shown; what is refused is said in words, and nothing is lost by it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.errors import CasebookError, ChangedMeanwhileError, NotAllowedError, NotFoundError, NotReadyError
from desk.errors import DeskError, InvalidInputError, fault
from tests.ui.conftest import DAY, show
from ui import shell
from ui.components.text import plain
from ui.context import Context
from ui.settings import settings
from words.say import say

ROOT = Path(__file__).parents[3]
GONE = NotFoundError("casebook.not_found", entity="scenario", id=7)
REFUSALS = [
    (InvalidInputError([fault("code_name", "input.required")]), "input.required", {}),
    (DeskError("scenario.no_name"), "scenario.no_name", {}),
    (GONE, GONE.code, GONE.params),
    (ChangedMeanwhileError("casebook.changed_meanwhile"), "casebook.changed_meanwhile", {}),
    (NotReadyError("casebook.write_failed", why="locked"), "casebook.write_failed", {"why": "locked"}),
]


def one_save(ctx, error) -> None:
    import streamlit as st

    from ui.components.form import saving

    st.text_input("typed", key="typed")
    with saving(ctx):
        raise error
    st.caption("the page goes on")


def test_whatever_a_page_saves_is_said_in_one_way() -> None:
    """By `after_saving`, or by `save_button`, which does; what shows the page anew by other means says it itself."""
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py")}
    saying = {path.stem for path, source in sources.items() if "say_saved(" in source}
    assert saying == {"form", "keeping", "open_calls"}
    ways = ("after_saving(", "_done(", "write(", "say_saved(", "notice(")
    saved = {path: source for path, source in sources.items() if "with saving(" in source}
    assert saved
    assert [path.stem for path, source in saved.items() if not any(way in source for way in ways)] == []


@pytest.mark.parametrize(("error", "code", "params"), REFUSALS, ids=[code for _, code, _ in REFUSALS])
def test_whatever_refuses_a_save_is_said_and_the_page_goes_on(book: Casebook, error, code, params) -> None:
    page = AppTest.from_function(one_save, args=(Context(book, "ja", DAY, settings()), error)).run()
    assert not page.exception
    assert plain(say(code, "ja", **params)) in page.error[0].value
    assert page.caption[0].value == "the page goes on"


@pytest.mark.parametrize(
    ("error", "titled"),
    [
        (NotReadyError("casebook.write_failed", why="locked"), True),
        (GONE, False),
        (NotAllowedError("casebook.may_not_write", name="山田"), False),
        (ChangedMeanwhileError("casebook.changed_meanwhile"), False),
    ],
)
def test_only_a_casebook_that_is_not_ready_cannot_be_opened(
    at: str, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch, error: CasebookError, titled: bool
) -> None:
    def refused(_ctx: Context) -> None:
        raise error

    Path(at.removeprefix("sqlite:///")).write_bytes(sqlite_template.read_bytes())
    monkeypatch.setitem(shell.PAGES, "map", refused)
    [told] = show("map").error
    assert plain(say(error.message, "ja")) in told.value
    assert (say("error.no_casebook", "ja") in told.value) is titled
