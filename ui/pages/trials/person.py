"""One person in a plan: why there, what else there is and what it would cost everybody, why not elsewhere."""

import streamlit as st

from desk.city import PersonFile
from desk.documents import MAKERS, Document, warning_of
from desk.export import file_name
from desk.plan import (
    Option,
    PlanView,
    explain_pair,
    firm_sentences,
    moves_text,
    options,
    pair_sentences,
    regret_text,
    summary,
)
from desk.proposals import history
from ui.components.details import person_details, show_stays
from ui.components.layout.papers import paper_files
from ui.components.listing.listing import Cell, show_list
from ui.components.listing.sentences import show_sentences
from ui.components.page_link import page_of
from ui.components.pair_rules import pair_rules
from ui.components.plans.reasons import why_here
from ui.components.proposal_steps import steps_so_far
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from ui.pages.trials.firm import range_of_suggestion
from words.names import Named, leading

MOST_SHOWN = 30


def person_panel(ctx: Context, view: PlanView, person: PersonFile) -> None:
    """Show everything that a coordinator may ask about one person of a plan."""
    suggested = next((suggestion for suggestion in view.suggestions if suggestion.person.key == person.key), None)
    saw_person(ctx, person.key, "trials")
    left, right = st.container(key="side_by_side_person").columns([3, 2], gap="medium")
    with left:
        if suggested is None:
            st.subheader(plain(person.person.code_name), anchor=False)
            left_out = next(entry for entry in view.left_out if entry.person.key == person.key)
            show_sentences(leading(view.why, left_out.person, ctx.language), "trials.why", bullets=False)
        else:
            facility = view.facility_name(suggested.facility.key, ctx.language)
            st.subheader(plain(f"{person.person.code_name} → {facility}"), anchor=False)
            page_of(ctx, "facility", suggested.facility.key)
            why_here(ctx, view, suggested)
            _papers(ctx, summary(view, suggested, ctx.language), person)
        _firm(ctx, view, person)
        _alternatives(ctx, view, person)
        _why_not(ctx, view, person)
    with right:
        person_details(ctx, person)
        names = view.source.facility_names[ctx.language]
        pair_rules(ctx, person.key, names)
        if person.stays:
            st.markdown(f"**{plain(ctx.t('people.stays'))}**")
            show_stays(ctx, person, names, "trials.stays")
        if events := history(ctx.book, person.key):
            steps_so_far(ctx, events, names)


def _papers(ctx: Context, paper: Document, person: PersonFile) -> None:
    """Offer the page for the support team, and say which characters cannot be printed."""
    if said := warning_of(paper):
        st.warning(plain(said))
    paper_files(
        ctx,
        lambda form: ctx.t(f"team_paper.download_{form}"),
        file_name(f"sonae-{person.person.code_name}"),
        lambda form: MAKERS[form](paper),
        what="person_summary",
        rows=1,
        people=[person.key],
        key=f"trials.summary.{person.key}",
    )


def _firm(ctx: Context, view: PlanView, person: PersonFile) -> None:
    if sentences := leading(firm_sentences, view, person.key, ctx.language):
        st.markdown(f"**{plain(ctx.t('firm.title'))}**")
        show_sentences(sentences, "firm")
        range_of_suggestion(ctx, view, person.key)


def _alternatives(ctx: Context, view: PlanView, person: PersonFile) -> None:
    alternatives = options(view, person)
    if not alternatives:
        return
    st.markdown(f"**{plain(ctx.t('ask.alternatives'))}**")
    st.caption(ctx.t("ask.alternatives_hint"))
    rows = [_row(ctx, view, option) for option in alternatives[:MOST_SHOWN]]
    columns = {name: ctx.t(f"ask.column.{name}") for name in ("facility", "regret", "moves")}
    label = ctx.t("ask.alternatives")
    show_list(ctx, columns, rows, range(len(rows)), "trials.alternatives", label, asked=None, finds=False, csv=False)
    if len(alternatives) > MOST_SHOWN:
        st.caption(ctx.t("common.more", count=len(alternatives) - MOST_SHOWN))


def _row(ctx: Context, view: PlanView, option: Option) -> tuple[Cell, ...]:
    name = Named(view.facility_name(option.facility.key, ctx.language), "facility", option.facility.key)
    if option.chosen:
        return name, ctx.t("ask.chosen"), ""
    return (
        name,
        leading(regret_text, view, option.alternative, ctx.language),
        leading(moves_text, view, option.alternative, ctx.language),
    )


def _why_not(ctx: Context, view: PlanView, person: PersonFile) -> None:
    facilities, names = view.source.facilities, view.source.facility_names[ctx.language]
    chosen = st.selectbox(
        ctx.t("ask.why_not"),
        sorted(facilities, key=lambda key: (names[key], key)),
        index=None,
        format_func=lambda key: names[key],
        placeholder=ctx.t("common.choose"),
        key=f"ask.why_not.{person.key}",
    )
    if chosen is not None:
        sentences = leading(pair_sentences, view, explain_pair(view, person, facilities[chosen]), ctx.language)
        show_sentences(sentences or [ctx.t("ask.chosen")], f"ask.why_not.{person.key}")
