"""A scenario of facilities added, closed or changed: the measures before and after, and the difference on the map."""

import pandas as pd
import streamlit as st

from casebook.records import Scenario
from desk.coverage import MEASURES, difference, values_of
from desk.errors import DeskError
from desk.period import Period, coming_quarter, period_message
from desk.plan import Edits, edits_of
from desk.policy import load_policy
from geodata.shading import Shading
from ui.components.coverage_data import city_figures, coverage, figure, snapshot, version_of
from ui.components.layout.behind import conditions
from ui.components.listing.tables import show_table
from ui.components.pick import labels
from ui.components.plans.kept_scenarios import keep_form
from ui.components.plans.scenario_bar import EDITS, facility_edits
from ui.components.text import plain
from ui.context import Context
from ui.pages.coverage.choice import CoverageChoice, ask_choice
from ui.pages.coverage.map import Picture, credits_of, draw


def scenario_panel(ctx: Context) -> None:
    """Gather edits, show what they would change, and keep them under a name."""
    st.caption(ctx.t("coverage.scenario_hint"))
    _load(ctx)
    edits = facility_edits(ctx, snapshot(ctx).source)
    if edits.empty:
        st.info(ctx.t("coverage.scenario_empty"))
        return
    keep_form(ctx, coming_quarter(ctx.today), load_policy().scope.aim, edits, "coverage.kept")
    first, second = st.columns([3, 5])
    with conditions(ctx, "coverage") as told:
        choice = ask_choice(ctx, first, second, told, classes=False)
    if choice is None:
        return
    try:
        with st.spinner(ctx.t("common.working")):
            after = coverage(ctx, choice.level, choice.within_m, version_of(edits))
    except DeskError as error:
        st.error(plain(ctx.t(error.message)))
        return
    _city(ctx, choice, edits)
    before, then = values_of(choice.now, choice.code), values_of(after, choice.code)
    change = difference(before, then)
    name = ctx.t(MEASURES[choice.code].name)
    left, right = st.container(key="side_by_side_scenario").columns([3, 2], gap="medium")
    with left:
        title = ctx.t("coverage.by_scenario", name=name)
        picture = Picture(title, choice.code, change, Shading.of_differences(change), signed=True)
        draw(ctx, choice, picture, "coverage.scenario_map")
        credits_of(ctx)
    with right:
        rows = [
            (choice.names[area], *_beside(ctx, choice.code, before[area], then[area]))
            for area in sorted(change, key=lambda area: -abs(change[area] or 0))
        ]
        columns = [ctx.t(f"coverage.by_{choice.level}"), *_columns(ctx)]
        st.markdown(f"**{plain(ctx.aside(name, ctx.t(MEASURES[choice.code].unit)))}**")
        show_table(ctx, pd.DataFrame(rows, columns=columns), title)


def _beside(ctx: Context, code: str, before: float | None, after: float | None) -> tuple[str, str, str]:
    """Write a figure now, as tried, and the difference."""
    change = None if before is None or after is None else after - before
    return figure(ctx, code, before), figure(ctx, code, after), figure(ctx, code, change, signed=True)


def _columns(ctx: Context) -> list[str]:
    return [ctx.t(f"coverage.column.{name}") for name in ("before", "after", "difference")]


def _city(ctx: Context, choice: CoverageChoice, edits: Edits) -> None:
    """Show what changes in the city as a whole."""
    before = city_figures(ctx, choice.within_m)
    after = city_figures(ctx, choice.within_m, version_of(edits))
    changed = [code for code in choice.codes if figure(ctx, code, before[code]) != figure(ctx, code, after[code])]
    st.markdown(f"**{plain(ctx.t('coverage.whole_city'))}**")
    if not changed:
        st.info(ctx.t("coverage.nothing_changes"))
        return
    rows = [
        (ctx.t(MEASURES[code].name), *_beside(ctx, code, before[code], after[code]), ctx.t(MEASURES[code].unit))
        for code in changed
    ]
    columns = [ctx.t("coverage.column.measure"), *_columns(ctx), ctx.t("coverage.column.unit")]
    show_table(ctx, pd.DataFrame(rows, columns=columns), ctx.t("coverage.whole_city"))
    st.caption(ctx.t("coverage.unchanged"))


def _load(ctx: Context) -> None:
    """Take up a scenario that was kept, on this page or with a plan."""
    scenarios = {
        scenario.id: scenario for scenario in sorted(ctx.book.all(Scenario), key=lambda scenario: scenario.name)
    }
    if not scenarios:
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    chosen = left.selectbox(
        ctx.t("kept.choose"),
        list(scenarios),
        format_func=labels(
            scenarios,
            lambda key: ctx.aside(
                scenarios[key].name,
                ctx.t(period_message(Period(scenarios[key].period_start, scenarios[key].period_end))),
            ),
        ),
        key="coverage.kept",
    )
    if right.button(ctx.t("kept.load"), key="coverage.load"):
        st.session_state[EDITS] = edits_of(scenarios[chosen])
        st.rerun()
