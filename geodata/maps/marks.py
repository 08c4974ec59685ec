"""What stands on a map in single signs: points, lines, and of what no more than the ward is known; and the legend."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.maps.drawn import Drawn
from geodata.maps.symbols import symbol_svg

SPREAD_METRES = 40
METRES_A_DEGREE = 111_000.0
"""Of latitude, roughly: enough for spreading signs apart."""
ALONE = ("BASE", "site")
"""Kinds that never go into a heap."""


@dataclass(frozen=True)
class Key:
    """A line of a legend: a picture or a shade, and what it means."""

    text: str
    image: str = ""
    shade: str = ""


def add_legend(drawn: folium.Map, heading: str, symbols: Sequence[Key], title: str, shades: Sequence[Key]) -> None:
    """Explain signs and, under a title, shades in a corner of the map; in a narrow frame it begins folded."""
    symbol_rows, shade_rows = ([asdict(key) for key in keys] for keys in (symbols, shades))
    if symbol_rows or shade_rows:
        data = {"heading": heading, "symbols": symbol_rows, "title": title, "shades": shade_rows}
        Drawn("legend", data).add_to(drawn)


def add_points(drawn: folium.Map, heap: str, *points: gpd.GeoDataFrame) -> None:
    """Draw points: each a sign, those that would lie on each other a heap with its number until one looks closer.

    Parameters
    ----------
    heap
        What a heap is called for readers who do not see it; ``{count}`` in it is how many it holds.
    points
        Columns ``id``, ``kind`` (of `SYMBOLS`), ``what`` (what the id is of), ``label`` (shown on
        hovering), perhaps ``rough`` (drawn hollow: the place is a guess), and point geometry in EPSG:6668; rows
        without a place are left out. Those at one coordinate are spread apart.
    """
    there = [frame[~(frame.geometry.isna() | frame.geometry.is_empty)] for frame in points]
    there = [frame.assign(rough=frame.get("rough", False)) for frame in there if len(frame)]
    if not there:
        return
    placed = spread_apart(pd.concat(there, ignore_index=True))
    kinds, whats = sorted(set(placed["kind"])), sorted(set(placed["what"]))
    columns = (
        np.round(placed.geometry.x.to_numpy(), 6).tolist(),
        np.round(placed.geometry.y.to_numpy(), 6).tolist(),
        [kinds.index(kind) for kind in placed["kind"].tolist()],
        [whats.index(what) for what in placed["what"].tolist()],
        placed["id"].astype(int).tolist(),
        placed["rough"].astype(int).tolist(),
        placed["label"].astype(str).tolist(),
    )
    svg = {f"{kind}{'.rough' * rough}": symbol_svg(kind, hollow=rough) for kind in kinds for rough in (False, True)}
    rows = list(zip(*columns, strict=True))
    data = {"kinds": kinds, "whats": whats, "svg": svg, "alone": ALONE, "heap": heap, "rows": rows}
    Drawn("points", data).add_to(drawn)


def add_about(
    drawn: folium.Map, what: str, counts: Sequence[tuple[int, float, float, int, str]], image: str = ""
) -> None:
    """Say how many are somewhere in an area: (id of the area, longitude, latitude, how many, text), as no sign of one.

    Parameters
    ----------
    image
        The sign of their kind, to stand before the number where it is not clear what is counted.
    """
    if counts:
        rows = [(lon, lat, count, key, text) for key, lon, lat, count, text in counts]
        Drawn("about", {"what": what, "image": image, "rows": rows}).add_to(drawn)


def add_lines(drawn: folium.Map, lines: gpd.GeoDataFrame, *, everybody: bool = True) -> None:
    """Draw lines from people's towns to facilities.

    Parameters
    ----------
    lines
        Columns ``id`` (of the person), ``label``, ``to_confirm`` (drawn dashed), perhaps ``facility``.
    everybody
        All of them; else only those of the person or facility that is chosen.
    """
    if not len(lines):
        return
    corners = [shapely.get_coordinates(line)[:, ::-1].round(6).tolist() for line in lines.geometry]
    columns = (
        lines["id"].tolist(),
        list(lines.get("facility", lines["id"])),
        lines["label"],
        lines["to_confirm"].tolist(),
    )
    Drawn("lines", {"all": everybody, "rows": list(zip(corners, *columns, strict=True))}).add_to(drawn)


def spread_apart(points: gpd.GeoDataFrame, metres: float = SPREAD_METRES) -> gpd.GeoDataFrame:
    """Move points that share a coordinate onto a small circle around it, in the order of what they are and their ids."""
    if len(points) < 2:
        return points
    place = pd.Series(shapely.to_wkb(shapely.set_precision(points.geometry.values, 1e-6)), index=points.index)
    size = place.groupby(place).transform("size").to_numpy()
    if (size == 1).all():
        return points
    ordered = points.assign(_place=place).sort_values(["what", "id"])
    turn = ordered.groupby("_place").cumcount().reindex(points.index).to_numpy()
    angle = 2 * np.pi * turn / size
    radius = np.where(size > 1, metres * np.maximum(1, size / 6), 0)
    # In degrees where each point is: a metric zone fits one part of the country only.
    lon, lat = points.geometry.x.to_numpy(), points.geometry.y.to_numpy()
    north = radius / METRES_A_DEGREE
    moved = gpd.points_from_xy(
        lon + north * np.sin(angle) / np.cos(np.radians(lat)), lat + north * np.cos(angle), crs=points.crs
    )
    return points.set_geometry(moved)
