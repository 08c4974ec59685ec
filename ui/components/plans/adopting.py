"""Adopting a plan: asked first, with what it releases; and taking the last adoption back."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk.plan import (
    PlanView,
    Releases,
    adopt_plan,
    adopted_plan,
    adopted_proposals,
    against_adopted,
    change_text,
    releases,
    releases_message,
    shown_plan,
    take_back_adoption,
)
from ui.components.form import saving, say_saved
from ui.components.listing.sentences import show_sentences
from ui.components.listing.tables import show_table
from ui.components.plans.keeping import keep_button
from ui.components.plans.kept_plans import OPEN, at_text
from ui.components.text import plain
from ui.context import Context
from ui.settings import now
from words.message import SonaeError
from words.names import Named, leading

ASKING = "adopt.asking"
"""What people were asked about whether to adopt it: the key of the button."""


def adopt_or_take_back(ctx: Context, view: PlanView, place: DeltaGenerator) -> None:
    """Offer to adopt the plan that is opened, with a button in a place, or to take its adoption back."""
    if not view.opened or view.since is None:
        return
    kept = view.since.plan
    if kept.state == "adopted":
        if kept.adoption is not None and kept.adoption.since is not None:
            _take_back(ctx, view, kept.key)
        return
    if not asked(ctx, f"adopting.{kept.key}", place):
        return
    try:
        pairs = {one.person_id: one.facility_id for one in adopted_proposals(view)}
    except SonaeError as error:
        st.error(plain(ctx.t(error.message)))
        return
    shown, seen = releases(ctx.book, view.period, pairs), shown_plan(view)

    def adopt() -> str:
        key = adopt_plan(ctx.book, seen, shown, now())
        st.session_state[OPEN] = key
        return ctx.t("adopt.done", id=key)

    ask(ctx, view, ctx.t("adopt.question", id=kept.key), shown, f"adopting.{kept.key}", adopt)


def asked(ctx: Context, key: str, place: DeltaGenerator) -> bool:
    """Offer to adopt; True once people pressed, until they decide."""
    place.button(ctx.t("adopt.ask"), key=f"{key}.ask", on_click=_ask, args=(key,))
    return bool(st.session_state.get(ASKING) == key)


def ask(
    ctx: Context,
    view: PlanView,
    question: str,
    shown: Releases,
    key: str,
    adopt: Callable[[], str],
    what: str | None = None,
) -> None:
    """Ask whether to adopt a plan, with what that replaces and releases.

    Parameters
    ----------
    shown
        What is released.
    adopt
        Adopts, and returns what to say.
    what
        As `keep_button` takes it.
    """

    def decided() -> str:
        said = adopt()
        st.session_state.pop(ASKING, None)
        return said

    with st.container(border=True):
        st.markdown(f"**{plain(question)}**")
        st.markdown(plain(_replaced(ctx, view)))
        if (against := against_adopted(ctx.book, view.period, view.plan)) is not None:
            st.markdown(plain(ctx.t(against.message)))
            told = [leading(change_text, view, view, change, ctx.language) for change in against.changes]
            show_sentences(told, f"{key}.changes")
        st.markdown(plain(ctx.t(releases_message(shown))))
        if shown:
            show_table(ctx, _table(ctx, view, shown), ctx.t("adopt.table"))
        yes, no = st.columns(2)
        keep_button(ctx, yes, ctx.t("adopt.yes"), f"{key}.yes", decided, what)
        no.button(ctx.t("adopt.no"), key=f"{key}.no", on_click=_ask, args=(None,))


def _ask(key: str | None) -> None:
    st.session_state[ASKING] = key


def _replaced(ctx: Context, view: PlanView) -> str:
    current = adopted_plan(ctx.book, view.period)
    if current is None:
        return ctx.t("adopt.replaces_none")
    _, by, at = current.standing
    return ctx.t("adopt.replaces", id=current.key, by=by, at=at_text(at))


def _table(ctx: Context, view: PlanView, shown: Releases) -> pd.DataFrame:
    city = ctx.city()
    people = {key: one.person.code_name for key, one in city.people.items()}
    names = {key: one.facility.name for key, one in city.facilities.items()}
    names |= view.source.facility_names[ctx.language]
    columns = [ctx.t(f"adopt.column.{name}") for name in ("person", "facility", "status", "instead")]
    rows = [
        (
            Named(people.get(one.person_id, ctx.show(None)), "person", one.person_id),
            Named(names.get(one.facility_id, ctx.show(None)), "facility", one.facility_id),
            ctx.t(f"proposal_status.{one.status}"),
            ctx.t("trials.nowhere") if one.instead is None else Named(names[one.instead], "facility", one.instead),
        )
        for one in sorted(shown, key=lambda one: (one.again, people.get(one.person_id, "")))
    ]
    return pd.DataFrame(rows, columns=columns)


def _take_back(ctx: Context, view: PlanView, key: int) -> None:
    with st.expander(ctx.t("adopt.take_back")):
        st.caption(ctx.t("adopt.take_back_about"))
        reason = st.text_input(ctx.t("adopt.reason"), key=f"adopting.{key}.reason")
        if st.button(ctx.t("adopt.take_back"), key=f"adopting.{key}.back"):
            with saving(ctx):
                take_back_adoption(ctx.book, view.period, key, reason)
                st.session_state[OPEN] = key
                say_saved(ctx.t("adopt.taken_back", id=key))
                st.rerun()
