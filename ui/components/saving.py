"""Saving a form: what cannot be kept is said field by field, what was kept is shown again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from casebook.errors import CasebookError
from desk.errors import DeskError, InvalidInputError
from ui.components.faults import show_faults
from ui.components.text import plain
from ui.context import Context


def form_key(what: str, key: int | None) -> str:
    """Return the key of a form's fields; after every save it is a new one, so that the fields start afresh."""
    return f"{what}.{key or 'new'}.{st.session_state.get(f'{what}.saves', 0)}"


def start_afresh(what: str) -> None:
    """Give a form's fields a new key, so that they show what is kept."""
    st.session_state[f"{what}.saves"] = st.session_state.get(f"{what}.saves", 0) + 1


@contextmanager
def saving(ctx: Context) -> Iterator[None]:
    """Do what is inside as far as it goes; what is refused is said in words, and the fields stay as they were typed."""
    try:
        yield
    except InvalidInputError as error:
        show_faults(ctx, error.faults)
    except (DeskError, CasebookError) as error:
        st.error(plain(ctx.t(error.code, **error.params)))


def save_button(ctx: Context, what: str, key: str, page: str, save: Callable[[], int]) -> None:
    """Save on a press; then choose what was saved on its page, and say so.

    Parameters
    ----------
    what, key
        As for `form_key`, and what it returned.
    page
        The page's prefix in the session: ``people`` for ``people.message``.
    """
    if not st.button(ctx.t("common.save"), key=f"{key}.save", type="primary"):
        return
    with saving(ctx):
        saved = save()
        st.session_state[f"{page}.message"] = ctx.t("common.saved")
        st.session_state[f"{page}.{what}.wanted"] = saved
        start_afresh(what)
        st.rerun()
