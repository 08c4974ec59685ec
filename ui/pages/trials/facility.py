"""One facility in a plan: who is suggested there, its load against the others, what one more place would bring."""

from collections import Counter

import pandas as pd
import streamlit as st

from desk.plan import TURN, ObjectiveChange, PlanView, near_miss_texts, place_gains, shortage_text, shortages
from ui.components.details import facility_details
from ui.components.listing.listing import of_frame, show_list
from ui.components.listing.sentences import show_sentences
from ui.components.text import plain
from ui.context import Context
from words.names import Named, leading

KEY = "trials.site"


def facilities_panel(ctx: Context, view: PlanView) -> None:
    """Show the load of every facility that takes part, and one of them in full."""
    load = Counter(suggestion.facility.key for suggestion in view.suggestions)
    places = {
        facility.id: len(costs) for facility, costs in zip(view.plan.problem.facilities, view.plan.spread, strict=True)
    }
    taking = _with_candidates(view) | set(load)
    names = view.source.facility_names[ctx.language]
    keys = sorted(taking, key=lambda key: (-load[key], names[key]))
    if not keys:
        st.info(ctx.t("trials.none_placed"))
        return
    rows = [
        (
            Named(names[key], "facility", key),
            ctx.service(view.source.facilities[key].facility),
            load[key],
            places[key],
        )
        for key in keys
    ]
    columns = {name: ctx.t(f"ask.column.{name}") for name in ("facility", "service", "load", "places")}
    chosen = show_list(ctx, columns, rows, keys, KEY, ctx.t("trials.tab_facilities"), asked="site", csv=False)
    if chosen is None:
        st.info(ctx.t("facilities.choose_hint"))
        return
    left, right = st.container(key="side_by_side_site").columns(2, gap="medium")
    with left:
        st.markdown(f"**{plain(ctx.t('ask.suggested_here'))}**")
        here = [suggestion for suggestion in view.suggestions if suggestion.facility.key == chosen]
        if here:
            people = (ctx.aside(leading(view.person_name, one.person.key), str(one.person.tier)) for one in here)
            show_sentences([ctx.join(people)], "trials.here", bullets=False)
        else:
            st.markdown(plain(ctx.t("common.none")))
        average = len(view.suggestions) / max(1, len(load))
        st.caption(ctx.t("ask.average", average=f"{average:.1f}"))
    with right:
        facility_details(ctx, view.source.facilities[chosen])


def _with_candidates(view: PlanView) -> set[int]:
    facilities = view.plan.problem.facilities
    return {facilities[index].id for index in set(view.plan.candidates.facility.tolist())}


def shortage_panel(ctx: Context, view: PlanView) -> None:
    """Show who competes for too few places, and where one more place would help most."""
    lacking = shortages(view)
    if lacking:
        st.markdown(f"**{plain(ctx.t('ask.shortages'))}**")
        for number, shortage in enumerate(lacking):
            show_sentences(leading(shortage_text, view, shortage, ctx.language), f"shortage-{number}")
    with st.spinner(ctx.t("trials.working")):
        texts = leading(near_miss_texts, view, ctx.language)
    if texts:
        st.markdown(f"**{plain(ctx.t('ask.near_misses'))}**")
        show_sentences(texts, "near_misses")
    gains = place_gains(view)[:20]
    if gains:
        st.markdown(f"**{plain(ctx.t('ask.one_more'))}**")
        aims = view.aim == "readiness"
        ids, title = [file.key for file, _ in gains], ctx.t("ask.one_more")
        rows = [(file.facility.name, *(_options(gain) if aims else ()), *_gain(gain)) for file, gain in gains]
        columns = [ctx.t("ask.column.facility")]
        columns += [ctx.t(f"ask.column.{kind}_gain") for kind in ("first", "second") if aims]
        columns += [ctx.t("ask.column.tier_gain", tier=tier) for tier in (1, 2, 3)]
        columns.append(ctx.t("ask.column.points"))
        heads, cells = of_frame(pd.DataFrame(rows, columns=columns), {columns[0]: ("facility", ids)})
        show_list(ctx, heads, cells, ids, "trials.one_more", title, asked=None, finds=False, csv=False)
        if any(file.condition.trial_places is None for file, _ in gains):
            st.caption(ctx.t("ask.one_more_unknown"))
        if TURN in view.plan.candidates.terms:
            st.caption(ctx.t("ask.points_turn", points=f"{view.plan.problem.policy.weights.left_out_twice:,}"))


def _options(gain: ObjectiveChange) -> tuple[int, int]:
    tiers = len(gain.gained) // 2
    return sum(gain.gained[:tiers]), sum(gain.gained[tiers:])


def _gain(gain: ObjectiveChange) -> tuple[int, int, int, int]:
    return gain.placed_by_tier[1], gain.placed_by_tier[2], gain.placed_by_tier[3], gain.cost
