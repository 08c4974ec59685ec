"""Trying another way: edits gathered one by one, and the plan that they lead to beside the present one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from casebook.vocabulary import BOUNDS, TIERS
from desk.errors import DeskError
from desk.plan import (
    CONDITIONS,
    GAIN_NAMES,
    GAINS,
    HUNDREDTHS,
    ONLY_YES,
    Edits,
    Imagined,
    PlanInput,
    PlanView,
    SideBySide,
    change_text,
    edit_lines,
    try_edits,
)
from desk.policy import AIMS
from desk.readiness import LEVELS
from desk.typed import understood
from ui.components import inputs
from ui.components.listing.sentences import show_sentences
from ui.components.listing.tables import show_table
from ui.components.pick import labels
from ui.components.plans.kept_plans import CLOSENESS
from ui.components.plans.promise import promised
from ui.components.text import plain
from ui.context import Context
from words.names import leading, unmarked

EDITS = "scenario.edits"
SERVICES = ("24", "33", "34", "WH")


def edits_now() -> Edits:
    """Return what has been gathered in this session."""
    edits = st.session_state.get(EDITS)
    return edits if isinstance(edits, Edits) else Edits()


def scenario_panel(ctx: Context, view: PlanView) -> SideBySide | None:
    """Gather edits, and show what they would change; returns the two plans side by side."""
    st.caption(ctx.t("scenario.hint"))
    gather(
        ctx,
        view.source,
        {
            "pair": partial(_pair, ctx, view.source),
            "places": partial(_places, ctx, view.source),
            "close": partial(_close, ctx, view.source),
            "tier": partial(_tier, ctx, view.source),
            "confirm": partial(_confirm, ctx, view.source),
            "imagine": partial(_imagine, ctx),
            "weight": partial(_weight, ctx, view),
            "stay_close": partial(_stay_close, ctx),
            "aim": partial(_aim, ctx, view),
        },
    )
    edits = edits_now()
    if edits.empty:
        st.info(ctx.t("scenario.empty"))
        return None
    try:
        side = try_edits(view, "scenario", edits)
    except DeskError as error:
        st.error(plain(ctx.t(error.message)))
        return None
    show_side(ctx, side)
    return side


def facility_edits(ctx: Context, source: PlanInput) -> Edits:
    """Gather edits of facilities alone, and return all that were gathered in this session."""
    gather(
        ctx,
        source,
        {
            "imagine": partial(_imagine, ctx),
            "close": partial(_close, ctx, source),
            "places": partial(_places, ctx, source),
            "confirm": partial(_confirm, ctx, source),
        },
    )
    return edits_now()


def gather(ctx: Context, source: PlanInput, kinds: Mapping[str, Callable[[], Edits | None]]) -> None:
    """Let people add one edit of some kinds at a time, and list those that were added."""
    kind = st.selectbox(ctx.t("scenario.kind"), list(kinds), format_func=lambda code: ctx.t(f"scenario.kind_{code}"))
    changed = kinds[kind]()
    if changed is not None:
        st.session_state[EDITS] = changed
        st.rerun()
    _list_edits(ctx, source, edits_now())


def _person(ctx: Context, source: PlanInput, key: str) -> int | None:
    people = source.people
    return st.selectbox(
        ctx.t("trials.choose"),
        list(people),
        index=None,
        format_func=labels(people, lambda person_id: people[person_id].person.code_name),
        placeholder=ctx.t("common.choose"),
        key=f"scenario.{key}.person",
    )


def _site(ctx: Context, source: PlanInput, key: str) -> int | None:
    names = source.facility_names[ctx.language]
    return st.selectbox(
        ctx.t("map.choose"),
        sorted(names, key=names.__getitem__),
        index=None,
        format_func=names.__getitem__,
        placeholder=ctx.t("common.choose"),
        key=f"scenario.{key}.site",
    )


def _add(ctx: Context, key: str, *, ready: bool, word: str = "scenario.add") -> bool:
    return st.button(ctx.t(word), key=f"scenario.{key}.{word}", disabled=not ready)


def _pair(ctx: Context, source: PlanInput) -> Edits | None:
    edits = edits_now()
    left, right = st.columns(2)
    with left:
        person = _person(ctx, source, "pair")
    with right:
        site = _site(ctx, source, "pair")
    first, second = st.columns(2)
    with first:
        if _add(ctx, "pair", ready=bool(person and site), word="scenario.lock") and person and site:
            pair = (person, site)
            return replace(edits, locks=edits.locks | {pair}, forbids=edits.forbids - {pair})
    with second:
        if _add(ctx, "pair", ready=bool(person and site), word="scenario.forbid") and person and site:
            pair = (person, site)
            return replace(edits, forbids=edits.forbids | {pair}, locks=edits.locks - {pair})
    return None


def _places(ctx: Context, source: PlanInput) -> Edits | None:
    left, right = st.columns(2)
    with left:
        site = _site(ctx, source, "places")
    with right:
        count = inputs.number(
            ctx, "count", 1, "scenario.places", BOUNDS["trial_places"], label=ctx.t("field.trial_places")
        )
    if _add(ctx, "places", ready=site is not None and understood(count)) and site is not None:
        edits = edits_now()
        return replace(edits, places={**edits.places, site: count})
    return None


def _close(ctx: Context, source: PlanInput) -> Edits | None:
    site = _site(ctx, source, "close")
    if _add(ctx, "close", ready=site is not None) and site is not None:
        edits = edits_now()
        return replace(edits, closed=edits.closed | {site})
    return None


def _tier(ctx: Context, source: PlanInput) -> Edits | None:
    left, right = st.columns(2)
    with left:
        person = _person(ctx, source, "tier")
    with right:
        tier = st.selectbox(ctx.t("field.tier"), TIERS, key="scenario.tier.tier")
    if _add(ctx, "tier", ready=person is not None) and person is not None:
        edits = edits_now()
        return replace(edits, tiers={**edits.tiers, person: tier})
    return None


def _confirm(ctx: Context, source: PlanInput) -> Edits | None:
    left, middle, right = st.columns(3)
    with left:
        site = _site(ctx, source, "confirm")
    with middle:
        rules = [code for code in CONDITIONS if "." not in code]
        rule = st.selectbox(
            ctx.t("scenario.condition"), rules, format_func=lambda code: ctx.t(f"rule.{code}"), key="scenario.rule"
        )
    with right:
        answers = [True] if rule in ONLY_YES else [True, False]
        answer = st.selectbox(
            ctx.t("scenario.answer"),
            answers,
            format_func=lambda yes: ctx.t("common.yes" if yes else "common.no"),
            key=f"scenario.answer.{rule}",
        )
    if _add(ctx, "confirm", ready=site is not None) and site is not None:
        edits = edits_now()
        return replace(edits, confirmed={**edits.confirmed, (site, rule): answer})
    return None


def _imagine(ctx: Context) -> Edits | None:
    city = ctx.city()
    first, second, third, fourth = st.columns(4)
    with first:
        name = st.text_input(ctx.t("field.name"), key="scenario.imagine.name").strip()
    with second:
        area = st.selectbox(ctx.t("common.ward"), city.area_labels, key="scenario.imagine.ward")
    with third:
        town = st.selectbox(
            ctx.t("field.town"),
            city.town_names(area),
            index=None,
            placeholder=ctx.t("common.unknown"),
            key="scenario.town",
        )
    with fourth:
        label = ctx.t("field.trial_places")
        places = inputs.number(ctx, "places", 2, "scenario.imagine", (1, BOUNDS["trial_places"][1]), label=label)
    service = st.selectbox(
        ctx.t("common.service"), SERVICES, format_func=lambda code: ctx.t(f"service.{code}"), key="scenario.service"
    )
    if _add(ctx, "imagine", ready=bool(name and area) and understood(places)) and area:
        edits = edits_now()
        new = Imagined(name, service, *city.places.names.place(area), town, places)
        return replace(edits, imagined=(*edits.imagined, new))
    return None


def _weight(ctx: Context, view: PlanView) -> Edits | None:
    weights = view.plan.problem.policy.weights.as_dict()
    left, right = st.columns(2)
    with left:
        name = st.selectbox(
            ctx.t("trials.weight"),
            list(weights),
            format_func=lambda code: ctx.t(f"weight.{code}"),
            key="scenario.weight",
        )
    with right:
        points = inputs.number(
            ctx, "points", weights[name], f"scenario.weight.{name}", (0, 1_000_000), label=ctx.t("people.point")
        )
    if _add(ctx, "weight", ready=understood(points)):
        edits = edits_now()
        return replace(edits, weights={**edits.weights, name: points})
    return None


def _stay_close(ctx: Context) -> Edits | None:
    edits = edits_now()
    label = ctx.t("scenario.stay_close")
    points = inputs.number(ctx, "stay_close", edits.stay_close, "scenario", CLOSENESS, label=label)
    if _add(ctx, "stay_close", ready=understood(points)):
        return replace(edits, stay_close=points)
    return None


def _aim(ctx: Context, view: PlanView) -> Edits | None:
    others = [aim for aim in AIMS if aim != view.aim]
    aim = st.selectbox(ctx.t("trials.aim"), others, format_func=lambda code: ctx.t(f"aim.{code}"), key="scenario.aim")
    return replace(edits_now(), aim=aim) if _add(ctx, "aim", ready=True) else None


def _list_edits(ctx: Context, source: PlanInput, edits: Edits) -> None:
    """List the edits, each with a way to take it back."""
    for number, (text, without) in enumerate(leading(edit_lines, source, edits, ctx.language)):
        line, button = st.columns([5, 1])
        with line:
            show_sentences([text], f"edit-{number}")
        told = plain(unmarked(text))
        if button.button(ctx.t("scenario.remove"), key=f"scenario.remove.{number}", help=told):
            st.session_state[EDITS] = without
            st.rerun()


def show_side(ctx: Context, side: SideBySide) -> None:
    """Show two plans beside each other: counts, travel, burden, and everybody who changes with the reason."""
    comparison = side.comparison
    rows = [
        (
            ctx.t("people.tier_value", tier=tier),
            comparison.old.placed_by_tier[tier],
            comparison.new.placed_by_tier[tier],
        )
        for tier in TIERS
    ]
    rows += _readiness(ctx, side)
    rows.append((ctx.t("scenario.travel_km"), comparison.old.home_metres // 1000, comparison.new.home_metres // 1000))
    rows.append((ctx.t("scenario.burden"), comparison.old.cost, comparison.new.cost))
    frame = pd.DataFrame(
        [(name, old, new, f"{new - old:+d}") for name, old, new in rows],
        columns=[ctx.t(f"scenario.column.{name}") for name in ("what", "old", "new", "difference")],
    )
    st.markdown(f"**{plain(ctx.t('scenario.beside'))}**")
    show_table(ctx, frame, ctx.t("scenario.beside"))
    gains = ctx.join(leading(side.new.person_name, key) for key in comparison.gains) or ctx.t("common.none")
    loses = ctx.join(leading(side.new.person_name, key) for key in comparison.loses) or ctx.t("common.none")
    lines = [ctx.pair(ctx.t("scenario.gains"), gains), ctx.pair(ctx.t("scenario.loses"), loses)]
    show_sentences(lines, "scenario.gains")
    st.markdown(f"**{plain(ctx.t('scenario.changes', count=len(comparison.changes)))}**")
    changes = [leading(change_text, side.old, side.new, change, ctx.language) for change in comparison.changes]
    show_sentences(changes, "scenario.changes")


def _readiness(ctx: Context, side: SideBySide) -> list[tuple[str, int, int]]:
    """Return what both plans do to readiness; who gains is only counted by plans that aim at it."""
    old, new = promised(ctx, side.old).after, promised(ctx, side.new, side.edits).after
    rows = [(ctx.t(f"promise.after_level_{level}"), old[level], new[level]) for level in LEVELS]
    if side.old.aim == side.new.aim == "readiness":
        counts = zip(GAINS, side.comparison.old.gained, side.comparison.new.gained, strict=True)
        rows += [
            (ctx.t(f"promise.gained_{GAIN_NAMES[kind]}", tier=tier), had, has)
            for (kind, tier), had, has in counts
            if had or has
        ]
    if side.old.aim == side.new.aim == "nights":
        averted = side.comparison.old.nights // HUNDREDTHS, side.comparison.new.nights // HUNDREDTHS
        rows.append((ctx.t("scenario.nights"), *averted))
    return rows
