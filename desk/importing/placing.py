"""Where imported rows lie: at a point of their own, else at that of their town or ward, with a note that says so."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

import geopandas as gpd

from casebook.book import Casebook
from casebook.records import Area, Centre, Facility, PublicFacility, Town
from desk.city import POINT, area_frame, corrected, lonlats
from geodata.address import Gazetteer, normalise
from geodata.address import Placed as Found
from geodata.areas import check_wards, far_off
from geodata.coordinates import JGD2011
from geodata.findings import Finding
from geodata.shared_points import block_of, far_from_town, point_key, shared_points
from words.message import Message

Placed = Centre | Facility | PublicFacility
P = TypeVar("P", Centre, Facility, PublicFacility)
ROWS_NAMED = 5
"""So many rows are named in a note on all of them."""


class Placing:
    """The towns and areas of a casebook, as far as they tell where an address lies."""

    def __init__(self, book: Casebook) -> None:
        self.areas = area_frame(book.all(Area))
        self._towns = book.all(Town)
        self._shared: set[tuple[float, float]] = set()
        self._doubted: set[tuple[str, int]] = set()

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(town_frame(self._towns), self.areas)

    def point(
        self, row: Mapping[str, Any], existing: Placed | None, problems: list[Finding], *, corrected: bool = False
    ) -> dict[str, Any]:
        """Return a row's ``lat``, ``lon`` and ``located_at``; note where that is not the row's own point.

        A blank is no news: an exact point that is known already stays while the address does, or when a coordinator
        `corrected` it. A point that `gather` found to be none is taken for no more than the town or ward.
        """
        if row["lat"] is not None:
            if not corrected and self._is_none(row):
                return self._roughly(row)
            return {"lat": row["lat"], "lon": row["lon"], "located_at": "office"}
        if existing and existing.located_at == "office" and (corrected or _same(existing.address, row["address"])):
            problems.append(_note(row, Message("import.point_kept")))
            return {name: getattr(existing, name) for name in POINT}
        placed = self._found(row)
        problems.append(_note(row, placed.message))
        return {"lat": placed.lat, "lon": placed.lon, "located_at": placed.level}

    def gather(
        self, rows: Sequence[Mapping[str, Any]], known: Iterable[Placed] = (), beside: Iterable[Mapping[str, Any]] = ()
    ) -> list[Finding]:
        """Learn which of the rows' points are none, all of them together; return what is to be told of it.

        None is a point on which several different addresses stand, one of an address that is withheld, and one far
        from the town that the address names: published points are looked up from addresses, and what a look-up does
        not understand it puts on the town hall.

        Parameters
        ----------
        rows
            As for `point`, all that are to be placed.
        known
            What the casebook has apart from these. At a ward's level a record keeps the point as published, and so
            stays a witness to it; a point that a coordinator corrected says nothing of what is published.
        beside
            Rows of the same edition that are not to be placed.
        """
        placed = [row for row in rows if row["lat"] is not None]
        witnesses = [vars(one) for one in known if one.located_at in ("office", "ward") and not _is_corrected(one)]
        everything = [*placed, *witnesses, *(row for row in beside if row["lat"] is not None)]
        blocks = [_block(row) for row in everything]
        places = [_place(row, block) for row, block in zip(everything, blocks, strict=True)]
        groups = shared_points([(row["lat"], row["lon"]) for row in everything], places)
        self._shared |= set(groups)
        notes = [
            self._shared_note(key, [everything[row] for row in group if row < len(placed)], len(group))
            for key, group in groups.items()
            if group[0] < len(placed)
        ]
        of_placed = zip(placed, blocks, strict=False)
        alone = [(row, block) for row, block in of_placed if point_key(row["lat"], row["lon"]) not in self._shared]
        withheld = [row for row, block in alone if block is None]
        self._doubted |= {_key(row) for row in withheld}
        if withheld:
            params = {"count": len(withheld), "rows": _row_numbers(withheld)}
            notes.append(_note(withheld[0], Message("import.point_of_no_address", params)))
        return notes + self._far([row for row, block in alone if block is not None])

    def _far(self, rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
        """Doubt the points far from the town that their address names beyond doubt; one note each."""
        found = [(row, self._found(row)) for row in rows if self._towns]
        found = [(row, town) for row, town in found if town.code == "place.matched"]
        metres = far_from_town(
            lonlats((row["lon"], row["lat"]) for row, _ in found),
            lonlats((town.lon, town.lat) for _, town in found),
            lonlats((town.lon, town.lat) for town in self._towns),
        )
        notes = []
        for (row, town), way in zip(found, metres.tolist(), strict=True):
            if not math.isnan(way):
                self._doubted.add(_key(row))
                params = {"town": town.town, "km": f"{way / 1000:.1f}"}
                notes.append(_note(row, Message("import.point_far", params)))
        return notes

    def _shared_note(self, key: tuple[float, float], rows: Sequence[Mapping[str, Any]], count: int) -> Finding:
        levels = Counter(self._roughly(row)["located_at"] for row in rows)
        params = {"count": count, "point": f"{key[0]}, {key[1]}", "rows": _row_numbers(rows)}
        message = Message("import.point_shared", {**params, "towns": levels["town"], "wards": levels["ward"]})
        return _note(rows[0], message)

    def settled(self, known: P) -> P:
        """Return a record of the casebook with its point taken for no more than it is, if `gather` found it to be none."""
        if known.located_at != "office" or known.lat is None or known.lon is None or _is_corrected(known):
            return known
        none = point_key(known.lat, known.lon) in self._shared
        return replace(known, **self._roughly(vars(known))) if none else known

    def _is_none(self, row: Mapping[str, Any]) -> bool:
        return point_key(row["lat"], row["lon"]) in self._shared or _key(row) in self._doubted

    def _roughly(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Place a row at the town of its address; else leave it where it is published, as a point of the ward."""
        placed = self._found(row)
        if placed.level == "town":
            return {"lat": placed.lat, "lon": placed.lon, "located_at": "town"}
        return {"lat": row["lat"], "lon": row["lon"], "located_at": "ward"}

    def _found(self, row: Mapping[str, Any]) -> Found:
        # As it was published: whether a number is a 丁目 or a 番 is told there only.
        written = row.get("address_original") or row["address"] or ""
        return self._gazetteer.place(written, row["ward"], row["city"], row.get("prefecture"))

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


def _key(row: Mapping[str, Any]) -> tuple[str, int]:
    return str(row["source_file"]), int(row["source_row"])


def _row_numbers(rows: Sequence[Mapping[str, Any]]) -> str:
    named = "、".join(str(row["source_row"]) for row in rows[:ROWS_NAMED])
    return f"{named}…" if len(rows) > ROWS_NAMED else named


def _block(row: Mapping[str, Any]) -> str | None:
    place = row.get("prefecture"), row["city"], row["ward"]
    return block_of(row.get("address_original") or row["address"], *place)


def _place(row: Mapping[str, Any], block: str | None) -> str:
    """Return what tells the place of a row from others; where the address says nothing, each office is one."""
    # Without the ward: of two editions one may have it under another name.
    return f"?{row['name']}" if block is None else f"{row['city'] or ''}{block}"


def _is_corrected(known: Placed) -> bool:
    return isinstance(known, Facility) and not POINT.isdisjoint(corrected(known))


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
