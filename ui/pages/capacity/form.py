"""The forms of a count, a target and a visit to a corporation."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import CapacityCount, CapacityTarget, CorporationVisit
from desk.capacity import record_corporation_visit, record_count, set_target
from desk.period import fiscal_year, span
from ui.components import inputs
from ui.components.form import form_key, save_button
from ui.context import Context

PAGE = "capacity"
IN_A_ROW = 3


def count_form(ctx: Context) -> None:
    """Ask for what was counted as of a day, and save it."""
    key = form_key("capacity_count", None)
    st.caption(ctx.t("capacity.count_hint"))
    counted: Any = inputs.day(ctx, "counted_on", ctx.today, key, must=True)
    given = _figures(ctx, v.CAPACITY_BOUNDS, key, ctx.t("common.unknown"))
    note = inputs.long_text(ctx, "note", None, key)
    count = CapacityCount(counted_on=counted or ctx.today, note=note, **given)
    save_button(ctx, "capacity_count", key, PAGE, lambda book: record_count(book, count, ctx.today))


def target_form(ctx: Context) -> None:
    """Ask for what is aimed at for a day, and save it; what is left empty stays as it was."""
    key = form_key("capacity_target", None)
    st.caption(ctx.t("capacity.target_hint"))
    end = span(fiscal_year(ctx.today))[1]
    until: Any = inputs.day(ctx, "for_on", end, key, must=True)
    given = _figures(ctx, {**v.CAPACITY_BOUNDS, **v.CAPACITY_RATE_BOUNDS}, key, ctx.t("capacity.stays"))
    note = inputs.long_text(ctx, "note", None, key)
    target = CapacityTarget(for_on=until or end, note=note, **given)
    save_button(ctx, "capacity_target", key, PAGE, lambda book: set_target(book, target))


def visit_form(ctx: Context) -> None:
    """Ask which corporation was visited and what came of it, and save it."""
    key = form_key("corporation_visit", None)
    left, right = st.columns(2)
    with left:
        day: Any = inputs.day(ctx, "visited_on", ctx.today, key, must=True)
        name = inputs.text(ctx, "corporation", None, key, must=True)
    with right:
        kind = inputs.choice(ctx, "kind", None, "corporation_kind", v.CORPORATION_KINDS, key)
        result = inputs.choice(ctx, "result", None, "corporation_result", v.CORPORATION_RESULTS, key)
    opinions = inputs.long_text(ctx, "opinions", None, key)
    who = inputs.text(ctx, "who_went", None, key)
    visit = CorporationVisit(
        visited_on=day or ctx.today, corporation=name or "", kind=kind, result=result, opinions=opinions, who_went=who
    )
    save_button(ctx, "corporation_visit", key, PAGE, lambda book: record_corporation_visit(book, visit, ctx.today))


def _figures(ctx: Context, bounds: Mapping[str, tuple[int, int]], key: str, empty: str) -> dict[str, Any]:
    """Ask for figures, some in a row; what an empty one means is said in it."""
    given: dict[str, Any] = {}
    for at, (name, limits) in enumerate(bounds.items()):
        if at % IN_A_ROW == 0:
            columns = st.columns(IN_A_ROW)
        scale = v.CAPACITY_SCALES.get(name)
        with columns[at % IN_A_ROW]:
            given[name] = (
                inputs.number(ctx, name, None, key, limits, placeholder=empty)
                if scale is None
                else inputs.parts(ctx, name, None, key, scale, limits, placeholder=empty)
            )
    return given
