"""The meetings of the councils, filtered; one of them, recording one, and recording that a planned one was held."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import CouncilMeeting
from casebook.records.base import require
from desk.errors import InvalidInputError, fault
from desk.meetings import hold, record_meeting
from desk.period import fiscal_year
from ui.components import inputs
from ui.components.details import show_known
from ui.components.form import form_key, opened, save_button
from ui.components.listing.listing import Cell, show_list
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.pages.meetings.asked import CITY, council_word, ward_field, wards, year_word, years

KEY = "meetings.council_meeting"
ASKED = "meeting"
COLUMNS = ("held_on", "ward", "kind", "name", "held", "attendance")
HEADS = {"ward": "meetings.council", "held": "meetings.state"}
"""What heads a column that is not called as its field."""


def councils(ctx: Context) -> None:
    """Show the meetings that are looked for, and one of them; beneath, record another."""
    every = ctx.book.all(CouncilMeeting)
    if every:
        _list(ctx, every)
    else:
        st.info(ctx.t("meetings.empty" if ctx.book.may("add", CouncilMeeting) else "meetings.none_told"))
    if ctx.book.may("add", CouncilMeeting):
        with st.expander(ctx.t("meetings.record"), expanded=not every):
            _record(ctx, every)
    cancelled_ones(ctx, CouncilMeeting)


def _list(ctx: Context, every: Sequence[CouncilMeeting]) -> None:
    year, council, kind = st.columns(3)
    with year:
        of_year = address.choice(
            ctx,
            "meetings",
            "fiscal",
            ctx.t("field.fiscal_year"),
            list(years(ctx, [one.held_on for one in every])),
            lambda one: year_word(ctx, one),
        )
    with council:
        some = [CITY, *wards(ctx, CouncilMeeting, [one.ward for one in every])]
        of_councils = address.some_of(
            ctx, "meetings", "council", ctx.t("meetings.council"), some, lambda one: council_word(ctx, one)
        )
    with kind:
        kinds = address.some_of(
            ctx,
            "meetings",
            "kind",
            ctx.t("field.kind"),
            v.MEETING_KINDS,
            lambda one: ctx.t(f"meeting_kind.{one}"),
        )
    asked = st.session_state.get(f"{KEY}.wanted", address.asked_number(ASKED))
    found = {
        require(one.id): one
        for one in sorted(every, key=lambda one: (one.held_on, require(one.id)), reverse=True)
        if one.id == asked  # listed though others are
        or (
            (of_year is None or fiscal_year(one.held_on) == int(of_year))
            and (not of_councils or (one.ward or CITY) in of_councils)
            and (not kinds or one.kind in kinds)
        )
    }
    held = sum(one.held for one in found.values())
    st.caption(plain(ctx.t("meetings.count", count=len(found), held=held)))
    if not found:
        st.info(ctx.t("meetings.none_found"))
        return
    columns = {name: ctx.t(HEADS.get(name, f"field.{name}")) for name in COLUMNS}
    rows = [_row(ctx, one) for one in found.values()]
    chosen = show_list(ctx, columns, rows, list(found), KEY, ctx.t("meetings.view_councils"), asked=ASKED)
    if chosen is None:
        st.info(ctx.t("meetings.choose_hint"))
        return
    _one(ctx, found[chosen])


def _row(ctx: Context, one: CouncilMeeting) -> tuple[Cell, ...]:
    return (
        one.held_on,
        council_word(ctx, one.ward),
        ctx.t(f"meeting_kind.{one.kind}"),
        one.name or "",
        _state(ctx, one),
        one.attendance if one.held else "",
    )


def _state(ctx: Context, one: CouncilMeeting) -> str:
    if one.held:
        return ctx.t("meetings.was_held")
    return ctx.t("meetings.overdue" if one.held_on < ctx.today else "meetings.is_planned")


def _one(ctx: Context, one: CouncilMeeting) -> None:
    st.header(plain(ctx.aside(one.name or ctx.t(f"meeting_kind.{one.kind}"), ctx.show(one.held_on))), anchor=False)
    form = ctx.t(f"meeting_form.{one.meeting_form}") if one.meeting_form else None
    show_known(
        ctx,
        [
            (ctx.t("meetings.council"), council_word(ctx, one.ward)),
            (ctx.t("field.kind"), ctx.t(f"meeting_kind.{one.kind}")),
            (ctx.t("meetings.state"), _state(ctx, one)),
            (ctx.t("field.meeting_form"), form),
            (ctx.t("field.place"), one.place),
            *([(ctx.t("field.attendance"), one.attendance)] if one.held else []),
            (ctx.t("field.summary"), one.summary),
        ],
    )
    if not one.held and ctx.book.may("change", CouncilMeeting):
        st.subheader(ctx.t("meetings.hold"), anchor=False)
        _hold(ctx, one)
    correcting(ctx, one)


def _hold(ctx: Context, one: CouncilMeeting) -> None:
    """Ask how a planned meeting went."""
    key = form_key("council_meeting", one.id)
    read = opened(key, "attendance", one)
    typed, on = _fields(ctx, read, key, held=True)

    def save(book: Casebook) -> int:
        hold(book, replace(typed, held_on=_known(on)), read, ctx.today)
        return require(one.id)

    save_button(ctx, "council_meeting", key, "meetings", save, main=False)


def _record(ctx: Context, every: Sequence[CouncilMeeting]) -> None:
    """Ask for a meeting, planned or held."""
    key = form_key("council_meeting", None)
    states = {True: ctx.t("meetings.was_held"), False: ctx.t("meetings.is_planned")}
    held = st.radio(
        ctx.t("field.held"),
        [True, False],
        format_func=states.__getitem__,
        horizontal=True,
        key=f"{key}.held",
        label_visibility="collapsed",
    )
    left, middle, right = st.columns(3)
    with left:
        ward = ward_field(ctx, wards(ctx, CouncilMeeting, [one.ward for one in every]), key)
    with middle:
        kind = inputs.required_choice(ctx, "kind", v.MEETING_KINDS[0], "meeting_kind", v.MEETING_KINDS, key)
    with right:
        name = inputs.text(ctx, "name", None, key, must=kind in v.NAMED_MEETINGS)
    blank = CouncilMeeting(held_on=ctx.today, kind=kind, name=name, ward=ward, held=bool(held))
    typed, on = _fields(ctx, blank, key, held=bool(held))
    save_button(
        ctx,
        "council_meeting",
        key,
        "meetings",
        lambda book: record_meeting(book, replace(typed, held_on=_known(on)), ctx.today),
    )


def _fields(ctx: Context, read: CouncilMeeting, key: str, *, held: bool) -> tuple[CouncilMeeting, date | None]:
    """Ask for what planned and held meetings have in common; return them, and the day as typed."""
    left, middle, right, last = st.columns(4)
    with left:
        on = inputs.day(ctx, "held_on", read.held_on, key, must=True)
    with middle:
        form = inputs.choice(ctx, "meeting_form", read.meeting_form, "meeting_form", v.MEETING_FORMS, key)
    with right:
        place = inputs.text(ctx, "place", read.place, key)
    attendance = None
    if held:  # before it is held, nobody can say
        with last:
            attendance = inputs.number(ctx, "attendance", read.attendance, key, v.MEETING_BOUNDS["attendance"])
    summary = inputs.long_text(ctx, "summary", read.summary, key)
    return replace(read, meeting_form=form, place=place, attendance=attendance, summary=summary), on


def _known(on: date | None) -> date:
    if on is None:
        raise InvalidInputError([fault("held_on", "input.required")])
    return on
