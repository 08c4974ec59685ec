"""What coverage is measured on: the matching problem of a day, and in which ward, municipality, catchment or town everything lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from casebook.book import Casebook
from casebook.records import Centre, Facility, Statistic, Town, Visit
from desk.city import (
    FacilityFile,
    Located,
    Places,
    TownPlace,
    Travel,
    lonlats,
    seconds_of,
    straight_line,
    town_key,
    town_places,
)
from desk.coverage.areas import (
    CITY,
    LEVELS,
    MUNICIPALITY,
    Areas,
    Floats,
    Indices,
    Lying,
    catchment_areas,
    municipality_areas,
    municipality_of_ward,
    numbers,
    town_areas,
    ward_areas,
    whole_city_area,
)
from desk.plan import Edits, PlanInput, edited, plan_input
from geodata.access import Pairs
from geodata.areas import ward_of
from geodata.travel import straight_metres
from matching.emergency import Readiness, readiness
from matching.pairs import eligible_pairs
from matching.policy import Policy
from matching.problem import Problem

Ways = npt.NDArray[np.int32]
EXACT = ("office", "town")
"""How exactly a facility must be placed to lie in a town rather than anywhere in its ward."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Published counts: of which kind each is, how many, and where it lies."""

    kinds: npt.NDArray[np.str_]
    counts: Floats
    lying: Lying


@dataclass(frozen=True)
class Snapshot:
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
        return eligible_pairs(self.problem, everybody=True)

    @cached_property
    def eligible(self) -> Pairs:
        """The same pairs with the metres from home; those of which the distance is not known are left out."""
        metres = self.home_metres[self.allowed].astype(np.float64)
        return Pairs(*self.allowed, metres, *self.problem.home_metres.shape)

    @cached_property
    def home_metres(self) -> Ways:
        """Metres from each home to each facility, -1 where not known, as to one of which no more than the ward is."""
        return self._known_ways(self.problem.home_metres)

    @cached_property
    def ward_only(self) -> npt.NDArray[np.bool_]:
        """Of which facilities no more than the ward is known, so that no way to them is."""
        return np.array([file.facility.located_at == "ward" for file in self.files], dtype=np.bool_)

    def _known_ways(self, ways: Ways) -> Ways:
        return np.where(self.ward_only, np.int32(-1), ways) if self.ward_only.any() else ways

    @cached_property
    def homes(self) -> tuple[Located, ...]:
        """Where each person lives."""
        return tuple(self.places.home(self.source.people[one.id].person) for one in self.problem.people)

    @cached_property
    def people(self) -> Lying:
        """Where the people live."""
        homes = [self.source.people[one.id].person for one in self.problem.people]
        wards = [self.places.label(home.city, home.ward) or "" for home in homes]
        return self.lying(wards, (home.town or "" for home in homes))

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
        located = ~np.isnan(self.town_points).any(axis=1)
        for ward in np.unique(wards[placed & (wards >= 0)]):
            sites = np.flatnonzero(placed & (wards == ward))
            near = np.flatnonzero(located & (self._ward_of_town == ward))
            if len(near):
                metres = straight_metres(self.facility_points[sites], self.town_points[near])
                towns[sites] = near[metres.argmin(axis=1)]
        return Lying(wards, self._municipalities(wards, (one.ward or "" for one in self.problem.facilities)), towns)

    @cached_property
    def facility_points(self) -> Floats:
        """Longitude and latitude of each facility, NaN where unknown."""
        return lonlats((file.facility.lon, file.facility.lat) for file in self.files)

    @cached_property
    def town_points(self) -> Floats:
        """Longitude and latitude of each town, NaN where unknown."""
        return lonlats(town.point.lonlat for town in self.towns)

    @cached_property
    def town_metres(self) -> Ways:
        """Metres from each town to each facility, -1 where not known, as to one of which no more than the ward is."""
        return self._known_ways(self.travel(self.town_points, self.facility_points))

    @cached_property
    def home_seconds(self) -> Ways | None:
        """Seconds from each home to each facility, -1 where not known; None where the travel knows no times."""
        clock = seconds_of(self.travel)
        homes = lonlats(home.lonlat for home in self.homes)
        return None if clock is None else self._known_ways(clock(homes, self.facility_points))

    @cached_property
    def wards(self) -> Areas:
        """The wards."""
        return ward_areas(self.places)

    @cached_property
    def municipalities(self) -> Areas:
        """The municipalities."""
        return municipality_areas(self.places)

    @cached_property
    def catchments(self) -> Areas:
        """The catchments of the care centres."""
        return catchment_areas(self.centres, self.towns, self.town_points, self.places)

    @cached_property
    def town_areas(self) -> Areas:
        """The towns."""
        return town_areas(self.towns, self.town_points, self.places)

    @cached_property
    def whole(self) -> Areas:
        """The city as one area."""
        return whole_city_area(self.places)

    def areas(self, level: str) -> Areas:
        """Return the areas of a level, or of `CITY` the one that everybody and everything counts in; drawn once.

        Raises
        ------
        ValueError
            There is no such level.
        """
        if level == CITY:
            return self.whole
        if level == "ward":
            return self.wards
        if level == MUNICIPALITY:
            return self.municipalities
        if level == "catchment":
            return self.catchments
        if level == "town":
            return self.town_areas
        msg = f"no such level: {level}; one of {', '.join(LEVELS)}"
        raise ValueError(msg)

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
        """Find wards, or a city of which no more is known, by their labels, and towns by their names in them."""
        town = numbers(self._town_rows.get((ward, town_key(name))) for ward, name in zip(wards, towns, strict=True))
        ward_rows = numbers(self._ward_rows.get(ward) for ward in wards)
        return Lying(ward_rows, self._municipalities(ward_rows, wards), town)

    def _municipalities(self, wards: Indices, labels: Iterable[str]) -> Indices:
        """Return the number of the municipality that each ward lies in, or of the one that a label names."""
        rows = {one.label: number for number, one in enumerate(self.places.names.municipalities)}
        named = numbers(rows.get(label) for label in labels)
        return np.where(wards < 0, named, np.append(municipality_of_ward(self.places), -1)[wards])

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
        ward = ward_of(facility.lon, facility.lat, areas.assign(name=areas["ward"]))
        return None if ward is None else self._ward_rows[ward]


def read_snapshot(
    book: Casebook,
    today: date,
    policy: Policy,
    *,
    travel: Travel = straight_line,
    edits: Edits | None = None,
    source: PlanInput | None = None,
) -> Snapshot:
    """Read what coverage is measured on; with `edits` as it would be.

    Parameters
    ----------
    source
        What was gathered of the casebook for today already; gathered if None.

    Raises
    ------
    DeskError
        If the edits cannot be.
    NotAllowedError
        If the book is not open for somebody who sees everybody.
    """
    book.require_everybody()
    if (everyone := book.for_everyone()) is not book:
        book, source = everyone, None  # figures are handed on: they are the same whoever makes them
    source = source or plan_input(book, today, policy, today, travel)
    if edits is not None and not edits.empty:
        source = edited(source, edits, today)
    return Snapshot(
        day=today,
        source=source,
        towns=town_places(book.all(Town), source.places),
        centres=tuple(book.all(Centre)),
        visits=tuple(one for one in book.all(Visit) if one.visited_on <= today),
        statistics=tuple(book.all(Statistic)),
        travel=travel,
    )


def _exact(facility: Facility) -> bool:
    return facility.lat is not None and facility.lon is not None and facility.located_at in EXACT


def _newest(statistics: Iterable[Statistic], day: date) -> list[Statistic]:
    """Keep each ward's newest figures of a kind, and of towns, ward and city only the finest that there are."""
    grouped: dict[tuple[str, str, str], dict[str, list[Statistic]]] = {}
    for statistic in statistics:
        if statistic.on <= day:
            levels = grouped.setdefault((statistic.kind, statistic.city, statistic.ward), {})
            levels.setdefault(statistic.level, []).append(statistic)
    finer = {(kind, city) for (kind, city, _), levels in grouped.items() if set(levels) & {"ward", "town"}}
    newest: list[Statistic] = []
    for (kind, city, _), levels in grouped.items():
        level = min(levels, key=("town", "ward", "city").index)
        if level != "city" or (kind, city) not in finer:
            last = max(statistic.on for statistic in levels[level])
            newest += [statistic for statistic in levels[level] if statistic.on == last]
    return newest
