"""Map: wards, facilities by kind, community care centres with their catchments, a measure by ward."""

import streamlit as st

from desk.city import City, FacilityFile
from desk.coverage import MEASURES, values_of
from geodata.maps import add_catchments, add_lines, add_points
from geodata.shading import Shading
from ui.components import city_map
from ui.components.coverage_data import coverage
from ui.components.details import centre_details, facility_details
from ui.components.empty import empty_state
from ui.components.pick import choose
from ui.components.plans.figures import figures_line
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept

KEY = "map.facility"
PLAIN = "none"
SHADES = (
    *(PLAIN, "short_stay", "group_home", "trial_places", "emergency"),
    *("people", "tier_1", "places_per_person", "no_option"),
)
"""Measures of coverage by which wards can be shaded, after none."""
OF_PEOPLE = ("people", "tier_1", "no_option")
"""Those of which every page gives the figure of the whole city."""


def page(ctx: Context) -> None:
    """Show the city."""
    city = ctx.city()
    if not len(city.places.areas) and not city.facilities:
        empty_state(ctx)
        return
    files, name = _filters(ctx, city)
    values = {} if name == PLAIN else values_of(coverage(ctx, "ward"), name)
    shading = None if name == PLAIN else Shading.of(values)
    drawn = city_map.ward_map(ctx, city, values, shading)
    with_centres = st.session_state.get("map.centres", True)
    if st.session_state.get("map.catchments", False):
        add_catchments(drawn, _catchments(ctx, city))
    lines = city.plan_lines() if st.session_state.get("map.plan", True) else None
    if lines is not None:
        add_lines(drawn, lines)
    points = [city_map.facility_points(files)]
    if with_centres:
        points.append(city_map.centre_points(city.centres.values()))
    add_points(drawn, *points)
    # The key lets a narrow screen put the details below the map instead of beside it.
    left, right = st.container(key="side_by_side").columns([3, 2], gap="medium")
    with left:
        clicked = city_map.show_map(drawn, "map.map")
        city_map.legend(ctx, city_map.kinds_shown(*points), shading, _shading_name(ctx, name))
        if name in OF_PEOPLE:
            st.caption(plain(f"{figures_line(ctx)} {ctx.t('figures.areas')}"))
        _notes(ctx, city, files)
    city_map.remember_click(clicked, "facility", KEY)
    with right:
        _details(ctx, city, files, clicked)


def _filters(ctx: Context, city: City) -> tuple[list[FacilityFile], str]:
    codes = sorted({file.facility.service_code for file in city.facilities.values()})
    names = {file.facility.service_code: ctx.service(file.facility) for file in city.facilities.values()}
    first, second, third, fourth = st.columns(4)
    with first:
        services = st.multiselect(
            ctx.t("common.service"), codes, format_func=lambda code: names[code], placeholder=ctx.t("common.all")
        )
    with second:
        wards = st.multiselect(
            ctx.t("common.ward"),
            sorted({ward for file in city.facilities.values() if (ward := city.places.label_of(file.facility))}),
            placeholder=ctx.t("common.all"),
        )
    with third:
        search = st.text_input(ctx.t("map.search_name"))
    with fourth:
        # Who sees only some of the people is shown no figures of all.
        shades = SHADES if ctx.book.plays("coordinator") else (PLAIN,)
        name = st.selectbox(
            ctx.t("map.measure"),
            shades,
            format_func=lambda code: _shading_name(ctx, code),
        )
    trial, centres, catchments, plan = st.columns(4)
    trial_only = trial.checkbox(ctx.t("map.trial_only"))
    centres.checkbox(ctx.t("map.centres"), value=True, key="map.centres")
    catchments.checkbox(ctx.t("map.catchments"), key="map.catchments")
    plan.checkbox(ctx.t("map.plan"), value=True, key="map.plan")
    files = [
        file
        for file in city.facilities.values()
        if (not services or file.facility.service_code in services)
        and (not wards or city.places.label_of(file.facility) in wards)
        and (not search or search in file.facility.name)
        and (not trial_only or file.condition.offers_trial)
    ]
    return files, name


def _shading_name(ctx: Context, code: str) -> str:
    return ctx.t("map.no_shading" if code == PLAIN else MEASURES[code].name)


@kept
def _catchments_at(state: State, _city: City) -> object:  # noqa: ARG001 - the key
    return _city.catchments()


def _catchments(ctx: Context, city: City) -> object:
    return _catchments_at(ctx.state, city)


def _notes(ctx: Context, city: City, files: list[FacilityFile]) -> None:
    unplaced = sum(1 for file in files if file.facility.lat is None)
    if unplaced:
        st.caption(ctx.t("map.unplaced", count=unplaced))
    if city.proposals and st.session_state.get("map.plan", True):
        st.caption(ctx.t("map.plan_lines"))
    if city.schematic:
        st.caption(ctx.t("common.schematic"))
    for credit in city.credits:
        st.caption(plain(ctx.t("common.credit", credit=credit)))


def _details(ctx: Context, city: City, files: list[FacilityFile], clicked: city_map.Clicked | None) -> None:
    names = city.facility_names[ctx.language]
    ids = sorted((file.key for file in files), key=names.__getitem__)
    st.caption(ctx.t("map.shown", count=len(ids)))
    chosen = choose(ctx.t("map.choose"), ids, names.__getitem__, KEY, ctx.t("common.choose"))
    if chosen is not None:
        file = city.facilities[chosen]
        facility_details(ctx, file)
        _same_place(ctx, city, file)
    elif clicked is not None and clicked.what == "centre" and clicked.id in city.centres:
        towns = [town.name for town in city.towns if town.centre_id == clicked.id]
        centre_details(ctx, city.centres[clicked.id], towns)
    else:
        st.info(ctx.t("map.click_hint"))


def _same_place(ctx: Context, city: City, file: FacilityFile) -> None:
    place = (file.facility.lat, file.facility.lon)
    others = [
        other.facility
        for other in city.facilities.values()
        if other.key != file.key and place[0] is not None and (other.facility.lat, other.facility.lon) == place
    ]
    if others:
        st.markdown(f"**{plain(ctx.t('map.same_place'))}**")
        st.markdown(
            "\n".join(f"- {ctx.aside(plain(facility.name), plain(ctx.service(facility)))}" for facility in others)
        )
