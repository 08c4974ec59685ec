"""What is asked for in a page's address, so that a filtered list or a record can be kept as a bookmark and sent."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk.typed import Unread
from ui.components.inputs import between
from ui.components.pick import choose, labels
from ui.context import Context

Option = TypeVar("Option", int, str)


def asked_number(name: str) -> int | None:
    """Return a number that the address asks for; None if it asks for none, or for no number."""
    asked = st.query_params.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def ask_for(name: str, value: object) -> None:
    """Put what is asked for into the address, or take it out where nothing is."""
    if value is None or value == "":
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != str(value):
        st.query_params[name] = str(value)


def _is_new(key: str, name: str) -> bool:
    """Tell whether the address asks for something else than it was last given: it was opened, or gone back to."""
    asked = st.query_params.get_all(name)
    return key not in st.session_state or st.session_state.get(f"{key}.in_address", asked) != asked


def _keep(key: str, name: str, values: Sequence[object]) -> None:
    """Put values into the address, none where there are none."""
    written = [str(value) for value in values]
    if st.query_params.get_all(name) != written:
        if written:
            st.query_params[name] = written
        else:
            st.query_params.pop(name, None)
    st.session_state[f"{key}.in_address"] = written


def one_of(
    page: str,
    name: str,
    label: str,
    options: Sequence[Option],
    word: Callable[[Option], str],
    usual: Option | None = None,
) -> Option:
    """Ask for one of several; it stands in the address under ``name``, but for what is usual, else the first."""
    first = usual if usual is not None and usual in options else options[0]
    named = labels(options, word)
    return _one(
        f"{page}.{name}", name, options, first, lambda key: st.selectbox(label, options, format_func=named, key=key)
    )


def view_of(page: str, label: str, options: Sequence[str], word: Callable[[str], str]) -> str:
    """Let one of a page's views be chosen, as by `one_of`."""
    named = labels(options, word)
    return _one(
        f"{page}.view",
        "view",
        options,
        options[0],
        lambda key: st.radio(label, options, format_func=named, key=key, horizontal=True, label_visibility="collapsed"),
    )


def _one(key: str, name: str, options: Sequence[Option], first: Option, ask: Callable[[str], Option]) -> Option:
    """Ask for one of several with a widget of this key; it stands in the address, but for the first."""
    if _is_new(key, name) or st.session_state[key] not in options:
        asked = st.query_params.get(name)
        st.session_state[key] = next((one for one in options if str(one) == asked), first)
    chosen = ask(key)
    _keep(key, name, () if chosen == first else (chosen,))
    return chosen


def record_of(
    name: str, label: str, ids: Sequence[int], word: Callable[[int], str], key: str, placeholder: str
) -> int | None:
    """Let one of many be chosen as by `choose`; it stands in the address under ``name``."""
    if _is_new(key, name) and (asked := asked_number(name)) is not None:
        st.session_state.setdefault(f"{key}.wanted", asked)
    chosen = choose(label, ids, word, key, placeholder)
    _keep(key, name, () if chosen is None else (chosen,))
    return chosen


def tabs(ctx: Context, named: Mapping[str, str], key: str) -> Sequence[DeltaGenerator]:
    """Show tabs by their codes and the codes of their words; the address may ask under ``tab`` for the one to begin with."""
    asked = st.query_params.get("tab", "")
    if (first := named.get(asked)) is None:
        return st.tabs([ctx.t(code) for code in named.values()], key=key)
    # Where one begins is asked of a browser once: another beginning is another row of tabs.
    return st.tabs([ctx.t(code) for code in named.values()], key=f"{key}.{asked}", default=ctx.t(first))


def some_of(
    ctx: Context, page: str, name: str, label: str, options: Sequence[Option], word: Callable[[Option], str]
) -> list[Option]:
    """Ask for some of several, none for all; they stand in the address under ``name``."""
    key = f"{page}.{name}"
    asked = st.query_params.get_all(name) if _is_new(key, name) else [str(one) for one in st.session_state[key]]
    st.session_state[key] = [one for one in options if str(one) in asked]
    named, every = labels(options, word), ctx.t("common.all")
    chosen: list[Option] = st.multiselect(label, options, format_func=named, key=key, placeholder=every)
    _keep(key, name, chosen)
    return chosen


def switched_on(
    page: str, name: str, label: str, options: Sequence[str], word: Callable[[str], str], usual: Sequence[str]
) -> list[str]:
    """Ask what of several is on; it stands in the address under ``name`` unless it is what is usual, as ``none`` if nothing."""
    key = f"{page}.{name}"
    if _is_new(key, name):
        asked = st.query_params.get_all(name)
        st.session_state[key] = [one for one in options if one in (asked or usual)]
    chosen = st.pills(label, options, format_func=labels(options, word), selection_mode="multi", key=key)
    _keep(key, name, () if set(chosen) == set(usual) else chosen or ("none",))
    return list(chosen)


def written(page: str, name: str, label: str) -> str:
    """Ask for a text to look for; it stands in the address under ``name``."""
    key = f"{page}.{name}"
    if _is_new(key, name):
        st.session_state[key] = st.query_params.get(name, "")
    text: str = st.text_input(label, key=key)
    _keep(key, name, (text,) if text else ())
    return text


def choice(
    ctx: Context, page: str, name: str, label: str, options: Sequence[Option], word: Callable[[Option], str]
) -> Option | None:
    """Ask for one of several, or for all; it stands in the address under ``name``."""
    key = f"{page}.{name}"
    if _is_new(key, name):
        asked = st.query_params.get(name)
        st.session_state[key] = next((one for one in options if str(one) == asked), None)
    elif st.session_state[key] not in options:
        st.session_state[key] = None
    every: list[Option | None] = [None]
    every += options
    named = labels(every, lambda one: ctx.t("common.all") if one is None else word(one))
    chosen: Option | None = st.selectbox(label, every, format_func=named, key=key, placeholder=ctx.t("common.all"))
    _keep(key, name, () if chosen is None else (chosen,))
    return chosen


def days(
    ctx: Context, page: str, names: tuple[str, str], places: Sequence[DeltaGenerator], labels: tuple[str, str]
) -> tuple[date | None, date | None]:
    """Ask for the first and the last of some days; they stand in the address under ``names`` as 2026-12-01.

    What cannot be read, or may not be, narrows nothing down, which is said.
    """
    for name in names:
        if _is_new(key := f"{page}.{name}", name):
            st.session_state[key] = _day(st.query_params.get(name, ""))
    typed = between(ctx, names, (None, None), page, columns=places, labels=labels)
    found = []
    for name, place, one in zip(names, places, typed, strict=True):
        unread = isinstance(one, Unread)
        if unread:
            place.caption(ctx.t("common.not_narrowed"))
        found.append(None if unread else one)
        _keep(f"{page}.{name}", name, () if found[-1] is None else (found[-1],))
    return found[0], found[1]


def _day(written: str) -> str:
    """Return a day of an address as it can be typed; nothing if it is none."""
    try:
        return f"{date.fromisoformat(written):%Y/%m/%d}"
    except ValueError:
        return ""
