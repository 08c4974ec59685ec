"""A press counts once: pressed twice, or while something is being saved, nothing is written twice or left half told.

At each press Streamlit breaks off the run of the page that is under way, at its next call, and begins another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

PRESSES = "presses"
DOUBLE_S = 0.4
"""For so long after a page has shown what was saved, a press may still be the second of two that were meant as one."""


@dataclass
class Presses:
    """How often a session has saved something, and up to which of these its page has shown it, and when."""

    saved: int = 0
    shown: int = 0
    shown_at: float = float("-inf")

    @property
    def known(self) -> bool:
        """Whether whoever presses now can have seen what was saved last."""
        return self.saved == self.shown and monotonic() - self.shown_at >= DOUBLE_S


@contextmanager
def once() -> Iterator[None]:
    """Do to its end what was asked for by a press; if it came before the last save was seen, only show the page anew."""
    presses = _presses()
    if not presses.known:
        st.rerun()
    with _unbroken():
        try:
            yield
        except RerunException:
            presses.saved += 1
            raise
        presses.saved += 1


@contextmanager
def showing() -> Iterator[None]:
    """Show a page inside: if it comes to its end, it has shown what was saved before it began."""
    presses = _presses()
    before = presses.saved
    yield
    if presses.shown != before:
        presses.shown, presses.shown_at = before, monotonic()


def _presses() -> Presses:
    found: Presses = st.session_state.setdefault(PRESSES, Presses())
    return found


@contextmanager
def _unbroken() -> Iterator[None]:
    """Let no other press break off what is inside; that it asks for another run itself is its end."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        yield
        return
    run: Any = context.session_state._yield_callback.__self__  # type: ignore[attr-defined] # noqa: SLF001 - told nowhere else
    requests, running = context.script_requests, run._execing  # noqa: SLF001
    context.script_requests, run._execing = _Asked(), False  # type: ignore[assignment] # noqa: SLF001
    try:
        yield
    finally:
        context.script_requests, run._execing = requests, running  # noqa: SLF001


class _Asked:
    """Takes a run's own wish for another run, and ends it."""

    def request_rerun(self, data: RerunData) -> NoReturn:
        raise RerunException(data)
