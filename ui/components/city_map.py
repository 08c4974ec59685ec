"""The city drawn: wards, facilities, centres; what was clicked comes back as an id."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
import streamlit as st
from streamlit_folium import st_folium

from casebook.records import Centre
from desk.city import City, FacilityFile, base_layers, roughly_placed
from geodata.coordinates import JGD2011
from geodata.maps import MOST_MARKERS, BaseDrawn, Map, add_areas, add_base, base_map, symbol_image, symbol_kind
from geodata.shading import UNKNOWN, Class, Shading
from ui.assets import CSS, JS
from ui.context import Context

HEIGHT = 540
NEAR_DEGREES = 0.03
HEAP = "heap"
ROUGH = "rough"
"""What stands in a legend for circles with a number, and for signs of places known to their town or ward only."""


@dataclass(frozen=True)
class Clicked:
    """What was clicked on a map: ``what`` it is (facility, centre, person, line) and its id."""

    what: str
    id: int


def empty_map(ctx: Context, view: gpd.GeoDataFrame) -> Map:
    """Return a map that shows some areas, with nothing on it yet but what lies beneath everything."""
    drawn = base_map(view, js=JS, css=CSS, background_tiles=ctx.settings.background_tiles)
    layers = [
        BaseDrawn(one.kind, ctx.t(f"base_map.{one.kind}"), ctx.t("common.credit", credit=one.credit), one.shapes)
        for one in base_layers(ctx.book)
    ]
    add_base(drawn, layers, ctx.t("base_map.layers"))
    return drawn


def ward_map(ctx: Context, city: City, values: dict[str, float | None], shading: Shading | None) -> Map:
    """Return a map of the wards, each labelled with its name and value."""
    drawn = empty_map(ctx, _view(city))

    def label(ward: str) -> str:
        return ward if shading is None else f"{ward} {figure(ctx, values.get(ward))}"

    add_areas(drawn, city.places.areas, label, shading)
    return drawn


def _view(city: City) -> gpd.GeoDataFrame:
    """Return what the map is to show: the areas, or where none were imported yet what is near the facilities."""
    if not city.places.areas.empty:
        return city.places.areas
    points = facility_points(city.facilities.values())
    lon, lat = points.geometry.x.to_numpy(), points.geometry.y.to_numpy()
    around = shapely.box(lon - NEAR_DEGREES, lat - NEAR_DEGREES, lon + NEAR_DEGREES, lat + NEAR_DEGREES)
    return gpd.GeoDataFrame(geometry=around, crs=JGD2011)


def figure(ctx: Context, value: float | None) -> str:
    """Write a measure's value, or that it is unknown."""
    if value is None:
        return ctx.t("common.unknown")
    return ctx.show(int(value)) if value == int(value) else f"{value:.2f}"


def facility_points(files: Iterable[FacilityFile]) -> gpd.GeoDataFrame:
    """Return facilities as points for the map."""
    listed = list(files)
    return _points(
        [file.key for file in listed],
        ["BASE" if file.facility.is_base else symbol_kind(file.facility.service_code) for file in listed],
        "facility",
        [file.facility.name for file in listed],
        [(file.facility.lon, file.facility.lat) for file in listed],
        [roughly_placed(file.facility) for file in listed],
    )


def centre_points(centres: Iterable[Centre]) -> gpd.GeoDataFrame:
    """Return community care centres as points for the map."""
    listed = list(centres)
    return _points(
        [centre.id or 0 for centre in listed],
        ["centre"] * len(listed),
        "centre",
        [centre.name for centre in listed],
        [(centre.lon, centre.lat) for centre in listed],
        [roughly_placed(centre) for centre in listed],
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
    heaps = [HEAP] if sum(map(len, points)) > MOST_MARKERS else []
    return [*kinds, *([ROUGH] if any(frame["rough"].any() for frame in points) else []), *heaps]


def show_map(drawn: Map, key: str) -> Clicked | None:
    """Draw a map and return what was last clicked on it."""
    # It renders the map itself; the page around it, with the map a second time, nobody sees.
    answer = st_folium(
        drawn, key=key, height=HEIGHT, use_container_width=True, returned_objects=["last_active_drawing"], render=False
    )
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
    kinds: Iterable[str],
    shading: Shading | None,
    title: str,
    write: Callable[[Context, float | None], str] = figure,
) -> None:
    """Explain shapes below the map, and shades: the range of each class and how many areas are in it."""
    parts = [
        f'<span class="sonae-key"><img alt="" src="{_picture(kind)}"> {ctx.t(f"symbol.{kind}")}</span>'
        for kind in dict.fromkeys(kinds)
    ]
    shades = []
    if shading is not None:
        shades = [_swatch(shade_class.shade, _class_text(ctx, shade_class, write)) for shade_class in shading.classes]
        if shading.unknown:
            count = ctx.t("map.areas_count", count=shading.unknown)
            shades.append(_swatch(UNKNOWN, ctx.aside(ctx.t("common.unknown"), count)))
    style = (
        "<style>.sonae-legend{font-size:.9rem;line-height:1.9}.sonae-key{display:inline-block;margin-right:1rem}"
        ".sonae-key img,.sonae-swatch{vertical-align:-3px}.sonae-swatch{display:inline-block;"
        "width:18px;height:14px;border:1px solid #4d4d4d}</style>"
    )
    measured = f"<div>{ctx.pair(title, ''.join(shades))}</div>" if shades else ""
    st.html(f'{style}<div class="sonae-legend"><div>{"".join(parts)}</div>{measured}</div>')


def _picture(kind: str) -> str:
    if kind == HEAP:
        return symbol_image("24", hollow=True)
    return symbol_image("other", hollow=True) if kind == ROUGH else symbol_image(kind)


def _swatch(shade: str, text: str) -> str:
    return f'<span class="sonae-key"><span class="sonae-swatch" style="background:{shade}"></span> {text}</span>'


def _class_text(ctx: Context, shade_class: Class, write: Callable[[Context, float | None], str]) -> str:
    low, high = write(ctx, shade_class.low), write(ctx, shade_class.high)
    span = low if low == high else ctx.t("map.class_span", low=low, high=high)
    return ctx.aside(span, ctx.t("map.areas_count", count=shade_class.count))
