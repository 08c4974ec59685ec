"""An observed year beside the simulation and a Poisson census at the same mean use: table, plot, and the misfit in words."""

import pandas as pd
import streamlit as st

from desk.simulation import DAYS, SHOWN_CLUSTER, Misfit, Observed, Run, Summary, misfit
from ui.components.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.estimates import interval
from ui.pages.simulation.result import plot

YEARS = 200
"""Enough for intervals of a day or two, and quick."""
KEPT = "simulation.misfits"


def observed_panel(ctx: Context, run: Run, years: tuple[Observed, ...]) -> None:
    """Let people choose a year, and lay it beside the model."""
    seen = {_name(ctx, one): one for one in years if one.room_days}
    names = list(seen)
    published = [name for name, one in seen.items() if one.published]
    index = st.selectbox(
        ctx.t("simulation.year"),
        range(len(names)),
        index=len(published) - 1,
        format_func=lambda number: names[number],
        key="simulation.year",
    )
    found = _kept(ctx, run, seen[names[index]])
    st.caption(ctx.t("simulation.observed_hint", rooms=found.rooms))
    rooms = [str(n) for n in range(found.rooms)] + [ctx.t("simulation.or_more", rooms=found.rooms)]
    _plot(ctx, found, rooms)
    show_table(ctx, _frame(ctx, found, rooms), ctx.t("simulation.observed"), height="content")
    for text in told(ctx, found):
        st.markdown(plain(text))


def _name(ctx: Context, one: Observed) -> str:
    code = "simulation.year_published" if one.published else "simulation.year_own"
    return ctx.t(code, year=str(one.year), days=one.days)


def _kept(ctx: Context, run: Run, one: Observed) -> Misfit:
    """Simulate a year once a run."""
    whose, kept = st.session_state.get(KEPT, (None, {}))
    if whose is not run:
        kept = {}
        st.session_state[KEPT] = (run, kept)
    key = (one.published, one.year)
    if key not in kept:
        cluster = run.choice.cluster if run.choice.cluster > 1 else SHOWN_CLUSTER
        with st.spinner(ctx.t("simulation.running")):
            kept[key] = misfit(one, run.models[run.chosen].lengths, cluster, YEARS, run.seed)
    found: Misfit = kept[key]
    return found


def _observed_days(found: Misfit) -> list[float | None]:
    """Return the days by rooms in use, the last for all rooms and more; None where nothing was published."""
    known = found.observed.days_by_rooms
    days = [known.get(n, None if found.observed.published else 0) for n in range(found.rooms)]
    return [*days, found.observed.at_least(found.rooms)]


def _plot(ctx: Context, found: Misfit, rooms: list[str]) -> None:
    scale = found.observed.days / DAYS
    plot(
        ctx,
        rooms,
        {
            ctx.t("simulation.column_observed"): _observed_days(found),
            ctx.t("simulation.column_alone"): [scale * one.mean for one in found.alone.days_by_rooms],
            ctx.t("simulation.column_poisson"): list(found.poisson),
            _clustered(ctx, found): [scale * one.mean for one in found.clustered.days_by_rooms],
        },
    )


def _clustered(ctx: Context, found: Misfit) -> str:
    return ctx.t("simulation.column_clustered", cluster=f"{found.cluster:.1f}")


def _frame(ctx: Context, found: Misfit, rooms: list[str]) -> pd.DataFrame:
    scale = found.observed.days / DAYS

    def simulated(summary: Summary) -> list[str]:
        days = [interval(one, ctx.language, "{:.0f}", scale) for one in summary.days_by_rooms]
        return [*days, interval(summary.mean_rooms, ctx.language, "{:.2f}"), _spread(ctx, summary.dispersion)]

    seen = [ctx.t("simulation.not_published") if d is None else str(d) for d in _observed_days(found)]
    seen[-1] = _in_parts(ctx, found, seen[-1])
    spread = found.observed.dispersion
    both = ctx.t("common.unknown") if spread is None else _range(ctx, spread)
    return pd.DataFrame(
        {
            ctx.t("simulation.in_use"): [
                *rooms,
                ctx.t("simulation.row_mean"),
                ctx.t("simulation.row_dispersion"),
            ],
            ctx.t("simulation.column_observed"): [*seen, f"{found.observed.mean:.2f}", both],
            ctx.t("simulation.column_alone"): simulated(found.alone),
            _clustered(ctx, found): simulated(found.clustered),
            ctx.t("simulation.column_poisson"): [
                *(f"{days:.0f}" for days in found.poisson),
                f"{found.observed.mean:.2f}",
                "1.00",
            ],
        }
    )


def _in_parts(ctx: Context, found: Misfit, days: str) -> str:
    """Name the days with more rooms than the base has: they are part of the last row."""
    full = {n: count for n, count in sorted(found.observed.days_by_rooms.items()) if n >= found.rooms and count}
    if len(full) < 2:
        return days
    parts = ctx.join(ctx.t("simulation.rooms_days", rooms=n, days=count) for n, count in full.items())
    return ctx.t("simulation.of_which", days=days, parts=parts)


def _spread(ctx: Context, value: float | None) -> str:
    return ctx.t("common.unknown") if value is None else f"{value:.2f}"


def _range(ctx: Context, spread: tuple[float, float]) -> str:
    low, high = (f"{value:.2f}" for value in spread)
    return low if low == high else ctx.t("simulation.range", low=low, high=high)


def told(ctx: Context, found: Misfit) -> list[str]:
    """Say in words how the year lies beside Poisson, what clusters do, and what may be behind the misfit."""
    scale = found.observed.days / DAYS
    empty, full = found.alone.days_by_rooms[0], found.alone.days_full
    sentences = [
        ctx.t(
            f"simulation.misfit_{found.direction}",
            rooms=found.rooms,
            empty=found.observed.days_by_rooms.get(0, 0),
            empty_expected=f"{found.poisson[0]:.0f}",
            full=found.observed.at_least(found.rooms),
            full_expected=f"{found.poisson[-1]:.0f}",
        ),
        ctx.t(
            "simulation.clusters_do",
            cluster=f"{found.cluster:.1f}",
            rooms=found.rooms,
            empty=f"{scale * empty.mean:.0f}",
            empty_clustered=f"{scale * found.clustered.days_by_rooms[0].mean:.0f}",
            full=f"{scale * full.mean:.0f}",
            full_clustered=f"{scale * found.clustered.days_full.mean:.0f}",
            spread=_spread(ctx, found.alone.dispersion),
            spread_clustered=_spread(ctx, found.clustered.dispersion),
        ),
    ]
    spread = found.observed.dispersion
    if spread is not None and found.observed.published:
        sentences.append(ctx.t("simulation.spread_between", low=f"{spread[0]:.2f}", high=f"{spread[1]:.2f}"))
    elif spread is not None:
        sentences.append(ctx.t("simulation.spread_is", value=f"{spread[0]:.2f}"))
    return [*sentences, ctx.t("simulation.why_misfit")]
