"""Advice visits to consultation offices, filtered; one of them, and recording another."""

from collections.abc import Sequence

import streamlit as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import AdviceVisit
from casebook.records.base import require
from desk.joint import WantedVisits, matching_visits, record_advice
from desk.period import fiscal_year
from ui.components import inputs
from ui.components.details import show_known
from ui.components.form import beneath, form_key, save_button
from ui.components.listing.listing import Cell, show_list
from ui.components.page_link import named_link
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from ui.pages.joint.forms import known, person_field
from words.eras import FiscalYear

KEY = "joint.advice_visit"
ASKED = "visit"
COLUMNS = ("visited_on", "kind", "office", "ward", "attendance", "next_on")
TOLD = ("ward", "who_went", "attendance", "summary", "next_step", "next_on", "note")


def visits(ctx: Context) -> None:
    """Show the visits that are looked for, and one of them; beneath, record another."""
    every = ctx.book.all(AdviceVisit)
    writes = ctx.book.may("add", AdviceVisit)
    if every:
        _list(ctx, every)
    else:
        st.info(ctx.t("joint.no_visits" if writes else "joint.no_visits_told"))
    if writes:
        with st.expander(ctx.t("joint.record_visit"), expanded=not every):
            _record(ctx, every)
    cancelled_ones(ctx, AdviceVisit)


def _list(ctx: Context, every: Sequence[AdviceVisit]) -> None:
    found = {require(one.id): one for one in matching_visits(every, _wanted(ctx, every))}
    offices = len({one.office for one in found.values()})
    st.caption(plain(ctx.t("joint.visits_count", count=len(found), offices=offices)))
    if not found:
        st.info(ctx.t("joint.no_visit_found"))
        return
    columns = {name: ctx.t(f"field.{name}") for name in COLUMNS}
    rows = [_row(ctx, one) for one in found.values()]
    people = [one.person_id for one in found.values() if one.person_id is not None]
    label = ctx.t("joint.view_visits")
    chosen = show_list(ctx, columns, rows, list(found), KEY, label, asked=ASKED, people=people or None)
    if chosen is None:
        st.info(ctx.t("joint.choose_visit_hint"))
        return
    _one(ctx, found[chosen])


def _one(ctx: Context, one: AdviceVisit) -> None:
    st.header(plain(ctx.pair(ctx.show(one.visited_on), one.office)), anchor=False)
    file = ctx.city().everyone.get(one.person_id or 0)
    if file is not None:
        saw_person(ctx, file.key, "joint")
        named_link("person", file.key, file.person.code_name)
    told = [(ctx.t(f"field.{name}"), getattr(one, name)) for name in TOLD]
    show_known(ctx, [(ctx.t("field.kind"), ctx.t(f"advice_kind.{one.kind}")), *told])
    correcting(ctx, one)


def _wanted(ctx: Context, every: Sequence[AdviceVisit]) -> WantedVisits:
    word, year, kind, ward = st.columns(4)
    words = word.text_input(ctx.t("meetings.words"), key="joint.words")  # may be a name: not for the address
    with year:
        some = sorted({fiscal_year(one.visited_on) for one in every}, reverse=True)
        years = address.some_of(
            ctx, "joint", "year", ctx.t("field.fiscal_year"), some, lambda one: ctx.show(FiscalYear(one))
        )
    with kind:
        kinds = address.some_of(
            ctx, "joint", "kind", ctx.t("field.kind"), v.ADVICE_KINDS, lambda one: ctx.t(f"advice_kind.{one}")
        )
    with ward:
        wards = address.some_of(
            ctx, "joint", "ward", ctx.t("field.ward"), sorted({one.ward for one in every if one.ward}), str
        )
    return WantedVisits(years, kinds, wards, words)


def _row(ctx: Context, one: AdviceVisit) -> tuple[Cell, ...]:
    return one.visited_on, ctx.t(f"advice_kind.{one.kind}"), one.office, one.ward, one.attendance, one.next_on or ""


def _record(ctx: Context, every: Sequence[AdviceVisit]) -> None:
    """Ask for a visit that was made; offices that were visited or are in a team stand to be chosen, any other is typed."""
    key = form_key("advice_visit", None)
    left, middle, right = st.columns([1, 2, 1])
    with left:
        on = inputs.day(ctx, "visited_on", ctx.today, key, must=True)
    with middle:
        office = _office(ctx, every, key)
    with right:
        ward = inputs.place(ctx, "ward", None, ctx.city().area_labels, key)
    left, middle, right = st.columns([1, 2, 1])
    with left:
        kind = inputs.required_choice(ctx, "kind", v.ADVICE_KINDS[0], "advice_kind", v.ADVICE_KINDS, key)
    with middle:
        who = inputs.text(ctx, "who_went", None, key)
    with right:
        attendance = inputs.number(ctx, "attendance", None, key, v.MEETING_BOUNDS["attendance"])
    person = person_field(ctx, key, must=False)
    summary = inputs.long_text(ctx, "summary", None, key)
    left, right = st.columns([3, 1])
    with left:
        next_step = inputs.text(ctx, "next_step", None, key)
    with right:
        next_on = inputs.day(ctx, "next_on", None, key)
    note = inputs.text(ctx, "note", None, key)

    def save(book: Casebook) -> int:
        typed = AdviceVisit(
            visited_on=known(on, "visited_on"), office=office or "", kind=kind, ward=ward, person_id=person, who_went=who,
            attendance=attendance, summary=summary, next_step=next_step, next_on=next_on, note=note,
        )  # fmt: skip
        return record_advice(book, typed, ctx.today)

    save_button(ctx, "advice_visit", key, "joint", save, main=not every)


def _office(ctx: Context, every: Sequence[AdviceVisit], key: str) -> str | None:
    """Ask which office was visited."""
    teams = {member.agency for file in ctx.city().everyone.values() for member in file.team}
    known_ones = sorted({*teams, *(one.office for one in every)})
    chosen = st.selectbox(
        ctx.must(ctx.t("field.office")),
        known_ones,
        index=None,
        key=f"{key}.office",
        placeholder=ctx.t("joint.office_hint"),
        accept_new_options=True,
    )
    beneath(f"{key}.office")
    return chosen
