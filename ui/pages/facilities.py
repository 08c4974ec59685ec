"""Facilities: list, search, one facility's file, adding and editing its facts and conditions."""

import streamlit as st

from casebook.records import Facility
from desk.city import City, FacilityFile
from geodata.text import signs_alike
from ui.components.details import facility_details
from ui.components.facility_form import facility_form
from ui.components.listing.listing import Cell, show_list
from ui.components.night_forms import beds_form
from ui.components.records import address
from ui.components.records.address import tabs
from ui.components.successors import offer_successors
from ui.components.views.saved_views import saved_views
from ui.context import Context, State
from ui.kept import kept
from words.names import Named

KEY = "facilities.facility"
TABS = {"file": "people.tab_file", "edit": "common.edit", "nights": "nights.tab", "new": "common.new"}
VIEWS = ("all", "trial", "unknown", "missing", "closed")
COLUMNS = ("name", "service", "ward", "capacity", "trial", "places", "policy", "vacancy", "confirmed_on", "stays")


def page(ctx: Context) -> None:
    """Show the facilities that the casebook's actor may see."""
    city = ctx.city()
    if not city.facilities:
        st.info(ctx.t("facilities.empty"))
        if ctx.book.may("add", Facility):
            with st.tabs([ctx.t("common.new")])[0]:
                facility_form(ctx, city, None)
        return
    offer_successors(ctx)
    files = {file.key: file for file in _filtered(ctx, city)}
    saved_views(ctx, "facilities", counted=ctx.t("common.count", count=len(files)))
    columns = {name: ctx.t(f"facilities.column.{name}") for name in COLUMNS}
    rows = _rows_at(ctx.state, ctx.language, ctx, city)
    chosen = show_list(ctx, columns, rows, list(files), KEY, ctx.t("nav.facilities"), finds=False)
    if not ctx.book.may("change", Facility):
        _file(ctx, files, chosen)
        return
    show, edit, nights, add = tabs(ctx, TABS, "facilities.tabs")
    with show:
        _file(ctx, files, chosen)
    with edit:
        if chosen is None:
            st.info(ctx.t("facilities.choose_hint"))
        else:
            facility_form(ctx, city, files[chosen])
    with nights:
        if chosen is None:
            st.info(ctx.t("facilities.choose_hint"))
        else:
            beds_form(ctx, chosen)
    with add:
        facility_form(ctx, city, None)


def _file(ctx: Context, files: dict[int, FacilityFile], chosen: int | None) -> None:
    if chosen is None:
        st.info(ctx.t("facilities.choose_hint"))
    else:
        facility_details(ctx, files[chosen])


def _filtered(ctx: Context, city: City) -> list[FacilityFile]:
    files = list(city.facilities.values())
    names = {file.facility.service_code: ctx.service(file.facility) for file in files}
    first, second, third, fourth = st.columns(4)
    search = first.text_input(ctx.t("facilities.search"))
    areas = sorted({ward for file in files if (ward := city.places.label_of(file.facility))})
    with second:
        services = address.some_of(
            ctx, "facilities", "service", ctx.t("common.service"), sorted(names), names.__getitem__
        )
    with third:
        wards = address.some_of(ctx, "facilities", "ward", ctx.t("common.ward"), areas, str)
    with fourth:
        view = address.one_of(
            "facilities", "view", ctx.t("facilities.view"), VIEWS, lambda code: ctx.t(f"facilities.view_{code}")
        )
    return [
        file
        for file in files
        if (
            not search
            or signs_alike(search)
            in signs_alike(f"{file.facility.name} {file.facility.operator} {file.facility.office_number}")
        )
        and (not services or file.facility.service_code in services)
        and (not wards or city.places.label_of(file.facility) in wards)
        and _in_view(file, view)
    ]


def _name(ctx: Context, file: FacilityFile) -> str:
    """Return a facility's name, with a sign where the newest edition does not list it."""
    missing = file.facility.missing_since
    return ctx.aside(file.facility.name, ctx.t("facilities.not_listed")) if missing else file.facility.name


def _in_view(file: FacilityFile, view: str) -> bool:
    if view == "trial":
        return bool(file.condition.offers_trial)
    if view == "unknown":
        return file.condition.offers_trial is None
    if view == "missing":
        return file.facility.missing_since is not None
    return view == "all" or file.facility.status == "closed"


@kept
def _rows_at(state: State, language: str, _ctx: Context, _city: City) -> dict[int, tuple[Cell, ...]]:  # noqa: ARG001 - the key
    return {key: _row(_ctx, _city, file) for key, file in _city.facilities.items()}


def _row(ctx: Context, city: City, file: FacilityFile) -> tuple[Cell, ...]:
    condition, vacancy = file.condition, file.vacancy_on(ctx.today)
    policy = condition.emergency_policy
    return (
        Named(_name(ctx, file), "facility", file.key),
        ctx.service(file.facility),
        city.places.label_of(file.facility) or None,
        file.facility.capacity,
        {None: None, True: ctx.t("common.yes"), False: ctx.t("common.no")}[condition.offers_trial],
        condition.trial_places,
        ctx.t(f"emergency_policy.{policy}") if policy else None,
        ctx.t(f"vacancy.{vacancy}") if vacancy else None,
        condition.confirmed_on,
        len(file.stays),
    )
