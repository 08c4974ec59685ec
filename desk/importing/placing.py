"""Where imported rows lie: at a point of their own, else at that of their town or ward, with a note that says so."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import geopandas as gpd

from casebook.book import Casebook
from casebook.records import Area, Centre, Facility, PublicFacility, Town
from desk.city import POINT, area_frame
from geodata.address import Gazetteer, normalise
from geodata.areas import check_wards
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
        # As it was published: whether a number is a 丁目 or a 番 is told there only.
        written = row.get("address_original") or row["address"] or ""
        placed = self._gazetteer.place(written, row["ward"], row["city"], row["prefecture"])
        problems.append(_note(row, placed.message))
        return {"lat": placed.lat, "lon": placed.lon, "located_at": placed.level}

    def check(self, rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
        """Note the rows whose own point lies in another ward than the one that they state."""
        if not rows:
            return []
        points = gpd.points_from_xy([row["lon"] for row in rows], [row["lat"] for row in rows], crs=JGD2011)
        return check_wards(gpd.GeoDataFrame(rows, geometry=points), self.areas)


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
