"""Facilities that somebody is not suggested to: since when nobody tries the pair, why, and the way to lift it."""

from collections.abc import Mapping

import streamlit as st

from casebook.records import PairRule
from casebook.records.base import require
from desk.proposals import lift_rule, rules_in_force
from ui.components.form import after_saving, saving
from ui.components.text import plain
from ui.context import Context


def pair_rules(ctx: Context, person_id: int, names: Mapping[int, str]) -> None:
    """List the facilities that are not suggested to a person, each with a way to let it be suggested again.

    Parameters
    ----------
    names
        Of facilities, by id.
    """
    rules = rules_in_force(ctx.book, person_id, ctx.today)
    if not rules:
        return
    st.markdown(f"**{plain(ctx.t('pair_rules.title'))}**")
    for rule in rules:
        facility = names.get(rule.facility_id, ctx.t("common.unknown"))
        line = _rule_line(ctx, rule, facility)
        text, button = st.columns([3, 2], vertical_alignment="center")
        text.markdown(f"- {plain(line)}")
        if not ctx.book.may("remove", PairRule):
            continue
        # A press is meant for the rule that was shown, not for a stricter one that took its place meanwhile.
        if button.button(
            ctx.t("pair_rules.lift"), key=f"pair_rules.{rule.id}.{rule.until}.{rule.reason}", help=plain(line)
        ):
            with saving(ctx):
                lift_rule(ctx.book, require(rule.id), rule)
                after_saving(ctx.t("pair_rules.lifted", facility=facility))


def _rule_line(ctx: Context, rule: PairRule, facility: str) -> str:
    """Say where somebody is not suggested, until when, and why."""
    until = ctx.t(f"pair_rules.{rule.kind}", day=rule.until)
    why = [ctx.t(f"decline.{rule.reason}")] if rule.reason else []
    why += [rule.note] if rule.note else []
    return ctx.pair(facility, ctx.aside(until, ctx.join(why)) if why else until)
