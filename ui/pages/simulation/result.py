"""What a simulation came to: figures with their intervals, other conditions beside it, days by rooms, assumptions."""

import pandas as pd
import streamlit as st

from desk.simulation import ALONE, CONFIDENCE, DAYS, Estimate, Run, Summary, Variant, erlang_b, poisson_census
from ui.components.charts.chart import show_bars
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.estimates import interval, open_rates_said

PERCENT = "{:.1%}"
FIGURES = {
    "full": ("days_full", "{:.1f}"),
    "nowhere": ("nowhere", "{:.2f}"),
    "outside": ("outside_share", PERCENT),
    "mean": ("mean_rooms", "{:.2f}"),
    "blocked": ("blocked_share", PERCENT),
}
"""What is shown of the chosen variant -> the figure of its summary, and how it is written."""


def metrics(ctx: Context, run: Run) -> None:
    """Show the chosen variant's figures."""
    summary, model = run.whole, run.models[run.chosen]
    readiness, rooms = run.chosen
    for column, (name, (figure, form)) in zip(st.columns(len(FIGURES)), FIGURES.items(), strict=True):
        estimate = getattr(summary, figure)
        value = ctx.t("common.unknown") if estimate is None else form.format(estimate.mean)
        column.metric(ctx.t(f"simulation.metric_{name}"), value)
        if estimate is not None:
            column.caption(plain(_range(ctx, estimate, form)))
    conditions = {
        "rooms": rooms,
        "readiness": ctx.t(f"simulation.known_{readiness}"),
        "years": run.years,
        "seed": run.seed,
    }
    st.caption(plain(ctx.t("simulation.of", **conditions, percent=_percent())))
    people = [caller for caller in model.callers if not caller.many]
    st.caption(
        ctx.t(
            "simulation.based_on",
            rate=f"{model.rate:.1f}",
            mean=f"{model.lengths.mean:.1f}",
            length=ctx.t(f"simulation.shape_{model.lengths.shape}"),
            people=len(people),
            ready=sum(bool(caller.options) for caller in people),
            cluster=f"{model.cluster:.1f}",
        )
    )


def _range(ctx: Context, estimate: Estimate | None, form: str) -> str:
    if estimate is None:
        return ctx.t("common.unknown")
    return ctx.t("simulation.range", low=form.format(estimate.low), high=form.format(estimate.high))


def parts_table(ctx: Context, run: Run) -> None:
    """Show what the intervals are made of: the chance of the simulated years, and not knowing the rates."""
    chance, unsure = run.found[run.chosen], run.unsure
    if unsure is None:
        st.caption(ctx.t("simulation.rates_given"))
        return
    fitted = {"stays": sum(run.fitted.admissions.values()), "years": f"{run.fitted.years:.1f}"}
    st.caption(plain(ctx.t("simulation.parts_hint", **fitted, **open_rates_said(unsure), percent=_percent())))
    parts: dict[str, Summary] = {"chance": chance, "rates": unsure.found}
    frame = pd.DataFrame(
        {
            ctx.t("simulation.column_figure"): [ctx.t(f"simulation.metric_{name}") for name in FIGURES],
            **{
                ctx.t(f"simulation.column_{part}"): [
                    _range(ctx, getattr(summary, figure), form) for figure, form in FIGURES.values()
                ]
                for part, summary in parts.items()
            },
        }
    )
    show_table(ctx, frame, ctx.t("simulation.parts"))


def _percent() -> str:
    return f"{100 * CONFIDENCE:g}"


def variants_table(ctx: Context, run: Run) -> None:
    """Show the other numbers of rooms, and the other readiness, beside the chosen variant."""
    st.caption(ctx.t("simulation.variants_hint"))
    columns = ("readiness", "rooms", "full", "nowhere", "difference", "outside", "blocked")
    rows = [_variant(ctx, run, key) for key in run.found]
    frame = pd.DataFrame(rows, columns=[ctx.t(f"simulation.column_{name}") for name in columns])
    show_table(ctx, frame, ctx.t("simulation.variants"))
    alone = next((key for key in run.found if key[0] == ALONE), None)
    if alone is not None:
        model = run.models[alone]
        formula = PERCENT.format(erlang_b(model.rooms, model.load))
        st.caption(plain(ctx.t("simulation.erlang", value=formula, rooms=model.rooms)))


def _variant(ctx: Context, run: Run, key: Variant) -> tuple[str, ...]:
    readiness, rooms = key
    summary = run.found[key]
    return (
        ctx.t(f"simulation.known_{readiness}"),
        str(rooms),
        interval(summary.days_full, ctx.language),
        interval(summary.nowhere, ctx.language, "{:.2f}"),
        ctx.t("simulation.chosen") if key == run.chosen else interval(run.nowhere[key], ctx.language, "{:+.2f}"),
        interval(summary.outside_share, ctx.language, PERCENT),
        interval(summary.blocked_share, ctx.language, PERCENT),
    )


def days_panel(ctx: Context, run: Run) -> None:
    """Show the days by rooms in use, as a plot and as a table."""
    summary = run.whole
    most = len(summary.days_by_rooms) - 1
    chances = poisson_census(summary.mean_rooms.mean, max(most - 1, 0))
    poisson: list[float | None] = [DAYS * chance for chance in (*chances[:most], 1 - sum(chances[:most]))]
    rooms = [str(n) for n in range(most)] + [ctx.t("simulation.or_more", rooms=most)]
    plot(
        ctx,
        rooms,
        {
            ctx.t("simulation.column_simulated"): [days.mean for days in summary.days_by_rooms],
            ctx.t("simulation.column_poisson"): poisson,
        },
        ctx.t("chart.years", count=run.years),
    )
    frame = pd.DataFrame(
        {
            ctx.t("simulation.in_use"): rooms,
            ctx.t("simulation.column_simulated"): [interval(days, ctx.language) for days in summary.days_by_rooms],
            ctx.t("simulation.column_poisson"): [f"{days:.1f}" for days in poisson],
        }
    )
    show_table(ctx, frame, ctx.t("simulation.days"))


def plot(ctx: Context, rooms: list[str], days: dict[str, list[float | None]], told_of: str) -> None:
    """Draw days by rooms in use, one bar a series; the table beneath says the same.

    Parameters
    ----------
    told_of
        Of how many years or days they tell, in words.
    """
    in_use, count, series = ctx.t("simulation.in_use"), ctx.t("simulation.count_days"), ctx.t("simulation.series")
    rows = [
        {in_use: room, series: name, count: value}
        for name, values in days.items()
        for room, value in zip(rooms, values, strict=True)
    ]
    unit = ctx.t("chart.days")
    show_bars(ctx, pd.DataFrame(rows), in_use, series, count, unit=unit, told_of=told_of, beside=True, form=".1f")


def assumptions(ctx: Context, run: Run) -> None:
    """Say what the model takes for granted."""
    sentences = []
    if run.fitted.first is not None:
        stays = sum(run.fitted.admissions.values())
        sentences += [ctx.t("simulation.assume_rates", first=run.fitted.first, stays=stays)]
        sentences += [ctx.t("simulation.assume_served")]
        sentences += [ctx.t("simulation.assume_outside", stays=stays, outside=run.fitted.outside)]
    sentences += [
        ctx.t("simulation.assume_order"),
        ctx.t("simulation.assume_sure"),
        ctx.t("simulation.assume_warm", days=run.models[run.chosen].warm_up),
    ]
    st.markdown("\n".join(f"- {plain(text)}" for text in sentences))
