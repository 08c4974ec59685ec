"""Kept scenarios: save what was tried under a name, compare all of them in one table, adopt one."""

from functools import partial

import pandas as pd
import streamlit as st

from casebook.records import Scenario
from casebook.records.base import require
from desk.period import Period
from desk.plan import (
    Edits,
    PlanView,
    Releases,
    SideBySide,
    TriedScenario,
    adopt,
    compare_all,
    drop_scenario,
    edits_of,
    keep_edits,
    proposals_of,
    releases,
    scenarios_of,
)
from ui.components.form import after_saving, saving
from ui.components.listing.tables import show_table
from ui.components.pick import labels
from ui.components.plans.adopting import ask, asked
from ui.components.plans.kept_plans import OPEN
from ui.components.plans.promise import promised
from ui.components.plans.scenario_bar import EDITS, edits_now
from ui.components.text import plain
from ui.context import Context
from ui.settings import now


def kept_panel(ctx: Context, view: PlanView) -> None:
    """Keep the present edits, and deal with those kept before."""
    if not edits_now().empty:
        keep_form(ctx, view.period, view.aim, edits_now(), "kept", view.draw)
    with st.spinner(ctx.t("trials.working")):
        lines = compare_all(ctx.book, view)
    if not lines:
        return
    st.markdown(f"**{plain(ctx.t('kept.table'))}**")
    show_table(ctx, _table(ctx, view, lines), ctx.t("kept.table"))
    by_id = {require(line.scenario.id): line for line in lines}
    chosen = st.selectbox(
        ctx.t("kept.choose"),
        list(by_id),
        format_func=labels(by_id, lambda key: by_id[key].scenario.name),
        key="kept.chosen",
    )
    _actions(ctx, by_id[chosen])


def keep_form(ctx: Context, period: Period, aim: str, edits: Edits, place: str, draw: int | None = None) -> None:
    """Keep edits under a name of a period; in the place of others only if people say so.

    Parameters
    ----------
    place
        Where the form is: prefix of its keys.
    draw
        Which lot a plan with them is drawn with if they do not say, as `keep_edits`.
    """
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    name = left.text_input(ctx.must(ctx.t("kept.name")), key=f"{place}.name")
    taken = next((one for one in scenarios_of(ctx.book, period) if one.name == name.strip()), None)
    # A tick is meant for the scenario that was there then, not for one that took its name meanwhile.
    key = f"{place}.instead.{taken.id}.{taken.made_at.isoformat()}" if taken else ""
    instead = taken is not None and st.checkbox(ctx.t("kept.instead", name=plain(name.strip())), key=key)
    if right.button(ctx.t("kept.keep"), key=f"{place}.keep"):
        with saving(ctx):
            keep_edits(ctx.book, period, aim, name, edits, now(), draw=draw, instead=instead, seen=taken)
            after_saving(ctx.t("kept.kept", name=name.strip()))


def _table(ctx: Context, view: PlanView, lines: list[TriedScenario]) -> pd.DataFrame:
    tiers = [ctx.t("people.tier_value", tier=tier) for tier in (1, 2, 3)]
    columns = [ctx.t("kept.column.name"), ctx.t("kept.column.aim"), *tiers, ctx.t("promise.after_level_0")]
    columns += [ctx.t("scenario.burden"), ctx.t("scenario.travel_km")]
    columns += [ctx.t(f"kept.column.{name}") for name in ("changes", "gains", "loses", "by", "adopted")]
    placed = view.plan.placed_by_tier
    rows: list[tuple[object, ...]] = [
        (
            ctx.t("kept.present"),
            ctx.t(f"aim.{view.aim}"),
            placed[1],
            placed[2],
            placed[3],
            promised(ctx, view).after[0],
            view.plan.cost,
            view.plan_metres // 1000,
            0,
            0,
            0,
            "",
            "",
        ),
    ]
    for line in lines:
        scenario = line.scenario
        adopted = ctx.show(scenario.adopted_on) if scenario.adopted_on else ""
        if line.side is None:
            rows.append((scenario.name, *(None,) * 10, scenario.made_by, adopted))
            continue
        comparison = line.side.comparison
        by_tier = comparison.new.placed_by_tier
        ready = promised(ctx, line.side.new, line.side.edits).after[0]
        figures = (by_tier[1], by_tier[2], by_tier[3], ready, comparison.new.cost, comparison.new.home_metres // 1000)
        people = (len(comparison.changes), len(comparison.gains), len(comparison.loses))
        rows.append((scenario.name, ctx.t(f"aim.{line.side.new.aim}"), *figures, *people, scenario.made_by, adopted))
    return pd.DataFrame(rows, columns=columns).convert_dtypes()


def _actions(ctx: Context, line: TriedScenario) -> None:
    load, use, drop = st.columns(3)
    scenario = line.scenario
    # A press is meant for the scenario that was shown, not for one that took its place on the list meanwhile.
    key = f"kept.{scenario.id}.{scenario.made_at.isoformat()}"
    if load.button(ctx.t("kept.load"), key=f"{key}.load"):
        st.session_state[EDITS] = edits_of(scenario)
        st.rerun()
    if line.side is None:
        if line.error is not None:
            st.error(plain(ctx.t(line.error.message)))
    elif asked(ctx, key, use):
        proposals = proposals_of(line.side.new)
        shown = releases(ctx.book, line.side.new.period, {one.person_id: one.facility_id for one in proposals})
        question = ctx.t("adopt.question_scenario", name=scenario.name)
        adopting = partial(_adopt, ctx, scenario, line.side, shown)
        ask(ctx, line.side.new, question, shown, key, adopting, "kept.adopt")
    if drop.button(ctx.t("kept.drop"), key=f"{key}.drop"):
        with saving(ctx):
            drop_scenario(ctx.book, require(scenario.id), scenario)
            st.rerun()


def _adopt(ctx: Context, scenario: Scenario, side: SideBySide, shown: Releases) -> str:
    plan = adopt(ctx.book, scenario, side, now(), shown)
    st.session_state[OPEN] = plan
    return ctx.t("kept.adopted", id=plan)
