"""Visits to facilities: whom to visit next and why, the day's round, and what a visit brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition, Visit
from casebook.records.base import require
from desk.city import (
    FacilityFile,
    Travel,
    check_condition,
    known_condition,
    lonlats,
    put_condition,
    roughly_placed,
    straight_line,
)
from desk.errors import DeskError, Fault, InvalidInputError, fault
from desk.readiness.options import ReadinessView
from geodata.coordinates import JGD2011
from geodata.rounds import MOST_STOPS, shortest_round
from geodata.sources.care import SHORT_STAYS
from matching.problem import stays_possible
from matching.why import open_questions, unlocked
from words.names import marked
from words.say import say

Metres = npt.NDArray[np.int32]
KINDS = {
    "24": "short_stay",
    "33": "group_home",
    "WH": "welfare_home",
    "45": "continuous_employment",
    "46": "continuous_employment",
    **{f"K{code}": "short_stay" for code in SHORT_STAYS},
}
"""Service code -> kind of place in the yearly table of visits."""


def km_text(file: FacilityFile, metres: int, language: str) -> str:
    """Write the kilometres to a facility, and that they are to be confirmed where its place is not known exactly."""
    km = f"{metres / 1000:.1f}"
    return say("visits.km_rough", language, km=km) if roughly_placed(file.facility) else km


@dataclass(frozen=True)
class Lead:
    """One facility worth a visit.

    Attributes
    ----------
    questions
        Rules of which it has not said everything, as codes (``rule.…``).
    at_once, after_trial
        Ids of people for whom it would become one more emergency option if it said yes to all of that: at once, or
        after one trial stay. Of emergencies the most modest yes counts: it takes people it knows by a stay.
    without
        Those of both who have no option at all today.
    refused
        Rule -> ids of people whom this refusal alone keeps from a trial stay there; for ``emergency_policy`` from
        having it as an option.
    last
        The latest visit, if it can be told.
    metres
        From the base; None when unknown.
    """

    facility: FacilityFile
    questions: tuple[str, ...]
    at_once: tuple[int, ...]
    after_trial: tuple[int, ...]
    without: tuple[int, ...]
    refused: Mapping[str, tuple[int, ...]]
    last: Visit | None
    metres: int | None

    @property
    def options(self) -> int:
        """How many people would have one more emergency option."""
        return len(self.at_once) + len(self.after_trial)

    @cached_property
    def reconsidered(self) -> tuple[int, ...]:
        """Everybody whom one refusal alone keeps out."""
        return tuple(sorted({person for people in self.refused.values() for person in people}))


@dataclass(frozen=True)
class VisitList:
    """Where visits would help most.

    Attributes
    ----------
    named
        Whether people's names may be told; only counts else.
    base
        The support base from which rounds begin, if it is known where it is.
    visits
        All visits, the latest first.
    """

    view: ReadinessView
    leads: tuple[Lead, ...]
    visits: tuple[Visit, ...]
    base: FacilityFile | None
    named: bool

    @cached_property
    def by_facility(self) -> dict[int, Lead]:
        """Leads by the facility's id."""
        return {lead.facility.key: lead for lead in self.leads}

    def names(self, people: Iterable[int]) -> tuple[str, ...]:
        """Return code names in their order; nothing where only counts may be told."""
        if not self.named:
            return ()
        found = sorted((self.view.source.people[key].person.code_name, key) for key in people)
        return tuple(marked("person", key, name) for name, key in found)


@dataclass(frozen=True)
class Round:
    """A day's round.

    Attributes
    ----------
    start
        Where it begins and ends: the base, or else the first stop; None if nothing is known of any place.
    legs
        Each place that follows, with the metres to it; the last leads back to the start.
    unplaced
        Facilities that are left out because nobody knows where they are, or no way leads there and back.
    """

    start: FacilityFile | None
    legs: tuple[tuple[FacilityFile, int], ...]
    unplaced: tuple[FacilityFile, ...]

    @property
    def metres(self) -> int:
        """Length of the whole round."""
        return sum(metres for _, metres in self.legs)


def read_visits(book: Casebook, view: ReadinessView) -> VisitList:
    """Return the facilities that a visit could unlock something at, the most helpful first; nothing is written.

    First come those that could give most people without any emergency option one, then most people one more, then
    those where most people are kept out by one refusal alone, then the nearest. The counts are what would follow if a
    facility said yes to everything it has not said yet: an upper limit of what the visit can bring, one facility at
    a time. The base itself, closed facilities and services without overnight stays are not among them.

    Parameters
    ----------
    book
        Who reads decides whether names are told, and which visits are.
    view
        Everybody's readiness today, read from the same book.

    Raises
    ------
    NotAllowedError
        If the book is not open for somebody who sees everybody; see `Casebook.counting`.
    """
    book.require_everybody()
    problem, travel = view.problem, view.source.travel
    files = [view.source.facilities[one.id] for one in problem.facilities]
    unlocks = unlocked(problem, view.readiness)
    # As objects: a million mentions of five thousand people are five thousand numbers.
    ids = np.array([person.id for person in problem.people], dtype=np.object_)
    without = view.readiness.options == 0
    # A row a facility, since each is looked at by itself.
    at_once, after_trial = (np.ascontiguousarray(flags.T) for flags in (unlocks.at_once, unlocks.after_trial))
    visits = tuple(sorted(book.all(Visit), key=lambda one: (one.visited_on, require(one.id)), reverse=True))
    last = {one.facility_id: one for one in reversed(visits)}
    base = next((file for file in files if file.facility.is_base and file.facility.lat is not None), None)
    ways = _metres([base] if base else [], files, travel)
    refused: dict[int, dict[str, tuple[int, ...]]] = {}
    for (at, rule), rows in unlocks.refused.items():
        refused.setdefault(at, {})[rule] = tuple(ids[rows].tolist())
    leads = []
    for at, facility in enumerate(problem.facilities):
        overnight = files[at].facility.source == "kaigo" or stays_possible(facility, problem.policy)
        if facility.is_base or facility.closed or not overnight:
            continue
        lead = Lead(
            facility=files[at],
            questions=open_questions(facility),
            at_once=tuple(ids[at_once[at]].tolist()),
            after_trial=tuple(ids[after_trial[at]].tolist()),
            without=tuple(ids[(at_once[at] | after_trial[at]) & without].tolist()),
            refused=refused.get(at, {}),
            last=last.get(facility.id),
            metres=int(ways[0, at]) if len(ways) and ways[0, at] >= 0 else None,
        )
        if lead.options or lead.refused:
            leads.append(lead)
    return VisitList(view, tuple(sorted(leads, key=_order)), visits, base, named=book.plays("coordinator"))


def _order(lead: Lead) -> tuple[float, ...]:
    metres = float("inf") if lead.metres is None else lead.metres
    return -len(lead.without), -lead.options, -len(lead.reconsidered), metres, lead.facility.key


def _metres(origins: Iterable[FacilityFile], destinations: Iterable[FacilityFile], travel: Travel) -> Metres:
    """Return whole metres from each facility to each, -1 where unknown."""
    points = (lonlats((one.facility.lon, one.facility.lat) for one in files) for files in (origins, destinations))
    return travel(*points)


def plan_round(base: FacilityFile | None, stops: Sequence[FacilityFile], travel: Travel = straight_line) -> Round:
    """Return the shortest round from the base through some facilities and back.

    Parameters
    ----------
    base
        Where it begins; None for the first stop whose place is known.
    stops
        Whom to visit that day, in any order.

    Raises
    ------
    DeskError
        If there are more stops than a day allows.
    """
    if len(stops) > MOST_STOPS:
        raise DeskError("visit.too_many_stops", most=MOST_STOPS)
    located = [stop for stop in stops if stop.facility.lat is not None]
    start = base or next(iter(located), None)
    if start is None:
        return Round(None, (), tuple(stops))
    places = [start, *(stop for stop in located if stop.key != start.key)]
    ways = _metres(places, places, travel)
    reached = [at for at in range(len(places)) if at == 0 or (ways[0, at] >= 0 and ways[at, 0] >= 0)]
    order = shortest_round(ways[np.ix_(reached, reached)]) or ()
    path = [0, *(reached[at] for at in order), 0] if order else [0]
    legs = tuple((places[destination], int(ways[origin, destination])) for origin, destination in pairwise(path))
    visited = {places[at].key for at in path}
    return Round(start, legs, tuple(stop for stop in stops if stop.key not in visited))


def round_lines(route: Round) -> gpd.GeoDataFrame:
    """Return a line a leg, for the map: columns ``id``, ``label``, ``to_confirm``, geometry in JGD2011 degrees."""
    places = [*([route.start] if route.start else []), *(place for place, _ in route.legs)]
    points = lonlats((one.facility.lon, one.facility.lat) for one in places)
    lines = [shapely.linestrings(ends) for ends in pairwise(points)]
    labels = [f"{at}. {place.facility.name}" for at, (place, _) in enumerate(route.legs, start=1)]
    return gpd.GeoDataFrame(
        {"id": range(len(lines)), "label": labels, "to_confirm": False}, geometry=lines, crs=JGD2011
    )


def record_visit(
    book: Casebook,
    visit: Visit,
    today: date,
    learnt: FacilityCondition | None = None,
    opened: FacilityCondition | None = None,
) -> int:
    """Write a visit, and what was learnt there, in one transaction; return the visit's id.

    Parameters
    ----------
    visit
        To a facility, or to another place in words.
    learnt
        The facility's conditions as they were told there; None if conditions were no topic.
    opened
        The conditions as they were when the form was opened: what differs from them is written, what others wrote
        meanwhile stays, and what both changed is to be settled. If None, all is meant as it says.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same condition since the form was opened; nothing was written.
    NotFoundError
        If there is no such facility.
    """
    if faults := check_visit(visit, today, learnt):
        raise InvalidInputError(faults)
    with book.writing("record visit", about=[(Facility, visit.facility_id)]) as writer:
        if visit.facility_id is not None:
            writer.one(Facility, visit.facility_id)
        if visit.facility_id is not None and learnt is not None:
            known = known_condition(writer, visit.facility_id)
            condition = learnt if opened is None else writer.merge(learnt, opened, known)
            day = max(visit.visited_on, known.confirmed_on or visit.visited_on)
            condition = replace(condition, id=known.id, facility_id=visit.facility_id, confirmed_on=day)
            if faults := check_condition(condition):
                raise InvalidInputError(faults)
            put_condition(writer, condition)
        return writer.add(visit)


def check_visit(visit: Visit, today: date, learnt: FacilityCondition | None = None) -> list[Fault]:
    """Find what cannot be kept of a visit, and of what was learnt there."""
    faults = []
    if visit.visited_on is None:
        faults.append(fault("visited_on", "input.required"))  # a date field may be empty
    elif visit.visited_on > today:
        faults.append(fault("visited_on", "input.not_in_future"))
    if visit.facility_id is None and not (visit.place or "").strip():
        faults.append(fault("place", "input.required"))
    if visit.facility_id is None and learnt is not None:
        faults.append(fault("place", "visit.nothing_to_learn"))
    return faults
