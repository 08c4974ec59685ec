"""What is chosen once for the whole coverage page: areas, measure, what counts as near, and how it is shaded."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk.city import seconds_of
from desk.coverage import (
    ACCESS,
    DECAYS,
    MEASURES,
    METHODS,
    MINUTES,
    UNKNOWN_AREA,
    UNWEIGHED,
    WITHIN_M,
    Coverage,
    definition,
    levels_of,
)
from geodata.shading import SCHEMES
from ui.components import inputs
from ui.components.coverage_data import DECAY_KEY, METHOD_KEY, MINUTES_KEY, NEAR_MINUTES, access_way, coverage
from ui.components.records.address import one_of
from ui.context import Context
from ui.settings import travel

FIRST = "no_option"
NEAR_M = (500, 100_000)


@dataclass(frozen=True)
class CoverageChoice:
    """The areas with their measures, the measure to show, and how."""

    now: Coverage
    code: str
    within_m: int
    scheme: str

    @property
    def level(self) -> str:
        """Which areas they are."""
        return self.now.level

    @property
    def codes(self) -> list[str]:
        """The measures that there are figures of."""
        return [str(code) for code in self.frame]

    @property
    def frame(self) -> pd.DataFrame:
        """The figures: an area a row, a measure a column."""
        return self.now.values  # noqa: PD011 - its own field

    @property
    def names(self) -> dict[str, str]:
        """What each area is called, by key, without the row of those whose area is unknown."""
        areas = self.now.areas
        return {key: label for key, label in zip(areas["key"], areas["label"], strict=True) if key != UNKNOWN_AREA}


def ask_choice(
    ctx: Context, first: DeltaGenerator, second: DeltaGenerator, told: list[str], *, classes: bool = True
) -> CoverageChoice | None:
    """Let people choose areas and measure in two places, and here what is rarely changed; None, with what to do, without areas.

    Parameters
    ----------
    told
        Is given what holds of the latter, as `conditions` takes it.
    """
    with first:
        levels = levels_of(ctx.city().places)
        level = one_of("coverage", "level", ctx.t("coverage.level"), levels, lambda code: ctx.t(f"coverage.by_{code}"))
    within_m = near_m(ctx, "within_m", WITHIN_M)
    told.append(ctx.pair(ctx.t("coverage.within"), ctx.show(within_m)))
    if seconds_of(travel()) is not None:
        told.append(ctx.pair(ctx.t("coverage.minutes"), ctx.show(_ask_minutes(ctx))))
    scheme = "quantiles"
    if classes:
        scheme = st.selectbox(
            ctx.t("coverage.scheme"),
            list(SCHEMES),
            format_func=lambda code: ctx.t(f"coverage.scheme_{code}"),
            key="coverage.scheme",
        )
        told.append(ctx.pair(ctx.t("coverage.scheme"), ctx.t(f"coverage.scheme_{scheme}")))
    with second, st.spinner(ctx.t("common.working")):
        now = coverage(ctx, level, within_m)
    codes = [str(code) for code in now.values]  # noqa: PD011 - its own field
    with second:
        code = one_of(
            "coverage", "measure", ctx.t("coverage.measure"), codes, lambda code: ctx.t(MEASURES[code].name), FIRST
        )
    if len(now.areas) == 1:
        second.info(ctx.t(f"coverage.empty_{level}"))
        return None
    if code in ACCESS:
        told.append(_ask_way(ctx))
    return CoverageChoice(now, code, within_m, scheme)


def near_m(ctx: Context, field: str, usual: int) -> int:
    """Ask what counts as near, in metres or, with its unit, in kilometres."""
    typed: int | None = inputs.number(ctx, field, usual, "coverage", NEAR_M, label=ctx.t("coverage.within"))
    return inputs.or_usual(ctx, typed, usual)


def _ask_minutes(ctx: Context) -> int:
    """Ask what counts as near in time; `coverage` reads it."""
    page, _, field = MINUTES_KEY.rpartition(".")
    typed = inputs.number(ctx, field, MINUTES, page, NEAR_MINUTES, label=ctx.t("coverage.minutes"))
    minutes: int = inputs.or_usual(ctx, typed, MINUTES)
    return minutes


def _ask_way(ctx: Context) -> str:
    """Let people choose how access is measured, which `coverage` reads; return the method's name."""
    method = st.selectbox(
        ctx.t("coverage.method"), list(METHODS), format_func=lambda code: ctx.t(f"access_method.{code}"), key=METHOD_KEY
    )
    st.selectbox(
        ctx.t("coverage.decay"),
        list(DECAYS),
        format_func=lambda code: ctx.t(f"access_decay.{code}"),
        key=DECAY_KEY,
        disabled=method == UNWEIGHED,
    )
    return ctx.t(f"access_method.{method}")


def explain(ctx: Context, code: str) -> str:
    """Say a measure's definition, unit and source."""
    unit = ctx.pair(ctx.t("coverage.unit"), ctx.t(MEASURES[code].unit))
    source = ctx.pair(ctx.t("coverage.source"), ctx.t(MEASURES[code].source))
    return f"{ctx.t(definition(code, *access_way()))} {unit} / {source}"
