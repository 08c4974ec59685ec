"""The city drawn: wards, facilities, centres; what was clicked comes back as an id."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from casebook.records import Centre, Resource
from casebook.records.base import require
from desk.city import FacilityFile, Places, base_layers, in_its_ward, roughly_placed
from geodata.coordinates import JGD2011
from geodata.maps import (
    BaseDrawn,
    Frame,
    Key,
    Map,
    add_about,
    add_areas,
    add_base,
    add_legend,
    add_outlines,
    add_points,
    base_map,
    number_image,
    symbol_image,
    symbol_kind,
)
from geodata.shading import UNKNOWN, Class, Shading
from ui.assets import JS, styles
from ui.components.map_place.map_place import map_place
from ui.context import Context

HEIGHT = 536
"""Pixels until the stylesheet gives a frame two thirds of the window's height."""
HEAP, ROUGH, ABOUT = "heap", "rough", "about"
"""What stands in a legend for circles with a number, for signs of places known to their town, and for whom no more than
the ward is known."""


FEW = 2
"""More signs than these can come together in a heap."""


@dataclass(frozen=True)
class Clicked:
    """What was clicked on a map: ``what`` it is (facility, centre, person, line, resource, facilities of an area) and its id."""

    what: str
    id: int


def empty_map(ctx: Context, key: str, areas: gpd.GeoDataFrame | None = None) -> Map:
    """Return a map with nothing on it yet but what lies beneath everything; it opens on what is built up.

    Parameters
    ----------
    areas
        What it shows where nobody knows what is built up; the city's if None.
    """
    city = ctx.city()
    drawn = base_map(
        city.places.areas if areas is None else areas,
        js=JS,
        css=styles(),
        background_tiles=ctx.settings.background_tiles,
        view=city.built_up.view,
        frame=Frame(key, ctx.t("map.map"), (ctx.t("map.closer"), ctx.t("map.farther"))),
    )
    layers = [
        BaseDrawn(one.kind, ctx.t(f"base_map.{one.kind}"), ctx.t("common.credit", credit=one.credit), one.shapes)
        for one in base_layers(ctx.book)
    ]
    add_base(drawn, layers, ctx.t("base_map.layers"))
    return drawn


def ward_map(ctx: Context, key: str, values: dict[str, float | None], shading: Shading | None) -> Map:
    """Return a map of the wards, each labelled with its name and value."""
    drawn, city = empty_map(ctx, key), ctx.city()

    def label(ward: str) -> str:
        return ward if shading is None else f"{ward} {figure(ctx, values.get(ward))}"

    add_areas(drawn, city.places.areas, label, shading, city.built_up.middles)
    return drawn


def put_facilities(ctx: Context, drawn: Map, files: Iterable[FacilityFile], *others: gpd.GeoDataFrame) -> list[str]:
    """Put facilities and other points on a map, near ones in heaps; return what the legend must explain.

    Facilities of which no more than the ward is known are a number in it.
    """
    listed = list(files)
    points = facility_points(listed), *others
    add_points(drawn, ctx.t("map.heap", count="{count}"), *points)
    wards = (ctx.city().places.label_of(file.facility) for file in listed if in_its_ward(file.facility))
    return [*kinds_shown(*points), *put_about(ctx, drawn, "facilities", wards)]


def put_about(ctx: Context, drawn: Map, what: str, wards: Iterable[str | None], kind: str | None = None) -> list[str]:
    """Show of whom or what no more than a ward is known as a number in its built-up part; return what the legend explains.

    Parameters
    ----------
    what
        ``facilities``, ``people`` or ``resources``; what is clicked comes back as that, with the number of the area.
    wards
        The ward of each.
    kind
        Whose sign stands before the number.
    """
    city, counted = ctx.city(), Counter(wards)
    found = []
    for number, ward in enumerate(city.places.areas["ward"]):
        place = city.built_up.middles.get(ward) or city.places.wards[ward].lonlat
        if (count := counted[ward]) and place[0] is not None and place[1] is not None:
            found.append((number, place[0], place[1], count, ctx.t(f"map_about.{what}", ward=ward, count=count)))
    if not found:
        return []
    add_outlines(drawn, city.built_up.parts(city.places.areas, [ward for ward in counted if ward is not None]))
    add_about(drawn, what, found, symbol_image(kind) if kind else "")
    return [ABOUT, *([kind] if kind else [])]


def figure(ctx: Context, value: float | None) -> str:
    """Write a measure's value, or that it is unknown."""
    if value is None:
        return ctx.t("common.unknown")
    return ctx.show(int(value)) if value == int(value) else f"{value:.2f}"


def facility_points(files: Iterable[FacilityFile]) -> gpd.GeoDataFrame:
    """Return facilities as points for the map, without those of which no more than the ward is known."""
    listed = [file for file in files if not in_its_ward(file.facility)]
    return _points(
        [file.key for file in listed],
        ["BASE" if file.facility.is_base else symbol_kind(file.facility.service_code) for file in listed],
        "facility",
        [file.facility.name for file in listed],
        [(file.facility.lon, file.facility.lat) for file in listed],
        [roughly_placed(file.facility) for file in listed],
    )


def centre_points(centres: Iterable[Centre]) -> gpd.GeoDataFrame:
    """Return community care centres as points for the map, without those of which no more than the ward is known."""
    listed = [centre for centre in centres if not in_its_ward(centre)]
    return _points(
        [centre.id or 0 for centre in listed],
        ["centre"] * len(listed),
        "centre",
        [centre.name for centre in listed],
        [(centre.lon, centre.lat) for centre in listed],
        [roughly_placed(centre) for centre in listed],
    )


def resource_points(places: Places, resources: Iterable[Resource]) -> gpd.GeoDataFrame:
    """Return informal resources as points for the map, each at its town: those of which no town is known are none."""
    located = [(one, places.at(one.city, one.ward, one.town)) for one in resources]
    listed = [(one, place) for one, place in located if place.level == "town"]
    return _points(
        [require(one.id) for one, _ in listed],
        ["resource"] * len(listed),
        "resource",
        [one.name for one, _ in listed],
        [place.lonlat for _, place in listed],
        [True] * len(listed),
    )


def home_points(homes: Iterable[tuple[int, str, float, float]]) -> gpd.GeoDataFrame:
    """Return people at their home towns: (id, code name, lon, lat)."""
    listed = list(homes)
    return _points(
        [home[0] for home in listed],
        ["person"] * len(listed),
        "person",
        [home[1] for home in listed],
        [(home[2], home[3]) for home in listed],
    )


def site_points(sites: Iterable[tuple[int, str, float, float]]) -> gpd.GeoDataFrame:
    """Return new places as points for the map: (rank, name, lon, lat)."""
    listed = list(sites)
    return _points(
        [site[0] for site in listed],
        ["site"] * len(listed),
        "site",
        [f"{site[0]} {site[1]}" for site in listed],
        [(site[2], site[3]) for site in listed],
    )


def _points(
    ids: list[int], kinds: list[str], what: str, labels: list[str], lonlats: list[Any], rough: list[bool] | None = None
) -> gpd.GeoDataFrame:
    points = gpd.points_from_xy([lon for lon, _ in lonlats], [lat for _, lat in lonlats], crs=JGD2011)
    data = {"id": ids, "kind": kinds, "what": what, "label": labels, "rough": rough or [False] * len(ids)}
    frame = gpd.GeoDataFrame(data, geometry=points)
    # As an array: an empty list would choose columns, and leave a frame without geometry.
    return frame[np.array([lon is not None for lon, _ in lonlats], dtype=np.bool_)]


def kinds_shown(*points: gpd.GeoDataFrame) -> list[str]:
    """Return what the legend must explain: each kind on the map, and that some signs are hollow or numbers."""
    kinds = sorted({kind for frame in points for kind in frame["kind"]})
    heaps = [HEAP] if sum(map(len, points)) > FEW else []
    return [*kinds, *([ROUGH] if any(frame["rough"].any() for frame in points) else []), *heaps]


def show_map(drawn: Map, key: str, chosen: tuple[str, int | None] = ("", None)) -> Clicked | None:
    """Draw a map and return what was last clicked on it; where it was moved to stands in the address.

    Parameters
    ----------
    key
        As the map was given it.
    chosen
        What is marked on it, and its id: ``facility``, ``person`` or ``resource``.
    """
    # It renders the map itself; the page around it, with the map a second time, nobody sees.
    answer = st_folium(
        drawn, key=key, height=HEIGHT, use_container_width=True, returned_objects=["last_active_drawing"], render=False
    )
    map_place(key, None if chosen[1] is None else ".".join(map(str, chosen)))
    feature = (answer or {}).get("last_active_drawing") or {}
    properties = feature.get("properties") or {}
    if "what" not in properties:
        return None
    return Clicked(str(properties["what"]), int(properties["id"]))


def remember_click(clicked: Clicked | None, what: str, target: str) -> None:
    """Put a newly clicked id where the page's choice lives; an old click does not undo a later choice."""
    seen = f"{target}.clicked"
    if clicked is None or clicked.what != what or st.session_state.get(seen) == clicked:
        return
    st.session_state[seen] = clicked
    st.session_state[f"{target}.wanted"] = clicked.id
    st.rerun()


def legend(
    ctx: Context,
    drawn: Map,
    kinds: Iterable[str],
    shading: Shading | None,
    title: str,
    write: Callable[[Context, float | None], str] = figure,
) -> None:
    """Explain in a corner of the map its signs, and its shades: the range of each class and how many areas are in it."""
    symbols = [Key(ctx.t(f"symbol.{kind}"), image=_picture(kind)) for kind in dict.fromkeys(kinds)]
    shades = []
    if shading is not None:
        shades = [Key(_class_text(ctx, one, write), shade=one.shade) for one in shading.classes]
        if shading.unknown:
            count = ctx.t("map.areas_count", count=shading.unknown)
            shades.append(Key(ctx.aside(ctx.t("common.unknown"), count), shade=UNKNOWN))
    add_legend(drawn, ctx.t("map.legend"), symbols, title, shades)


def _picture(kind: str) -> str:
    if kind in (HEAP, ABOUT):
        return number_image(dashed=kind == ABOUT)
    return symbol_image("other", hollow=True) if kind == ROUGH else symbol_image(kind)


def _class_text(ctx: Context, shade_class: Class, write: Callable[[Context, float | None], str]) -> str:
    low, high = write(ctx, shade_class.low), write(ctx, shade_class.high)
    span = low if low == high else ctx.t("map.class_span", low=low, high=high)
    return ctx.aside(span, ctx.t("map.areas_count", count=shade_class.count))
