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
from geodata.maps import Map
from geodata.shading import Shading
from ui.components import city_map, inputs
from ui.components.coverage_data import coverage, snapshot
from ui.components.listing.tables import show_table
from ui.components.plans.scenario_bar import EDITS, edits_now
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from ui.pages.coverage.choice import CoverageChoice, near_m
from ui.pages.coverage.map import Picture, credits_of, draw, rings_around
from ui.settings import travel

Question = tuple[str, int, int, str, str]
"""Model, number of new places, radius in metres, among what, for whom."""
ASKED = "coverage.sites.asked"
REACH = ("covered", "unreached", "mean_metres", "farthest_metres")
NEW, MOST_NEW, RADIUS_M = 3, (1, 50), 5000
PLACES = 2
"""Trial places of a new facility when it is tried as a scenario; can be changed there."""


def sites_panel(ctx: Context) -> None:
    """Ask for the best new places and show them."""
    st.caption(ctx.t("coverage.sites_hint"))
    question = _ask(ctx)
    if st.button(ctx.t("coverage.sites_run"), type="primary"):
        st.session_state[ASKED] = question
    if st.session_state.get(ASKED) != question:
        st.info(ctx.t("coverage.sites_empty"))
        return
    with st.spinner(ctx.t("coverage.sites_working")):
        solution = _sites_at(ctx.state, question, ctx.book)
    messages = travel_sentences(solution.travel, "travel.unreached_sites")
    st.caption(plain(" ".join(ctx.t(message) for message in messages)))
    if not solution.sites:
        st.info(plain(ctx.t(solution.why_none)))
        return
    _table(ctx, solution)
    left, right = st.container(key="side_by_side_sites").columns([3, 2], gap="medium")
    with left:
        choice = CoverageChoice(
            coverage(ctx, "ward", solution.radius_m), solution.demand, solution.radius_m, "quantiles"
        )
        code = solution.demand if solution.demand in choice.codes else "people"
        values = values_of(choice.now, code)
        picture = Picture(ctx.t(MEASURES[code].name), code, values, Shading.of(values))
        draw(ctx, choice, picture, "coverage.sites_map", partial(_draw_over, ctx, solution))
        credits_of(ctx)
    with right:
        _summary(ctx, solution)
        _try(ctx, solution)


def _ask(ctx: Context) -> Question:
    first, second, third, fourth, fifth = st.columns([3, 1, 2, 2, 2])
    model = first.selectbox(
        ctx.t("coverage.model"), MODELS, format_func=lambda code: ctx.t(f"coverage.model_{code}"), key="coverage.model"
    )
    with second:
        new = inputs.or_usual(
            ctx, inputs.number(ctx, "new", NEW, "coverage", MOST_NEW, label=ctx.t("coverage.new")), NEW
        )
    with third:
        radius = near_m(ctx, "radius_m", RADIUS_M)
    among = fourth.selectbox(
        ctx.t("coverage.among"), AMONG, format_func=lambda code: ctx.t(f"coverage.among_{code}"), key="coverage.among"
    )
    demand = fifth.selectbox(
        ctx.t("coverage.demand"),
        DEMANDS,
        format_func=lambda code: ctx.t(f"coverage.demand_{code}"),
        key="coverage.demand",
    )
    st.caption(ctx.t(f"coverage.model_help_{model}"))
    return model, new, radius, among, demand


@kept
def _sites_at(state: State, question: Question, _book: Casebook) -> Sites:
    model, new, radius_m, among, demand = question
    return find_sites(
        _book, state.day, load_policy(), model=model, new=new, radius_m=radius_m, among=among, demand=demand,
        travel=travel(),
    )  # fmt: skip


def _summary(ctx: Context, solution: Sites) -> None:
    """Show how well the demand is served before and after."""
    rows = [
        (ctx.t(f"coverage.reach_{name}"), getattr(solution.before, name), getattr(solution.after, name))
        for name in REACH
    ]
    columns = [ctx.t(f"coverage.column.{name}") for name in ("reach", "before", "then")]
    show_table(ctx, pd.DataFrame(rows, columns=columns).convert_dtypes(), ctx.t("coverage.column.reach"))
    st.caption(
        ctx.t(
            "coverage.sites_of",
            total=solution.total,
            nowhere=solution.nowhere,
            existing=solution.existing,
            candidates=solution.candidates,
        )
    )
    if solution.unplaced:
        st.caption(ctx.t("sites.unplaced", count=solution.unplaced))
    st.caption(ctx.t("coverage.proven" if solution.proven else "coverage.not_proven"))


def _draw_over(ctx: Context, solution: Sites, drawn: Map) -> list[str]:
    """Draw the places that are there already, the new ones, and how far those reach."""
    now = snapshot(ctx)
    existing = [now.source.facilities[facility.id] for facility in now.problem.facilities if is_kept(facility)]
    for site in solution.sites:
        rings_around(ctx, drawn, site.lon, site.lat, [solution.radius_m])
    new = city_map.site_points((site.rank, site.label, site.lon, site.lat) for site in solution.sites)
    return city_map.put_facilities(ctx, drawn, existing, new)


def _table(ctx: Context, solution: Sites) -> None:
    rows = [
        (site.rank, site.label, site.adds, site.after.covered, site.after.mean_metres, site.after.farthest_metres)
        for site in solution.sites
    ]
    columns = [ctx.t(f"coverage.column.{name}") for name in ("rank", "site", "adds", "covered", "mean", "farthest")]
    show_table(ctx, pd.DataFrame(rows, columns=columns).convert_dtypes(), ctx.t("coverage.tab_sites"))
    if solution.demand == "people":
        st.caption(ctx.t("coverage.sites_counts"))


def _try(ctx: Context, solution: Sites) -> None:
    """Take the new places over into the scenario, where all measures can be seen before and after."""
    towns = (
        {town.id: town for town in ctx.book.all(Town)} if any(site.kind == "town" for site in solution.sites) else {}
    )
    imagined = tuple(
        Imagined(site.label, "24", towns[site.id].city, towns[site.id].ward, towns[site.id].name, PLACES)
        for site in solution.sites
        if site.kind == "town" and site.id in towns
    )
    if imagined:
        st.button(ctx.t("coverage.sites_try"), on_click=partial(_take, imagined))


def _take(imagined: tuple[Imagined, ...]) -> None:
    edits = edits_now()
    fresh = tuple(facility for facility in imagined if facility not in edits.imagined)
    st.session_state[EDITS] = replace(edits, imagined=(*edits.imagined, *fresh))
    st.session_state["coverage.view"] = "scenario"
