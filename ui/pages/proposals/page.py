"""Carrying a plan out: the work list, and what was asked, answered and agreed, one by one, several, or by telephone."""

from collections.abc import Mapping, Sequence

import streamlit as st

from casebook.records import IncomingAnswer, Proposal
from casebook.records.base import require
from desk.city import City
from desk.proposals import OPEN, Task, history, information_wanted
from ui.components.listing.listing import show_list
from ui.components.page_link import page_of
from ui.components.proposal_steps import steps_so_far
from ui.components.records.address import asked_number, tabs
from ui.components.text import plain
from ui.components.views.saved_views import saved_views
from ui.context import Context
from ui.noted import saw_person
from ui.pages.proposals.form import follow_up_form, next_step, take_back_form
from ui.pages.proposals.incoming import incoming_panel, links_panel
from ui.pages.proposals.instead import instead_panel
from ui.pages.proposals.telephone import telephone_panel
from ui.pages.proposals.work_list import (
    COLUMNS,
    KEY,
    SEVERAL,
    choose_view,
    pair_name,
    person_name,
    several_panel,
    site_name,
    task_rows,
    tasks_at,
)

TABS = {name: f"proposals.tab_{name}" for name in ("one", "several", "telephone", "incoming")}
ASKED = "proposal"


def page(ctx: Context) -> None:
    """Show the proposals of all adopted plans; who only reads is shown how far each has come, and no form."""
    city, found = ctx.city(), tasks_at(ctx.state, ctx.book)
    if not found:
        st.info(ctx.t("proposals.empty" if ctx.book.sees_everybody else "proposals.none_shared"))
        # Vacancies and conditions come in before any plan is adopted.
        if ctx.book.may("change", IncomingAnswer):
            _from_facilities(ctx, city)
        return
    _information(ctx, city)
    listed, writes = choose_view(ctx, found), ctx.book.may("change", Proposal)
    chosen = _list(ctx, city, _with_chosen(found, listed), several=SEVERAL if writes else None)
    if not writes:
        _one(ctx, city, chosen)
        return
    one, several, telephone, incoming = tabs(ctx, TABS, "proposals.tabs")
    with one:
        _one(ctx, city, chosen)
    with several:
        several_panel(ctx, city, listed)
    with telephone:
        called = asked_number("facility") if chosen is None else chosen.proposal.facility_id
        telephone_panel(ctx, city, found, called)
    with incoming:
        _from_facilities(ctx, city)


def _from_facilities(ctx: Context, city: City) -> None:
    incoming_panel(ctx)
    with st.expander(ctx.t("answers.links")):
        links_panel(ctx, city)


def _with_chosen(found: Sequence[Task], listed: Mapping[int, Task]) -> dict[int, Task]:
    """Return what is listed and what was chosen: its last step may have taken it out of the view."""
    stays = st.session_state.get(f"{KEY}.wanted", asked_number(ASKED))
    return {**listed, **{task.key: task for task in found if task.key == stays}}


def _list(ctx: Context, city: City, listed: Mapping[int, Task], *, several: str | None) -> Task | None:
    saved_views(ctx, "proposals", ASKED, "facility", "tab")
    columns = {name: ctx.t(f"proposals.column.{name}") for name in COLUMNS}
    people = [task.proposal.person_id for task in listed.values()]
    rows, label = task_rows(ctx, city, listed.values()), ctx.t("nav.proposals")
    chosen = show_list(ctx, columns, rows, list(listed), KEY, label, asked=ASKED, several=several, people=people)
    return None if chosen is None else listed[chosen]


def _one(ctx: Context, city: City, chosen: Task | None) -> None:
    if chosen is None:
        st.info(ctx.t("proposals.choose_hint"))
    else:
        _proposal_panel(ctx, city, chosen)


def _information(ctx: Context, city: City) -> None:
    """Say for whom information is wanted."""
    for event in information_wanted(ctx.book):
        names = {"person": person_name(ctx, city, event.proposal), "facility": site_name(ctx, city, event.proposal)}
        st.warning(plain(ctx.t("proposals.information", **names)))


def _proposal_panel(ctx: Context, city: City, task: Task) -> None:
    proposal, writes = task.proposal, ctx.book.may("change", Proposal)
    saw_person(ctx, proposal.person_id, "proposals")
    st.subheader(plain(pair_name(ctx, city, proposal)), anchor=False)
    if proposal.person_id in city.everyone:
        page_of(ctx, "person", proposal.person_id)
    if proposal.facility_id in city.facilities:
        page_of(ctx, "facility", proposal.facility_id)
    left, right = st.container(key="side_by_side_proposal").columns(2, gap="medium")
    with left:
        _known(ctx, city, task)
        if writes:
            next_step(ctx, proposal)
    with right:
        if writes and proposal.status in OPEN:
            follow_up_form(ctx, task)
        events = [event for event in history(ctx.book, proposal.person_id) if event.proposal.id == proposal.id]
        steps_so_far(ctx, events)
        standing = [event.step for event in events if not event.step.taken_back]
        if writes and standing:
            take_back_form(ctx, proposal, require(standing[-1].id))
    instead_panel(ctx, proposal, "one")


def _known(ctx: Context, city: City, task: Task) -> None:
    proposal = task.proposal
    lines = [ctx.pair(ctx.t("proposals.column.status"), ctx.t(f"proposal_status.{proposal.status}"))]
    if proposal.start_on is not None:
        dates = f"{ctx.show(proposal.start_on)} – {ctx.show(proposal.end_on)}"
        lines.append(ctx.pair(ctx.t("proposals.column.dates"), dates))
    if file := city.facilities.get(proposal.facility_id):
        lines.append(ctx.pair(ctx.t("field.phone"), ctx.show(file.facility.phone)))
    if task.questions:
        questions = ctx.join(ctx.t(f"rule.{code}") for code in task.questions)
        lines.append(ctx.pair(ctx.t("proposals.column.ask"), questions))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
