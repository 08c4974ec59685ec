"""The list of resources, filtered; one of them with who uses it, confirming it, and what is to be corrected in it."""

import streamlit as st

from casebook import vocabulary as v
from casebook.records import Resource, ResourceUse
from casebook.records.base import require
from desk.city import City, several
from desk.resources import Line, Wanted, confirm, lines, matching
from ui.components.details import show_known
from ui.components.form import after_saving, saving
from ui.components.listing.listing import Cell, Shown, show_list
from ui.components.page_link import named_link
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from ui.pages.resources.form import use_form

KEY = "resources.resource"
ASKED = "resource"
COLUMNS = ("name", "serves", "ward", "open_days", "cost_yen", "used", "sharing", "checked_on")
TOLD = (
    *("town", "contact", "open_hours", "cost_yen", "wheelchair"),
    *("accessibility", "note", "source", "checked_on", "written_by"),
)
"""What is told of one beside who may know of it."""


def listed(ctx: Context, city: City) -> None:
    """Show the resources, and one of them; below them those that were cancelled."""
    every = lines(ctx.book, city.places.names, ctx.today)
    if every:
        _list(ctx, city, every)
    else:
        st.info(ctx.t("resources.empty" if ctx.book.may("add", Resource) else "resources.none_told"))
    cancelled_ones(ctx, Resource)


def _list(ctx: Context, city: City, every: list[Line]) -> None:
    found = {require(line.resource.id): line for line in matching(every, _wanted(ctx, city, every))}
    asked = st.session_state.get(f"{KEY}.wanted", address.asked_number(ASKED))
    found |= {key: line for line in every if (key := require(line.resource.id)) == asked}  # listed though others are
    st.caption(ctx.t("resources.count", count=len(found)))
    if not found:
        st.info(ctx.t("resources.none_found"))
        return
    columns = {name: ctx.t("resources.used" if name == "used" else f"field.{name}") for name in COLUMNS}
    rows = [_row(ctx, line) for line in found.values()]
    chosen = show_list(ctx, columns, rows, list(found), KEY, ctx.t("nav.resources"), asked=ASKED)
    if chosen is None:
        st.info(ctx.t("resources.choose_hint"))
        return
    _one(ctx, city, found[chosen])


def _wanted(ctx: Context, city: City, every: list[Line]) -> Wanted:
    areas = [one for one in city.area_labels if any(line.area == one for line in every)]
    word, need, area, day = st.columns(4)
    words = word.text_input(ctx.t("resources.words"), key="resources.words")  # may be a name: not for the address
    with need:
        needs = address.some_of(
            ctx, "resources", "need", ctx.t("field.need"), v.RESOURCE_NEEDS, lambda code: ctx.t(f"resource_need.{code}")
        )
    with area:
        wards = address.some_of(ctx, "resources", "ward", ctx.t("common.ward"), areas, str)
    with day:
        open_on = address.choice(
            ctx, "resources", "day", ctx.t("resources.day"), v.WEEKDAYS, lambda code: ctx.t(f"weekday.{code}")
        )
    return Wanted(needs, wards, open_on, words)


def _row(ctx: Context, line: Line) -> tuple[Cell, ...]:
    one = line.resource
    used = ctx.show(len(line.people)) if one.at_once is None else f"{len(line.people)} / {one.at_once}"
    return (
        one.name,
        several("resource_need", one.serves, ctx.language),
        line.area,
        several("weekday", one.open_days, ctx.language),
        one.cost_yen,
        Shown(ctx.aside(used, ctx.t("resources.over")) if line.over else used, len(line.people)),
        ctx.t(f"resource_sharing.{one.sharing}"),
        Shown(ctx.aside(ctx.show(one.checked_on), ctx.t("resources.stale")), one.checked_on.toordinal())
        if line.stale
        else one.checked_on,
    )


def _one(ctx: Context, city: City, line: Line) -> None:
    one = line.resource
    st.header(plain(one.name), anchor=False)
    if line.over:
        st.warning(plain(ctx.t("resources.is_over", people=len(line.people), at_once=one.at_once)))
    show_known(
        ctx,
        [
            (ctx.t("field.sharing"), ctx.t(f"resources.told_{one.sharing}")),
            *([(ctx.t("field.readers"), ctx.join(one.named))] if one.named else []),
            *((ctx.t(f"field.{name}"), getattr(one, name)) for name in TOLD),
        ],
    )
    _uses(ctx, city, line)
    if not ctx.book.may("change", Resource):
        return
    if one.checked_on < ctx.today and st.button(
        ctx.t("resources.confirm"), key=f"resources.confirm.{one.id}", type="primary" if line.stale else "secondary"
    ):
        with saving(ctx):
            confirm(ctx.book, require(one.id), ctx.today)
            after_saving(ctx.t("common.saved"))
    correcting(ctx, one)


def _uses(ctx: Context, city: City, line: Line) -> None:
    """Show who uses it, and how each came to it; and let another be added."""
    st.subheader(ctx.t("resources.who_uses"), anchor=False)
    if not line.uses:
        st.caption(ctx.t("resources.nobody_uses"))
    for use in line.uses:
        use_line(ctx, city, use)
    if ctx.book.may("add", ResourceUse):
        with st.expander(ctx.t("resources.add_use")):
            use_form(ctx, city, line.resource)


def use_line(ctx: Context, city: City, use: ResourceUse) -> None:
    """Show what somebody needs and how she came to what serves it; it is corrected, or ended, as any record is."""
    file = city.everyone.get(use.person_id)
    saw_person(ctx, use.person_id, "resources")
    named_link("person", use.person_id, file.person.code_name if file else ctx.t("common.unknown"))
    said = ctx.t("resources.since", need=ctx.t(f"resource_need.{use.need}"), day=use.since_on)
    st.markdown(plain(ctx.pair(said, use.story) if use.story else said))
    correcting(ctx, use)
