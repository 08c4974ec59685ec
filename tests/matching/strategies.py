"""Hypothesis strategies that build whole problems, and bare networks, small enough to enumerate."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from matching.pairs.constraints import Constraints
from matching.policy import aiming, load_policy
from matching.problem.emergencies import Emergencies
from matching.problem.model import (
    DISABILITY_KINDS,
    EMERGENCY_POLICIES,
    FACILITY_SEXES,
    MEDICAL_CARE,
    OUTCOMES,
    SEXES,
    STAY_KINDS,
    SUPPORT_LEVELS,
    VACANCIES,
    Facility,
    PastUse,
    Person,
    Problem,
)
from matching.solving.network import Network, build_network
from matching.trials.plan import TrialPlan, make_plan

START = dt.date(2027, 1, 1)
POLICY = load_policy()
TWO_STEPS = replace(POLICY, scope=replace(POLICY.scope, past_use_half_life_months=0))
"""Past use in two steps, as before there were half-lives."""
WARDS = ("青葉区", "泉区", "太白区")
FEW_KINDS, FEW_CARE = DISABILITY_KINDS[:3], MEDICAL_CARE[:2]
maybe_flags = st.sampled_from([None, False, True])
maybe_wards = st.sampled_from([None, *WARDS])
ages = st.sampled_from([None, 0, 15, 17, 18, 30, 65])


@dataclass(frozen=True)
class Market:
    """A placement problem in plain lists: the edges of each person, their tiers, the slot costs of each facility."""

    edges: list[dict[int, int]]
    tier: list[int]
    slots: list[list[int]]

    def network(
        self, gains: Sequence[int] | None = None, nights: Sequence[int] | None = None
    ) -> tuple[Network, npt.NDArray[np.int8]]:
        """Build the network; `gains` and `nights` are those of the edges, by person and facility."""
        tier = np.array(self.tier, dtype=np.int8)
        start = np.cumsum([0, *map(len, self.edges)], dtype=np.int64)
        pairs = [pair for edges in self.edges for pair in sorted(edges.items())]
        facility = np.array([facility for facility, _ in pairs], dtype=np.intp)
        cost = np.array([cost for _, cost in pairs], dtype=np.int64)
        gain = None if gains is None else np.array(gains, dtype=np.int8)
        averted = None if nights is None else np.array(nights, dtype=np.int64)
        return build_network(start, facility, cost, tier, self.slots, gain=gain, nights=averted), tier


@st.composite
def markets(draw: st.DrawFn, most_people: int = 5, most_facilities: int = 4) -> Market:
    """Markets with ties everywhere (costs up to 0 or 2) or hardly any (up to 1,000), with and without places."""
    people = draw(st.integers(0, most_people))
    facilities = draw(st.integers(0, most_facilities))
    most = draw(st.sampled_from([0, 2, 1000]))
    costs = st.integers(0, most)
    reach = st.dictionaries(st.integers(0, facilities - 1), costs) if facilities else st.just({})
    return Market(
        edges=draw(st.lists(reach, min_size=people, max_size=people)),
        tier=draw(st.lists(st.integers(1, 3), min_size=people, max_size=people)),
        slots=draw(st.lists(st.lists(costs, max_size=3).map(sorted), min_size=facilities, max_size=facilities)),
    )


@st.composite
def people(draw: st.DrawFn, person_id: int) -> Person:
    scale = draw(st.sampled_from([None, *SUPPORT_LEVELS]))
    level = st.none() if scale is None else st.sampled_from([None, *range(1, SUPPORT_LEVELS[scale] + 1)])
    return Person(
        id=person_id,
        tier=draw(st.integers(1, 3)),
        consent=draw(st.sampled_from([True, True, True, False])),
        ward=draw(maybe_wards),
        age=draw(ages),
        age_from_year=draw(st.booleans()),
        sex=draw(st.sampled_from([None, *SEXES])),
        disability_kinds=draw(st.none() | st.frozensets(st.sampled_from(FEW_KINDS))),
        support_scale=scale,
        support_level=draw(level),
        medical_care=draw(st.none() | st.frozensets(st.sampled_from(FEW_CARE))),
        severe_behaviour=draw(maybe_flags),
        wheelchair=draw(maybe_flags),
        max_metres=draw(st.sampled_from([None, None, 0, 3000])),
        ward_only=draw(st.sampled_from([False, False, True])),
        never=draw(st.sampled_from([frozenset(), frozenset(), frozenset({100}), frozenset({101, 999})])),
        avoid=draw(st.frozensets(st.integers(100, 103), max_size=1)),
        avoid_wards=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"泉区"})])),
        information=draw(st.booleans()),
    )


@st.composite
def facilities(draw: st.DrawFn, facility_id: int) -> Facility:
    mostly_not = st.sampled_from([False] * 7 + [True])
    return Facility(
        id=facility_id,
        service_code=draw(st.sampled_from(["24", "24", "33", "34", "WH", "53"])),
        ward=draw(maybe_wards),
        roughly_placed=draw(mostly_not),
        is_base=draw(mostly_not),
        private=draw(mostly_not),
        closed=draw(mostly_not),
        missing_from_edition=draw(mostly_not),
        offers_trial=draw(st.sampled_from([None, True, True, False])),
        places=draw(st.sampled_from([None, 0, 1, 1, 2])),
        disability_kinds=draw(st.dictionaries(st.sampled_from(DISABILITY_KINDS), st.sampled_from([True, True, False]))),
        support_levels_adult=draw(st.none() | st.just(frozenset(range(1, 7))) | st.frozensets(st.integers(1, 6))),
        support_levels_child=draw(st.none() | st.just(frozenset(range(1, 4))) | st.frozensets(st.integers(1, 3))),
        medical_care=draw(st.dictionaries(st.sampled_from(MEDICAL_CARE), st.booleans())),
        severe_behaviour=draw(maybe_flags),
        wheelchair=draw(maybe_flags),
        sexes=draw(st.sampled_from([None, "any", *FACILITY_SEXES])),
        age_min=draw(st.sampled_from([None, 0, 18])),
        age_max=draw(st.sampled_from([None, 18, 64])),
        vacancy=draw(st.sampled_from([None, *VACANCIES])),
        emergency_policy=draw(st.sampled_from([None, "past_use", *EMERGENCY_POLICIES])),
    )


@st.composite
def stays(draw: st.DrawFn) -> PastUse:
    first = draw(st.dates(dt.date(2020, 1, 1), dt.date(2027, 6, 1)))
    return PastUse(
        person_id=draw(st.integers(1, 6)),
        facility_id=draw(st.integers(100, 106)),
        kind=draw(st.sampled_from(STAY_KINDS)),
        start=first,
        end=draw(st.none() | st.integers(0, 400).map(lambda days: first + dt.timedelta(days))),
        outcome=draw(st.sampled_from([None, *OUTCOMES])),
    )


@st.composite
def problems(draw: st.DrawFn, most_people: int = 5, most_facilities: int = 5) -> Problem:
    """Problems with unknowns everywhere; a stay may be of somebody, or somewhere, outside the problem."""
    who = [draw(people(1 + index)) for index in range(draw(st.integers(0, most_people)))]
    where = [draw(facilities(100 + index)) for index in range(draw(st.integers(0, most_facilities)))]
    shape = (len(who), len(where))
    metres = st.sampled_from([-1, 0, 499, 2999, 3001, 12_345])
    distances = [
        np.array(draw(st.lists(metres, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])), dtype=np.int32)
        for _ in range(2)
    ]
    return Problem(
        people=tuple(draw(st.permutations(who))),
        facilities=tuple(draw(st.permutations(where))),
        past_use=tuple(draw(st.lists(stays(), max_size=8))),
        home_metres=distances[0].reshape(shape),
        day_metres=distances[1].reshape(shape),
        neighbours={"青葉区": frozenset({"泉区"})},
        start=START,
        policy=draw(st.sampled_from([POLICY, TWO_STEPS])),
    )


@st.composite
def lenient_problems(draw: st.DrawFn, most_people: int = 4, most_facilities: int = 4) -> Problem:
    """Problems in which few rules say no, so that emergency options come and go with past use and trials."""
    problem = draw(problems(most_people, most_facilities))
    fits = st.sampled_from([True, True, True, None])
    facilities = tuple(
        replace(
            one,
            service_code="24",
            is_base=False,
            closed=False,
            private=False,
            missing_from_edition=False,
            offers_trial=True,
            places=max(1, one.places or 0),
            disability_kinds=dict.fromkeys(DISABILITY_KINDS, True) if draw(fits) else {},
            support_levels_adult=frozenset(range(1, 7)),
            support_levels_child=frozenset(range(1, 4)),
            medical_care=dict.fromkeys(MEDICAL_CARE, True),
            severe_behaviour=True,
            wheelchair=draw(fits),
            sexes="any",
            age_min=0,
            age_max=None,
        )
        for one in problem.facilities
    )
    people = tuple(
        replace(one, consent=True, age=30, max_metres=None, avoid=frozenset(), avoid_wards=frozenset())
        for one in problem.people
    )
    recent = []
    for one in problem.past_use:
        start = max(one.start, dt.date(2024, 11, 1))
        recent.append(replace(one, start=start, end=draw(st.sampled_from([start, start, None]))))
    return replace(problem, facilities=facilities, people=people, past_use=tuple(recent), end=dt.date(2027, 3, 31))


@st.composite
def constrained(draw: st.DrawFn) -> tuple[Problem, Constraints]:
    """Problems with a few fixed pairs that can be had together, and forbidden ones."""
    problem = draw(problems(most_people=5, most_facilities=4))
    plan = make_plan(problem)
    eligible = [
        (plan.problem.people[p].id, plan.problem.facilities[f].id)
        for p, edges in enumerate(market_of(plan).edges)
        for f in edges
    ]
    if not eligible:
        return problem, Constraints()
    places = {facility.id: len(costs) for facility, costs in zip(plan.problem.facilities, plan.spread, strict=True)}
    fixed: dict[int, int] = {}
    for person, facility in draw(st.lists(st.sampled_from(eligible), max_size=3)):
        if person not in fixed and list(fixed.values()).count(facility) < places[facility]:
            fixed[person] = facility
    pairs = list(fixed.items())
    cut = draw(st.integers(0, len(pairs)))
    forbids = draw(st.frozensets(st.sampled_from(eligible), max_size=4)) - frozenset(pairs)
    base = dict(draw(st.lists(st.sampled_from(eligible), max_size=4)))
    return problem, Constraints(
        frozenset(pairs[:cut]), frozenset(pairs[cut:]), forbids, draw(st.sampled_from([0, 0, 70])), base
    )


def waits(person: Person) -> bool:
    return person.consent and person.left_out >= 2


@st.composite
def waited(draw: st.DrawFn, found: st.SearchStrategy[Problem]) -> Problem:
    """Problems in which some were left out by the last plans."""
    problem = draw(found)
    people = tuple(dataclasses.replace(one, left_out=draw(st.sampled_from([0, 0, 1, 2, 5]))) for one in problem.people)
    return dataclasses.replace(problem, people=people)


def market_of(plan: TrialPlan) -> Market:
    start, cost = plan.candidates.start.tolist(), plan.candidates.cost.tolist()
    facility = plan.candidates.facility.tolist()
    return Market(
        edges=[dict(zip(facility[a:b], cost[a:b], strict=True)) for a, b in itertools.pairwise(start)],
        tier=[person.tier for person in plan.problem.people],
        slots=[list(costs) for costs in plan.spread],
    )


DAYS = st.sampled_from([dt.date(2022, 2, 28), dt.date(2026, 11, 22), dt.date(2027, 3, 31), dt.date(2028, 2, 29)])


READINESS = aiming(POLICY, "readiness")
NIGHTS = aiming(POLICY, "nights")
SEEN = Emergencies({1: 30, 2: 6, 3: 1}, {1: 40.0, 2: 30.0, 3: 30.0}, (3, 15, 28))
"""Emergencies of other years."""


@st.composite
def used_up(draw: st.DrawFn) -> Problem:
    """Problems in which some places are taken, now and then one more than there are."""
    problem = draw(lenient_problems())
    facilities = (
        dataclasses.replace(one, places=draw(st.sampled_from([None, 1, 2])), taken=draw(st.integers(0, 2)))
        for one in problem.facilities
    )
    return dataclasses.replace(problem, facilities=tuple(facilities))
