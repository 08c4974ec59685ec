"""How well each ward, catchment or town is covered: measures of people, places and what lies between them."""

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
from desk.coverage.measures import DECAY, FUNCTIONS, MEASURES, METHOD, NEEDS, SERVICES
from desk.coverage.snapshot import Floats, Ground, Indices, Rows, ratio, read_ground, rows_of
from desk.plan import Edits
from geodata.access import within
from matching.policy import Policy
from matching.problem.model import needs_of
from matching.problem.offers import has_experts, known_places, offers_trial, stays_possible, takes_emergencies
from matching.problem.past_use import months_before

Flags = npt.NDArray[np.bool_]
Told = Mapping[str, Floats]
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
    """Return the measures of every ward, catchment or town today; nothing is written.

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
    ground = read_ground(book, today, policy, travel=travel, edits=edits)
    return coverage_of(ground, level, within_m, kinds, within_minutes, method, decay)


def coverage_of(
    ground: Ground,
    level: str,
    within_m: int = WITHIN_M,
    kinds: Iterable[str] | None = None,
    within_minutes: int = MINUTES,
    method: str = METHOD,
    decay: str = DECAY,
) -> Coverage:
    """Return the measures of one level from what was read; see `read_coverage`."""
    rows = rows_of(ground, level)
    told = contributions(ground)
    found = {
        **_people(ground, rows, kinds),
        **_facilities(ground, rows, told),
        **_functions(ground, rows, told),
        **access(ground, rows, told["trial_places"], silent(ground, "trial_places"), within_m, method, decay),
        **near(ground, rows, within_m),
        **in_time(ground, rows, within_minutes),
        **_use(ground, rows, told),
        **_statistics(ground, rows),
    }
    for code, measure in MEASURES.items():
        if measure.of is not None:
            found[code] = ratio(found[measure.of[0]], found[measure.of[1]])
    index = pd.Index(rows.areas["key"], name="key")
    values = pd.DataFrame({code: found[code] for code in MEASURES if code in found}, index=index)
    return Coverage(level, ground.day, rows.areas, values)


def loads(ground: Ground, within_m: int = WITHIN_M) -> tuple[Load, ...]:
    """Return the facilities on which somebody depends alone or that had stays, those with the most people first."""
    pairs, stays = ground.eligible, contributions(ground)["stays"].astype(np.int64).tolist()
    alone = (pairs.cost <= within_m) & (within(pairs, within_m) == 1)[pairs.origin]
    options = ground.readiness.option & (ground.readiness.options == 1)[:, np.newaxis]
    place, option = (
        _by_site(ground, people, sites)
        for people, sites in ((pairs.origin[alone], pairs.destination[alone]), np.nonzero(options))
    )
    found = [
        Load(one.id, place.get(at, ()), option.get(at, ()), stays[at])
        for at, one in enumerate(ground.problem.facilities)
        if at in place or at in option or stays[at]
    ]
    return tuple(sorted(found, key=lambda one: (-one.alone, -one.stays, one.facility_id)))


def soles(ground: Ground, within_m: int = WITHIN_M) -> tuple[Load, ...]:
    """Return the facilities on which somebody depends alone, those with the most people first."""
    return tuple(one for one in loads(ground, within_m) if one.alone)


def _by_site(ground: Ground, people: Indices, sites: Indices) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for person, site in zip(people.tolist(), sites.tolist(), strict=True):
        found[site] = (*found.get(site, ()), ground.problem.people[person].id)
    return found


def contributions(ground: Ground) -> dict[str, Floats]:
    """Return what each facility adds to the sums of what facilities said (`ASKED`) and did (``stays``).

    Whatever is told of facilities is worked out from this, and so is how many of them stand behind it.
    """
    possible, since = able(ground), months_before(ground.day, MONTHS)
    said = {
        code: np.array([float(ask(one) or 0) for one in ground.problem.facilities], dtype=np.float64) * possible
        for code, ask in ASKED.items()
    }
    stays = np.array(
        [sum(since < (one.end_on or ground.day) and one.start_on <= ground.day for one in file.stays)
         for file in ground.files],
        dtype=np.float64,
    )  # fmt: skip
    return {**said, "stays": stays}


def _people(ground: Ground, rows: Rows, kinds: Iterable[str] | None) -> dict[str, Floats]:
    people = ground.problem.people
    found = {"people": rows.sum(ground.people, np.ones(len(people)))}
    for tier in (1, 2, 3):
        found[f"tier_{tier}"] = rows.sum(ground.people, [person.tier == tier for person in people])
    needs = [needs_of(person) for person in people]
    for need in NEEDS if kinds is None else kinds:
        has = [f"need.{need}" in one for one in needs]
        if kinds is not None or any(has):
            found[f"need_{need}"] = rows.sum(ground.people, has)
    return found


def _facilities(ground: Ground, rows: Rows, told: Told) -> dict[str, Floats]:
    sites = ground.problem.facilities
    found = {
        kind: rows.sum(ground.facilities, [one.service_code == code and not one.closed for one in sites])
        # Of which the casebook holds none at all, no list was imported.
        if any(one.service_code == code for one in sites)
        else np.full(len(rows.areas), np.nan)
        for kind, code in SERVICES.items()
    }
    for code, unasked in (("trial_places", "places_unasked"), ("emergency", "emergency_unasked")):
        known, unsaid = _asked(ground, rows, told, code)
        found[unasked] = unsaid
        # Nothing known of those who answered is no zero as long as others have not.
        found[code] = np.where((known == 0) & (unsaid > 0), np.nan, known)
    return found


def _asked(ground: Ground, rows: Rows, told: Told, code: str) -> tuple[Floats, Floats]:
    """Add up the answers of the places where people can stay, and count those that have not answered, by area."""
    return rows.sum(ground.facilities, told[code]), rows.sum(ground.facilities, silent(ground, code))


def silent(ground: Ground, code: str) -> Flags:
    """Tell which facilities outside the base where people can stay have not answered a question of `ASKED`."""
    return able(ground) & ~answered(ground, code)


def answered(ground: Ground, code: str) -> Flags:
    """Tell which facilities outside the base where people can stay have answered a question of `ASKED`."""
    said = [ASKED[code](one) is not None for one in ground.problem.facilities]
    return able(ground) & np.array(said, dtype=np.bool_)


def able(ground: Ground) -> Flags:
    """Tell where outside the base people can stay overnight."""
    problem = ground.problem
    return np.array(
        [not (one.closed or one.is_base) and stays_possible(one, problem.policy) for one in problem.facilities],
        dtype=np.bool_,
    )


def _functions(ground: Ground, rows: Rows, told: Told) -> dict[str, Floats]:
    """Return the five functions of a base: present with the base itself or two facilities, thin with one."""
    sites, zero = ground.problem.facilities, np.zeros(len(rows.areas))
    bases = [one.is_base and not one.closed for one in sites]
    rooms = [base and bool(file.facility.emergency_rooms) for base, file in zip(bases, ground.files, strict=True)]
    offices = [one.service_code in CONSULTING and not one.closed for one in sites]
    listed = any(one.service_code in CONSULTING or one.is_base for one in sites)
    consulting = rows.sum(ground.facilities, np.add(offices, 2 * np.array(bases, dtype=np.int64)))
    emergency, unsaid = _asked(ground, rows, told, "emergency")
    found = {
        "consultation": _presence(consulting, zero if listed else zero + 1),
        "emergency": _presence(emergency + 2 * rows.sum(ground.facilities, rooms), unsaid),
        "trial": _presence(*_asked(ground, rows, told, "trial")),
        "experts": _presence(*_asked(ground, rows, told, "experts")),
        "system": _system(ground, rows),
    }
    return {f"function_{name}": found[name] for name in FUNCTIONS}


def _presence(have: Floats, unsaid: Floats) -> Floats:
    return np.select([have >= 2, have == 1, unsaid > 0], [PRESENT, THIN, np.nan], MISSING)


def _system(ground: Ground, rows: Rows) -> Floats:
    """Judge by how many of the places to stay were visited lately; unknown where there are none, or no visit is recorded."""
    recent = {one.facility_id for one in ground.visits if one.visited_on > months_before(ground.day, MONTHS)}
    possible = able(ground)
    visited = [one.id in recent and bool(can) for one, can in zip(ground.problem.facilities, possible, strict=True)]
    share = ratio(rows.sum(ground.facilities, visited), rows.sum(ground.facilities, possible))
    judged = np.select([np.isnan(share), share >= 0.5, share > 0], [np.nan, PRESENT, THIN], MISSING)
    return judged if ground.visits else np.full(len(judged), np.nan)


def _use(ground: Ground, rows: Rows, told: Told) -> dict[str, Floats]:
    """Return stays and visits of the last months by where the facility is, and how far one facility carries the load."""
    stays, since = told["stays"], months_before(ground.day, MONTHS)
    total = rows.sum(ground.facilities, stays)
    most = np.zeros(len(rows.areas))
    np.maximum.at(most, rows.of(ground.facilities), stays)
    visits = Counter(one.facility_id for one in ground.visits if one.visited_on > since)
    ever = {one.facility_id for one in ground.visits}
    ids = [one.id for one in ground.problem.facilities]
    done = rows.sum(ground.facilities, [visits[key] for key in ids])
    # Visits to places that are no facility of the casebook have no area.
    done[-1] += visits.total() - done.sum()
    never = [bool(can) and key not in ever for key, can in zip(ids, able(ground), strict=True)]
    return {
        "stays": total,
        "busiest_share": 100 * ratio(most, total),
        "herfindahl": ratio(rows.sum(ground.facilities, stays**2), total**2),
        "visits": done,
        "never_visited": rows.sum(ground.facilities, never),
    }


def _statistics(ground: Ground, rows: Rows) -> dict[str, Floats]:
    """Return published counts; unknown where an area has none, and what is known of larger areas only in the last row."""
    figures, found = ground.figures, {}
    at = rows.of(figures.lying)
    for kind in STATISTIC_KINDS:
        of_kind = figures.kinds == kind
        if of_kind.any():
            total = np.bincount(at[of_kind], figures.counts[of_kind], len(rows.areas)).astype(np.float64)
            counted = np.bincount(at[of_kind], minlength=len(rows.areas))
            counted[-1] += 1
            found[kind] = np.where(counted > 0, total, np.nan)
    return found
