"""Where a new place to stay would help most: exact location models on the city's people and towns.

Each person counts once, whatever the tier: a place stays for years, in which tiers change.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from casebook.book import Casebook
from casebook.records import PublicFacility, Town
from casebook.records.base import require
from desk.city import Places, Travel, lonlats, straight_line, town_key, travel_record, unreached_ways
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.errors import DeskError
from desk.plan import Edits
from matching import problem as model
from matching.arrays import Ints
from matching.location import Location, lscp, mclp, p_centre, p_median, ways
from matching.policy import Policy
from matching.problem import offers_trial

MODELS = ("mclp", "lscp", "pmedian", "pcentre")
AMONG = ("towns", "facilities", "public")
DEMANDS = ("people", "population")
MOST_NEW, MOST_METRES = 50, 1_000_000


@dataclass(frozen=True)
class Reach:
    """How well those are served whose place is known.

    Attributes
    ----------
    covered
        People with a place within the radius.
    unreached
        People who cannot reach any place at all.
    mean_metres, farthest_metres
        Way to the nearest place of those who can reach one; None if nobody can.
    """

    covered: int
    unreached: int
    mean_metres: int | None
    farthest_metres: int | None


@dataclass(frozen=True)
class Site:
    """A chosen place.

    Attributes
    ----------
    rank
        From 1; each is the one that helps most once those before it are there.
    kind, id
        ``town``, ``facility`` or ``public`` facility, and the id of its record.
    adds
        People newly within the radius.
    after
        How well all are served once it and those before it are there.
    """

    rank: int
    kind: str
    id: int
    label: str
    lat: float
    lon: float
    adds: int
    after: Reach


@dataclass(frozen=True)
class Sites:
    """The best new places by one model, in the order in which each helps most.

    Attributes
    ----------
    total
        People of the demand, ``nowhere`` of them at no known place.
    existing, candidates
        How many places that offer trials are kept, and among how many the new ones were chosen.
    unplaced
        Places that offer trials of which nobody knows where they are; they are left out.
    proven
        Whether no other choice is better by the model.
    travel
        Where distances come from, as `desk.city.travel.record_of`, and ``unreached``: how many ways from people to places
        and candidates are not known.
    """

    model: str
    new: int
    radius_m: int
    among: str
    demand: str
    total: int
    nowhere: int
    existing: int
    candidates: int
    unplaced: int
    before: Reach
    after: Reach
    proven: bool
    travel: Mapping[str, object]
    sites: tuple[Site, ...]

    @property
    def why_none(self) -> str:
        """Return the code of what to tell when there is no new place."""
        if self.total == self.nowhere:
            return f"sites.nobody_{self.demand}"
        return "sites.none" if self.candidates else f"sites.no_{self.among}"


class _Candidate(NamedTuple):
    kind: str
    id: int
    label: str
    lat: float
    lon: float


class _Table(NamedTuple):
    """People at each demand point, metres to existing places and then to candidates, -1 out of reach."""

    people: Ints
    metres: npt.NDArray[np.int32]
    existing: int

    def reach(self, radius: int, chosen: Collection[int] = ()) -> tuple[Reach, int]:
        """Return how well people are served with some candidates, and their metres together."""
        columns = [*range(self.existing), *(self.existing + site for site in chosen)]
        metres = self.metres[:, columns].astype(np.int64)
        far = np.iinfo(np.int64).max
        nearest = np.where(metres < 0, far, metres).min(axis=1, initial=far)
        reached = nearest < far
        people, total = int(self.people[reached].sum()), int(self.people[reached] @ nearest[reached])
        reach = Reach(
            covered=int(self.people[nearest <= radius].sum()),
            unreached=int(self.people.sum()) - people,
            mean_metres=round(total / people) if people else None,
            farthest_metres=int(nearest[reached].max()) if people else None,
        )
        return reach, total


def find_sites(
    book: Casebook,
    today: date,
    policy: Policy,
    *,
    model: str = "mclp",
    new: int = 3,
    radius_m: int = 5000,
    among: str = "towns",
    demand: str = "people",
    travel: Travel = straight_line,
    edits: Edits | None = None,
) -> Sites:
    """Choose new places, keeping those that offer trials; see `matching.location.models` for the models.

    Parameters
    ----------
    model
        One of `MODELS`: most people within the radius, fewest places for all (`new` is not used), shortest way of all
        together, shortest way of whoever is farthest.
    new
        How many places at most.
    radius_m
        Metres within which a place is near.
    among
        ``towns``; ``facilities``: open ones in a service where trials take place, that do not offer any as far as is
        known; or ``public`` facilities that the newest list still has; of both at least their town known.
    demand
        ``people`` at risk at their home town (else at their ward's point), or the ``population`` of towns.
    travel
        Metres between points.
    edits
        The city as it would be.

    Raises
    ------
    DeskError
        There is no such model, demand or kind of candidate, or a number is out of range.
    MatchingError
        The solver failed.
    """
    _check(model=model, among=among, demand=demand, new=new, radius_m=radius_m)
    snapshot = read_snapshot(book, today, policy, travel=travel, edits=edits)
    points, people = _demand(snapshot, demand)
    located = ~np.isnan(points).any(axis=1)
    known = np.where(snapshot.ward_only[:, np.newaxis], np.nan, snapshot.facility_points)
    offering = [
        lonlat for facility, lonlat in zip(snapshot.problem.facilities, known, strict=True) if is_kept(facility)
    ]
    kept = np.array(offering, dtype=np.float64).reshape(-1, 2)
    kept = kept[~np.isnan(kept).any(axis=1)]
    candidates = _candidates(book, snapshot, policy, among)
    ends = np.concatenate([kept, lonlats((one.lon, one.lat) for one in candidates)])
    table = _Table(people[located], travel(points[located], ends), len(kept))
    location = _located(table, model, new, radius_m)
    sites = _in_order(table, candidates, [site - len(kept) for site in location.sites], model, radius_m)
    before = table.reach(radius_m)[0]
    return Sites(
        model=model,
        new=len(sites) if model == "lscp" else new,
        radius_m=radius_m,
        among=among,
        demand=demand,
        total=int(people.sum()),
        nowhere=int(people[~located].sum()),
        existing=len(kept),
        candidates=len(candidates),
        unplaced=len(offering) - len(kept),
        before=before,
        after=sites[-1].after if sites else before,
        proven=location.proven,
        travel={**travel_record(travel), "unreached": unreached_ways(points[located], ends, table.metres)},
        sites=sites,
    )


def _check(*, model: str, among: str, demand: str, new: int, radius_m: int) -> None:
    """Refuse a choice that there is not, or a number out of range."""
    for name, value, allowed in (("model", model, MODELS), ("among", among, AMONG), ("demand", demand, DEMANDS)):
        if value not in allowed:
            raise DeskError("sites.unknown_choice", field=name, value=value, allowed=", ".join(allowed))
    for name, number, most in (("new", new, MOST_NEW), ("radius", radius_m, MOST_METRES)):
        if not 1 <= number <= most:
            raise DeskError("sites.out_of_range", field=name, value=number, least=1, most=most)


def _located(table: _Table, model: str, new: int, radius: int) -> Location:
    given, kept = (table.people, ways(table.metres)), range(table.existing)
    if model == "lscp":
        return lscp(*given, radius, kept)
    if model == "mclp":
        return mclp(*given, radius, new, kept)
    return (p_median if model == "pmedian" else p_centre)(*given, new, kept)


def _in_order(
    table: _Table, candidates: list[_Candidate], chosen: list[int], model: str, radius: int
) -> tuple[Site, ...]:
    """Rank the chosen places: next comes always the one that helps most by what the model counts."""
    remaining, ranked, sites = list(chosen), list[int](), list[Site]()
    last = table.reach(radius)[0]
    while remaining:
        reaches = {site: table.reach(radius, [*ranked, site]) for site in remaining}
        best = min(remaining, key=lambda site: (_shortfall(model, *reaches[site]), site))
        after = reaches[best][0]
        sites.append(Site(len(sites) + 1, *candidates[best], adds=after.covered - last.covered, after=after))
        ranked.append(best)
        remaining.remove(best)
        last = after
    return tuple(sites)


def _shortfall(model: str, reach: Reach, metres: int) -> tuple[int, int]:
    """Return what a model would have small."""
    if model == "pmedian":
        return reach.unreached, metres
    if model == "pcentre":
        return reach.unreached, reach.farthest_metres or 0
    return -reach.covered, metres


def _demand(snapshot: Snapshot, demand: str) -> tuple[npt.NDArray[np.float64], Ints]:
    """Return points (longitude, latitude; NaN where unknown) and the people at each."""
    if demand == "people":
        points = lonlats(home.lonlat for home in snapshot.homes)
        counts = np.ones(len(points), dtype=np.int64)
    else:
        counted = snapshot.figures.kinds == "population"
        town = snapshot.figures.lying.town[counted]
        points = np.append(snapshot.town_points, [[np.nan, np.nan]], axis=0)[town]
        counts = snapshot.figures.counts[counted].astype(np.int64)
    unique, at = np.unique(points, axis=0, return_inverse=True, equal_nan=True)
    people = np.zeros(len(unique), dtype=np.int64)
    np.add.at(people, at.ravel(), counts)
    return unique, people


def _open(facility: model.Facility) -> bool:
    return not (facility.closed or facility.is_base or facility.private)


def is_kept(facility: model.Facility) -> bool:
    """Tell whether a facility counts as one of the places that are there already."""
    return _open(facility) and offers_trial(facility) is True


def _candidates(book: Casebook, snapshot: Snapshot, policy: Policy, among: str) -> list[_Candidate]:
    if among == "facilities":
        return _facilities(snapshot, policy)
    return _towns(book, snapshot) if among == "towns" else _public(book, snapshot.places)


def _public(book: Casebook, places: Places) -> list[_Candidate]:
    return [
        _Candidate(
            "public",
            require(facility.id),
            f"{places.label_of(facility) or ''} {facility.name}".strip(),
            facility.lat,
            facility.lon,
        )
        for facility in book.all(PublicFacility)
        if facility.lat is not None
        and facility.lon is not None
        and facility.located_at != "ward"
        and facility.missing_since is None
    ]


def _facilities(snapshot: Snapshot, policy: Policy) -> list[_Candidate]:
    pairs = zip(snapshot.problem.facilities, snapshot.files, strict=True)
    return [
        _Candidate("facility", facility.id, file.facility.name, file.facility.lat, file.facility.lon)
        for facility, file in pairs
        if _open(facility)
        and not facility.offers_trial
        and not is_kept(facility)
        and facility.service_code in policy.scope.trial_services
        and file.facility.lat is not None
        and file.facility.lon is not None
        and file.facility.located_at != "ward"
    ]


def _towns(book: Casebook, snapshot: Snapshot) -> list[_Candidate]:
    ids: dict[tuple[str, str], int] = {}
    for town in book.all(Town):
        key = snapshot.places.label(town.city, town.ward or None) or "", town_key(town.name)
        ids[key] = min(ids.get(key, require(town.id)), require(town.id))
    return [
        _Candidate(
            "town", ids[town.ward, town_key(town.name)], f"{town.ward}{town.name}", town.point.lat, town.point.lon
        )
        for town in snapshot.towns
        if town.point.lat is not None and town.point.lon is not None
    ]
