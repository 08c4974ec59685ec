"""A call to one facility: what it has not said yet as questions, and its answer to each proposal that waits for it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from casebook.book import Casebook
from casebook.records import FacilityCondition, Proposal
from desk.city import City
from desk.policy import load_policy
from desk.proposals import (
    ANSWERS,
    PATIENCE_DAYS,
    WAITING,
    Answer,
    Said,
    Task,
    record_call,
    to_ask,
)
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import form_key, opened, save_button
from ui.components.text import plain
from ui.context import Context
from ui.pages.proposals.form import refusal_fields
from ui.pages.proposals.instead import instead_panel
from ui.pages.proposals.questions import ask
from ui.pages.proposals.work_list import followed_up, pair_name, person_name
from ui.settings import travel

FACILITY = "proposals.telephone.facility"
REFUSED = "proposals.telephone.refused"


class _Opened(NamedTuple):
    """What the form was opened with."""

    condition: FacilityCondition
    waiting: tuple[Task, ...]


def telephone_panel(ctx: Context, city: City, found: Sequence[Task], facility: int | None) -> None:
    """Ask a facility of all that waits for it; by default the one of the proposal that is looked at.

    For whom it refused, what else there is comes at once.
    """
    for task in found:
        if task.key in st.session_state.get(REFUSED, ()):
            st.markdown(f"**{plain(pair_name(ctx, city, task.proposal))}**")
            instead_panel(ctx, task.proposal, "telephone")
    waiting: dict[int, list[Task]] = {}
    for task in found:
        if task.proposal.status in WAITING and task.proposal.facility_id in city.facilities:
            waiting.setdefault(task.proposal.facility_id, []).append(task)
    if not waiting:
        st.info(ctx.t("telephone.nobody"))
        return
    if st.session_state.get(f"{FACILITY}.of") != facility and facility in waiting:
        st.session_state[FACILITY] = facility
    st.session_state[f"{FACILITY}.of"] = facility
    if st.session_state.get(FACILITY) not in waiting:
        st.session_state[FACILITY] = None
    names = city.facility_names[ctx.language]
    site = st.selectbox(
        ctx.t("telephone.facility"),
        list(waiting),
        index=None,
        format_func=lambda key: names[key],
        key=FACILITY,
        placeholder=ctx.t("common.choose"),
    )
    if site is not None:
        _call(ctx, city, site, tuple(waiting[site]))


def _call(ctx: Context, city: City, site: int, waiting: tuple[Task, ...]) -> None:
    condition = city.facilities[site].condition
    key = form_key("telephone", site)
    kept = KeptForm(ctx, "telephone", key, "save", subject=site)
    if not kept.offer():
        return
    read = opened(key, "save", _Opened(condition, waiting))
    st.markdown(plain(ctx.pair(ctx.t("field.phone"), ctx.show(city.facilities[site].facility.phone))))
    left, right = st.container(key="side_by_side_telephone").columns(2, gap="medium")
    with left:
        needed = {
            rule: [person_name(ctx, city, task.proposal) for task in read.waiting if rule in task.questions]
            for rule in to_ask(ctx.source().problem, site)
        }
        now = ask(ctx, read.condition, needed, key)
    with right:
        st.markdown(f"**{plain(ctx.t('telephone.answers'))}**")
        answers = [_answer(ctx, city, task.proposal, key) for task in read.waiting]

    def save(book: Casebook) -> int:
        record_call(
            book,
            Said(read.condition, now),
            answers,
            today=ctx.today,
            assumed_places=load_policy().scope.assumed_places,
            travel=travel(),
        )
        followed_up(answer.seen for answer in answers)
        st.session_state[REFUSED] = [answer.seen.id for answer in answers if answer.said == "declined"]
        return kept.saved(site)

    kept.keep(_about_one(read.waiting))
    save_button(ctx, "telephone", key, "proposals", save)


def _about_one(waiting: Sequence[Task]) -> int | None:
    """Return whom a call is about; None if it is about several people."""
    people = {task.proposal.person_id for task in waiting}
    return people.pop() if len(people) == 1 else None


def _answer(ctx: Context, city: City, proposal: Proposal, key: str) -> Answer:
    own = f"{key}.{proposal.id}"
    status = ctx.t(f"proposal_status.{proposal.status}")
    with st.container(border=True):
        said = st.radio(
            plain(ctx.aside(person_name(ctx, city, proposal), status)),
            (None, *ANSWERS),
            format_func=lambda code: ctx.t("telephone.not_spoken_of" if code is None else f"telephone.{code}"),
            key=f"{own}.said",
            horizontal=True,
        )
        if said is None:
            return Answer(proposal, None)
        reason, condition = refusal_fields(ctx, own) if said == "declined" else (None, None)
        next_on: date | None = None
        if said != "declined":
            next_on = inputs.day(ctx, "next_contact_on", ctx.today + timedelta(days=PATIENCE_DAYS), own)
        # To call again about what was asked already is no step that could hold a note.
        noted = (proposal.status, said) != ("asked", "later")
        note = st.text_input(ctx.t("proposals.note"), key=f"{own}.note").strip() or None if noted else None
    return Answer(proposal, said, reason, condition, note, next_on)
