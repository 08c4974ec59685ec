"""The way out of an emergency stay: the exit plan with its handover, the trials at the next place, and leaving."""

from dataclasses import replace
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import ExitPlan, Facility
from casebook.records.base import require
from desk.emergency import Guest, leave, plan_exit
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import opened, settle
from ui.components.page_link import page_link
from ui.components.text import plain
from ui.context import Context
from ui.pages.rooms.actions import key_of, write


def exit_form(ctx: Context, guest: Guest) -> None:
    """Ask how a stay is to end, and save it."""
    key = key_of(guest, "exit")
    kept = KeptForm(ctx, "exit", key, "handover", guest.stay.person_id, guest.key)
    if not kept.offer():
        return
    read = opened(key, "handover", guest.plan)
    plan = _plan(ctx, guest, read, key)
    _trials(ctx, guest)
    if not read.handover:
        st.info(ctx.t("rooms.handover_hint"))
    handover = st.text_area(ctx.t("field.handover"), read.handover or "", key=f"{key}.handover", height=160).strip()
    note = inputs.text(ctx, "note", read.note, key)
    kept.keep()
    settled = settle(ctx, key)
    if st.button(ctx.t("common.save"), key=f"{key}.save", type="primary"):
        typed = replace(read, handover=handover or None, note=note, **plan)
        write(
            ctx,
            guest,
            key,
            lambda: kept.saved(plan_exit(ctx.book.settling(settled), typed, today=ctx.today, read=read)),
            ctx.t("common.saved"),
        )


def leave_form(ctx: Context, guest: Guest) -> None:
    """Ask when a stay ended and where to, and end it."""
    key = key_of(guest, "leave")
    read = opened(key, "note", guest.stay)
    st.markdown(plain(ctx.t("rooms.leave_hint")))
    first, second = st.columns(2)
    with first:
        end_on = inputs.day(ctx, "end_on", ctx.today, key, must=True)
        outcome = inputs.choice(ctx, "outcome", None, "outcome", v.OUTCOMES, key)
    with second:
        residence = inputs.choice(ctx, "residence_after", guest.plan.next_residence, "residence", v.RESIDENCES, key)
        note = inputs.text(ctx, "note", read.note, key)
    settled = settle(ctx, key)
    if st.button(ctx.t("rooms.leave_button"), key=f"{key}.go", disabled=end_on is None):
        said = {"residence_after": residence, "outcome": outcome, "note": note}
        write(
            ctx,
            guest,
            key,
            lambda: leave(ctx.book.settling(settled), guest.key, end_on, today=ctx.today, read=read, **said),
            ctx.t("rooms.was_left", person=guest.code_name),
        )


def _plan(ctx: Context, guest: Guest, plan: ExitPlan, key: str) -> dict[str, Any]:
    end_on = guest.stay.end_on
    if guest.in_room:
        step = inputs.required_choice(ctx, "step", plan.step, "exit_step", v.EXIT_STEPS[:-1], key)
    else:
        step = v.EXIT_STEPS[-1]
        st.markdown(plain(ctx.t("rooms.moved", day=end_on)))
    left, right = st.columns(2)
    with left:
        until = inputs.day(ctx, "expected_until", plan.expected_until, key)
        medicine = inputs.text(ctx, "medicine", plan.medicine, key)
    with right:
        residence = inputs.choice(ctx, "next_residence", plan.next_residence, "residence", v.RESIDENCES, key)
        place = _next_place(ctx, plan, key)
    return {
        "step": step,
        "expected_until": until,
        "next_residence": residence,
        "next_facility_id": place,
        "medicine": medicine,
    }


def _next_place(ctx: Context, plan: ExitPlan, key: str) -> int | None:
    names = {
        require(facility.id): ctx.aside(facility.name, ctx.service(facility))
        for facility in sorted(ctx.book.all(Facility), key=lambda facility: facility.name)
        if not facility.is_base and (facility.status == "open" or facility.id == plan.next_facility_id)
    }
    options = [None, *names]
    return st.selectbox(
        ctx.t("field.next_facility_id"),
        options,
        index=options.index(plan.next_facility_id),
        format_func=lambda facility_id: ctx.t("common.unknown") if facility_id is None else names[facility_id],
        key=f"{key}.next_facility_id",
    )


def _trials(ctx: Context, guest: Guest) -> None:
    st.markdown(f"**{plain(ctx.t('rooms.trials_there'))}**")
    if guest.next_place is None:
        st.markdown(plain(ctx.t("rooms.no_next_place")))
        return
    lines = [
        ctx.aside(
            f"{ctx.show(stay.start_on)} – {ctx.show(stay.end_on) if stay.end_on else ''}",
            ctx.t(f"outcome.{stay.outcome}") if stay.outcome else ctx.t("common.unknown"),
        )
        for stay in guest.trials
    ]
    for proposal in guest.proposals:
        dates = "" if proposal.start_on is None else f" {ctx.show(proposal.start_on)} – {ctx.show(proposal.end_on)}"
        lines.append(ctx.t(f"proposal_status.{proposal.status}") + dates)
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    else:
        st.markdown(plain(ctx.t("rooms.no_trials", facility=guest.next_place.name)))
        page_link("trials")
        page_link("proposals")
