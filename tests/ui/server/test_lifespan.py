"""Before anybody is let in, the server has read the city that the first page shows."""

import gc
import logging
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
import streamlit as st

from casebook.book import Casebook
from ui import context
from ui.context import Context, open_book
from ui.kept import KEPT
from ui.server.lifespan import lifespan
from ui.settings import now, settings


async def nobody(*_: object) -> None:
    """Answer nothing."""


def started() -> None:
    async def start() -> None:
        async with lifespan(nobody):
            pass

    st.cache_resource.clear()
    KEPT.clear()
    # A browser of an earlier test may have left a loop in this thread.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(anyio.run, start).result()


def test_the_first_visitor_finds_the_city_read(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    started()
    monkeypatch.setattr(context, "read_city", None)
    monkeypatch.setattr(context, "read_readiness", None)
    ctx = Context(open_book(settings().database_url), "en", now().date(), settings())
    assert len(ctx.city().facilities) > 100
    assert ctx.areas_kind() == "ward"
    assert ctx.readiness().counts
    assert demo.revision() == ctx.state[1]


def test_the_first_plan_finds_the_solver_loaded(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr("ui.server.lifespan.load_solver", lambda: loaded.append(True))
    started()
    assert loaded == [True]


class Circle:
    """What nobody refers to but itself."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_goes_while_pages_are_made(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit looks for none after a page; what pages leave behind is found all the same, though Python has no need to."""
    monkeypatch.setattr("ui.server.lifespan.TIDIED_EVERY", 0.01)

    async def pages() -> None:
        async with lifespan(nobody):
            gc.disable()
            gc.collect(0)  # as if much had been made since
            gone = threading.Event()
            left = weakref.ref(Circle(), lambda _: gone.set())
            assert await anyio.to_thread.run_sync(gone.wait, 10)
            assert left() is None

    assert st.get_option("runner.postScriptGC") is False
    try:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(anyio.run, pages).result()
    finally:
        gc.enable()


def test_without_a_casebook_the_server_starts_all_the_same(at: str, caplog: pytest.LogCaptureFixture) -> None:
    started()
    assert caplog.messages == []
    assert not Path(at.removeprefix("sqlite:///")).exists()


def test_a_casebook_that_cannot_be_read_is_for_the_page_to_tell(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(context, "read_city", broken)
    with caplog.at_level(logging.ERROR):
        started()
    assert set(caplog.messages) == {"reading ahead"}
    assert demo.revision() > 0
