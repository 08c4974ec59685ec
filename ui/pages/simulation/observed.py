"""An observed year beside the simulation and a Poisson census at the same mean use: table, plot, and the misfit in words."""

import pandas as pd
import streamlit as st

from desk.simulation import DAYS, SHOWN_CLUSTER, Misfit, Observed, Run, Summary, misfit
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.estimates import interval
from ui.pages.simulation.result import plot

YEARS = 200
"""Enough for intervals of a day or two, and quick."""
COMPARED = "simulation.misfits"


def observed_panel(ctx: Context, run: Run, years: tuple[Observed, ...]) -> None:
    """Let people choose a year, and lay it beside the model."""
    seen = {_name(ctx, observed): observed for observed in years if observed.room_days}
    names = list(seen)
    published = [name for name, observed in seen.items() if observed.published]
    index = st.selectbox(
        ctx.t("simulation.year"),
        range(len(names)),
        index=len(published) - 1,
        format_func=lambda number: names[number],
        key="simulation.year",
    )
    comparison = _comparison(ctx, run, seen[names[index]])
    st.caption(ctx.t("simulation.observed_hint", rooms=comparison.rooms))
    rooms = [str(n) for n in range(comparison.rooms)] + [ctx.t("simulation.or_more", rooms=comparison.rooms)]
    _plot(ctx, comparison, rooms)
    show_table(ctx, _frame(ctx, comparison, rooms), ctx.t("simulation.observed"))
    for text in misfit_sentences(ctx, comparison):
        st.markdown(plain(text))


def _name(ctx: Context, observed: Observed) -> str:
    code = "simulation.year_published" if observed.published else "simulation.year_own"
    return ctx.t(code, year=str(observed.year), days=observed.days)


def _comparison(ctx: Context, run: Run, observed: Observed) -> Misfit:
    """Simulate a year once a run."""
    whose, comparisons = st.session_state.get(COMPARED, (None, {}))
    if whose is not run:
        comparisons = {}
        st.session_state[COMPARED] = (run, comparisons)
    key = (observed.published, observed.year)
    if key not in comparisons:
        cluster = run.choice.cluster if run.choice.cluster > 1 else SHOWN_CLUSTER
        with st.spinner(ctx.t("simulation.running")):
            comparisons[key] = misfit(observed, run.models[run.chosen].lengths, cluster, YEARS, run.seed)
    comparison: Misfit = comparisons[key]
    return comparison


def _observed_days(comparison: Misfit) -> list[float | None]:
    """Return the days by rooms in use, the last for all rooms and more; None where nothing was published."""
    by_rooms = comparison.observed.days_by_rooms
    days = [by_rooms.get(n, None if comparison.observed.published else 0) for n in range(comparison.rooms)]
    return [*days, comparison.observed.at_least(comparison.rooms)]


def _plot(ctx: Context, comparison: Misfit, rooms: list[str]) -> None:
    scale = comparison.observed.days / DAYS
    plot(
        ctx,
        rooms,
        {
            ctx.t("simulation.column_observed"): _observed_days(comparison),
            ctx.t("simulation.column_alone"): [scale * days.mean for days in comparison.alone.days_by_rooms],
            ctx.t("simulation.column_poisson"): list(comparison.poisson),
            _clustered(ctx, comparison): [scale * days.mean for days in comparison.clustered.days_by_rooms],
        },
        ctx.t("chart.of_days", count=comparison.observed.days),
    )


def _clustered(ctx: Context, comparison: Misfit) -> str:
    return ctx.t("simulation.column_clustered", cluster=f"{comparison.cluster:.1f}")


def _frame(ctx: Context, comparison: Misfit, rooms: list[str]) -> pd.DataFrame:
    scale = comparison.observed.days / DAYS

    def simulated(summary: Summary) -> list[str]:
        days = [interval(estimate, ctx.language, "{:.0f}", scale) for estimate in summary.days_by_rooms]
        return [*days, interval(summary.mean_rooms, ctx.language, "{:.2f}"), _spread(ctx, summary.dispersion)]

    seen = [ctx.t("simulation.not_published") if d is None else str(d) for d in _observed_days(comparison)]
    seen[-1] = _in_parts(ctx, comparison, seen[-1])
    spread = comparison.observed.dispersion
    both = ctx.t("common.unknown") if spread is None else _range(ctx, spread)
    return pd.DataFrame(
        {
            ctx.t("simulation.in_use"): [
                *rooms,
                ctx.t("simulation.row_mean"),
                ctx.t("simulation.row_dispersion"),
            ],
            ctx.t("simulation.column_observed"): [*seen, f"{comparison.observed.mean:.2f}", both],
            ctx.t("simulation.column_alone"): simulated(comparison.alone),
            _clustered(ctx, comparison): simulated(comparison.clustered),
            ctx.t("simulation.column_poisson"): [
                *(f"{days:.0f}" for days in comparison.poisson),
                f"{comparison.observed.mean:.2f}",
                "1.00",
            ],
        }
    )


def _in_parts(ctx: Context, comparison: Misfit, days: str) -> str:
    """Name the days with more rooms than the base has: they are part of the last row."""
    full = {
        n: count for n, count in sorted(comparison.observed.days_by_rooms.items()) if n >= comparison.rooms and count
    }
    if len(full) < 2:
        return days
    parts = ctx.join(ctx.t("simulation.rooms_days", rooms=n, days=count) for n, count in full.items())
    return ctx.t("simulation.of_which", days=days, parts=parts)


def _spread(ctx: Context, value: float | None) -> str:
    return ctx.t("common.unknown") if value is None else f"{value:.2f}"


def _range(ctx: Context, spread: tuple[float, float]) -> str:
    low, high = (f"{value:.2f}" for value in spread)
    return low if low == high else ctx.t("simulation.range", low=low, high=high)


def misfit_sentences(ctx: Context, comparison: Misfit) -> list[str]:
    """Say in words how the year lies beside Poisson, what clusters do, and what may be behind the misfit."""
    scale = comparison.observed.days / DAYS
    empty, full = comparison.alone.days_by_rooms[0], comparison.alone.days_full
    sentences = [
        ctx.t(
            f"simulation.misfit_{comparison.direction}",
            rooms=comparison.rooms,
            empty=comparison.observed.days_by_rooms.get(0, 0),
            empty_expected=f"{comparison.poisson[0]:.0f}",
            full=comparison.observed.at_least(comparison.rooms),
            full_expected=f"{comparison.poisson[-1]:.0f}",
        ),
        ctx.t(
            "simulation.clusters_do",
            cluster=f"{comparison.cluster:.1f}",
            rooms=comparison.rooms,
            empty=f"{scale * empty.mean:.0f}",
            empty_clustered=f"{scale * comparison.clustered.days_by_rooms[0].mean:.0f}",
            full=f"{scale * full.mean:.0f}",
            full_clustered=f"{scale * comparison.clustered.days_full.mean:.0f}",
            spread=_spread(ctx, comparison.alone.dispersion),
            spread_clustered=_spread(ctx, comparison.clustered.dispersion),
        ),
    ]
    spread = comparison.observed.dispersion
    if spread is not None and comparison.observed.published:
        sentences.append(ctx.t("simulation.spread_between", low=f"{spread[0]:.2f}", high=f"{spread[1]:.2f}"))
    elif spread is not None:
        sentences.append(ctx.t("simulation.spread_is", value=f"{spread[0]:.2f}"))
    return [*sentences, ctx.t("simulation.why_misfit")]
