"""What the coverage page and the map show of coverage, read once and kept while the casebook stays as it is."""

import json

import pandas as pd
import streamlit as st

from casebook.book import Casebook
from desk.coverage import (
    DECAY,
    MEASURES,
    METHOD,
    MINUTES,
    WITHIN_M,
    Coverage,
    Load,
    Snapshot,
    at_day,
    coverage_of,
    loads,
    read_snapshot,
    whole_city,
    with_edits,
    year_end,
)
from desk.plan import Edits
from desk.policy import load_policy
from desk.typed import read_number
from ui.components import city_map
from ui.context import Context, source_at
from ui.kept import State, kept
from ui.settings import travel

MINUTES_KEY = "coverage.minutes"
NEAR_MINUTES = (1, 300)
METHOD_KEY, DECAY_KEY = "coverage.method", "coverage.decay"
NOW, PAST = "now", "past"
"""Versions of the city beside which those of scenarios are named by their edits."""


def snapshot(ctx: Context, version: str = NOW) -> Snapshot:
    """Return the city as it is, as it was at the end of the last fiscal year, or as edits would make it."""
    return _snapshot_at(ctx.state, version, ctx.book)


def coverage(ctx: Context, level: str, within_m: int = WITHIN_M, version: str = NOW) -> Coverage:
    """Return all measures of a level.

    Raises
    ------
    DeskError
        If the version is of edits that cannot be.
    """
    return _coverage_at(ctx.state, version, level, within_m, minutes(), access_way(), ctx.book)


def city_figures(ctx: Context, within_m: int, version: str = NOW) -> pd.Series:
    """Return all measures of the whole city, by code."""
    return _city_at(ctx.state, version, within_m, minutes(), access_way(), ctx.book)


def minutes() -> int:
    """Return how long a way may take, as chosen on the page."""
    typed = read_number("minutes", st.session_state.get(MINUTES_KEY, ""))
    return typed if typed is not None and NEAR_MINUTES[0] <= typed <= NEAR_MINUTES[1] else MINUTES


def access_way() -> tuple[str, str]:
    """Return by which method and decay access is measured, as chosen on the page."""
    return st.session_state.get(METHOD_KEY, METHOD), st.session_state.get(DECAY_KEY, DECAY)


def carried(ctx: Context, within_m: int) -> tuple[Load, ...]:
    """Return what single facilities carry."""
    return _carried_at(ctx.state, within_m, ctx.book)


def version_of(edits: Edits) -> str:
    """Name the version of the city that some edits make."""
    return json.dumps(edits.to_json(), ensure_ascii=False)


@kept
def _snapshot_at(state: State, version: str, _book: Casebook) -> Snapshot:
    if version == NOW:
        return read_snapshot(_book, state.day, load_policy(), travel=travel(), source=source_at(state, _book))
    present = _snapshot_at(state, NOW, _book)
    if version == PAST:
        return at_day(present, year_end(state.day))
    return with_edits(present, Edits.from_json(json.loads(version)))


@kept
def _coverage_at(
    state: State, version: str, level: str, within_m: int, limit: int, way: tuple[str, str], _book: Casebook
) -> Coverage:
    return coverage_of(_snapshot_at(state, version, _book), level, within_m, None, limit, *way)


@kept
def _city_at(state: State, version: str, within_m: int, limit: int, way: tuple[str, str], _book: Casebook) -> pd.Series:
    return whole_city(_snapshot_at(state, version, _book), within_m, limit, *way)


@kept
def _carried_at(state: State, within_m: int, _book: Casebook) -> tuple[Load, ...]:
    return loads(_snapshot_at(state, NOW, _book), within_m)


def figure(ctx: Context, code: str, value: float | None, *, signed: bool = False) -> str:
    """Write a measure's value without its unit, as a difference with its sign; unknown in words."""
    if value is None or pd.isna(value):
        return ctx.t("common.unknown")
    unit = MEASURES[code].unit
    if unit == "unit.presence" and not signed and value.is_integer():
        return ctx.t(f"coverage.presence_{int(value)}")
    text = city_map.figure(ctx, float(round(value)) if unit in ("unit.metres", "unit.percent") else value)
    return f"+{text}" if signed and value > 0 else text


def with_unit(ctx: Context, code: str, value: float | None, *, signed: bool = False) -> str:
    """Write a measure's value with its unit."""
    unit, text = MEASURES[code].unit, figure(ctx, code, value, signed=signed)
    if value is None or pd.isna(value) or unit in ("unit.presence", "unit.index"):
        return text
    return f"{text}{'' if ctx.language == 'ja' or unit == 'unit.percent' else ' '}{ctx.t(unit)}"
