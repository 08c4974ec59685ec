"""Where imported rows lie: at a point of their own, else at that of their town or ward, with a note that says so."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import geopandas as gpd

from casebook.book import Casebook
from casebook.records import Area, Centre, Facility, PublicFacility, Town
from desk.city import POINT, area_frame
from geodata.address import Gazetteer, normalise
from geodata.areas import check_wards, far_off
from geodata.coordinates import JGD2011
from geodata.findings import Finding
from words.message import Message

Placed = Centre | Facility | PublicFacility


class Placing:
    """The towns and areas of a casebook, as far as they tell where an address lies."""

    def __init__(self, book: Casebook) -> None:
        self.areas = area_frame(book.all(Area))
        self._towns = book.all(Town)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(town_frame(self._towns), self.areas)

    def point(
        self, row: Mapping[str, Any], existing: Placed | None, problems: list[Finding], *, corrected: bool = False
    ) -> dict[str, Any]:
        """Return a row's ``lat``, ``lon`` and ``located_at``; note where that is not the row's own point.

        A blank is no news: an exact point that is known already stays while the address does, or when a coordinator
        `corrected` it.
        """
        if row["lat"] is not None:
            return {"lat": row["lat"], "lon": row["lon"], "located_at": "office"}
        if existing and existing.located_at == "office" and (corrected or _same(existing.address, row["address"])):
            problems.append(_note(row, Message("import.point_kept")))
            return {name: getattr(existing, name) for name in POINT}
        placed = self._gazetteer.place(row["address"] or "", row["ward"], row["city"], row["prefecture"])
        problems.append(_note(row, placed.message))
        return {"lat": placed.lat, "lon": placed.lon, "located_at": placed.level}

    def check(self, rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
        """Note the rows whose own point lies in another ward than the one that they state."""
        if not rows:
            return []
        return check_wards(_points(rows), self.areas)

    def believed(self, rows: Sequence[Mapping[str, Any]], problems: list[Finding]) -> list[dict[str, Any]]:
        """Return rows of a published list, without the points that lie far from the municipality that they state.

        All points that do not lie where they say are told; one without its point is placed by its address.
        """
        if not rows:
            return []
        told = self.check(rows)
        far = far_off(_points(rows), self.areas)
        known = {(one.file, one.row) for one in told}
        for row, away in zip(rows, far, strict=True):
            if away and (row["source_file"], row["source_row"]) not in known:
                told.append(_note(row, Message("ward.far", {"stated": row["city"]})))
        problems += told
        return [{**row, "lat": None, "lon": None} if away else dict(row) for row, away in zip(rows, far, strict=True)]


def _points(rows: Sequence[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    points = gpd.points_from_xy([row["lon"] for row in rows], [row["lat"] for row in rows], crs=JGD2011)
    return gpd.GeoDataFrame(rows, geometry=points)


def _note(row: Mapping[str, Any], message: Message) -> Finding:
    return Finding(row["source_file"], row["source_row"], None, row["address"], message, "note")


def but_missing_points(problems: Sequence[Finding]) -> list[Finding]:
    """Return what a reader told, but that points are missing: `Placing.point` tells what became of them."""
    return [problem for problem in problems if problem.code != "coordinate.missing"]


def _same(text: str | None, other: str | None) -> bool:
    return normalise(text or "") == normalise(other or "")


def town_frame(towns: Sequence[Town]) -> gpd.GeoDataFrame:
    """Turn town records into the frame that the gazetteer reads."""
    data = {
        "city": [town.city for town in towns],
        "ward": [town.ward or None for town in towns],
        "town": [town.name for town in towns],
        "koaza": [town.koaza for town in towns],
        "lat": [town.lat for town in towns],
        "lon": [town.lon for town in towns],
    }
    return gpd.GeoDataFrame(data, geometry=gpd.points_from_xy(data["lon"], data["lat"], crs=JGD2011))
