"""The end of an emergency call: admitted, where and until when, or advice only; then all of it is written at once."""

from dataclasses import replace
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records.base import require
from desk.drafts import MovedOnError
from desk.emergency import (
    NOBODY,
    Admission,
    EmergencyCall,
    Ended,
    TonightView,
    end_call,
    new_code_name,
    proposed_factors,
    proposed_review,
)
from desk.errors import fault
from ui.components import inputs
from ui.components.form import notice, saving, show_faults, stands_refused
from ui.components.page_link import page_link
from ui.components.pick import labels
from ui.context import Context
from ui.pages.emergency.consent import ask_basis, ask_risk, consent_of, ground_of
from ui.pages.emergency.draft import Draft, call_key, field_key, keep
from ui.pages.emergency.open_calls import close_panel, fall_behind, held, hold, set_aside

RECORDED = "emergency.recorded"
ADMITTED = "admitted"


def end_form(ctx: Context, view: TonightView, call: Draft) -> None:
    """Ask how the call ended, and write it down."""
    st.subheader(ctx.t("emergency.end"), anchor=False)
    key = field_key(ctx, f"end.{call.who}")
    result = st.radio(
        ctx.t("emergency.result"),
        v.CONSULTATION_RESULTS,
        index=None if call.result is None else v.CONSULTATION_RESULTS.index(call.result),
        format_func=lambda code: ctx.t(f"consultation_result.{code}"),
        key=f"{key}.result",
        horizontal=True,
    )
    call = replace(call, result=result)
    if result == ADMITTED:
        call = _admission(ctx, view, call, key)
    keep(call)
    finish, aside = st.columns([1, 1])
    with finish:
        pressed = st.button(ctx.t("emergency.finish"), key=f"{key}.finish", type="primary")
    with aside:
        if st.button(ctx.t("emergency.set_aside"), key=f"{key}.aside", help=ctx.t("emergency.set_aside_hint")):
            hold(ctx)
            set_aside()
    if pressed:
        _finish(ctx, view, call)
    if (kept := held()) is not None:
        close_panel(ctx, kept)


def show_recorded() -> None:
    """Say what was recorded, where the eyes are and on top, with the way to the record."""
    if (recorded := st.session_state.pop(RECORDED, None)) is None:
        return
    message, ended = recorded
    notice(message)
    page_link("consultations", id=str(ended.consultation_id))
    if ended.stay_id is not None:
        page_link("rooms")


def _admission(ctx: Context, view: TonightView, call: Draft, key: str) -> Draft:
    rooms: dict[int, Any] = {require(base.facility.id): base for base in view.bases}
    accepted = [
        facility_id
        for facility_id, enquiry in call.answers.items()
        if enquiry.answer == "accepted" and facility_id not in rooms
    ]
    options = [*accepted, *rooms]
    if not options:
        st.warning(ctx.t("emergency.no_base"))
        return replace(call, facility_id=None)
    first, second, third, fourth = st.columns(4)
    with first:
        where = st.selectbox(
            ctx.t("emergency.where"),
            options,
            index=options.index(call.facility_id) if call.facility_id in options else 0,
            format_func=labels(options, lambda facility_id: view.facilities[facility_id].facility.name),
            help=ctx.t("emergency.where_hint"),
            key=f"{key}.where.{len(accepted)}",
        )
    with second:
        start_on = inputs.day(ctx, "start_on", call.start_on or call.received_at.date(), key)
    with third:
        until = inputs.day(ctx, "expected_until", call.expected_until, key)
    with fourth:
        before = inputs.choice(ctx, "residence_before", call.residence_before, "residence", v.RESIDENCES, key)
    name, over = None, False
    if call.who == NOBODY:
        proposed = call.code_name or new_code_name(ctx.book, call.received_at.date())
        name = st.text_input(ctx.t("emergency.new_name"), proposed, key=f"{key}.name").strip()
    if where in rooms and rooms[where].free == 0:
        over = st.checkbox(ctx.t("emergency.allow_over"), call.allow_over, key=f"{key}.over")
    call = ask_basis(ctx, view, call, key)
    call = ask_risk(ctx, call, start_on or call.received_at.date(), until, key)
    return replace(
        call,
        facility_id=where,
        start_on=start_on,
        expected_until=until,
        residence_before=before,
        code_name=name,
        allow_over=over,
    )


def _finish(ctx: Context, view: TonightView, call: Draft) -> None:
    if stands_refused(ctx, call_key(ctx)):
        return
    if call.source is None:
        show_faults(ctx, [fault("call_source", "input.required")])
        return
    if call.result is None or (call.result == ADMITTED and call.facility_id is None):
        st.error(ctx.t("emergency.result_needed"))
        return
    with saving(ctx):
        try:
            ended = end_call(ctx.book, _call(call, call.source), today=ctx.today, draft=held())
        except MovedOnError as error:
            fall_behind(error)
        st.session_state[RECORDED] = _confirmation(ctx, view, call, ended), ended
        set_aside()


def _call(call: Draft, source: str) -> EmergencyCall:
    admission = None
    if call.result == ADMITTED and call.facility_id is not None:
        start_on, unknown = call.start_on or call.received_at.date(), call.who == NOBODY
        factors = proposed_factors(call.reason) if call.risk_factors is None else call.risk_factors
        review_on = call.review_on or proposed_review(start_on, call.expected_until)
        admission = Admission(
            facility_id=call.facility_id,
            start_on=start_on,
            expected_until=call.expected_until,
            residence_before=call.residence_before,
            new_code_name=call.code_name,
            allow_over=call.allow_over,
            risk_factors=factors if unknown else (),
            review_on=review_on if unknown else None,
            consent=consent_of(call),
            ground=ground_of(call),
        )
    return EmergencyCall(
        received_at=call.received_at,
        source=source,
        reason=call.reason,
        urgency=call.urgency,
        person_id=call.person_id,
        caller_office=call.caller_office,
        caller_name=call.caller_name,
        caller_phone=call.caller_phone,
        description=call.description,
        need=call.known_need,
        enquiries=call.enquiries,
        admission=admission,
    )


def _confirmation(ctx: Context, view: TonightView, call: Draft, ended: Ended) -> str:
    if ended.stay_id is None or call.facility_id is None:
        return ctx.t("emergency.advised")
    person = view.person.person.code_name if view.person else call.code_name
    facility = view.facilities[call.facility_id].facility.name
    day = call.start_on or call.received_at.date()
    return ctx.t("emergency.admitted", person=person, facility=facility, day=day)
