"""Pages under AppTest, on a real temporary casebook: the demonstration, or one of the test's own."""

import functools
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import Block

from casebook.book import Casebook
from casebook.engine import migrate
from casebook.errors import NotReadyError
from casebook.sqlite_file import path_of
from ui import settings as settings_module
from ui.components.text import CUT
from ui.kept import KEPT
from ui.settings import casebook
from words.say import say

DAY = date(2026, 11, 22)
PATIENCE = 180
"""Seconds that a page may take on a busy machine."""


def one_page(name: str, language: str) -> None:
    from ui.shell import show_page

    show_page(name, language)


# Every page under AppTest would look through all installed packages again, and every casebook be migrated anew.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)
ended = local_script_runner.require_widgets_deltas


def wait_for_the_end(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Let a page run to its end undisturbed, instead of asking a thousand times a second whether it has."""
    if runner._script_thread is not None:
        runner._script_thread.join(timeout)
    ended(runner, timeout)


local_script_runner.require_widgets_deltas = wait_for_the_end


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Forget what pages kept of the test's casebook, which nobody will ask for again."""
    yield
    KEPT.clear()


@pytest.fixture(autouse=True)
def made_once(sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make casebooks on SQLite from the file that was made once."""

    def copied(engine: sa.Engine) -> bool:
        path = path_of(engine.url)
        if path is None or path.exists():
            return migrate(engine)
        shutil.copy(sqlite_template, path)
        return True

    monkeypatch.setattr("casebook.engine.migrate", copied)


@pytest.fixture(autouse=True)
def quick_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test press again at once: it has seen the page."""
    monkeypatch.setattr("ui.pressed.DOUBLE_S", 0)


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Point the settings at a casebook of this test alone."""
    url = f"sqlite:///{tmp_path / 'sonae.db'}"
    monkeypatch.setenv("SONAE_DATABASE_URL", url)
    monkeypatch.setenv("SONAE_TODAY", DAY.isoformat())
    settings_module.settings.cache_clear()
    yield url
    settings_module.settings.cache_clear()


@pytest.fixture
def demo(at: str, demo_template: Path) -> Casebook:
    shutil.copy(demo_template, at.removeprefix("sqlite:///"))
    return casebook(at)


def show(name: str, language: str = "ja") -> AppTest:
    with suppress(NotReadyError):
        casebook()  # what a test says of areas is what the page will say: choices are put into words here, too
    page = AppTest.from_function(one_page, args=(name, language), default_timeout=PATIENCE).run()
    assert not page.exception
    return page


def lists(page: AppTest) -> list[Any]:
    """Return what the browser is sent of each list of the page."""
    return [json.loads(one.proto.bytes) for one in page.get("bidi_component") if one.proto.bytes]


def sent(page: AppTest, which: int = 0) -> Any:
    """Return what the browser is sent of a list of the page."""
    return lists(page)[which]


def sentences(page: AppTest) -> list[str]:
    """Return the sentences of the page in which names may lead somewhere, as they are read."""
    blocks = [json.loads(one.proto.json) for one in page.get("bidi_component") if one.proto.json]
    lines = [line for block in blocks for line in block.get("lines", ())]
    return ["".join(part if isinstance(part, str) else part["text"] for part in line) for line in lines]


def listed(page: AppTest, which: int = 0) -> pd.DataFrame:
    """Return a list of the page as it is read; a row is chosen by its id in the address, or by `choose`."""
    data = sent(page, which)

    def read(cell: object) -> object:
        if isinstance(cell, dict):
            by = cell.get("by")
            return by if isinstance(by, int | float) else cell["text"]
        return data["unknown"] if cell is None else cell

    rows = [[read(cell) for cell in row] for row in data["rows"]]
    return pd.DataFrame(rows, index=data["ids"], columns=[one["label"] for one in data["columns"]])


def facts(page: AppTest) -> dict[str, str]:
    """Return the facts that the page shows in two columns, as they are read; of several of one name the last."""
    found = [re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", one.proto.body) for one in page.get("html")]
    return {unescape(label): unescape(value) for pairs in found for label, value in pairs}


def bars(page: AppTest) -> list[str]:
    """Return what the page writes as HTML of its own, as it is read."""
    return [unescape(re.sub("<[^>]*>", " ", one.proto.body)) for one in page.get("html")]


def tables(page: AppTest) -> list[Any]:
    """Return what the page shows only to be read: each table as `listed` does, in its order."""
    return [listed(page, which) for which, one in enumerate(lists(page)) if not one["opens"]]


def choose(page: AppTest, key: int, asked: str = "id") -> AppTest:
    """Choose a row of the page's list, as its address does."""
    page.query_params[asked] = str(key)
    return page.run()


def must(code: str, language: str = "ja") -> str:
    """Return the label of a field that must be filled in."""
    return say("input.must", language, label=say(code, language))


def primary(node: Any) -> list[str]:
    """Return what the primary buttons of a part of the page are called; of tabs, of which one is seen, the most of one."""
    if not isinstance(node, Block):
        is_one = node.type in ("button", "download_button") and node.proto.type == "primary"
        return [node.label] if is_one else []
    parts = [primary(part) for part in node.children.values()]
    if node.children and all(part.type == "tab" for part in node.children.values()):
        return max(parts, key=len)
    return [label for part in parts for label in part]


def as_read(text: str) -> str:
    """Return escaped text as somebody reads it on the page."""
    return re.sub(r"\\(.)", r"\1", text.replace(CUT, ""))


def button(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def adopt(page: AppTest, language: str = "ja", ask: str = "adopt.ask") -> AppTest:
    """Adopt what the page shows, and say yes."""
    return button(button(page, say(ask, language)), say("adopt.yes", language))


def adopted_plan_page(language: str = "ja") -> AppTest:
    """Make the plan on its page, keep it and adopt it."""
    return adopt(
        button(button(show("trials", language), say("trials.run", language)), say("trials.keep", language)), language
    )


WARD = "若林区"
STEM = f"{WARD}_2026-11-22"
LAYERS = ("areas", "catchments", "towns", "facilities")
