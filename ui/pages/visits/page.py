"""Visits: where one would help most, the day's round, recording one, and the year's visits by kind of place."""

import pandas as pd
import streamlit as st

from casebook.book import Casebook
from casebook.vocabulary import VISIT_KINDS
from desk.city import City, visits_by_kind
from desk.period import fiscal_year
from desk.readiness import ReadinessView, VisitList, read_visits
from ui.components.pick import choose, table
from ui.components.tables import show_table
from ui.components.text import plain
from ui.context import Context, State
from ui.pages.visits.form import RECORD, visit_form
from ui.pages.visits.lead import effects_panel, lead_panel, visit_text
from ui.pages.visits.round import round_panel

KEY = "visits.facility"
VIEW = "visits.view"
VIEWS = ("list", "round", "record", "year")
COUNTED = ("list", "round")
"""For those who are told no names, nor visits to places that are not public."""


def page(ctx: Context) -> None:
    """Show one of the views."""
    if (counted := ctx.counting()) is None:
        st.info(plain(ctx.t("casebook.not_everybody", name=ctx.book.actor.name)))
        return
    ctx = counted
    if message := st.session_state.pop("visits.message", None):
        st.success(message)
    view = st.radio(
        ctx.t("visits.view"),
        VIEWS if ctx.book.actor.role == "coordinator" else COUNTED,
        format_func=lambda code: ctx.t(f"visits.view_{code}"),
        key=VIEW,
        horizontal=True,
        label_visibility="collapsed",
    )
    city = ctx.city()
    if view == "record":
        visit_form(ctx, city)
    elif view == "year":
        _year(ctx, city)
    elif not city.facilities:
        st.info(ctx.t("visits.no_facilities"))
    elif view == "round":
        round_panel(ctx, city, _found(ctx))
    else:
        _list(ctx, _found(ctx))


@st.cache_resource(max_entries=4, show_spinner=False)
def _found_at(state: State, _book: Casebook, _view: ReadinessView) -> VisitList:  # noqa: ARG001 - the key
    return read_visits(_book, _view)


def _found(ctx: Context) -> VisitList:
    return _found_at(ctx.state, ctx.book, ctx.readiness())


def _list(ctx: Context, found: VisitList) -> None:
    st.caption(ctx.t("visits.list_hint"))
    if not found.leads:
        st.info(ctx.t("visits.nothing" if found.view.problem.people else "visits.no_people"))
        return
    ids = [lead.facility.key for lead in found.leads]
    table(ctx, _frame(ctx, found), ids, KEY, ctx.t("visits.view_list"))
    chosen = choose(
        ctx.t("visits.choose"),
        ids,
        ctx.city().facility_names[ctx.language].__getitem__,
        KEY,
        ctx.t("common.choose"),
    )
    if chosen is None:
        st.info(ctx.t("visits.choose_hint"))
        return
    lead_panel(ctx, found, found.by_facility[chosen])
    st.button(ctx.t("visits.record_this"), type="primary", on_click=_record, args=(chosen,), key="visits.record_this")
    effects_panel(ctx, found, found.by_facility[chosen])


def _record(chosen: int) -> None:
    st.session_state[VIEW] = "record"
    st.session_state[f"{RECORD}.wanted"] = chosen


def _frame(ctx: Context, found: VisitList) -> pd.DataFrame:
    columns = ["place", "service", "options", "without", "reconsidered", "questions", "km", "last"]
    rows = [
        (
            lead.facility.facility.name,
            ctx.service(lead.facility.facility),
            lead.options,
            len(lead.without),
            len(lead.reconsidered),
            len(lead.questions),
            None if lead.metres is None else f"{lead.metres / 1000:.1f}",
            ctx.show(lead.last.visited_on) if lead.last else ctx.t("visits.never"),
        )
        for lead in found.leads
    ]
    return pd.DataFrame(rows, columns=[ctx.t(f"visits.column_{column}") for column in columns])


def _year(ctx: Context, city: City) -> None:
    year = fiscal_year(ctx.today)
    counts = [visits_by_kind(ctx.book, one) for one in (year, year - 1)]
    rows = [(ctx.t(f"visit_kind.{kind}"), *(count.get(kind, 0) for count in counts)) for kind in VISIT_KINDS]
    rows.append((ctx.t("visits.sum"), *(sum(count.values()) for count in counts)))
    names = [ctx.t("visits.fiscal_year", year=str(one)) for one in (year, year - 1)]
    st.header(ctx.t("visits.by_kind"), anchor=False)
    frame = pd.DataFrame(rows, columns=[ctx.t("field.visit_kind"), *names])
    show_table(ctx, frame, ctx.t("visits.by_kind"), height="content")
    st.caption(ctx.t("visits.year_hint", day=ctx.today))
    found = _found(ctx)
    told = [one for one in found.visits if fiscal_year(one.visited_on) == year]
    st.header(ctx.t("visits.of_year", year=str(year)), anchor=False)
    if not told:
        st.info(ctx.t("visits.none_this_year"))
        return
    shown = [
        (
            city.facilities[one.facility_id].facility.name if one.facility_id in city.facilities else one.place,
            ctx.t(f"visit_kind.{one.kind}"),
            visit_text(ctx, one),
        )
        for one in told
    ]
    columns = ["visits.column_place", "field.visit_kind", "visits.what"]
    show_table(ctx, pd.DataFrame(shown, columns=[ctx.t(column) for column in columns]), names[0])
