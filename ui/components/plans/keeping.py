"""Keeping what is shown: a press keeps what was on the page when it was pressed, and nothing that came since."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import streamlit as st

from casebook.errors import CasebookError
from desk.errors import DeskError
from desk.plan import PlanChangedError
from ui.components.form import say_saved
from ui.components.text import bullets, plain
from ui.context import Context

MOST_LINES = 30
SHOWN = "trials.shown"
"""What the page's buttons keep, by place: with its key. Streamlit forgets no button's arguments."""
REFUSED = "trials.refused"


class Place(Protocol):
    """Where a button may stand: a page or a column of it."""

    def button(self, label: str, *, key: str, on_click: Callable[..., None], args: tuple[object, ...]) -> bool:
        """Show a button."""


def keep_button(
    ctx: Context, place: Place, label: str, key: str, keep: Callable[[], str], what: str | None = None
) -> None:
    """Offer to keep what is shown.

    A press is answered before the page runs again, with what the last run left: the run after it would show, and keep,
    whatever the casebook leads to by then.

    Parameters
    ----------
    keep
        Keeps what is shown, and returns what to say. It stays in memory while the page is open, so it should not hold a plan
        but a `desk.plan.ShownPlan`.
    what
        What of several is shown here; the last of them can be kept.
    """
    st.session_state.setdefault(SHOWN, {})[what or key] = (key, keep)
    place.button(plain(label), key=key, on_click=_press, args=(ctx, key, what or key))


def forget_shown() -> None:
    """Let go of what was shown, on a page where nothing of it is."""
    st.session_state.pop(SHOWN, None)


@contextmanager
def shown_again() -> Iterator[None]:
    """Let go of what was shown before and a whole run of the page did not show again."""
    before = dict(st.session_state.get(SHOWN, {}))
    yield
    shown = st.session_state.get(SHOWN, {})
    for what in [what for what, one in before.items() if shown.get(what) is one]:
        del shown[what]


def _press(ctx: Context, key: str, what: str) -> None:
    shown, keep = st.session_state.get(SHOWN, {}).get(what, (None, None))
    if keep is None or shown != key:
        st.session_state[REFUSED] = (ctx.t("keep.look_again"),)
        return
    try:
        say_saved(keep())
    except PlanChangedError as error:
        changed = error.lines(ctx.language)
        more = [ctx.t("common.more", count=len(changed) - MOST_LINES)] if len(changed) > MOST_LINES else []
        st.session_state[REFUSED] = (ctx.t(error.message), *changed[:MOST_LINES], *more)
    except (DeskError, CasebookError) as error:
        st.session_state[REFUSED] = (ctx.t(error.message),)


def say_refused() -> None:
    """Say why the last press kept nothing, if it did not."""
    if lines := st.session_state.pop(REFUSED, None):
        first, *changed = lines
        st.error("\n\n".join([plain(first), *([bullets(changed)] if changed else [])]))
