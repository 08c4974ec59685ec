"""Readiness person by person: who has how many options, why, and which single thing would add one."""

from collections.abc import Sequence

import streamlit as st

from casebook.vocabulary import TIERS
from desk.readiness import LEVELS, TRIAL, Person, ReadinessView, Way
from ui.components.finding.options import distance_text, option_name, show_options
from ui.components.listing.listing import Cell, show_list
from ui.components.page_link import page_of, told_of
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from words.names import Named

KEY = "readiness.person"
MOST_SHOWN = 10
COLUMNS = {
    "person": "trials.column.person",
    "tier": "trials.column.tier",
    "home": "trials.column.home",
    "options": "readiness.options",
    "chance": "chance.column",
    "facilities": "readiness.facilities",
    "last_day": "readiness.last_day",
}


def losing_panel(ctx: Context, view: ReadinessView) -> None:
    """List who is about to lose the last option, with the day and the facility."""
    months = view.problem.policy.scope.emergency_renew_months
    losing = view.losing
    if not losing:
        st.success(ctx.t("readiness.losing_nobody", months=months))
        return
    st.caption(ctx.t("readiness.losing_note", months=months))
    columns = {name: ctx.t(COLUMNS[name]) for name in ("person", "tier", "home", "facilities", "last_day")}
    rows = [
        (
            Named(loss.person.person.code_name, "person", loss.person.key),
            loss.person.tier,
            view.source.places.label_of(loss.person.person),
            _facilities(view, loss.facility_ids),
            loss.last_day,
        )
        for loss in losing
    ]
    ids, label = [loss.person.key for loss in losing], ctx.t("readiness.tab_losing")
    show_list(ctx, columns, rows, ids, "readiness.losing", label, asked=None, csv=False)


def _facilities(view: ReadinessView, ids: Sequence[int]) -> tuple[Named, ...]:
    return tuple(Named(option_name(view, key), "facility", key) for key in ids)


def persons_panel(ctx: Context, view: ReadinessView) -> None:
    """Show a table to filter, and one person of it in full."""
    people = _filtered(ctx, view)
    if not people:
        st.info(ctx.t("readiness.nobody"))
        return
    columns = {name: ctx.t(COLUMNS[name]) for name in ("person", "tier", "home", "options", "chance", "facilities")}
    chances = ctx.chances()
    rows: list[tuple[Cell, ...]] = [
        (
            Named(view.source.people[person.id].person.code_name, "person", person.id),
            person.tier,
            person.ward,
            view.counts[person.id],
            None if chances is None else ctx.t(chances.of(person.id).message),
            _facilities(view, view.options(person.id)),
        )
        for person in people
    ]
    ids = [person.id for person in people]
    chosen = show_list(ctx, columns, rows, ids, KEY, ctx.t("readiness.tab_persons"), people=ids)
    if chosen is None:
        st.info(ctx.t("readiness.hint"))
        return
    saw_person(ctx, chosen, "readiness")
    st.subheader(plain(view.source.people[chosen].person.code_name), anchor=False)
    page_of(ctx, "person", chosen)
    left, right = st.container(key="side_by_side_person").columns(2, gap="medium")
    with left:
        show_options(ctx, view, chosen)
    with right:
        _ways(ctx, view, chosen)


def _filtered(ctx: Context, view: ReadinessView) -> list[Person]:
    first, second, third = st.columns(3)
    levels = first.multiselect(
        ctx.t("readiness.options"),
        LEVELS,
        format_func=lambda level: ctx.t(f"readiness.level_{level}"),
        placeholder=ctx.t("common.all"),
    )
    wards = second.multiselect(
        ctx.t("common.ward"),
        sorted({person.ward or "" for person in view.problem.people}),
        format_func=lambda ward: ward or ctx.t("common.unknown"),
        placeholder=ctx.t("common.all"),
    )
    tiers = third.multiselect(ctx.t("field.tier"), TIERS, placeholder=ctx.t("common.all"))
    return [
        person
        for person in view.problem.people
        if (not levels or min(view.counts[person.id], LEVELS[-1]) in levels)
        and (not wards or (person.ward or "") in wards)
        and (not tiers or person.tier in tiers)
    ]


def _ways(ctx: Context, view: ReadinessView, person: int) -> None:
    ways = view.ways(person)
    if not ways:
        st.markdown(plain(ctx.t("readiness.ways_none")))
        return
    trials = [way for way in ways if way.kind == TRIAL]
    questions = [way for way in ways if way.kind != TRIAL]
    for name, listed in (("trial", trials), ("confirm", questions)):
        if listed:
            _list_ways(ctx, view, person, name, listed)


def _list_ways(ctx: Context, view: ReadinessView, person: int, name: str, ways: Sequence[Way]) -> None:
    st.markdown(f"**{plain(ctx.t(f'readiness.ways_{name}'))}**")
    every = len(ways) > MOST_SHOWN and st.checkbox(
        ctx.t("readiness.all_ways", count=len(ways)), key=f"readiness.all.{name}.{person}"
    )
    for way in ways if every else ways[:MOST_SHOWN]:
        message = view.tell(person, way)
        far = distance_text(ctx, view, way.facility_id, way.metres)
        told = far if way.kind == TRIAL else ctx.pair(far, ctx.t(message))
        told_of("facility", way.facility_id, option_name(view, way.facility_id), told)
