"""Keeping what is shown: a press keeps what was on the page when it was pressed, and nothing that came since."""

from collections.abc import Callable
from typing import Protocol

import streamlit as st

from casebook.errors import CasebookError
from desk.errors import DeskError
from desk.plan import PlanChangedError
from ui.components.text import plain
from ui.context import Context

MOST_LINES = 30
KEPT, REFUSED = "trials.kept", "trials.refused"


class Place(Protocol):
    """Where a button may stand: a page or a column of it."""

    def button(self, label: str, *, key: str, on_click: Callable[..., None], args: tuple[object, ...]) -> bool:
        """Show a button."""


def keep_button(ctx: Context, place: Place, label: str, key: str, keep: Callable[[], str]) -> None:
    """Offer to keep what is shown.

    Streamlit calls it before the page runs again, with what the last run bound to it: the run after the press would
    show, and keep, whatever the casebook leads to by then.

    Parameters
    ----------
    keep
        Keeps what is shown, and returns what to say.
    """
    place.button(label, key=key, on_click=_press, args=(ctx, keep))


def _press(ctx: Context, keep: Callable[[], str]) -> None:
    try:
        st.session_state[KEPT] = keep()
    except PlanChangedError as error:
        changed = error.lines(ctx.language)
        lines = [f"- {plain(line)}" for line in changed[:MOST_LINES]]
        if len(changed) > MOST_LINES:
            lines.append(f"- {plain(ctx.t('common.more', count=len(changed) - MOST_LINES))}")
        st.session_state[REFUSED] = f"{plain(ctx.t(error.message))}\n\n" + "\n".join(lines)
    except (DeskError, CasebookError) as error:
        st.session_state[REFUSED] = plain(ctx.t(error.message))


def kept_or_not() -> None:
    """Say what became of the last press."""
    if message := st.session_state.pop(KEPT, None):
        st.success(plain(message))
    if message := st.session_state.pop(REFUSED, None):
        st.error(message)
