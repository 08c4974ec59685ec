"""Which forms stand on a page, which of them are kept as they are typed, and whether anything in the others would be lost."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

OPEN, KEPT, FIRST = "leaving.open", "leaving.kept", "leaving.first"


def begin() -> None:
    """Begin a run of a page: no form stands on it yet."""
    st.session_state[OPEN], st.session_state[KEPT] = set(), set()


def stands(form: str) -> None:
    """Note that a form of this key stands on the page."""
    st.session_state.setdefault(OPEN, set()).add(form)


def is_kept(form: str) -> None:
    """Note that what is typed into a form of this key is kept."""
    stands(form)
    st.session_state.setdefault(KEPT, set()).add(form)


def saved() -> None:
    """Note that what stands in the forms was saved: that is what they hold from now on."""
    st.session_state.pop(FIRST, None)


def standing() -> frozenset[str]:
    """Return the keys of the forms on the page."""
    return frozenset(st.session_state.get(OPEN, ()))


def would_be_lost(fields: Callable[[], Iterable[str]]) -> bool:
    """Tell whether something was typed or chosen since the forms were opened that is kept nowhere.

    Parameters
    ----------
    fields
        Returns the keys of the fields of the page.
    """
    before: Mapping[str, object] = st.session_state.get(FIRST, {})
    forms = tuple(f"{form}." for form in standing() - st.session_state.get(KEPT, set()))
    typed = {field: st.session_state[field] for field in fields() if field.startswith(forms)} if forms else {}
    first = st.session_state[FIRST] = {field: before.get(field, value) for field, value in typed.items()}
    return first != typed
