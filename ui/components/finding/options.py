"""Who would take somebody in an emergency tonight, with the reasons and the chance of a bed."""

import streamlit as st

from desk.emergency import distance
from desk.readiness import ReadinessView
from ui.components.page_link import told_of
from ui.components.text import plain
from ui.context import Context


def show_options(ctx: Context, view: ReadinessView, person: int) -> None:
    """List the options of somebody whom the view knows, the nearest first."""
    st.markdown(f"**{plain(ctx.t('readiness.has'))}**")
    chances = ctx.chances()
    if chances is not None:
        value = ctx.t(chances.of(person).message)
        st.markdown(plain(ctx.t("chance.person", value=value)), help=ctx.t("chance.help"))
    for facility, why in view.why_options(person).items():
        shared = () if chances is None else chances.told(facility)
        policy = view.source.facilities[facility].condition.emergency_policy
        details = ctx.join(
            [ctx.t(f"emergency_policy.{policy}"), distance_text(ctx, view, facility, view.metres(person, facility))]
        )
        told = " ".join(ctx.t(message) for message in (why, *shared))
        told_of("facility", facility, option_name(view, facility), ctx.pair(details, told))
    if not view.counts[person]:
        st.markdown(plain(ctx.t("readiness.has_none")))


def option_name(view: ReadinessView, facility: int) -> str:
    """Name a facility of the view."""
    return view.source.facilities[facility].facility.name


def distance_text(ctx: Context, view: ReadinessView, facility: int, metres: int | None) -> str:
    """Say how far it is to a facility of the view."""
    return ctx.t(distance(view.source.facilities[facility].facility, metres))
