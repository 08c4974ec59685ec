"""Dates of a plan: a calendar by facility and by person, what is proven about it, and its export."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pandas as pd
import streamlit as st

from desk.export import file_name, to_csv
from desk.plan import (
    DatedView,
    PlanView,
    date_plan_of,
    dated_suggestions,
    facility_paper,
    in_order,
    in_week,
    keep_dated,
    month_table,
    months,
    moved_texts,
    rule_sentences,
    stay_table,
    to_ics,
    week_table,
    weeks,
)
from ui.components.listing.listing import Pages, of_frame, show_list
from ui.components.listing.sentences import show_sentences
from ui.components.listing.tables import show_table
from ui.components.night_forms import beds_form, nights_form
from ui.components.plans.keeping import keep_button
from ui.components.plans.kept_plans import OPEN
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from ui.noted import download
from ui.settings import now
from words.names import leading

ASKED = "dates.asked"
"""Whether people asked for dates."""


@kept
def _dated_at(state: State, made_of: str, _ctx: Context, _view: PlanView) -> DatedView:  # noqa: ARG001 - the key
    return date_plan_of(_ctx.book, _view)


def chosen_dates(ctx: Context, view: PlanView) -> DatedView | None:
    """Return the dates of a plan once people asked for dates; None before."""
    if not st.session_state.get(ASKED):
        return None
    with st.spinner(ctx.t("dates.working")):
        return _dated_at(ctx.state, view.made_of, ctx, view)


def dated_list(ctx: Context, dated: DatedView) -> tuple[list[int], pd.DataFrame]:
    """Say how the dates changed the suggestions, and return the people and the table of them."""
    people, frame = dated_suggestions(dated, ctx.language)
    stays = {stay.person_id: stay.facility_id for stay in dated.dated.stays}
    pairs = dated.view.plan.pairs
    moved = sum(pairs.get(person) != site for person, site in stays.items())
    st.caption(plain(ctx.t("dates.followed", moved=moved, without=len(pairs.keys() - stays.keys()))))
    return people, frame


def dates_panel(ctx: Context, view: PlanView) -> None:
    """Choose dates and show them."""
    st.caption(ctx.t("dates.hint"))
    st.caption(plain(" ".join(view.text(sentence, ctx.language) for sentence in rule_sentences(view))))
    if st.button(ctx.t("dates.run"), type="primary"):
        st.session_state[ASKED] = True
    if (dated := chosen_dates(ctx, view)) is None:
        return
    st.markdown("\n".join(f"- {plain(text)}" for text in dated.proof(ctx.language)))
    if not dated.dated.stays:
        st.info(ctx.t("dates.none"))
        return
    _moved(ctx, dated)
    _without(ctx, dated)
    st.markdown(f"**{plain(ctx.t('dates.list'))}**")
    table = leading(stay_table, dated, ctx.language)
    _list(
        ctx, table, [(stay.person_id, stay.facility_id) for stay in in_order(dated)], "dates.stays", ctx.t("dates.list")
    )
    _weeks(ctx, dated)
    by = _calendar(ctx, dated)
    _edit(ctx, dated, by)
    _paper(ctx, dated)
    chosen, people = _ics_of(ctx, dated, by)
    keep, csv, ics = st.columns(3)
    keep_button(
        ctx,
        keep,
        ctx.t("dates.keep"),
        "dates.keep",
        partial(_keep, ctx, dated),
    )
    name = f"sonae-dates-{view.period.start:%Y-%m}"
    rows, dates = len(table), to_csv(table)
    label, kind, whole = ctx.t("common.csv"), "text/csv", _people(dated)
    download(ctx, csv, label, dates, f"{name}.csv", kind, what="dates", rows=rows, people=whole, key="dates.csv")
    download(ctx, ics, ctx.t("dates.ics"), chosen, f"{name}.ics", "text/calendar", what="dates", people=people)


def _keep(ctx: Context, dated: DatedView) -> str:
    key = keep_dated(ctx.book, dated, now())
    st.session_state[OPEN] = key
    return ctx.t("trials.kept", id=key)


def _moved(ctx: Context, dated: DatedView) -> None:
    """Say first who gets another facility because of the dates, and why."""
    if moved := leading(moved_texts, dated, ctx.language):
        st.markdown(f"**{plain(ctx.t('dates.moved_title', count=len(moved)))}**")
        show_sentences(moved, "dates.moved")


def _weeks(ctx: Context, dated: DatedView) -> None:
    """Show what begins and ends in one week."""
    st.markdown(f"**{plain(ctx.t('dates.week_list'))}**")
    begun = weeks(dated)
    monday = st.selectbox(
        ctx.t("dates.week"),
        list(begun),
        format_func=lambda day: ctx.t("dates.week_value", start=day, end=day + timedelta(days=6), count=begun[day]),
        key="dates.week",
    )
    pairs = [(stay.person_id, stay.facility_id) for _, _, stay in in_week(dated, monday, ctx.language)]
    _list(ctx, leading(week_table, dated, monday, ctx.language), pairs, "dates.weeks", ctx.t("dates.week_list"))


def _list(ctx: Context, table: pd.DataFrame, pairs: Sequence[tuple[int, int]], key: str, label: str) -> None:
    """Show stays as a list that is only read, in which names lead to their pages."""
    named: Pages = {
        ctx.t("trials.column.person"): ("person", [person for person, _ in pairs]),
        ctx.t("trials.column.facility"): ("facility", [site for _, site in pairs]),
    }
    columns, rows = of_frame(table, named)
    show_list(ctx, columns, rows, range(len(rows)), key, label, asked=None, csv=False)


def _edit(ctx: Context, dated: DatedView, by: str) -> None:
    """Let the nights of a facility or person be changed here; the dates are then chosen anew."""
    names = _names(ctx, dated, by)
    with st.expander(ctx.t("dates.edit")):
        chosen = st.selectbox(
            ctx.t(f"dates.by_{by}"),
            sorted(names, key=lambda key: (names[key], key)),
            None,
            format_func=lambda key: names[key],
            placeholder=ctx.t("common.choose"),
            key=f"dates.edit.{by}",
        )
        if chosen is not None:
            form = beds_form if by == "facility" else nights_form
            form(ctx, chosen)


def _names(ctx: Context, dated: DatedView, by: str) -> dict[int, str]:
    view = dated.view
    if by == "facility":
        return {stay.facility_id: view.facility_name(stay.facility_id, ctx.language) for stay in dated.dated.stays}
    return {stay.person_id: view.person_name(stay.person_id) for stay in dated.dated.stays}


def _people(dated: DatedView, *, facility: int | None = None, person: int | None = None) -> list[int]:
    """Return who has dates: all, those at one facility, or one."""
    stays = [one for one in dated.dated.stays if facility in (None, one.facility_id)]
    return [one.person_id for one in stays if person in (None, one.person_id)]


def _paper(ctx: Context, dated: DatedView) -> None:
    """Offer one facility's stays as a page to print."""
    names = _names(ctx, dated, "facility")
    chosen = st.selectbox(
        ctx.t("dates.paper_of"),
        sorted(names, key=lambda key: (names[key], key)),
        format_func=lambda key: names[key],
        key="dates.paper_of",
    )
    page = facility_paper(dated, chosen, ctx.language).encode()
    file = file_name(f"sonae-{names[chosen]}.html")
    people = _people(dated, facility=chosen)
    download(ctx, st, ctx.t("dates.paper"), page, file, "text/html", what="facility_paper", people=people)


def _calendar(ctx: Context, dated: DatedView) -> str:
    """Show a month, and return whether by facility or by person."""
    st.markdown(f"**{plain(ctx.t('dates.calendar'))}**")
    left, right = st.columns(2)
    by = left.radio(
        ctx.t("dates.by"),
        ("facility", "person"),
        format_func=lambda code: ctx.t(f"dates.by_{code}"),
        horizontal=True,
        key="dates.by",
    )
    month = right.selectbox(
        ctx.t("dates.month"),
        months(dated),
        format_func=lambda day: ctx.t("dates.month_value", year=str(day.year), month=str(day.month)),
        key="dates.month",
    )
    grid = leading(month_table, dated, month, by, ctx.language)
    if len(grid):
        show_table(ctx, grid, ctx.t("dates.calendar"))
        st.caption(ctx.t(f"dates.marks_{by}"))
    else:
        st.info(ctx.t("dates.nobody_this_month"))
    return by


def _ics_of(ctx: Context, dated: DatedView, by: str) -> tuple[bytes, list[int]]:
    """Let people choose whose stays go into the calendar file, and say who that is: one facility's are no other's business."""
    names = _names(ctx, dated, by)
    chosen = st.selectbox(
        ctx.t("dates.ics_of"),
        [None, *sorted(names, key=lambda key: (names[key], key))],
        format_func=lambda key: ctx.t("dates.ics_all") if key is None else names[key],
        key=f"dates.ics_of.{by}",
    )
    return to_ics(dated, ctx.language, now(), **{by: chosen}), _people(dated, **{by: chosen})


def _without(ctx: Context, dated: DatedView) -> None:
    left_out = [unplaced for unplaced in dated.dated.unplaced if dated.sentences.get(unplaced.person_id)]
    if not left_out:
        return
    st.markdown(f"**{plain(ctx.t('dates.without', count=len(left_out)))}**")
    lines = [
        ctx.pair(leading(dated.view.person_name, person), " ".join(leading(dated.told, person, ctx.language)))
        for person in (unplaced.person_id for unplaced in left_out)
    ]
    show_sentences(lines, "dates.without")
