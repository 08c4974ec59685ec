"""A form: the key of its fields, what it was opened with, saving on a press, and what is wrong with what was typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from casebook.errors import CasebookError
from desk.errors import DeskError, Fault, InvalidInputError
from ui.components.text import plain
from ui.context import Context

R = TypeVar("R")
TYPED = "form.typed"
SETTABLE = {
    f"{kind}_value" for kind in ("string", "int", "double", "bool", "string_array", "int_array", "double_array")
}
"""What a field holds as Streamlit calls it; buttons, files and maps are of other kinds, and cannot be given a value."""


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
        st.error(plain(ctx.t(error.message)))


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


def show_faults(ctx: Context, faults: Sequence[Fault]) -> None:
    """List the faults under one heading."""
    lines = ["- " + ctx.pair(plain(ctx.t(f"field.{fault.field}")), plain(ctx.t(fault.message))) for fault in faults]
    st.error(ctx.t("common.not_saved") + "\n\n" + "\n".join(lines))


def opened(key: str, field: str, record: R) -> R:
    """Return what a form was opened with, however often the page has run since.

    Parameters
    ----------
    key, field
        Of one of the form's fields: as long as Streamlit keeps it, the form is open.
    record
        What is known now.
    """
    if f"{key}.{field}" not in st.session_state:
        st.session_state[f"{key}.opened"] = record
    opened_with: R = st.session_state[f"{key}.opened"]
    return opened_with


def keep_typed() -> None:
    """Keep what stands in the fields of a page that broke off: Streamlit forgets the fields that it did not reach."""
    kept = st.session_state.get(TYPED, {})
    st.session_state[TYPED] = {**kept, **{key: st.session_state[key] for key in _fields() if key in st.session_state}}


def give_back_typed() -> None:
    """Fill the fields again that were forgotten; to be called before they are shown."""
    for key, value in st.session_state.pop(TYPED, {}).items():
        if key not in st.session_state:
            st.session_state[key] = value


def _fields() -> list[str]:
    """Return the keys of the page's fields. Streamlit tells nobody of what kind a widget is, so it is looked up."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return []
    state = context.session_state._state  # noqa: SLF001 - as said
    kinds = state._new_widget_state.widget_metadata  # noqa: SLF001
    keys = state._key_id_mapper.id_key_mapping.items()  # noqa: SLF001
    return [
        key
        for widget, key in keys
        if widget in kinds
        and kinds[widget].value_type in SETTABLE
        and not isinstance(st.session_state.get(key), Mapping)
    ]
