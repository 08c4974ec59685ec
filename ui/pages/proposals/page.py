"""Carrying a plan out: every proposal with its steps, what may come next, what waits too long for an answer."""

import pandas as pd
import streamlit as st

from casebook.records import Proposal
from casebook.records.base import require
from desk.city import City
from desk.proposals import OPEN, STEPS, history, information_wanted, overdue, stalled
from ui.components.pick import choose, table
from ui.components.proposal_steps import steps_so_far
from ui.components.text import plain
from ui.context import Context
from ui.pages.proposals.form import next_step, take_back_form

KEY = "proposals.proposal"
PATIENCE_DAYS = 7


def page(ctx: Context) -> None:
    """Show the proposals of all kept plans."""
    if message := st.session_state.pop("proposals.message", None):
        st.success(plain(message))
    city = ctx.city()
    proposals = {require(proposal.id): proposal for proposal in ctx.book.all(Proposal)}
    if not proposals:
        st.info(ctx.t("proposals.empty"))
        return
    _waiting(ctx, city)
    listed = _filtered(ctx, proposals)
    table(ctx, _frame(ctx, city, listed), list(listed), KEY, ctx.t("nav.proposals"))
    chosen = choose(
        ctx.t("proposals.choose"),
        list(listed),
        lambda key: f"{_person(ctx, city, listed[key])} → {_site(ctx, city, listed[key])}",
        KEY,
        ctx.t("common.choose"),
    )
    if chosen is None:
        st.info(ctx.t("proposals.choose_hint"))
        return
    _proposal_panel(ctx, city, listed[chosen])


def _person(ctx: Context, city: City, proposal: Proposal) -> str:
    file = city.everyone.get(proposal.person_id)
    return file.person.code_name if file else ctx.t("common.unknown")


def _site(ctx: Context, city: City, proposal: Proposal) -> str:
    return city.facility_names[ctx.language].get(proposal.facility_id, ctx.t("common.unknown"))


def _filtered(ctx: Context, proposals: dict[int, Proposal]) -> dict[int, Proposal]:
    views = ["open", *STEPS, "all"]
    view = st.selectbox(
        ctx.t("proposals.view"),
        views,
        format_func=lambda code: ctx.t(
            f"proposals.view_{code}" if code in ("open", "all") else f"proposal_status.{code}"
        ),
        key="proposals.view",
    )
    wanted = {"open": OPEN, "all": tuple(STEPS)}.get(view, (view,))
    return {key: proposal for key, proposal in proposals.items() if proposal.status in wanted}


def _frame(ctx: Context, city: City, listed: dict[int, Proposal]) -> pd.DataFrame:
    columns = ["person", "facility", "phone", "status", "dates"]
    rows = [
        (
            _person(ctx, city, proposal),
            _site(ctx, city, proposal),
            city.facilities[proposal.facility_id].facility.phone if proposal.facility_id in city.facilities else None,
            ctx.t(f"proposal_status.{proposal.status}"),
            "" if proposal.start_on is None else f"{ctx.show(proposal.start_on)} – {ctx.show(proposal.end_on)}",
        )
        for proposal in listed.values()
    ]
    return pd.DataFrame(rows, columns=[ctx.t(f"proposals.column.{column}") for column in columns])


def _waiting(ctx: Context, city: City) -> None:
    """List what waits too long for an answer or to be recorded, and for whom information is wanted."""
    for waiting in stalled(ctx.book, ctx.today, PATIENCE_DAYS):
        names = {"person": _person(ctx, city, waiting.proposal), "facility": _site(ctx, city, waiting.proposal)}
        st.warning(plain(ctx.t("proposals.stalled", **names, days=waiting.days)))
    for proposal in overdue(ctx.book, ctx.today):
        names = {"person": _person(ctx, city, proposal), "facility": _site(ctx, city, proposal)}
        st.warning(plain(ctx.t("proposals.overdue", **names, day=proposal.end_on)))
    for event in information_wanted(ctx.book):
        names = {"person": _person(ctx, city, event.proposal), "facility": _site(ctx, city, event.proposal)}
        st.warning(plain(ctx.t("proposals.information", **names)))


def _proposal_panel(ctx: Context, city: City, proposal: Proposal) -> None:
    st.subheader(plain(f"{_person(ctx, city, proposal)} → {_site(ctx, city, proposal)}"), anchor=False)
    left, right = st.container(key="side_by_side_proposal").columns(2, gap="medium")
    with left:
        st.markdown(plain(ctx.pair(ctx.t("proposals.column.status"), ctx.t(f"proposal_status.{proposal.status}"))))
        next_step(ctx, proposal)
    with right:
        events = [event for event in history(ctx.book, proposal.person_id) if event.proposal.id == proposal.id]
        steps_so_far(ctx, events)
        standing = [event.step for event in events if not event.step.taken_back]
        if standing:
            take_back_form(ctx, proposal, require(standing[-1].id))
