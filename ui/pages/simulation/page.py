"""A year simulated: how often the rooms are full and people have nowhere to go, today and under other conditions."""

import streamlit as st

from casebook.book import Casebook
from desk.simulation import (
    MOST_ROOMS,
    READINESS,
    ROOMS,
    SHAPES,
    STREAMS,
    Fit,
    Run,
    SimulationChoice,
    fit,
    known_places,
    observed_years,
    run_city,
)
from ui.components import inputs
from ui.components.form import stands_refused
from ui.components.layout.behind import conditions
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.pages.simulation.observed import COMPARED, observed_panel
from ui.pages.simulation.result import assumptions, days_panel, metrics, parts_table, variants_table
from ui.settings import travel
from words.message import SonaeError

KEY, RESULT, SEED = "simulation", "simulation.run", 7
YEARS = (50, 200, 1000, 5000)


def page(ctx: Context) -> None:
    """Ask for the conditions, simulate, and show what came of it."""
    fitted = _fit_at(ctx.state, ctx.book)
    if fitted.first is None:
        st.info(ctx.t("simulation.empty"))
    with conditions(ctx, KEY) as told:
        choice, readiness, years, seed = _conditions(ctx, fitted)
        told.extend(_told(ctx, choice, readiness, years))
    if st.button(ctx.t("simulation.run"), type="primary") and not stands_refused(ctx, KEY):
        bar = st.progress(0.0, ctx.t("simulation.running"))

        def tell(finished: int, total: int) -> None:
            bar.progress(finished / total, ctx.t("simulation.progress", done=finished, total=total))

        places = {name: known_places(ctx.book, ctx.today, name, travel()) for name in READINESS}
        run = run_city(ctx.book, ctx.today, choice, places, readiness, years, seed, tell)
        bar.empty()
        st.session_state[RESULT] = (ctx.state, run)
    if (result := _result(ctx)) is None:
        st.caption(ctx.t("simulation.intro"))
        st.info(ctx.t("simulation.hint"))
        return
    _show(ctx, result)


def _result(ctx: Context) -> Run | None:
    """Return what was simulated; of another casebook, or for somebody else, it is gone."""
    state: State | None
    run: Run | None
    state, run = st.session_state.get(RESULT, (None, None))
    if state == ctx.state:
        return run
    for what in (RESULT, COMPARED):
        st.session_state.pop(what, None)
    return None


@kept
def _fit_at(state: State, _book: Casebook) -> Fit:
    return fit(_book, state.day)


def _conditions(ctx: Context, fitted: Fit) -> tuple[SimulationChoice, str, int, int]:
    rooms, years, seed = st.columns(3)
    usual = fitted.rooms or ROOMS
    with rooms:
        typed = inputs.number(ctx, "rooms", usual, KEY, (1, MOST_ROOMS), label=ctx.t("simulation.rooms"))
        room_count = inputs.or_usual(ctx, typed, usual)
    count = years.selectbox(ctx.t("simulation.years"), YEARS, index=2, format_func=ctx.show, key="simulation.years")
    with seed:
        label = ctx.t("simulation.seed")
        explained = ctx.t("simulation.seed_help")
        typed = inputs.number(ctx, "seed", SEED, KEY, (0, 999_999), label=label, help=explained)
        luck = inputs.or_usual(ctx, typed, SEED)
    length, clusters, ready = st.columns(3)
    shape = length.selectbox(
        ctx.t("simulation.shape"),
        ("auto", *SHAPES) if len(fitted.days) > 1 else ("auto", *SHAPES[1:]),
        format_func=lambda code: ctx.t(f"simulation.shape_{code}"),
        key="simulation.shape",
    )
    with clusters:
        label = ctx.t("simulation.cluster")
        explained = ctx.t("simulation.cluster_help")
        fraction = inputs.decimal(ctx, "cluster", 1.0, KEY, (1, 5), label=label, help=explained)
        cluster = inputs.or_usual(ctx, fraction, 1.0)
    readiness = ready.selectbox(
        ctx.t("simulation.readiness"),
        READINESS,
        format_func=lambda code: ctx.t(f"simulation.known_{code}"),
        key="simulation.readiness",
        help=ctx.t("simulation.readiness_help"),
    )
    mean_stay, rates = _given(ctx, fitted)
    choice = SimulationChoice(room_count, None if shape == "auto" else shape, mean_stay, cluster, rates)
    return choice, readiness, count, luck


def _told(ctx: Context, choice: SimulationChoice, readiness: str, years: int) -> list[str]:
    return [
        ctx.pair(ctx.t("simulation.rooms"), ctx.show(choice.rooms)),
        ctx.pair(ctx.t("simulation.readiness"), ctx.t(f"simulation.known_{readiness}")),
        ctx.pair(ctx.t("simulation.years"), ctx.show(years)),
    ]


def _given(ctx: Context, fitted: Fit) -> tuple[float | None, dict[str, float]]:
    """Ask for rates and the mean stay; what is left empty is the casebook's."""
    st.markdown(f"**{ctx.t('simulation.rates')}**")
    st.caption(ctx.t("simulation.rates_hint"))
    columns = iter(st.columns(3) + st.columns(3))
    rates = {}
    for stream in STREAMS:
        own = fitted.rates.get(stream)
        usual = ctx.t("common.unknown") if own is None else f"{own:.2f}"
        with next(columns):
            label = ctx.t(f"simulation.rate_{stream}")
            value = inputs.decimal(ctx, stream, None, f"{KEY}.rate", (0, 1000), label=label, placeholder=usual)
        if value is not None:
            rates[stream] = value
    usual = f"{sum(fitted.days) / len(fitted.days):.1f}" if fitted.days else ctx.t("common.unknown")
    with next(columns):
        label = ctx.t("simulation.mean_stay")
        mean = inputs.decimal(ctx, "mean_stay", None, KEY, (0.5, 365), label=label, placeholder=usual)
    return mean, rates


def _show(ctx: Context, run: Run) -> None:
    metrics(ctx, run)
    parts_table(ctx, run)
    st.subheader(ctx.t("simulation.variants"), anchor=False)
    variants_table(ctx, run)
    st.subheader(ctx.t("simulation.days"), anchor=False)
    days_panel(ctx, run)
    st.subheader(ctx.t("simulation.observed"), anchor=False)
    try:
        observed_panel(ctx, run, observed_years(ctx.book, ctx.today))
    except SonaeError as error:
        st.error(plain(ctx.t(error.message)))
    st.subheader(ctx.t("simulation.model"), anchor=False)
    assumptions(ctx, run)
