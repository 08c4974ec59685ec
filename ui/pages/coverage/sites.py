"""The best new places by an exact location model: on the map, and as a table with what each adds."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from casebook.book import Casebook
from casebook.records import Town
from desk.city import travel_sentences
from desk.coverage import AMONG, DEMANDS, MEASURES, MODELS, Sites, find_sites, is_kept, values_of
from desk.plan import Imagined
from desk.policy import load_policy
from geodata.maps import Map, add_points
from geodata.shading import Shading
from ui.components import city_map
from ui.components.coverage_data import coverage, ground
from ui.components.plans.scenario_bar import EDITS, edits_now
from ui.components.tables import show_table
from ui.components.text import plain
from ui.context import Context, State
from ui.pages.coverage.choice import Choice
from ui.pages.coverage.map import Picture, credits_of, draw, rings_around
from ui.settings import travel

Asked = tuple[str, int, int, str, str]
"""Model, number of new places, radius in metres, among what, for whom."""
ASKED = "coverage.sites.asked"
REACH = ("covered", "unreached", "mean_metres", "farthest_metres")
PLACES = 2
"""Trial places of a new facility when it is tried as a scenario; can be changed there."""


def sites_panel(ctx: Context) -> None:
    """Ask for the best new places and show them."""
    st.caption(ctx.t("coverage.sites_hint"))
    asked = _ask(ctx)
    if st.button(ctx.t("coverage.sites_run"), type="primary"):
        st.session_state[ASKED] = asked
    if st.session_state.get(ASKED) != asked:
        st.info(ctx.t("coverage.sites_empty"))
        return
    with st.spinner(ctx.t("coverage.sites_working")):
        found = _sites_at(ctx.state, asked, ctx.book)
    said = travel_sentences(found.travel, "travel.unreached_sites")
    st.caption(plain(" ".join(ctx.t(message) for message in said)))
    if not found.sites:
        st.info(ctx.t(found.why_none))
        return
    _table(ctx, found)
    left, right = st.container(key="side_by_side_sites").columns([3, 2], gap="medium")
    with left:
        choice = Choice(coverage(ctx, "ward", found.radius_m), found.demand, found.radius_m, "quantiles")
        code = found.demand if found.demand in choice.codes else "people"
        values = values_of(choice.now, code)
        picture = Picture(ctx.t(MEASURES[code].name), code, values, Shading.of(values))
        draw(ctx, choice, picture, "coverage.sites_map", partial(_draw_over, ctx, found))
        credits_of(ctx)
    with right:
        _summary(ctx, found)
        _try(ctx, found)


def _ask(ctx: Context) -> Asked:
    first, second, third, fourth, fifth = st.columns([3, 1, 2, 2, 2])
    model = first.selectbox(
        ctx.t("coverage.model"), MODELS, format_func=lambda one: ctx.t(f"coverage.model_{one}"), key="coverage.model"
    )
    new = second.number_input(ctx.t("coverage.new"), 1, 50, 3, 1, key="coverage.new")
    radius = third.number_input(ctx.t("coverage.within"), 500, 100_000, 5000, 500, key="coverage.radius")
    among = fourth.selectbox(
        ctx.t("coverage.among"), AMONG, format_func=lambda one: ctx.t(f"coverage.among_{one}"), key="coverage.among"
    )
    demand = fifth.selectbox(
        ctx.t("coverage.demand"),
        DEMANDS,
        format_func=lambda one: ctx.t(f"coverage.demand_{one}"),
        key="coverage.demand",
    )
    st.caption(ctx.t(f"coverage.model_help_{model}"))
    return model, int(new), int(radius), among, demand


@st.cache_resource(max_entries=8, show_spinner=False)
def _sites_at(state: State, asked: Asked, _book: Casebook) -> Sites:
    model, new, radius_m, among, demand = asked
    return find_sites(
        _book, state[2], load_policy(), model=model, new=new, radius_m=radius_m, among=among, demand=demand,
        travel=travel(),
    )  # fmt: skip


def _summary(ctx: Context, found: Sites) -> None:
    """Show how well the demand is served before and after."""
    rows = [
        (ctx.t(f"coverage.reach_{name}"), getattr(found.before, name), getattr(found.after, name)) for name in REACH
    ]
    columns = [ctx.t(f"coverage.column.{name}") for name in ("reach", "before", "then")]
    show_table(
        ctx, pd.DataFrame(rows, columns=columns).convert_dtypes(), ctx.t("coverage.column.reach"), thousands=True
    )
    st.caption(
        ctx.t(
            "coverage.sites_of",
            total=found.total,
            nowhere=found.nowhere,
            existing=found.existing,
            candidates=found.candidates,
        )
    )
    if found.unplaced:
        st.caption(ctx.t("sites.cli_unplaced", count=found.unplaced))
    st.caption(ctx.t("coverage.proven" if found.proven else "coverage.not_proven"))


def _draw_over(ctx: Context, found: Sites, drawn: Map) -> list[str]:
    """Draw the places that are there already, the new ones, and how far those reach."""
    now = ground(ctx)
    kept = [now.source.facilities[one.id] for one in now.problem.facilities if is_kept(one)]
    there = city_map.facility_points(kept)
    add_points(drawn, there)
    for one in found.sites:
        rings_around(ctx, drawn, one.lon, one.lat, [found.radius_m])
    add_points(drawn, city_map.site_points((one.rank, one.label, one.lon, one.lat) for one in found.sites))
    return [*sorted(there["kind"]), "site"]


def _table(ctx: Context, found: Sites) -> None:
    rows = [
        (one.rank, one.label, one.adds, one.after.covered, one.after.mean_metres, one.after.farthest_metres)
        for one in found.sites
    ]
    columns = [ctx.t(f"coverage.column.{name}") for name in ("rank", "site", "adds", "covered", "mean", "farthest")]
    show_table(ctx, pd.DataFrame(rows, columns=columns).convert_dtypes(), ctx.t("coverage.tab_sites"), thousands=True)
    if found.demand == "people":
        st.caption(ctx.t("coverage.sites_counts"))


def _try(ctx: Context, found: Sites) -> None:
    """Take the new places over into the scenario, where all measures can be seen before and after."""
    towns = {one.id: one for one in ctx.book.all(Town)} if any(one.kind == "town" for one in found.sites) else {}
    imagined = tuple(
        Imagined(one.label, "24", towns[one.id].city, towns[one.id].ward, towns[one.id].name, PLACES)
        for one in found.sites
        if one.kind == "town" and one.id in towns
    )
    if imagined:
        st.button(ctx.t("coverage.sites_try"), on_click=partial(_take, imagined))


def _take(imagined: tuple[Imagined, ...]) -> None:
    edits = edits_now()
    fresh = tuple(one for one in imagined if one not in edits.imagined)
    st.session_state[EDITS] = replace(edits, imagined=(*edits.imagined, *fresh))
    st.session_state["coverage.view"] = "scenario"
