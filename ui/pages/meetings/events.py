"""Trainings, filtered, with the figures of those that are shown; one of them, and recording another."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import TrainingEvent
from casebook.records.base import require
from desk.errors import InvalidInputError, fault
from desk.meetings import WantedEvents, events_by_kind, hours_of, matching_events, record_event
from ui.components import inputs
from ui.components.details import show_known
from ui.components.form import form_key, save_button
from ui.components.listing.listing import Cell, show_list
from ui.components.listing.tables import show_table
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.pages.meetings.asked import council_word, ward_field, wards, year_word, years

KEY = "meetings.training_event"
ASKED = "event"
COLUMNS = ("held_on", "kind", "title", "ward", "offices_count", "attendance")
TOLD = ("hours", "place", "lecturers", "participating_offices", "offices_count", "attendance", "summary", "opinions")


def events(ctx: Context) -> None:
    """Show the trainings that are looked for with their figures, and one of them; beneath, record another."""
    every = ctx.book.all(TrainingEvent)
    if every:
        _list(ctx, every)
    else:
        st.info(ctx.t("meetings.no_events" if ctx.book.may("add", TrainingEvent) else "meetings.no_events_told"))
    if ctx.book.may("add", TrainingEvent):
        with st.expander(ctx.t("meetings.record_event"), expanded=not every):
            _record(ctx, every)
    cancelled_ones(ctx, TrainingEvent)


def _list(ctx: Context, every: Sequence[TrainingEvent]) -> None:
    found = {require(one.id): one for one in matching_events(every, _wanted(ctx, every))}
    if not found:
        st.info(ctx.t("meetings.no_event_found"))
        return
    heads = [ctx.t(f"meetings.figure.{name}") for name in ("kind", "count", "people", "uncounted")]
    figures = [
        (ctx.t(f"event_kind.{one.kind}"), one.count, one.people if one.uncounted < one.count else None, one.uncounted)
        for one in events_by_kind(found.values())
        if one.count
    ]
    show_table(ctx, pd.DataFrame(figures, columns=heads, dtype=object), ctx.t("meetings.figures"))
    columns = {name: ctx.t(f"field.{name}") for name in COLUMNS}
    rows = [_row(ctx, one) for one in found.values()]
    chosen = show_list(ctx, columns, rows, list(found), KEY, ctx.t("meetings.view_events"), asked=ASKED)
    if chosen is None:
        st.info(ctx.t("meetings.choose_event_hint"))
        return
    one = found[chosen]
    st.header(plain(one.title), anchor=False)
    form = ctx.t(f"meeting_form.{one.meeting_form}") if one.meeting_form else None
    show_known(
        ctx,
        [
            (ctx.t("field.kind"), ctx.t(f"event_kind.{one.kind}")),
            (ctx.t("field.held_on"), one.held_on),
            (ctx.t("field.ward"), council_word(ctx, one.ward)),
            (ctx.t("field.meeting_form"), form),
            *((ctx.t(f"field.{name}"), getattr(one, name)) for name in TOLD),
        ],
    )
    correcting(ctx, one)


def _wanted(ctx: Context, every: Sequence[TrainingEvent]) -> WantedEvents:
    word, year, kind, ward = st.columns(4)
    words = word.text_input(ctx.t("meetings.words"), key="meetings.words")  # may be a name: not for the address
    with year:
        of_year = address.choice(
            ctx,
            "meetings",
            "events_of",
            ctx.t("field.fiscal_year"),
            list(years(ctx, [one.held_on for one in every])),
            lambda one: year_word(ctx, one),
        )
    with kind:
        kinds = address.some_of(
            ctx, "meetings", "event_kind", ctx.t("field.kind"), v.EVENT_KINDS, lambda one: ctx.t(f"event_kind.{one}")
        )
    with ward:
        some = wards(ctx, TrainingEvent, [one.ward for one in every])
        of_wards = address.some_of(ctx, "meetings", "event_ward", ctx.t("field.ward"), some, str)
    return WantedEvents(None if of_year is None else int(of_year), kinds, of_wards, words)


def _row(ctx: Context, one: TrainingEvent) -> tuple[Cell, ...]:
    kind = ctx.t(f"event_kind.{one.kind}")
    return one.held_on, kind, one.title, council_word(ctx, one.ward), one.offices_count, one.attendance


def _record(ctx: Context, every: Sequence[TrainingEvent]) -> None:
    """Ask for a training that was held."""
    key = form_key("training_event", None)
    left, right = st.columns([1, 2])
    with left:
        kind = inputs.required_choice(ctx, "kind", v.EVENT_KINDS[0], "event_kind", v.EVENT_KINDS, key)
    with right:
        title = inputs.text(ctx, "title", None, key, must=True)
    left, middle, right, last = st.columns(4)
    with left:
        on = inputs.day(ctx, "held_on", ctx.today, key, must=True)
    with middle:
        starts = inputs.clock(ctx, "starts", None, key, label=ctx.t("meetings.starts"))
    with right:
        ends = inputs.clock(ctx, "ends", None, key, label=ctx.t("meetings.ends"))
    with last:
        ward = ward_field(ctx, wards(ctx, TrainingEvent, [one.ward for one in every]), key)
    left, right = st.columns(2)
    with left:
        form = inputs.choice(ctx, "meeting_form", None, "meeting_form", v.MEETING_FORMS, key)
    with right:
        place = inputs.text(ctx, "place", None, key)
    lecturers = inputs.text(ctx, "lecturers", None, key)
    offices = inputs.text(ctx, "participating_offices", None, key)
    left, right = st.columns(2)
    with left:
        how_many = inputs.number(ctx, "offices_count", None, key, v.MEETING_BOUNDS["offices_count"])
    with right:
        attendance = inputs.number(ctx, "attendance", None, key, v.MEETING_BOUNDS["attendance"])
    summary = inputs.long_text(ctx, "summary", None, key)
    opinions = inputs.long_text(ctx, "opinions", None, key)

    def save(book: Casebook) -> int:
        if on is None:
            raise InvalidInputError([fault("held_on", "input.required")])
        typed = TrainingEvent(
            kind=kind, title=title or "", held_on=on, hours=hours_of(starts, ends), ward=ward, place=place,
            meeting_form=form, lecturers=lecturers, participating_offices=offices, offices_count=how_many, attendance=attendance,
            summary=summary, opinions=opinions,
        )  # fmt: skip
        return record_event(book, typed, ctx.today)

    save_button(ctx, "training_event", key, "meetings", save)
