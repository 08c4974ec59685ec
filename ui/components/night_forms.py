"""Calendars typed in: a facility's free beds by night, and the nights that suit a person."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from casebook.records import FreeBed, PersonNight, PersonWish
from casebook.vocabulary import BOUNDS
from desk.period import months_ahead, public_holidays
from desk.plan import month_days, weekday_text
from desk.proposals import LONGEST_STAY, Read, nights_between, save_beds, save_nights
from ui.components import inputs
from ui.components.form import after_saving, form_key, opened, saving, settle, stands_refused
from ui.components.text import plain
from ui.context import Context

MONTHS = 7
LONGEST_FILL = 210
"""Nights ahead that can be filled at once; as far as the months that are asked for."""
V = TypeVar("V")


def beds_form(ctx: Context, facility_id: int) -> None:
    """Ask for the free beds of one month, a number a night; a month without any is unknown."""
    st.markdown(f"**{plain(ctx.t('nights.beds'))}**")
    st.caption(ctx.t("help.beds"))
    key = form_key("beds", facility_id)
    _fill(ctx, key, _beds_choice, lambda beds: save_beds(ctx.book, facility_id, beds))
    month = _month(ctx, f"beds.{facility_id}")
    known = {one.night: one.beds for one in ctx.book.all(FreeBed, facility_id=facility_id)}
    recorded = opened(f"{key}.{month}", "editor", known)
    days = month_days(month)
    column = ctx.t("nights.column.beds")
    frame = _frame(ctx, days).assign(**{column: pd.array([recorded.get(day) for day in days], dtype="Int64")})
    least, most = BOUNDS["beds"]
    count = st.column_config.NumberColumn(min_value=least, max_value=most)
    edited = _editor(ctx, frame, column, count, f"{key}.{month}")
    settled = settle(ctx, key)
    if st.button(ctx.t("common.save"), key=f"{key}.save"):
        beds = {day: None if pd.isna(cell) else int(cell) for day, cell in zip(days, edited[column], strict=True)}
        book, typed = ctx.book.settling(settled), _changed(recorded, beds)
        _save(ctx, key, lambda: save_beds(book, facility_id, typed, recorded))


def nights_form(ctx: Context, person_id: int) -> None:
    """Ask how long a person would stay, and which nights of one month suit; a month without any is unknown."""
    st.markdown(f"**{plain(ctx.t('nights.wishes'))}**")
    st.caption(ctx.t("help.suits"))
    key = form_key("nights", person_id)
    known_length = next((one.nights for one in ctx.book.all(PersonWish, person_id=person_id)), None)
    wished = opened(key, "length", known_length)
    _fill(ctx, key, _suits_choice, lambda suits: save_nights(ctx.book, person_id, known_length, suits))
    length = inputs.number(ctx, "length", wished, key, (1, LONGEST_STAY), label=ctx.t("nights.length"))
    month = _month(ctx, f"nights.{person_id}")
    known = {one.night: one.suits for one in ctx.book.all(PersonNight, person_id=person_id)}
    recorded = opened(f"{key}.{month}", "editor", known)
    days = month_days(month)
    column = ctx.t("nights.column.suits")
    words = {True: "○", False: "×", None: None}
    frame = _frame(ctx, days)
    frame[column] = [words[recorded.get(day)] for day in days]
    edited = _editor(ctx, frame, column, st.column_config.SelectboxColumn(options=["○", "×"]), f"{key}.{month}")
    settled = settle(ctx, key)
    if st.button(ctx.t("common.save"), key=f"{key}.save") and not stands_refused(ctx, key):
        answers = {"○": True, "×": False}
        suits = {day: answers.get(cell) for day, cell in zip(days, edited[column], strict=True)}
        book, typed, read = ctx.book.settling(settled), _changed(recorded, suits), Read(wished, recorded)
        _save(ctx, key, lambda: save_nights(book, person_id, length, typed, read))


def _fill(
    ctx: Context,
    key: str,
    choice: Callable[[Context, str], V | None],
    save: Callable[[dict[date, V | None]], None],
) -> None:
    """Ask for a run of nights and what holds on all of them, and write that at once."""
    own = f"{key}.range"
    first, second, third = st.columns([1, 1, 2])
    labels, last = (ctx.t("nights.range_from"), ctx.t("nights.range_to")), ctx.today + timedelta(days=LONGEST_FILL)
    begin, end = inputs.between(
        ctx, ("first", "last"), (None, None), own, ctx.today, last, columns=(first, second), labels=labels
    )
    with third:
        value = choice(ctx, own)
    if st.button(ctx.t("nights.range_save"), key=f"{key}.fill") and not stands_refused(ctx, own):
        if begin is None or end is None:
            st.error(ctx.t("nights.range_first", most=LONGEST_FILL))
            return
        filled: dict[date, V | None] = dict.fromkeys(nights_between(begin, end + timedelta(days=1)), value)
        _save(ctx, key, lambda: save(filled))


def _beds_choice(ctx: Context, key: str) -> int | None:
    typed: int | None = inputs.number(ctx, "all", None, key, BOUNDS["beds"], label=ctx.t("nights.range_beds"))
    return typed


def _suits_choice(ctx: Context, key: str) -> bool | None:
    answers = {"open": True, "closed": False, "unknown": None}
    return answers[
        st.radio(
            ctx.t("nights.range_value"),
            list(answers),
            format_func=lambda code: ctx.t(f"nights.range_{code}"),
            horizontal=True,
            key=f"{key}.all",
        )
    ]


def _month(ctx: Context, key: str) -> date:
    return st.selectbox(
        ctx.t("dates.month"),
        months_ahead(ctx.today, MONTHS),
        format_func=lambda day: ctx.t("dates.month_value", year=str(day.year), month=str(day.month)),
        key=f"{key}.month",
    )


def _frame(ctx: Context, days: list[date]) -> pd.DataFrame:
    free = public_holidays(days[0], days[-1])
    return pd.DataFrame({ctx.t("nights.column.night"): [weekday_text(day, free, ctx.language) for day in days]})


def _changed(recorded: Mapping[date, V], typed: Mapping[date, V | None]) -> dict[date, V | None]:
    """Return what was typed otherwise than it is known: the nights to write."""
    return {day: value for day, value in typed.items() if value != recorded.get(day)}


def _editor(ctx: Context, frame: pd.DataFrame, column: str, config: Any, key: str) -> pd.DataFrame:
    """Ask for the cells of one month; what was typed stays while somebody else writes, until it is saved."""
    night = ctx.t("nights.column.night")
    st.caption(ctx.t("nights.drag"))
    return st.data_editor(
        frame,
        hide_index=True,
        disabled=[night],
        placeholder=ctx.t("common.unknown"),
        alt=column,
        column_config={column: config},
        key=f"{key}.editor",
    )


def _save(ctx: Context, key: str, save: Callable[[], None]) -> None:
    with saving(ctx, key):
        save()
        after_saving(ctx.t("common.saved"), key.partition(".")[0])
