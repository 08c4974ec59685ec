"""How well each ward, municipality, catchment or town is covered: measures of people, places and what lies between them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from casebook.book import Casebook
from casebook.vocabulary import STATISTIC_KINDS
from desk.city import Travel, straight_line
from desk.coverage.access import access, in_time, near
from desk.coverage.areas import Areas, Floats, Indices, ratio
from desk.coverage.measures import DECAY, FUNCTIONS, MEASURES, METHOD, NEEDS, SERVICES
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.plan import Edits
from geodata.access import within
from matching.policy import Policy
from matching.problem import (
    has_experts,
    known_places,
    months_before,
    needs_of,
    offers_trial,
    stays_possible,
    takes_emergencies,
)

Flags = npt.NDArray[np.bool_]
Contributions = Mapping[str, Floats]
"""What `contributions` returns."""
CONSULTING = ("53", "54")
"""Services that are consultation: transition and settlement support."""
WITHIN_M = 5000
"""How far a place may be to count as near unless something else is asked for."""
MINUTES = 30
"""How long a way may take unless something else is asked for."""
PRESENT, THIN, MISSING = 2.0, 1.0, 0.0
MONTHS = 12
"""How far back stays and visits are counted."""
ASKED = {"trial_places": known_places, "emergency": takes_emergencies, "trial": offers_trial, "experts": has_experts}
"""What facilities are asked, and what the answer is worth in a sum: a number of places, or one facility."""


@dataclass(frozen=True)
class Coverage:
    """The measures of all areas of one level.

    Attributes
    ----------
    areas
        Columns ``key``, ``label``, geometry (EPSG:6668, None where no outline can be drawn). The last row has the key
        `UNKNOWN_AREA`, an empty label and no geometry: everybody and everything of which the area is not known.
    values
        Index ``key`` in the order of `areas`, one float column a measure; NaN: unknown.
    """

    level: str
    day: date
    areas: gpd.GeoDataFrame
    values: pd.DataFrame


@dataclass(frozen=True)
class Load:
    """What one facility carries: the ids of those who would lose their only place if it closed, and its stays.

    Attributes
    ----------
    place
        Who has no other eligible place near.
    option
        Who has no other emergency option.
    stays
        Stays of the last twelve months.
    """

    facility_id: int
    place: tuple[int, ...]
    option: tuple[int, ...]
    stays: int

    @property
    def alone(self) -> int:
        """How many people depend on it alone, by place or option."""
        return len({*self.place, *self.option})


def read_coverage(
    book: Casebook,
    today: date,
    policy: Policy,
    level: str,
    *,
    travel: Travel = straight_line,
    within_m: int = WITHIN_M,
    edits: Edits | None = None,
    kinds: Iterable[str] | None = None,
    within_minutes: int = MINUTES,
    method: str = METHOD,
    decay: str = DECAY,
) -> Coverage:
    """Return the measures of every ward, municipality, catchment or town today; nothing is written.

    A person counts where she lives, a facility where it is; whom or what no area is known for counts in the last row.

    Parameters
    ----------
    level
        One of `LEVELS`.
    travel
        Metres between points.
    within_m
        How far a place may be to count as near.
    edits
        Changes to measure the city with, as it would be.
    kinds
        Needs to count people by (of `desk.coverage.measures.NEEDS`); None for all that anybody has.
    within_minutes
        How long the way to a place may take; only a travel that knows times can tell.
    method, decay
        How access is measured: of `desk.coverage.access.METHODS` and `DECAYS`.

    Raises
    ------
    DeskError
        If the edits cannot be.
    ValueError
        There is no such level, method or decay.
    """
    snapshot = read_snapshot(book, today, policy, travel=travel, edits=edits)
    return coverage_of(snapshot, level, within_m, kinds, within_minutes, method, decay)


def coverage_of(
    snapshot: Snapshot,
    level: str,
    within_m: int = WITHIN_M,
    kinds: Iterable[str] | None = None,
    within_minutes: int = MINUTES,
    method: str = METHOD,
    decay: str = DECAY,
) -> Coverage:
    """Return the measures of one level from what was read; see `read_coverage`."""
    areas = snapshot.areas(level)
    contributed = contributions(snapshot)
    by_code = {
        **_people(snapshot, areas, kinds),
        **_facilities(snapshot, areas, contributed),
        **_functions(snapshot, areas, contributed),
        **access(
            snapshot, areas, contributed["trial_places"], silent(snapshot, "trial_places"), within_m, method, decay
        ),
        **near(snapshot, areas, within_m),
        **in_time(snapshot, areas, within_minutes),
        **_use(snapshot, areas, contributed),
        **_statistics(snapshot, areas),
    }
    for code, measure in MEASURES.items():
        if measure.of is not None:
            by_code[code] = ratio(by_code[measure.of[0]], by_code[measure.of[1]])
    index = pd.Index(areas.frame["key"], name="key")
    values = pd.DataFrame({code: by_code[code] for code in MEASURES if code in by_code}, index=index)
    return Coverage(level, snapshot.day, areas.frame, values)


def loads(snapshot: Snapshot, within_m: int = WITHIN_M) -> tuple[Load, ...]:
    """Return the facilities on which somebody depends alone or that had stays, those with the most people first."""
    pairs, stays = snapshot.eligible, contributions(snapshot)["stays"].astype(np.int64).tolist()
    alone = (pairs.cost <= within_m) & (within(pairs, within_m) == 1)[pairs.origin]
    options = snapshot.readiness.option & (snapshot.readiness.options == 1)[:, np.newaxis]
    place, option = (
        _by_site(snapshot, people, sites)
        for people, sites in ((pairs.origin[alone], pairs.destination[alone]), np.nonzero(options))
    )
    relied_on = [
        Load(facility.id, place.get(at, ()), option.get(at, ()), stays[at])
        for at, facility in enumerate(snapshot.problem.facilities)
        if at in place or at in option or stays[at]
    ]
    return tuple(sorted(relied_on, key=lambda one: (-one.alone, -one.stays, one.facility_id)))


def soles(snapshot: Snapshot, within_m: int = WITHIN_M) -> tuple[Load, ...]:
    """Return the facilities on which somebody depends alone, those with the most people first."""
    return tuple(load for load in loads(snapshot, within_m) if load.alone)


def _by_site(snapshot: Snapshot, people: Indices, sites: Indices) -> dict[int, tuple[int, ...]]:
    people_at: dict[int, tuple[int, ...]] = {}
    for person, site in zip(people.tolist(), sites.tolist(), strict=True):
        people_at[site] = (*people_at.get(site, ()), snapshot.problem.people[person].id)
    return people_at


def contributions(snapshot: Snapshot) -> dict[str, Floats]:
    """Return what each facility adds to the sums of what facilities said (`ASKED`) and did (``stays``).

    Whatever is contributed of facilities is worked out from this, and so is how many of them stand behind it.
    """
    possible, since = able(snapshot), months_before(snapshot.day, MONTHS)
    answers = {
        code: np.array([float(ask(facility) or 0) for facility in snapshot.problem.facilities], dtype=np.float64)
        * possible
        for code, ask in ASKED.items()
    }
    stays = np.array(
        [sum(since < (stay.end_on or snapshot.day) and stay.start_on <= snapshot.day for stay in file.stays)
         for file in snapshot.files],
        dtype=np.float64,
    )  # fmt: skip
    return {**answers, "stays": stays}


def _people(snapshot: Snapshot, areas: Areas, kinds: Iterable[str] | None) -> dict[str, Floats]:
    people = snapshot.problem.people
    counts = {"people": areas.sum(snapshot.people, np.ones(len(people)))}
    for tier in (1, 2, 3):
        counts[f"tier_{tier}"] = areas.sum(snapshot.people, [person.tier == tier for person in people])
    needs = [needs_of(person) for person in people]
    for need in NEEDS if kinds is None else kinds:
        has = [f"need.{need}" in one for one in needs]
        if kinds is not None or any(has):
            counts[f"need_{need}"] = areas.sum(snapshot.people, has)
    return counts


def _facilities(snapshot: Snapshot, areas: Areas, contributed: Contributions) -> dict[str, Floats]:
    sites = snapshot.problem.facilities
    counts = {
        kind: areas.sum(snapshot.facilities, [site.service_code == code and not site.closed for site in sites])
        # Of which the casebook holds none at all, no list was imported.
        if any(site.service_code == code for site in sites)
        else np.full(len(areas.frame), np.nan)
        for kind, code in SERVICES.items()
    }
    for code, unasked in (("trial_places", "places_unasked"), ("emergency", "emergency_unasked")):
        known, unsaid = _known_and_unsaid(snapshot, areas, contributed, code)
        counts[unasked] = unsaid
        # Nothing known of those who answered is no zero as long as others have not.
        counts[code] = np.where((known == 0) & (unsaid > 0), np.nan, known)
    return counts


def _known_and_unsaid(snapshot: Snapshot, areas: Areas, contributed: Contributions, code: str) -> tuple[Floats, Floats]:
    """Add up the answers of the places where people can stay, and count those that have not answered, by area."""
    return areas.sum(snapshot.facilities, contributed[code]), areas.sum(snapshot.facilities, silent(snapshot, code))


def silent(snapshot: Snapshot, code: str) -> Flags:
    """Tell which facilities outside the base where people can stay have not answered a question of `ASKED`."""
    return able(snapshot) & ~answered(snapshot, code)


def answered(snapshot: Snapshot, code: str) -> Flags:
    """Tell which facilities outside the base where people can stay have answered a question of `ASKED`."""
    has_answer = [ASKED[code](one) is not None for one in snapshot.problem.facilities]
    return able(snapshot) & np.array(has_answer, dtype=np.bool_)


def able(snapshot: Snapshot) -> Flags:
    """Tell where outside the base people can stay overnight."""
    problem = snapshot.problem
    return np.array(
        [
            not (facility.closed or facility.is_base) and stays_possible(facility, problem.policy)
            for facility in problem.facilities
        ],
        dtype=np.bool_,
    )


def _functions(snapshot: Snapshot, areas: Areas, contributed: Contributions) -> dict[str, Floats]:
    """Return the five functions of a base: present with the base itself or two facilities, thin with one."""
    sites, zero = snapshot.problem.facilities, np.zeros(len(areas.frame))
    bases = [one.is_base and not one.closed for one in sites]
    rooms = [base and bool(file.facility.emergency_rooms) for base, file in zip(bases, snapshot.files, strict=True)]
    offices = [one.service_code in CONSULTING and not one.closed for one in sites]
    listed = any(one.service_code in CONSULTING or one.is_base for one in sites)
    consulting = areas.sum(snapshot.facilities, np.add(offices, 2 * np.array(bases, dtype=np.int64)))
    emergency, unsaid = _known_and_unsaid(snapshot, areas, contributed, "emergency")
    functions = {
        "consultation": _presence(consulting, zero if listed else zero + 1),
        "emergency": _presence(emergency + 2 * areas.sum(snapshot.facilities, rooms), unsaid),
        "trial": _presence(*_known_and_unsaid(snapshot, areas, contributed, "trial")),
        "experts": _presence(*_known_and_unsaid(snapshot, areas, contributed, "experts")),
        "system": _system(snapshot, areas),
    }
    return {f"function_{name}": functions[name] for name in FUNCTIONS}


def _presence(have: Floats, unsaid: Floats) -> Floats:
    return np.select([have >= 2, have == 1, unsaid > 0], [PRESENT, THIN, np.nan], MISSING)


def _system(snapshot: Snapshot, areas: Areas) -> Floats:
    """Judge by how many of the places to stay were visited lately; unknown where there are none, or no visit is recorded."""
    recent = {visit.facility_id for visit in snapshot.visits if visit.visited_on > months_before(snapshot.day, MONTHS)}
    possible = able(snapshot)
    visited = [
        facility.id in recent and bool(can) for facility, can in zip(snapshot.problem.facilities, possible, strict=True)
    ]
    share = ratio(areas.sum(snapshot.facilities, visited), areas.sum(snapshot.facilities, possible))
    judged = np.select([np.isnan(share), share >= 0.5, share > 0], [np.nan, PRESENT, THIN], MISSING)
    return judged if snapshot.visits else np.full(len(judged), np.nan)


def _use(snapshot: Snapshot, areas: Areas, contributed: Contributions) -> dict[str, Floats]:
    """Return stays and visits of the last months by where the facility is, and how far one facility carries the load."""
    stays, since = contributed["stays"], months_before(snapshot.day, MONTHS)
    total = areas.sum(snapshot.facilities, stays)
    most = np.zeros(len(areas.frame))
    np.maximum.at(most, areas.of(snapshot.facilities), stays)
    visits = Counter(one.facility_id for one in snapshot.visits if one.visited_on > since)
    ever = {one.facility_id for one in snapshot.visits}
    ids = [one.id for one in snapshot.problem.facilities]
    visited = areas.sum(snapshot.facilities, [visits[key] for key in ids])
    # Visits to places that are no facility of the casebook have no area.
    visited[-1] += visits.total() - visited.sum()
    never = [bool(can) and key not in ever for key, can in zip(ids, able(snapshot), strict=True)]
    return {
        "stays": total,
        "busiest_share": 100 * ratio(most, total),
        "herfindahl": ratio(areas.sum(snapshot.facilities, stays**2), total**2),
        "visits": visited,
        "never_visited": areas.sum(snapshot.facilities, never),
    }


def _statistics(snapshot: Snapshot, areas: Areas) -> dict[str, Floats]:
    """Return published counts; unknown where an area has none, and what is known of larger areas only in the last row."""
    figures, counts_by_kind = snapshot.figures, {}
    at = areas.of(figures.lying)
    for kind in STATISTIC_KINDS:
        of_kind = figures.kinds == kind
        if of_kind.any():
            total = np.bincount(at[of_kind], figures.counts[of_kind], len(areas.frame)).astype(np.float64)
            counted = np.bincount(at[of_kind], minlength=len(areas.frame))
            counted[-1] += 1
            counts_by_kind[kind] = np.where(counted > 0, total, np.nan)
    return counts_by_kind
