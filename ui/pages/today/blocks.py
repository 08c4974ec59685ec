"""The blocks of the day: tonight, due, the quarter, readiness, and setting up."""

from collections.abc import Mapping

import streamlit as st

from desk.city import City
from desk.drafts import open_drafts
from desk.emergency import Guest
from desk.today import Due, Today, due_line, guest_line
from ui.components.page_link import has_page, named_link, named_row, page_link, told_of
from ui.components.text import plain
from ui.context import Context
from words.zone import TOKYO

CALL = "call"
"""The kind of drafts that are calls in progress."""
SHOWN, UNFOLDED = 5, 50
"""So many lines of a kind are shown at once, and so many more where they are unfolded."""
INSTEAD: Mapping[str, str] = {"person": "people", "facility": "facilities"}
"""Where somebody, or a place, is found by whoever has no page of one."""


def open_calls_block(ctx: Context, city: City) -> None:
    """Show the calls in progress, each with the way to where it is gone on with, or taken over."""
    calls = open_drafts(ctx.book, CALL)
    if not calls:
        return
    st.header(ctx.t("emergency.open_calls", count=len(calls)), anchor=False)
    for one in calls:
        at, kept = (f"{moment.astimezone(TOKYO):%Y/%m/%d %H:%M}" for moment in (one.opened_at, one.changed_at))
        told = ctx.t("emergency.open_since", who=one.typed_by, at=at, kept=kept)
        file = None if one.person_id is None else city.everyone.get(one.person_id)
        told = ctx.aside(told, file.person.code_name) if file else told
        if has_page("emergency"):
            page_link("emergency", told, call=str(one.id))
        else:
            st.markdown(plain(told))


def tonight_block(ctx: Context, city: City, today: Today) -> None:
    """Show the rooms tonight, the guests with their needs, and who leaves."""
    st.header(ctx.t("today.tonight"), anchor=False)
    for base in today.bases:
        if base.rooms is None:
            told = ctx.t("rooms.summary_unknown", in_use=base.in_use)
        else:
            told = ctx.t("rooms.summary", rooms=base.rooms, in_use=base.in_use, free=base.free)
        told_of("facility", base.facility.id, base.facility.name, told)
    if not today.bases:
        st.markdown(plain(ctx.t("today.no_base")))
    for one in today.guests:
        named_link("person", _seen(city, one), guest_line(one, city, ctx.language))
    if today.leaving:
        named_row(ctx.t("today.leaving"), [("person", _seen(city, one), one.code_name) for one in today.leaving])
    page_link("rooms", ctx.t("today.to_rooms"))


def _seen(city: City, guest: Guest) -> int | None:
    """Return whose page a guest's name leads to; None if the reader may not see her."""
    return guest.stay.person_id if guest.stay.person_id in city.everyone else None


def due_block(ctx: Context, today: Today) -> None:
    """Show what is due, by kind; each line leads to where it is dealt with."""
    st.header(ctx.t("today.due"), anchor=False)
    if not today.due:
        st.success(ctx.t("today.nothing_due"))
    for kind, some in today.due.items():
        st.markdown(f"**{plain(ctx.aside(ctx.t(f'today.due_{kind}'), ctx.show(len(some))))}**")
        for one in some[:SHOWN]:
            _line(ctx, one)
        if more := some[SHOWN:]:
            with st.expander(ctx.t("today.more", count=len(more))):
                for one in more[:UNFOLDED]:
                    _line(ctx, one)
                if rest := more[UNFOLDED:]:
                    st.caption(ctx.t("today.more", count=len(rest)))


def _line(ctx: Context, one: Due) -> None:
    told = due_line(one, ctx.language)
    page = one.page if has_page(one.page) else INSTEAD.get(one.page, one.page)
    if has_page(page):
        page_link(page, told, **one.asked)
    else:
        st.markdown(plain(told))


def quarter_block(ctx: Context, today: Today) -> None:
    """Show how far the quarter's trial stays have come."""
    if today.strip is None:
        return
    st.header(plain(ctx.t("today.quarter", period=str(today.strip.period))), anchor=False)
    columns = st.columns(len(today.strip.reached))
    for column, (name, count) in zip(columns, today.strip.reached.items(), strict=True):
        column.metric(ctx.t(f"today.reached_{name}"), ctx.show(count))
    page_link("proposals", ctx.t("today.to_proposals"))


def readiness_block(ctx: Context, today: Today) -> None:
    """Show how many people have no emergency option, one, and several."""
    if today.readiness is None:
        return
    st.header(plain(ctx.t("today.readiness", day=today.day)), anchor=False)
    columns = st.columns(len(today.readiness))
    for level, (column, count) in enumerate(zip(columns, today.readiness, strict=True)):
        column.metric(ctx.t(f"readiness.level_{level}"), ctx.show(count))
    page_link("readiness", ctx.t("today.to_readiness"))


def setting_up_block(ctx: Context, today: Today) -> None:
    """Show the steps of setting up: what is done, and what is next."""
    st.header(ctx.t("today.setting_up"), anchor=False)
    next_up = next((step for step in today.steps if not step.done), None)
    for step in today.steps:
        mark = "done" if step.done else "next" if step is next_up else "later"
        told = ctx.pair(ctx.t(f"today.step_is_{mark}"), ctx.t(f"today.step_{step.code}"))
        if step is next_up and has_page(step.page):
            page_link(step.page, told)
        else:
            st.markdown(plain(told))
