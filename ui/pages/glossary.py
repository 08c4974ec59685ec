"""Glossary: each term of the work in one line, in both languages, as text that the browser's search finds."""

import streamlit as st

from ui.components.text import plain
from ui.context import Context
from words.say import LANGUAGES, say

GROUPS = {
    "agencies": (
        *("support_base", "core_centre", "commissioned_office", "planning_office", "support_team", "lead_agency"),
        *("care_centre", "catchment"),
    ),
    "people": ("person_code", "advance", "intake_sheet", "consent", "tier", "support_level"),
    "trials": (
        *("trial_stay", "past_use", "short_stay", "group_home", "to_confirm", "place", "suggestion", "proposal"),
        *("adoption", "policy", "burden", "firmness", "lot"),
    ),
    "emergency": ("emergency_admission", "emergency_room", "readiness", "option", "exit_support", "handover"),
}


def page(ctx: Context) -> None:
    """Show the terms, group by group."""
    st.caption(ctx.t("glossary.about"))
    for group, terms in GROUPS.items():
        st.subheader(ctx.t(f"glossary.group_{group}"), anchor=False)
        lines = (f"- **{plain(_named(ctx, term))}** {plain(ctx.t(f'term_told.{term}'))}" for term in terms)
        st.markdown("\n".join(lines))


def _named(ctx: Context, term: str) -> str:
    others = ctx.join(say(f"term.{term}", language) for language in LANGUAGES if language != ctx.language)
    return ctx.aside(ctx.t(f"term.{term}"), others)
