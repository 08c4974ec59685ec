"""Calendars typed in: a facility's free beds by night, and the nights that suit a person."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from casebook.records import FreeBed, PersonNight, PersonWish
from desk.calendars import MOST_BEDS, save_beds, save_nights
from desk.dates import month_days, public_holidays, weekday_text
from desk.errors import InvalidInputError
from desk.period import months_ahead
from ui.components.faults import show_faults
from ui.components.text import plain
from ui.context import Context

MONTHS = 7


def beds_form(ctx: Context, facility_id: int) -> None:
    """Ask for the free beds of one month, a number a night; blank is unknown."""
    st.markdown(f"**{plain(ctx.t('nights.beds'))}**")
    st.caption(ctx.t("nights.beds_hint"))
    month = _month(ctx, f"beds.{facility_id}")
    known = {one.night: one.beds for one in ctx.book.all(FreeBed, facility_id=facility_id)}
    days = month_days(month)
    column = ctx.t("nights.column.beds")
    frame = _frame(ctx, days).assign(**{column: pd.array([known.get(day) for day in days], dtype="Int64")})
    edited = _editor(ctx, frame, column, st.column_config.NumberColumn(min_value=0, max_value=MOST_BEDS), facility_id)
    if st.button(ctx.t("common.save"), key=f"beds.{facility_id}.save"):
        beds = {day: None if pd.isna(cell) else int(cell) for day, cell in zip(days, edited[column], strict=True)}
        _save(ctx, lambda: save_beds(ctx.book, facility_id, beds), "facilities")


def nights_form(ctx: Context, person_id: int) -> None:
    """Ask how long a person would stay, and which nights of one month suit; blank is unknown."""
    st.markdown(f"**{plain(ctx.t('nights.wishes'))}**")
    st.caption(ctx.t("nights.wishes_hint"))
    wish = next(iter(ctx.book.all(PersonWish, person_id=person_id)), None)
    length = st.number_input(
        ctx.t("nights.length"),
        1,
        7,
        wish.nights if wish else None,
        key=f"nights.{person_id}.length",
        placeholder=ctx.t("common.unknown"),
    )
    month = _month(ctx, f"nights.{person_id}")
    known = {one.night: one.suits for one in ctx.book.all(PersonNight, person_id=person_id)}
    days = month_days(month)
    column = ctx.t("nights.column.suits")
    words = {True: "○", False: "×", None: None}
    frame = _frame(ctx, days).assign(**{column: [words[known.get(day)] for day in days]})
    edited = _editor(ctx, frame, column, st.column_config.SelectboxColumn(options=["○", "×"]), person_id)
    if st.button(ctx.t("common.save"), key=f"nights.{person_id}.save"):
        answers = {"○": True, "×": False}
        suits = {day: answers.get(cell) for day, cell in zip(days, edited[column], strict=True)}
        _save(ctx, lambda: save_nights(ctx.book, person_id, length, suits), "people")


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


def _editor(ctx: Context, frame: pd.DataFrame, column: str, config: Any, key: int) -> pd.DataFrame:
    night = ctx.t("nights.column.night")
    return st.data_editor(
        frame,
        hide_index=True,
        disabled=[night],
        placeholder=ctx.t("common.unknown"),
        alt=column,
        column_config={column: config},
        key=f"editor.{column}.{key}.{frame[night].iloc[0]}.{ctx.book.revision()}",
    )


def _save(ctx: Context, save: Any, page: str) -> None:
    try:
        save()
    except InvalidInputError as error:
        show_faults(ctx, error.faults)
        return
    st.session_state[f"{page}.message"] = ctx.t("common.saved")
    st.rerun()
