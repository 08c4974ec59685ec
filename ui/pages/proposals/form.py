"""The next step of a proposal, with what that step needs; and taking the last one back."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from casebook.book import Casebook
from casebook.records import Proposal
from casebook.records.base import require
from desk.policy import load_policy
from desk.proposals import CONDITIONS, CONFIRM, FOLLOWS, OVER, STEPS, Task, follow_up, move, take_back
from ui.components import inputs
from ui.components.form import after_saving, form_key, opened, save_button, saving, stands_refused
from ui.context import Context
from ui.pages.proposals.work_list import follow_up_fields, follow_up_form_of
from ui.settings import travel


def next_step(ctx: Context, proposal: Proposal) -> None:
    """Offer the steps that are possible from here; a step that cannot be is refused in words."""
    # A press on a step from where the proposal stood before is meant for that; it is not lost without a word.
    if any(st.session_state.get(_go(proposal, status)) for status in STEPS if status != proposal.status):
        st.error(ctx.t("proposal.moved_on"))
    onward = STEPS[proposal.status]
    if not onward:
        st.info(ctx.t(f"proposal.from_{proposal.status}"))
        return
    key = _key(proposal, proposal.status)
    to = st.selectbox(
        ctx.t("proposals.next"),
        onward,
        format_func=lambda code: ctx.t(
            "proposals.reschedule" if code == proposal.status else f"proposal_status.{code}"
        ),
        key=f"{key}.to",
    )
    details = _details(ctx, proposal, to, key)
    note = st.text_input(ctx.t("proposals.note"), key=f"{key}.note").strip() or None
    if st.button(ctx.t("proposals.record"), type="primary", key=_go(proposal, proposal.status)) and not stands_refused(
        ctx, key
    ):
        _move(ctx, proposal, to, note, details)


def _key(proposal: Proposal, status: str) -> str:
    return f"proposals.{proposal.id}.{status}"


def _go(proposal: Proposal, status: str) -> str:
    return f"{_key(proposal, status)}.go"


def _details(ctx: Context, proposal: Proposal, to: str, key: str) -> dict[str, Any]:
    """Ask for what a step needs besides a note."""
    details: dict[str, Any] = {}
    if to == "declined":
        details["reason"], details["condition"] = refusal_fields(ctx, key)
    if to == "booked" or to in OVER:
        first = proposal.start_on or _first_day(ctx, proposal)
        last = proposal.end_on or first + timedelta(days=1)
        details["dates"] = inputs.between(ctx, ("start_on", "end_on"), (first, last), key)
    if to == "done":
        details["outcome"] = st.selectbox(
            ctx.t("field.outcome"),
            ("went_well", "mixed", None),
            format_func=lambda code: ctx.t(f"outcome.{code}") if code else ctx.t("common.unknown"),
            key=f"{key}.outcome",
        )
    return details


def refusal_fields(ctx: Context, key: str) -> tuple[str, str | None]:
    """Ask why it was declined, and say what follows; return the reason, and the condition if one was refused."""
    reason = st.selectbox(
        ctx.t("field.reason"), list(FOLLOWS), format_func=lambda code: ctx.t(f"decline.{code}"), key=f"{key}.reason"
    )
    follow = FOLLOWS[reason]
    st.caption(ctx.t(f"follow.{follow.kind}", days=follow.days))
    if follow != CONFIRM:
        return reason, None
    condition = st.selectbox(
        ctx.t("scenario.condition"),
        list(CONDITIONS),
        format_func=lambda code: condition_text(ctx, code),
        key=f"{key}.condition",
    )
    return reason, condition


def _first_day(ctx: Context, proposal: Proposal) -> date:
    """Return the day on which a booking is likely to begin: the period's first, or today once it has begun."""
    start, end = ctx.book.periods()[proposal.plan_id]
    return min(max(start, ctx.today), end)


def condition_text(ctx: Context, code: str) -> str:
    """Name a condition: a rule as a whole, or one kind of disability or of care."""
    rule, _, item = code.partition(".")
    if not item:
        return ctx.t(f"rule.{rule}")
    topic = "disability" if rule == "disability_kind" else "medical"
    return ctx.pair(ctx.t(f"rule.{rule}"), ctx.t(f"{topic}.{item}"))


def _move(ctx: Context, proposal: Proposal, to: str, note: str | None, details: dict[str, Any]) -> None:
    assumed = load_policy().scope.assumed_places
    with saving(ctx):
        moved = move(
            ctx.book,
            require(proposal.id),
            to,
            today=ctx.today,
            assumed_places=assumed,
            note=note,
            travel=travel(),
            seen=proposal,
            **details,
        )
        sentences = [ctx.t("proposals.recorded", status=ctx.t(f"proposal_status.{to}"))]
        if moved.released:
            sentences.append(ctx.t("proposals.released", count=len(moved.released)))
        if moved.readiness:
            sentences.append(ctx.t(moved.readiness))
        after_saving(" ".join(sentences))


def follow_up_form(ctx: Context, task: Task) -> None:
    """Ask who works on a proposal and when to get in touch next."""
    what = follow_up_form_of(task.proposal)
    key = form_key(what, task.key)
    seen = opened(key, "in_charge", task.proposal)
    who, day = follow_up_fields(ctx, key, seen.in_charge, seen.next_contact_on)

    def save(book: Casebook) -> int:
        follow_up(book, [seen], who, day)
        return task.key

    save_button(ctx, what, key, "proposals", save, main=False)


def take_back_form(ctx: Context, proposal: Proposal, step: int) -> None:
    """Take the last step back, with a reason; not another one that came meanwhile."""
    reason = st.text_input(ctx.must(ctx.t("proposals.why_back")), key=f"proposals.{proposal.id}.{proposal.status}.back")
    if not st.button(ctx.t("proposals.take_back"), key=f"proposals.{proposal.id}.{proposal.status}.take_back"):
        return
    with saving(ctx):
        assumed = load_policy().scope.assumed_places
        take_back(ctx.book, require(proposal.id), reason, assumed_places=assumed, step=step, travel=travel())
        after_saving(ctx.t("proposals.was_taken_back"))
