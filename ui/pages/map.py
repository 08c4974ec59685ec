"""Map: wards, facilities by kind, community care centres with their catchments, informal resources, a measure by ward."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from casebook.records import Resource
from casebook.records.base import require
from desk.city import City, FacilityFile, in_its_ward, several
from desk.coverage import MEASURES, values_of
from geodata.maps import add_catchments, add_lines
from geodata.shading import Shading
from ui.components import city_map
from ui.components.coverage_data import coverage
from ui.components.details import centre_details, facility_details, show_labelled
from ui.components.empty import empty_state
from ui.components.page_link import named_link, named_row, page_link
from ui.components.plans.figures import figures_line
from ui.components.records.address import ask_for, asked_number, one_of, record_of, some_of, switched_on, written
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept

FACILITY, PERSON, RESOURCE = "map.facility", "person", "resource"
"""Where the chosen facility is kept; under what the address says which person's line, or which resource, is chosen."""
PLAIN = "none"
SHADES = (
    *(PLAIN, "short_stay", "group_home", "trial_places", "emergency"),
    *("people", "tier_1", "places_per_person", "no_option"),
)
"""Measures of coverage by which wards can be shaded, after none."""
OF_PEOPLE = ("people", "tier_1", "no_option")
"""Those of which every page gives the figure of the whole city."""
LAYERS = ("centres", "catchments", "plan", "resources")
ON = ("centres",)
TRIAL = "trial"
LIMITED = ("named", "never")
"""Resources of which not all of the network may know."""


@dataclass(frozen=True)
class Choice:
    """What is to be seen: facilities, the one that is chosen, the measure that shades, and the layers."""

    files: list[FacilityFile]
    facility: int | None
    measure: str
    layers: Collection[str]


def page(ctx: Context) -> None:
    """Show the city."""
    city = ctx.city()
    if not len(city.places.areas) and not city.facilities:
        empty_state(ctx)
        return
    choice = _ask(ctx, city)
    _forget_others(choice.facility)
    resources, resource = _resources(ctx, choice), asked_number(RESOURCE)
    person = None if resource in resources else asked_number(PERSON)
    values = {} if choice.measure == PLAIN else values_of(coverage(ctx, "ward"), choice.measure)
    shading = None if choice.measure == PLAIN else Shading.of(values)
    drawn = city_map.ward_map(ctx, "map.map", values, shading)
    if "catchments" in choice.layers:
        add_catchments(drawn, _catchments(ctx, city))
    add_lines(drawn, city.plan_lines(), everybody="plan" in choice.layers)
    centres = [city_map.centre_points(city.centres.values())] if "centres" in choice.layers else []
    points = city_map.resource_points(city.places, resources.values())
    kinds = city_map.put_facilities(ctx, drawn, choice.files, *centres, points)
    known_by_ward = {key: one for key, one in resources.items() if key not in set(points["id"])}
    wards = [city.places.label_of(one) for one in known_by_ward.values()]
    kinds += city_map.put_about(ctx, drawn, "resources", wards, "resource")
    city_map.legend(ctx, drawn, kinds, shading, _shading_name(ctx, choice.measure))
    chosen = ("person", person) if person in city.people else ("facility", choice.facility)
    clicked = city_map.show_map(drawn, "map.map", ("resource", resource) if resource in resources else chosen)
    _take(clicked)
    if resource in resources:
        _resource(ctx, city, resources[resource])
    elif clicked is not None and clicked.what == "resources":
        _somewhere(ctx, city, known_by_ward, clicked.id)
    else:
        _details(ctx, city, choice, clicked, person)
    if choice.measure in OF_PEOPLE:
        st.caption(plain(f"{figures_line(ctx)} {ctx.t('figures.areas')}"))
    _notes(ctx, city, choice)
    _notes_of_resources(ctx, resources, wards)


def _take(clicked: city_map.Clicked | None) -> None:
    """Choose what was clicked: a facility, a resource, or by a line of the plan the person whose it is.

    An old click chooses nothing.
    """
    seen = "map.clicked"
    if clicked is None or clicked.what not in ("facility", "line", "resource") or st.session_state.get(seen) == clicked:
        return
    st.session_state[seen] = clicked
    if clicked.what == "facility":
        st.session_state[f"{FACILITY}.wanted"] = clicked.id
    ask_for(PERSON, clicked.id if clicked.what == "line" else None)
    ask_for(RESOURCE, clicked.id if clicked.what == "resource" else None)
    st.rerun()


def _forget_others(facility: int | None) -> None:
    """Let whose line, or which resource, was chosen go once another facility is."""
    seen = "map.facility_seen"
    if facility not in (None, st.session_state.get(seen, facility)):
        ask_for(PERSON, None)
        ask_for(RESOURCE, None)
    st.session_state[seen] = facility


def _resources(ctx: Context, choice: Choice) -> dict[int, Resource]:
    """Return the resources that are shown, by id: those of which the reader is told, while their layer is on."""
    return {require(one.id): one for one in ctx.book.all(Resource)} if "resources" in choice.layers else {}


def _ask(ctx: Context, city: City) -> Choice:
    """Ask in one row above the map, what is seldom asked behind a button."""
    first, second, third, fourth = st.columns([10, 9, 14, 6], vertical_alignment="bottom")
    with second:
        # Who sees only some of the people is shown no figures of all.
        shades = SHADES if ctx.book.plays("coordinator") else (PLAIN,)
        measure = one_of("map", "measure", ctx.t("map.measure"), shades, lambda code: _shading_name(ctx, code))
    with third.container(key="map_layers"):
        there = [one for one in LAYERS if one != "resources" or ctx.book.sees(Resource)]
        layers = switched_on("map", "layers", ctx.t("map.layers"), there, lambda code: ctx.t(f"map_layer.{code}"), ON)
    with fourth.popover(ctx.t("map.filters"), width="stretch"):
        files = _filtered(ctx, city)
    with first:
        names = city.facility_names[ctx.language]
        ids = sorted((file.key for file in files), key=names.__getitem__)
        label = ctx.t("map.choose_of", count=len(ids))
        facility = record_of("facility", label, ids, names.__getitem__, FACILITY, ctx.t("common.choose"))
    return Choice(files, facility, measure, layers)


def _filtered(ctx: Context, city: City) -> list[FacilityFile]:
    codes = sorted({file.facility.service_code for file in city.facilities.values()})
    services = {file.facility.service_code: ctx.service(file.facility) for file in city.facilities.values()}
    wanted = some_of(ctx, "map", "service", ctx.t("common.service"), codes, services.__getitem__)
    labels = sorted({ward for file in city.facilities.values() if (ward := city.places.label_of(file.facility))})
    wards = some_of(ctx, "map", "ward", ctx.t("common.ward"), labels, str)
    search = written("map", "name", ctx.t("map.search_name"))
    trial = switched_on("map", "only", ctx.t("map.only"), (TRIAL,), lambda _: ctx.t("map.trial_only"), ())
    return [
        file
        for file in city.facilities.values()
        if (not wanted or file.facility.service_code in wanted)
        and (not wards or city.places.label_of(file.facility) in wards)
        and (not search or search in file.facility.name)
        and (not trial or file.condition.offers_trial)
    ]


def _shading_name(ctx: Context, code: str) -> str:
    return ctx.t("map.no_shading" if code == PLAIN else MEASURES[code].name)


@kept
def _catchments_at(state: State, _city: City) -> object:  # noqa: ARG001 - the key
    return _city.catchments()


def _catchments(ctx: Context, city: City) -> object:
    return _catchments_at(ctx.state, city)


def _notes(ctx: Context, city: City, choice: Choice) -> None:
    unplaced = sum(1 for file in choice.files if file.facility.lat is None)
    if unplaced:
        st.caption(ctx.t("map.unplaced", count=unplaced))
    if city.proposals:
        st.caption(ctx.t("map.plan_lines"))
    if city.schematic:
        st.caption(ctx.t("common.schematic"))
    for credit in city.credits:
        st.caption(plain(ctx.t("common.credit", credit=credit)))


def _details(ctx: Context, city: City, choice: Choice, clicked: city_map.Clicked | None, person: int | None) -> None:
    """Show what is chosen, the way to its page first."""
    if person in city.people:
        _lines_of(ctx, city, person)
    elif choice.facility is not None:
        file = city.facilities[choice.facility]
        facility_details(ctx, file)
        _same_place(ctx, city, file)
    elif clicked is not None and clicked.what == "centre" and clicked.id in city.centres:
        towns = [town.name for town in city.towns if town.centre_id == clicked.id]
        centre_details(ctx, city.centres[clicked.id], towns)
    elif clicked is not None and clicked.what == "facilities":
        _somewhere_in(ctx, city, choice.files, clicked.id)
    else:
        st.info(ctx.t("map.click_hint"))


def _resource(ctx: Context, city: City, one: Resource) -> None:
    """Show a resource, the way to its page first, and who is told of it."""
    page_link("resources", one.name, resource=str(one.id))
    show_labelled(
        ctx,
        [
            (ctx.t("field.serves"), several("resource_need", one.serves, ctx.language)),
            (ctx.t("common.ward"), city.places.label_of(one)),
            (ctx.t("field.town"), one.town),
            (ctx.t("field.open_days"), several("weekday", one.open_days, ctx.language)),
            (ctx.t("field.open_hours"), one.open_hours),
            (ctx.t("field.sharing"), ctx.t(f"resources.told_{one.sharing}")),
        ],
    )


def _somewhere(ctx: Context, city: City, resources: Mapping[int, Resource], number: int) -> None:
    """Name those of the resources that are in an area, of which no more is known."""
    ward = _area(city, number)
    here = [one for one in resources.values() if city.places.label_of(one) == ward]
    st.markdown(f"**{plain(ctx.t('map_about.resources', ward=ward, count=len(here)))}**")
    for one in here:
        page_link("resources", one.name, resource=str(one.id))


def _notes_of_resources(ctx: Context, resources: Mapping[int, Resource], wards: list[str | None]) -> None:
    """Say how many resources the map has not, and that it has some of which not everybody may know."""
    if nowhere := wards.count(None):
        st.caption(ctx.t("map.resources_nowhere", count=nowhere))
    if private := sum(one.sharing in LIMITED for one in resources.values()):
        st.caption(ctx.t("map.resources_private", count=private))


def _lines_of(ctx: Context, city: City, person: int) -> None:
    """Name the person whose lines are shown, by the town alone, and where they lead."""
    named_link("person", person, city.people[person].person.code_name, bold=True)
    sites = [
        city.facilities[one.facility_id]
        for one in city.proposals
        if one.person_id == person and one.facility_id in city.facilities
    ]
    named_row(ctx.t("map.leads_to"), [("facility", file.key, file.facility.name) for file in sites])


def _somewhere_in(ctx: Context, city: City, files: list[FacilityFile], number: int) -> None:
    """Name the facilities of which no more is known than that they are in a ward."""
    ward = _area(city, number)
    here = [one for one in files if in_its_ward(one.facility) and city.places.label_of(one.facility) == ward]
    st.markdown(f"**{plain(ctx.t('map_about.facilities', ward=ward, count=len(here)))}**")
    for file in here:
        named_link("facility", file.key, file.facility.name)


def _area(city: City, number: int) -> str:
    """Return the label of an area by its number; empty if there is none."""
    wards = city.places.areas["ward"].tolist()
    return wards[number] if number < len(wards) else ""


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
