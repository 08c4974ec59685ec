"""A measure, or a difference, on the map: areas in classes, gaps outlined, places and rings on top."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import geopandas as gpd
import streamlit as st

from desk.city import DETOUR_PERMILLE
from desk.coverage import Values
from desk.plan import travel_messages
from geodata.maps import Map, add_cells, add_gaps, add_rings
from geodata.shading import Shading
from ui.components import city_map
from ui.components.coverage_data import figure, snapshot, with_unit
from ui.components.text import plain
from ui.context import Context
from ui.pages.coverage.choice import CoverageChoice

FEW = 12
"""Up to so many areas there is room to write on each."""


@dataclass(frozen=True)
class Picture:
    """What a map shows: one value an area, and which areas are marked.

    Attributes
    ----------
    marked, mark
        Areas with an outline, and what they are: of the worst ``class``, which is no lack by itself, or a ``gap``, beyond
        what somebody said is one.
    shares
        Of people counted: how many of a hundred in the area they are.
    """

    title: str
    code: str
    figures: Values
    shading: Shading
    marked: frozenset[str] = field(default_factory=frozenset)
    mark: str = "gap"
    shares: Values = field(default_factory=dict)
    signed: bool = False

    def write(self, ctx: Context, value: float | None) -> str:
        """Write a value for the legend."""
        return figure(ctx, self.code, value, signed=self.signed)


def draw(
    ctx: Context, choice: CoverageChoice, picture: Picture, key: str, over: Callable[[Map], list[str]] | None = None
) -> int | None:
    """Draw a picture with its legend.

    Parameters
    ----------
    over
        Adds what lies on top of the areas, and returns the kinds of symbols that it used.

    Returns
    -------
    int or None
        The number of the area that was clicked.
    """
    areas = choice.now.areas
    placed = areas[areas.geometry.notna()]
    drawn = city_map.empty_map(ctx, key, placed)
    short = len(placed) <= FEW
    cells = gpd.GeoDataFrame(
        {
            "id": placed.index,
            "what": "area",
            "key": placed["key"],
            "label": [_label(ctx, picture, row.key, row.label, short=short) for row in placed.itertuples()],
        },
        geometry=placed.geometry,
        crs=placed.crs,
    )
    add_cells(drawn, cells, picture.shading, written=short, at=ctx.city().built_up.middles)
    add_gaps(drawn, placed[placed["key"].isin(picture.marked)])
    kinds = over(drawn) if over else []
    st.markdown(f"**{plain(picture.title)}**")
    city_map.legend(ctx, drawn, kinds, picture.shading, ctx.t("coverage.legend"), picture.write)
    clicked = city_map.show_map(drawn, key)
    _notes(ctx, picture)
    return clicked.id if clicked is not None and clicked.what == "area" else None


def _label(ctx: Context, picture: Picture, key: str, name: str, *, short: bool) -> str:
    value = picture.figures.get(key)
    write = figure if short else with_unit
    text = f"{name} {write(ctx, picture.code, value, signed=picture.signed)}"
    told = [ctx.t("coverage.share", percent=round(share))] if (share := picture.shares.get(key)) is not None else []
    told += [ctx.t(f"coverage_mark.{picture.mark}")] if key in picture.marked else []
    return ctx.aside(text, ctx.join(told)) if told else text


def _notes(ctx: Context, picture: Picture) -> None:
    if picture.marked:
        st.caption(ctx.t(f"coverage_outlined.{picture.mark}", count=len(picture.marked)))
    if not picture.shading.breaks:
        st.caption(ctx.t("coverage.all_unknown"))


def credits_of(ctx: Context) -> None:
    """Say where the outlines are from, and what they are not."""
    city = ctx.city()
    if city.schematic:
        st.caption(ctx.t("common.schematic"))
    for credit in city.credits:
        st.caption(plain(ctx.t("common.credit", credit=credit)))


def distances(ctx: Context) -> None:
    """Say where distances come from, and how many ways are not known."""
    messages = travel_messages(snapshot(ctx).source)
    st.caption(plain(" ".join(ctx.t(message) for message in messages)))


def facilities_on(ctx: Context, drawn: Map) -> list[str]:
    """Draw all facilities; return the kinds of symbols."""
    return city_map.put_facilities(ctx, drawn, ctx.city().facilities.values())


def rings_around(ctx: Context, drawn: Map, lon: float, lat: float, ways: Iterable[int]) -> None:
    """Draw circles at which the way would be so long; on a network, where nobody knows, so far as the crow flies."""
    straight = ctx.settings.travel == "straight"
    detour = DETOUR_PERMILLE / 1000 if straight else 1.0
    code = "coverage.ring_way" if straight else "coverage.ring_line"
    add_rings(drawn, lon, lat, {way / detour: ctx.t(code, metres=way) for way in ways})
