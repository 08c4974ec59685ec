"""The conditions that a facility has not told yet, as questions for the telephone; no answer leaves one unknown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from casebook import vocabulary as v
from casebook.records import FacilityCondition
from ui.components import inputs
from ui.components.text import plain
from ui.context import Context

Ask = Callable[[Context, FacilityCondition, str], FacilityCondition]


def _offers(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    return replace(one, offers_trial=inputs.yes_no(ctx, "offers_trial", one.offers_trial, key))


def _places(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    return replace(one, trial_places=inputs.number(ctx, "trial_places", one.trial_places, key))


def _kinds(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    known = one.disability_kinds
    said = inputs.accepted(ctx, "disability_kinds", known, "disability", v.DISABILITY_KINDS, key)
    return replace(one, disability_kinds=said)


def _care(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    return replace(
        one, medical_care=inputs.accepted(ctx, "medical_care", one.medical_care, "medical", v.MEDICAL_CARE, key)
    )


def _levels(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    adult = inputs.listed(ctx, "adult_levels", one.adult_levels, "", v.SUPPORT_LEVELS["adult"], key)
    child = inputs.listed(ctx, "child_levels", one.child_levels, "", v.SUPPORT_LEVELS["child"], key)
    return replace(one, adult_levels=adult, child_levels=child)


def _behaviour(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    return replace(one, severe_behaviour=inputs.yes_no(ctx, "severe_behaviour", one.severe_behaviour, key))


def _wheelchair(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    return replace(one, wheelchair=inputs.yes_no(ctx, "wheelchair", one.wheelchair, key))


def _sexes(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    return replace(one, sexes=inputs.choice(ctx, "sexes", one.sexes, "accepted_sex", v.ACCEPTED_SEXES, key))


def _ages(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    youngest, oldest = st.columns(2)
    with youngest:
        least = inputs.number(ctx, "age_min", one.age_min, key)
    with oldest:
        most = inputs.number(ctx, "age_max", one.age_max, key)
    return replace(one, age_min=least, age_max=most)


def _policy(ctx: Context, one: FacilityCondition, key: str) -> FacilityCondition:
    said = inputs.choice(ctx, "emergency_policy", one.emergency_policy, "emergency_policy", v.EMERGENCY_POLICIES, key)
    return replace(one, emergency_policy=said)


ASKED: Mapping[str, Ask] = {
    "offers_trial": _offers,
    "no_places": _places,
    "disability_kind": _kinds,
    "support_level": _levels,
    "medical_care": _care,
    "severe_behaviour": _behaviour,
    "wheelchair": _wheelchair,
    "sex": _sexes,
    "age": _ages,
    "emergency_policy": _policy,
}
"""Rule -> its fields. Whether a facility is still in the published edition is no question of a field."""


def ask(ctx: Context, condition: FacilityCondition, needed: Mapping[str, Sequence[str]], key: str) -> FacilityCondition:
    """Ask what a facility has not said yet, and return its conditions as answered; what matters now comes first.

    Parameters
    ----------
    needed
        The rules of which it has not said everything, each with the people who wait and for whom it matters.
    """
    st.markdown(f"**{plain(ctx.t('telephone.questions'))}**")
    fields = [rule for rule in ASKED if rule in needed]
    if not fields:
        st.caption(ctx.t("telephone.no_questions"))
    for rule in (rule for rule in fields if needed[rule]):
        st.markdown(plain(ctx.aside(ctx.t(f"question.{rule}"), ctx.join(needed[rule]))))
        condition = ASKED[rule](ctx, condition, key)
    if rest := [rule for rule in fields if not needed[rule]]:
        with st.expander(ctx.t("telephone.more_questions", count=len(rest))):
            for rule in rest:
                st.markdown(plain(ctx.t(f"question.{rule}")))
                condition = ASKED[rule](ctx, condition, key)
    return condition
