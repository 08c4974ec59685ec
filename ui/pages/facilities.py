"""Facilities: list, search, one facility's file, adding and editing its facts and conditions."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from casebook.records import Facility
from desk.city import City, FacilityFile
from geodata.text import signs_alike
from ui.components.details import facility_details
from ui.components.facility_form import facility_form
from ui.components.night_forms import beds_form
from ui.components.pick import choose, table
from ui.components.successors import offer_successors
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept

KEY = "facilities.facility"


def page(ctx: Context) -> None:
    """Show the facilities that the casebook's actor may see."""
    city = ctx.city()
    if message := st.session_state.pop("facilities.message", None):
        st.success(plain(message))
    if not city.facilities:
        st.info(ctx.t("facilities.empty"))
        if ctx.book.may("add", Facility):
            [add] = st.tabs([ctx.t("common.new")])
            with add:
                facility_form(ctx, city, None)
        return
    offer_successors(ctx)
    files = {file.key: file for file in _filtered(ctx, city)}
    st.caption(ctx.t("common.count", count=len(files)))
    table(ctx, _frame(ctx, city, files), list(files), KEY, ctx.t("nav.facilities"))
    names = city.facility_names[ctx.language]
    chosen = choose(ctx.t("map.choose"), list(files), names.__getitem__, KEY, ctx.t("common.choose"))
    if not ctx.book.may("change", Facility):
        _file(ctx, files, chosen)
        return
    show, edit, nights, add = st.tabs(
        [ctx.t("people.tab_file"), ctx.t("common.edit"), ctx.t("nights.tab"), ctx.t("common.new")],
        key="facilities.tabs",
    )
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
    services = second.multiselect(
        ctx.t("common.service"),
        sorted(names),
        format_func=lambda code: names[code],
        placeholder=ctx.t("common.all"),
        key="facilities.service",
        bind="query-params",
    )
    wards = third.multiselect(
        ctx.t("common.ward"),
        sorted({ward for file in files if (ward := city.places.label_of(file.facility))}),
        placeholder=ctx.t("common.all"),
        key="facilities.ward",
        bind="query-params",
    )
    views = ["all", "trial", "unknown", "missing", "closed"]
    view = fourth.selectbox(
        ctx.t("facilities.view"),
        views,
        format_func=lambda code: ctx.t(f"facilities.view_{code}"),
        key="facilities.view",
        bind="query-params",
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


def _frame(ctx: Context, city: City, keys: Iterable[int]) -> pd.DataFrame:
    columns = ["name", "service", "ward", "capacity", "trial", "places", "policy", "vacancy", "confirmed_on", "stays"]
    rows = _rows_at(ctx.state, ctx.language, ctx, city)
    named = [ctx.t(f"facilities.column.{column}") for column in columns]
    return pd.DataFrame([rows[key] for key in keys], columns=named)


@kept
def _rows_at(state: State, language: str, _ctx: Context, _city: City) -> dict[int, tuple[object, ...]]:  # noqa: ARG001 - the key
    return {key: _row(_ctx, _city, file) for key, file in _city.facilities.items()}


def _row(ctx: Context, city: City, file: FacilityFile) -> tuple[object, ...]:
    unknown, condition, vacancy = ctx.t("common.unknown"), file.condition, file.vacancy_on(ctx.today)
    policy = condition.emergency_policy
    return (
        _name(ctx, file),
        ctx.service(file.facility),
        city.places.label_of(file.facility) or unknown,
        ctx.show(file.facility.capacity),
        {None: unknown, True: ctx.t("common.yes"), False: ctx.t("common.no")}[condition.offers_trial],
        ctx.show(condition.trial_places),
        ctx.t(f"emergency_policy.{policy}") if policy else unknown,
        ctx.t(f"vacancy.{vacancy}") if vacancy else unknown,
        ctx.show(condition.confirmed_on),
        len(file.stays),
    )
