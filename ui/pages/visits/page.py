"""Visits: where one would help most, the day's round, recording one, and the year's visits by kind of place."""

import pandas as pd
import streamlit as st

from casebook.book import Casebook
from casebook.records import Visit
from casebook.vocabulary import VISIT_KINDS
from desk.city import City, visits_by_kind
from desk.period import fiscal_year
from desk.readiness import ReadinessView, VisitList, km_text, read_visits
from ui.components.layout.behind import explained
from ui.components.listing.listing import Cell, Shown, show_list
from ui.components.listing.tables import show_table
from ui.components.page_link import page_of
from ui.components.plans.figures import figures_line
from ui.components.records.address import view_of
from ui.components.records.correcting import correcting_some
from ui.components.text import plain
from ui.components.views.saved_views import saved_views
from ui.context import Context
from ui.kept import State, kept
from ui.pages.visits.form import RECORD, visit_form
from ui.pages.visits.lead import effects_panel, lead_panel, visit_text
from ui.pages.visits.round import round_panel
from words.names import Named

KEY = "visits.facility"
COLUMNS = ("place", "service", "options", "without", "reconsidered", "questions", "km", "last")
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
    views = VIEWS if ctx.book.plays("coordinator") else COUNTED
    head = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    with head:
        view = view_of("visits", ctx.t("visits.view"), views, lambda code: ctx.t(f"visits.view_{code}"))
    city = ctx.city()
    if view == "record":
        visit_form(ctx, city)
    elif view == "year":
        _year(ctx, city)
    elif not city.facilities:
        st.info(ctx.t("visits.no_facilities"))
    elif view == "round":
        round_panel(ctx, city, _visit_list(ctx))
    else:
        visit_list = _visit_list(ctx)
        with explained(ctx, head):
            st.caption(ctx.t("visits.list_hint"))
            if visit_list.view.problem.people:
                st.caption(plain(figures_line(ctx)))
        _list(ctx, visit_list)


@kept
def _visit_list_at(state: State, _book: Casebook, _view: ReadinessView) -> VisitList:  # noqa: ARG001 - the key
    return read_visits(_book, _view)


def _visit_list(ctx: Context) -> VisitList:
    return _visit_list_at(ctx.state, ctx.book, ctx.readiness())


def _list(ctx: Context, visit_list: VisitList) -> None:
    if not visit_list.leads:
        st.info(ctx.t("visits.nothing" if visit_list.view.problem.people else "visits.no_people"))
        return
    ids = [lead.facility.key for lead in visit_list.leads]
    saved_views(ctx, "visits")
    columns = {name: ctx.t(f"visits.column_{name}") for name in COLUMNS}
    chosen = show_list(ctx, columns, _rows(ctx, visit_list), ids, KEY, ctx.t("visits.view_list"))
    if chosen is None:
        st.info(ctx.t("visits.choose_hint"))
        return
    page_of(ctx, "facility", chosen)
    lead_panel(ctx, visit_list, visit_list.by_facility[chosen])
    st.button(ctx.t("visits.record_this"), type="primary", on_click=_record, args=(chosen,), key="visits.record_this")
    effects_panel(ctx, visit_list, visit_list.by_facility[chosen])


def _record(chosen: int) -> None:
    st.session_state[VIEW] = "record"
    st.session_state[f"{RECORD}.wanted"] = chosen


def _rows(ctx: Context, visit_list: VisitList) -> list[tuple[Cell, ...]]:
    return [
        (
            Named(lead.facility.facility.name, "facility", lead.facility.key),
            ctx.service(lead.facility.facility),
            lead.options,
            len(lead.without),
            len(lead.reconsidered),
            len(lead.questions),
            None if lead.metres is None else Shown(km_text(lead.facility, lead.metres, ctx.language), lead.metres),
            lead.last.visited_on if lead.last else Shown(ctx.t("visits.never"), None),
        )
        for lead in visit_list.leads
    ]


def _year(ctx: Context, city: City) -> None:
    year = fiscal_year(ctx.today)
    counts = [visits_by_kind(ctx.book, one) for one in (year, year - 1)]
    rows = [(ctx.t(f"visit_kind.{kind}"), *(count.get(kind, 0) for count in counts)) for kind in VISIT_KINDS]
    rows.append((ctx.t("visits.sum"), *(sum(count.values()) for count in counts)))
    names = [ctx.t("visits.fiscal_year", year=str(one)) for one in (year, year - 1)]
    st.header(ctx.t("visits.by_kind"), anchor=False)
    frame = pd.DataFrame(rows, columns=[ctx.t("field.visit_kind"), *names])
    show_table(ctx, frame, ctx.t("visits.by_kind"))
    st.caption(ctx.t("visits.year_hint", day=ctx.today))
    visit_list = _visit_list(ctx)
    visits = [visit for visit in visit_list.visits if fiscal_year(visit.visited_on) == year]
    st.header(ctx.t("visits.of_year", year=str(year)), anchor=False)
    if not visits:
        st.info(ctx.t("visits.none_this_year"))
        return
    columns = {
        "place": ctx.t("visits.column_place"),
        "kind": ctx.t("field.visit_kind"),
        "what": ctx.t("visits.what"),
    }
    visit_rows: list[tuple[Cell, ...]] = [
        (
            Named(city.facilities[visit.facility_id].facility.name, "facility", visit.facility_id)
            if visit.facility_id in city.facilities
            else visit.place,
            ctx.t(f"visit_kind.{visit.kind}"),
            visit_text(ctx, visit),
        )
        for visit in visits
    ]
    show_list(ctx, columns, visit_rows, range(len(visits)), "visits.of_year", names[0], asked=None, csv=False)
    correcting_some(ctx, Visit, visits, "visits.visit")
