"""What coverage is measured on: the matching problem of a day, and in which ward, catchment or town everything lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from casebook.book import Casebook
from casebook.records import Centre, Facility, Person, Town
from desk.places import CRS, NOWHERE, Located, Places, town_key
from desk.problem import PlanInput, Travel, lonlats, plan_input, straight
from desk.scenarios import Edits, edited
from geodata.areas import ward_of
from geodata.catchments import catchments
from geodata.travel import straight_metres
from matching.columns import Columns, build_columns
from matching.model import Problem
from matching.policy import Policy
from matching.readiness import Readiness, readiness

LEVELS = ("ward", "catchment", "town")
UNKNOWN_AREA = "unknown"
"""Key of the row for whom and what no area of the level is known."""
EXACT = ("office", "town")
"""How exactly a facility must be placed to lie in a town rather than anywhere in its ward."""
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Place:
    """A town (町丁目) with its parts: the finest place that is known of a home."""

    ward: str
    name: str
    point: Located
    population: int | None
    centre_id: int | None

    @property
    def key(self) -> str:
        """What names it: ward and town."""
        return f"{self.ward}/{self.name}"


@dataclass(frozen=True)
class Rows:
    """The areas of one level, and the row of each of them in which people, facilities and towns lie.

    Attributes
    ----------
    areas
        Columns ``key``, ``label``, geometry; the last row stands for unknown.
    people, facilities, towns
        A row number for each of the problem's people and facilities, and for each town of the ground.
    """

    areas: gpd.GeoDataFrame
    people: Indices
    facilities: Indices
    towns: Indices

    def count_people(self, weights: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Add up a weight a person, by area."""
        return self._sum(self.people, weights)

    def count_facilities(self, weights: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Add up a weight a facility, by area."""
        return self._sum(self.facilities, weights)

    def count_towns(self, weights: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Add up a weight a town, by area."""
        return self._sum(self.towns, weights)

    def _sum(self, rows: Indices, weights: npt.ArrayLike) -> npt.NDArray[np.float64]:
        values = np.asarray(weights, dtype=np.float64)
        return np.bincount(rows, weights=values, minlength=len(self.areas)).astype(np.float64, copy=False)


@dataclass(frozen=True)
class Ground:
    """A day's problem with all that is worked out from it once, whatever the level."""

    day: date
    source: PlanInput
    towns: tuple[Place, ...]
    centres: tuple[Centre, ...]
    travel: Travel

    @property
    def problem(self) -> Problem:
        """The people and facilities, as they are or would be."""
        return self.source.problem

    @property
    def places(self) -> Places:
        """Areas and towns."""
        return self.source.places

    @cached_property
    def columns(self) -> Columns:
        """The problem as columns."""
        return build_columns(self.problem)

    @cached_property
    def readiness(self) -> Readiness:
        """Everybody's emergency options."""
        return readiness(self.problem, self.day, self.columns)

    @cached_property
    def town_of_person(self) -> Indices:
        """Index into `towns` of each person's home; -1 where unknown."""
        index = {(town.ward, town_key(town.name)): number for number, town in enumerate(self.towns)}
        return _numbers(
            index.get(_home_key(self.places, self.source.people[one.id].person)) for one in self.problem.people
        )

    @cached_property
    def ward_of_person(self) -> Indices:
        """Row of `places.areas` of each person's home; -1 where unknown."""
        return _numbers(self._ward_rows.get(one.ward or "") for one in self.problem.people)

    @cached_property
    def ward_of_facility(self) -> Indices:
        """Row of `places.areas` of each facility: the ward it states, else the one its point lies in; else -1."""
        return _numbers(
            self._ward_rows.get(one.ward or "", self._ward_at(self.source.facilities[one.id].facility))
            for one in self.problem.facilities
        )

    @cached_property
    def ward_of_town(self) -> Indices:
        """Row of `places.areas` of each town; -1 where that ward was not imported."""
        return _numbers(self._ward_rows.get(town.ward) for town in self.towns)

    @cached_property
    def town_of_facility(self) -> Indices:
        """Index into `towns` of the town in the facility's ward that is nearest to it; -1 where its place is not known.

        The same rule as that by which `geodata.catchments` draws outlines from the points of towns.
        """
        found = np.full(len(self.problem.facilities), -1, dtype=np.intp)
        files = [self.source.facilities[one.id].facility for one in self.problem.facilities]
        placed = np.array([one.lat is not None and one.located_at in EXACT for one in files], dtype=np.bool_)
        points = lonlats((one.lon, one.lat) for one in files)
        for ward in np.unique(self.ward_of_facility[placed]):
            sites = np.flatnonzero(placed & (self.ward_of_facility == ward))
            towns = np.flatnonzero((self.ward_of_town == ward) & ~np.isnan(self.town_points).any(axis=1))
            if ward >= 0 and len(towns):
                found[sites] = towns[straight_metres(points[sites], self.town_points[towns]).argmin(axis=1)]
        return found

    @cached_property
    def town_points(self) -> npt.NDArray[np.float64]:
        """Longitude and latitude of each town, NaN where unknown."""
        return lonlats(town.point.lonlat for town in self.towns)

    @cached_property
    def _ward_rows(self) -> dict[str, int]:
        return {ward: number for number, ward in enumerate(self.places.areas["ward"])}

    def _ward_at(self, facility: Facility) -> int | None:
        if facility.lat is None or facility.lon is None or facility.located_at not in EXACT:
            return None
        areas = self.places.areas
        found = ward_of(facility.lon, facility.lat, areas.assign(name=areas["ward"])) if len(areas) else None
        return None if found is None else self._ward_rows[found]


def read_ground(
    book: Casebook, today: date, policy: Policy, *, travel: Travel = straight, edits: Edits | None = None
) -> Ground:
    """Read what coverage is measured on; with `edits` as it would be.

    Raises
    ------
    DeskError
        If the edits cannot be.
    """
    source = plan_input(book, today, policy, today, travel)
    if edits is not None and not edits.empty:
        source = edited(source, edits, today, travel)
    centres = tuple(book.all(Centre))
    return Ground(today, source, _towns(book.all(Town), source.places), centres, travel)


def rows_of(ground: Ground, level: str) -> Rows:
    """Return the areas of a level, and what lies in which of them."""
    if level == "ward":
        areas = ground.places.areas
        frame = _frame(areas["ward"], areas["ward"], areas.geometry)
        lying = ground.ward_of_person, ground.ward_of_facility, ground.ward_of_town
    elif level == "town":
        keys = [town.key for town in ground.towns]
        labels = [f"{town.ward}{town.name}" for town in ground.towns]
        frame = _frame(keys, labels, _outlines(ground, keys, keys))
        lying = ground.town_of_person, ground.town_of_facility, np.arange(len(ground.towns))
    elif level == "catchment":
        row = {centre.id: number for number, centre in enumerate(ground.centres)}
        of_town = _numbers(row.get(town.centre_id) for town in ground.towns)
        groups = [None if number < 0 else str(number) for number in of_town]
        outlines = _outlines(ground, groups, map(str, range(len(ground.centres))))
        names = [centre.name for centre in ground.centres]
        frame = _frame([str(centre.id) for centre in ground.centres], names, outlines)
        through = np.append(of_town, -1)  # an unknown town, -1, reads the last item
        lying = through[ground.town_of_person], through[ground.town_of_facility], of_town
    else:
        msg = f"no such level: {level}"
        raise ValueError(msg)
    unknown = len(frame) - 1
    people, facilities, towns = (np.where(rows < 0, unknown, rows).astype(np.intp) for rows in lying)
    return Rows(frame, people, facilities, towns)


def _numbers(found: Iterable[int | None]) -> Indices:
    return np.array([-1 if one is None else one for one in found], dtype=np.intp)


def _home_key(places: Places, person: Person) -> tuple[str, str]:
    return places.label(person.city, person.ward) or "", town_key(person.town or "")


def _towns(towns: Iterable[Town], places: Places) -> tuple[Place, ...]:
    """Join the parts (小字) of each town: a town's own row comes before those of its parts."""
    grouped: dict[tuple[str, str], list[Town]] = {}
    for town in towns:
        ward = places.label(town.city, town.ward or None) or ""
        grouped.setdefault((ward, town_key(town.name)), []).append(town)
    return tuple(_place(ward, sorted(parts, key=lambda one: one.koaza), places) for (ward, _), parts in grouped.items())


def _place(ward: str, parts: list[Town], places: Places) -> Place:
    own = [one for one in parts if not one.koaza and one.population is not None]
    counted = [one.population for one in own or parts if one.population is not None]
    return Place(
        ward=ward,
        name=parts[0].name,
        point=places.towns.get((ward, town_key(parts[0].name)), NOWHERE),
        population=sum(counted) if counted else None,
        centre_id=next((one.centre_id for one in parts if one.centre_id is not None), None),
    )


def _frame(keys: Iterable[str], labels: Iterable[str], outlines: Iterable[shapely.Geometry | None]) -> gpd.GeoDataFrame:
    """Return the areas of a level, and the row that stands for unknown."""
    data = {"key": [*keys, UNKNOWN_AREA], "label": [*labels, ""]}
    return gpd.GeoDataFrame(data, geometry=[*outlines, None], crs=CRS)


def _outlines(ground: Ground, groups: Sequence[str | None], keys: Iterable[str]) -> list[shapely.Geometry | None]:
    """Draw each group of towns; None where none of them is placed in an imported ward."""
    towns = gpd.GeoDataFrame(
        {"ward": [town.ward for town in ground.towns], "centre_id": groups},
        geometry=gpd.points_from_xy(*ground.town_points.T),
        crs=CRS,
    )
    known = towns[[town.point.lat is not None for town in ground.towns]]
    drawn = catchments(known, ground.places.areas)
    outline = dict(zip(drawn["centre_id"], drawn.geometry, strict=True))
    return [outline.get(key) for key in keys]
