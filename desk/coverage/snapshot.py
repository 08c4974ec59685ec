"""What coverage is measured on: the matching problem of a day, and in which ward, catchment or town everything lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from casebook.book import Casebook
from casebook.records import Centre, Facility, Statistic, Town, Visit
from casebook.roles import require_everybody
from desk.city.facilities import FacilityFile
from desk.city.places import CRS, Located, Places, TownPlace, lonlats, town_key, town_places
from desk.city.travel import Travel, seconds_of, straight
from desk.plan.edits import Edits, edited
from desk.plan.problem import PlanInput, plan_input
from geodata.access import Pairs
from geodata.areas import ward_of
from geodata.catchments import catchments
from geodata.travel import straight_metres
from matching.emergency.options import Readiness, readiness
from matching.pairs.candidates import find_candidates
from matching.policy import Policy
from matching.problem.model import Problem

LEVELS = ("ward", "catchment", "town")
CITY = "city"
"""The level of one single row: the whole."""
UNKNOWN_AREA = "unknown"
"""Key of the row for whom and what no area of the level is known."""
EXACT = ("office", "town")
"""How exactly a facility must be placed to lie in a town rather than anywhere in its ward."""
Indices = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lying:
    """Where some things lie: the number of a ward and of a town each, -1 where unknown."""

    ward: Indices
    town: Indices


@dataclass(frozen=True, eq=False)
class Rows:
    """The areas of one level.

    Attributes
    ----------
    areas
        Columns ``key``, ``label``, geometry; the last row stands for unknown.
    by_ward
        Whether areas are made of wards; otherwise of towns.
    through
        Number of a ward or town -> row; one item more, the last, for an unknown one.
    """

    areas: gpd.GeoDataFrame
    by_ward: bool
    through: Indices

    def of(self, lying: Lying) -> Indices:
        """Return the row in which each of some things lies."""
        return self.through[lying.ward if self.by_ward else lying.town]

    def sum(self, lying: Lying, weights: npt.ArrayLike) -> Floats:
        """Add up a weight each, by area."""
        values = np.asarray(weights, dtype=np.float64)
        return np.bincount(self.of(lying), values, len(self.areas)).astype(np.float64, copy=False)

    def mean(self, lying: Lying, values: Floats, weights: npt.ArrayLike = 1.0) -> Floats:
        """Return the mean of the values that are known, by area; NaN where none is."""
        known = ~np.isnan(values) * np.broadcast_to(np.asarray(weights, dtype=np.float64), values.shape)
        return ratio(self.sum(lying, np.nan_to_num(values) * known), self.sum(lying, known))


@dataclass(frozen=True, eq=False)
class Figures:
    """Published counts: of which kind each is, how many, and where it lies."""

    kinds: npt.NDArray[np.str_]
    counts: Floats
    lying: Lying


@dataclass(frozen=True)
class Ground:
    """A day's problem with all that is worked out from it once, whatever the level."""

    day: date
    source: PlanInput
    towns: tuple[TownPlace, ...]
    centres: tuple[Centre, ...]
    visits: tuple[Visit, ...]
    statistics: tuple[Statistic, ...]
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
    def files(self) -> tuple[FacilityFile, ...]:
        """The files of the problem's facilities."""
        return tuple(self.source.facilities[one.id] for one in self.problem.facilities)

    @cached_property
    def readiness(self) -> Readiness:
        """Everybody's emergency options."""
        return readiness(self.problem, self.day)

    @cached_property
    def allowed(self) -> tuple[Indices, Indices]:
        """Whom a plan could place where, whether or not they have consented already: numbers of people and facilities."""
        everybody = tuple(replace(person, consent=True) for person in self.problem.people)
        found = find_candidates(replace(self.problem, people=everybody))
        return found.person, found.facility

    @cached_property
    def eligible(self) -> Pairs:
        """The same pairs with the metres from home; those of which the distance is not known are left out."""
        metres = self.problem.home_metres[self.allowed].astype(np.float64)
        return Pairs(*self.allowed, metres, *self.problem.home_metres.shape)

    @cached_property
    def homes(self) -> tuple[Located, ...]:
        """Where each person lives."""
        return tuple(self.places.home(self.source.people[one.id].person) for one in self.problem.people)

    @cached_property
    def people(self) -> Lying:
        """Where the people live."""
        homes = [self.source.people[one.id].person for one in self.problem.people]
        wards = [self.places.label(one.city, one.ward) or "" for one in homes]
        return self.lying(wards, (one.town or "" for one in homes))

    @cached_property
    def facilities(self) -> Lying:
        """Where the facilities lie.

        In the ward that each states, else the one that its point lies in; in the town of that ward whose point is
        nearest, which is the rule by which `geodata.catchments` draws outlines. Whose place is not known more exactly
        than its ward lies in no town.
        """
        stated = (self._ward_rows.get(one.ward or "") for one in self.problem.facilities)
        wards = numbers(
            self._ward_at(file.facility) if ward is None else ward
            for ward, file in zip(stated, self.files, strict=True)
        )
        towns = np.full(len(wards), -1, dtype=np.intp)
        placed = np.array([_exact(file.facility) for file in self.files], dtype=np.bool_)
        known = ~np.isnan(self.town_points).any(axis=1)
        for ward in np.unique(wards[placed & (wards >= 0)]):
            sites, near = np.flatnonzero(placed & (wards == ward)), np.flatnonzero(known & (self._ward_of_town == ward))
            if len(near):
                metres = straight_metres(self.facility_points[sites], self.town_points[near])
                towns[sites] = near[metres.argmin(axis=1)]
        return Lying(wards, towns)

    @cached_property
    def facility_points(self) -> Floats:
        """Longitude and latitude of each facility, NaN where unknown."""
        return lonlats((file.facility.lon, file.facility.lat) for file in self.files)

    @cached_property
    def town_points(self) -> Floats:
        """Longitude and latitude of each town, NaN where unknown."""
        return lonlats(town.point.lonlat for town in self.towns)

    @cached_property
    def town_metres(self) -> npt.NDArray[np.int32]:
        """Metres from each town to each facility, -1 where not known."""
        return self.travel(self.town_points, self.facility_points)

    @cached_property
    def home_seconds(self) -> npt.NDArray[np.int32] | None:
        """Seconds from each home to each facility, -1 where not known; None where the travel knows no times."""
        clock = seconds_of(self.travel)
        return None if clock is None else clock(lonlats(home.lonlat for home in self.homes), self.facility_points)

    @cached_property
    def rows(self) -> dict[str, Rows]:
        """The areas by level, as far as `rows_of` was asked for them."""
        return {}

    @cached_property
    def figures(self) -> Figures:
        """The newest published counts up to the day, of towns; of a ward or city where no part of it has any.

        The population that came with the list of towns stands in where no statistics were imported.
        """
        newest = _newest(self.statistics, self.day)
        if not any(one.kind == "population" for one in newest):
            newest += [
                Statistic(level="town", city="", ward=town.ward, town=town.name, kind="population", on=self.day,
                          value=town.population, source="towns")
                for town in self.towns if town.population is not None
            ]  # fmt: skip
        wards = [self.places.label(one.city, one.ward or None) if one.city else one.ward for one in newest]
        lying = self.lying([ward or "" for ward in wards], (one.town for one in newest))
        counts = np.array([one.value for one in newest], dtype=np.float64)
        return Figures(np.array([one.kind for one in newest], dtype=np.str_), counts, lying)

    def lying(self, wards: Sequence[str], towns: Iterable[str]) -> Lying:
        """Find wards by their labels, and towns by their names in them."""
        town = numbers(self._town_rows.get((ward, town_key(name))) for ward, name in zip(wards, towns, strict=True))
        return Lying(numbers(self._ward_rows.get(ward) for ward in wards), town)

    @cached_property
    def _ward_rows(self) -> dict[str, int]:
        return {ward: number for number, ward in enumerate(self.places.areas["ward"])}

    @cached_property
    def _town_rows(self) -> dict[tuple[str, str], int]:
        return {(town.ward, town_key(town.name)): number for number, town in enumerate(self.towns)}

    @cached_property
    def _ward_of_town(self) -> Indices:
        return numbers(self._ward_rows.get(town.ward) for town in self.towns)

    def _ward_at(self, facility: Facility) -> int | None:
        areas = self.places.areas
        if not _exact(facility) or not len(areas) or facility.lon is None or facility.lat is None:
            return None
        found = ward_of(facility.lon, facility.lat, areas.assign(name=areas["ward"]))
        return None if found is None else self._ward_rows[found]


def read_ground(
    book: Casebook, today: date, policy: Policy, *, travel: Travel = straight, edits: Edits | None = None
) -> Ground:
    """Read what coverage is measured on; with `edits` as it would be.

    Raises
    ------
    DeskError
        If the edits cannot be.
    NotAllowedError
        If the book is not open for somebody who sees everybody.
    """
    require_everybody(book.actor)
    source = plan_input(book, today, policy, today, travel)
    if edits is not None and not edits.empty:
        source = edited(source, edits, today)
    return Ground(
        day=today,
        source=source,
        towns=town_places(book.all(Town), source.places),
        centres=tuple(book.all(Centre)),
        visits=tuple(one for one in book.all(Visit) if one.visited_on <= today),
        statistics=tuple(book.all(Statistic)),
        travel=travel,
    )


def rows_of(ground: Ground, level: str) -> Rows:
    """Return the areas of a level, drawn once; of `CITY` the one row that everybody and everything counts in.

    Raises
    ------
    ValueError
        There is no such level.
    """
    if level not in ground.rows:
        ground.rows[level] = _rows_at(ground, level)
    return ground.rows[level]


def _rows_at(ground: Ground, level: str) -> Rows:
    areas = ground.places.areas
    if level == CITY:
        return _rows([], [], [], np.full(len(areas), -1, dtype=np.intp), by_ward=True)
    if level == "ward":
        return _rows(areas["ward"], areas["ward"], areas.geometry, np.arange(len(areas)), by_ward=True)
    keys = [town.key for town in ground.towns]
    if level == "town":
        labels = [f"{town.ward}{town.name}" for town in ground.towns]
        return _rows(keys, labels, _drawn(ground, keys, keys), np.arange(len(keys)))
    if level == "catchment":
        centres = ground.centres
        through = _centre_of_town(ground)
        groups = [None if number < 0 else str(number) for number in through]
        drawn = _drawn(ground, groups, [str(number) for number in range(len(centres))])
        outlines = [
            shapely.from_wkt(one.outline) if one.outline else own for one, own in zip(centres, drawn, strict=True)
        ]
        return _rows([str(one.id) for one in centres], [one.name for one in centres], outlines, through)
    msg = f"no such level: {level}; one of {', '.join(LEVELS)}"
    raise ValueError(msg)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide where there is something to divide by; NaN elsewhere."""
    found: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return found


def numbers(found: Iterable[int | None]) -> Indices:
    """Return numbers as an array, -1 for None."""
    return np.array([-1 if one is None else one for one in found], dtype=np.intp)


def _exact(facility: Facility) -> bool:
    return facility.lat is not None and facility.lon is not None and facility.located_at in EXACT


def _newest(statistics: Iterable[Statistic], day: date) -> list[Statistic]:
    """Keep each ward's newest figures of a kind, and of towns, ward and city only the finest that there are."""
    grouped: dict[tuple[str, str, str], dict[str, list[Statistic]]] = {}
    for one in statistics:
        if one.on <= day:
            grouped.setdefault((one.kind, one.city, one.ward), {}).setdefault(one.level, []).append(one)
    finer = {(kind, city) for (kind, city, _), levels in grouped.items() if set(levels) & {"ward", "town"}}
    found: list[Statistic] = []
    for (kind, city, _), levels in grouped.items():
        level = min(levels, key=("town", "ward", "city").index)
        if level != "city" or (kind, city) not in finer:
            last = max(one.on for one in levels[level])
            found += [one for one in levels[level] if one.on == last]
    return found


def _rows(
    keys: Iterable[str],
    labels: Iterable[str],
    outlines: Iterable[shapely.Geometry | None],
    through: Indices,
    *,
    by_ward: bool = False,
) -> Rows:
    """Add the row that stands for unknown, and lead there whatever lies nowhere."""
    data = {"key": [*keys, UNKNOWN_AREA], "label": [*labels, ""]}
    areas = gpd.GeoDataFrame(data, geometry=[*outlines, None], crs=CRS)
    rows = np.append(through, -1)
    return Rows(areas, by_ward, np.where(rows < 0, len(areas) - 1, rows).astype(np.intp))


def _centre_of_town(ground: Ground) -> Indices:
    """Return the number of each town's centre: the one that lists it, else the one whose outline holds its point; or -1."""
    row = {centre.id: number for number, centre in enumerate(ground.centres)}
    found = numbers(row.get(town.centre_id) for town in ground.towns)
    outlines = shapely.from_wkt([centre.outline for centre in ground.centres])
    tree = shapely.STRtree(outlines)
    town, centre = tree.query(shapely.points(ground.town_points), predicate="intersects")
    # The first centre of a town on a border comes last, and stays.
    for one, number in sorted(zip(town.tolist(), centre.tolist(), strict=True), reverse=True):
        if ground.towns[one].centre_id is None:
            found[one] = number
    return found


def _drawn(ground: Ground, groups: Sequence[str | None], keys: Iterable[str]) -> list[shapely.Geometry | None]:
    """Draw each group of towns; None where none of them is placed in an imported ward."""
    towns = gpd.GeoDataFrame(
        {"ward": [town.ward for town in ground.towns], "centre_id": groups},
        geometry=gpd.points_from_xy(*ground.town_points.T),
        crs=CRS,
    )
    found = catchments(towns[~np.isnan(ground.town_points).any(axis=1)], ground.places.areas)
    outline = dict(zip(found["centre_id"], found.geometry, strict=True))
    return [outline.get(key) for key in keys]
