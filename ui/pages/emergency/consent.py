"""What an admission rests on: that she agreed now, or the ground of the law without; and what her new file says of the risk."""

from dataclasses import replace
from datetime import date

import streamlit as st

from casebook import vocabulary as v
from casebook.records import AdmissionGround, Consent
from desk.emergency import NOBODY, TonightView, proposed_factors, proposed_review
from desk.typed import Unread
from ui.components import inputs
from ui.components.text import plain
from ui.context import Context
from ui.pages.emergency.draft import Draft

AGREED, WITHOUT = "agreed", "without"


def ask_basis(ctx: Context, view: TonightView, call: Draft, key: str) -> Draft:
    """Ask for consent or ground of somebody without a valid consent; nothing of anybody else. It may be left open."""
    if view.person is not None and view.person.consent_valid:
        return replace(call, basis=None)
    basis = st.radio(
        ctx.t("emergency.basis"),
        (AGREED, WITHOUT),
        index=None if call.basis is None else (AGREED, WITHOUT).index(call.basis),
        format_func=lambda code: ctx.t(f"emergency.basis_{code}"),
        key=f"{key}.basis",
    )
    if basis is None:
        st.caption(ctx.t("emergency.basis_open"))
        return replace(call, basis=None)
    if basis == AGREED:
        by = inputs.required_choice(
            ctx, "given_by", call.consent_by or v.CONSENT_BY[0], "consent_by", v.CONSENT_BY, key
        )
        return replace(call, basis=basis, consent_by=by)
    first, second, third = st.columns([3, 2, 1])
    with first:
        ground = inputs.required_choice(
            ctx, "ground", call.ground or v.ADMISSION_GROUNDS[0], "legal_ground", v.ADMISSION_GROUNDS, key
        )
    with second:
        who = inputs.text(ctx, "decided_by", ctx.book.actor.name if call.decided_by is None else call.decided_by, key)
    with third:
        on = inputs.day(ctx, "decided_on", call.decided_on or call.received_at.date(), key)
    reason = inputs.text(ctx, "reason", call.ground_reason, f"{key}.ground")
    return replace(call, basis=basis, ground=ground, decided_by=who or "", decided_on=on, ground_reason=reason)


def ask_risk(ctx: Context, call: Draft, start_on: date, until: date | None, key: str) -> Draft:
    """Propose what the call says of the risk of somebody without a file, and when to look at her file again."""
    if call.who != NOBODY:
        return call
    st.markdown(plain(ctx.t("emergency.risk_hint")))
    proposed = proposed_factors(call.reason)
    left, right = st.columns([3, 1])
    with left:
        # Another reason of the call is another proposal.
        factors = st.multiselect(
            ctx.t("field.risk_factors"),
            v.RISK_FACTORS,
            proposed if call.risk_factors is None else call.risk_factors,
            format_func=lambda code: ctx.t(f"factor.{code}"),
            placeholder=ctx.t("common.unknown"),
            key=f"{key}.risk.{call.reason}",
        )
    with right:
        proposed_on = proposed_review(_read(start_on) or call.received_at.date(), _read(until))
        review_on = inputs.day(ctx, "review_on", call.review_on or proposed_on, f"{key}.{proposed_on}")
    return replace(
        call,
        risk_factors=None if tuple(factors) == proposed else tuple(factors),
        review_on=None if review_on == proposed_on else review_on,
    )


def _read(day: date | None) -> date | None:
    """Return a day that was understood."""
    return None if isinstance(day, Unread) else day


def consent_of(call: Draft) -> Consent | None:
    """Return the consent that was given at the admission."""
    if call.basis != AGREED or call.consent_by is None:
        return None
    day = call.received_at.date()
    return Consent(person_id=0, given_by=call.consent_by, form="oral", given_on=day, scope="matching_and_sharing")


def ground_of(call: Draft) -> AdmissionGround | None:
    """Return the ground on which she is taken in without consent."""
    if call.basis != WITHOUT or call.ground is None:
        return None
    day = call.decided_on or call.received_at.date()
    return AdmissionGround(
        stay_id=0, ground=call.ground, decided_by=call.decided_by or "", decided_on=day, reason=call.ground_reason
    )
