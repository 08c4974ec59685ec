"""Candidates and costs: nothing pruned, every term as in the reference, and what kept the other pairs out."""

import dataclasses
import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings

from matching.pairs import whole as whole_module
from matching.pairs.candidates import Miss, candidate_graph, confirm_codes, find_candidates, nearest_misses
from matching.pairs.costs import TERMS
from matching.pairs.rules import CONFIRM, NO, RULES
from matching.policy import Policy
from matching.problem.model import Facility, PastUse, Person, Problem
from tests.matching import reference
from tests.matching.strategies import POLICY, START, TWO_STEPS, problems


def problem_of(people: list[Person], facilities: list[Facility], *stays: PastUse, metres: int = 0) -> Problem:
    distance = np.full((len(people), len(facilities)), metres, dtype=np.int32)
    return Problem(tuple(people), tuple(facilities), stays, distance, distance, {}, START, POLICY)


@settings(max_examples=120)
@given(problems())
def test_candidates_are_exactly_the_pairs_no_rule_refuses_priced_as_in_the_reference(problem: Problem) -> None:
    found = find_candidates(problem)
    rows = {}
    for row, (p, f) in enumerate(zip(found.person.tolist(), found.facility.tolist(), strict=True)):
        terms = {name: int(column[row]) for name, column in found.terms.items()}
        assert int(found.cost[row]) == sum(terms.values())
        assert found.row(p, f) == row
        rows[p, f] = (terms, confirm_codes(int(found.confirm[row])))
    expected = {}
    for p, person in enumerate(problem.people):
        for f, facility in enumerate(problem.facilities):
            verdicts = reference.verdicts(problem, person, facility)
            if person.consent and NO not in verdicts.values():
                to_confirm = tuple(code for code, verdict in verdicts.items() if verdict == CONFIRM)
                expected[p, f] = (reference.terms(problem, person, facility), to_confirm)
    assert rows == expected
    assert list(rows) == sorted(rows)


@settings(max_examples=60)
@given(problems())
def test_removed_counts_and_near_misses_equal_the_reference(problem: Problem) -> None:
    found = find_candidates(problem)
    negotiable = {rule.code for rule in RULES if rule.negotiable}
    for p, person in enumerate(problem.people):
        refused = {
            f: [rule for rule, verdict in reference.verdicts(problem, person, facility).items() if verdict == NO]
            for f, facility in enumerate(problem.facilities)
        }
        counts = [sum(rule.code in rules for rules in refused.values()) * person.consent for rule in RULES]
        assert found.removed[p].tolist() == counts
        misses = []
        for f, rules in refused.items():
            if len(rules) == 1 and rules[0] in negotiable:
                metres = int(problem.home_metres[p, f])
                misses.append(Miss(problem.facilities[f].id, rules[0], None if metres == -1 else metres))
        misses.sort(key=lambda miss: (miss.metres is None, miss.metres or 0, miss.facility_id))
        assert list(nearest_misses(problem, p, limit=2)) == misses[:2]


@settings(max_examples=30)
@given(problem=problems())
def test_judging_in_blocks_changes_nothing(problem: Problem) -> None:
    whole = find_candidates(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole_module, "PAIRS_AT_ONCE", 1)
        blocks = find_candidates(problem)
    for field in ("person", "facility", "cost", "confirm", "start", "removed"):
        assert np.array_equal(getattr(whole, field), getattr(blocks, field))


@settings(max_examples=40)
@given(problems())
def test_terms_are_non_negative_64_bit_integers(problem: Problem) -> None:
    found = find_candidates(problem)
    assert list(found.terms) == list(TERMS)
    for column in (*found.terms.values(), found.cost):
        assert column.dtype == np.int64
        assert (column >= 0).all()


@settings(max_examples=40)
@given(problems())
def test_the_graph_shows_the_same_candidates(problem: Problem) -> None:
    found = find_candidates(problem)
    graph = candidate_graph(problem, found)
    assert graph.number_of_edges() == len(found)
    assert sum(data["cost"] for _, _, data in graph.edges(data=True)) == found.cost.sum()
    for (kind, _), data in graph.nodes(data=True):
        assert data["bipartite"] == {"person": 0, "facility": 1}[kind]
    for *_, data in graph.edges(data=True):
        assert sum(data[name] for name in TERMS) == data["cost"]


def test_people_without_consent_are_not_even_looked_at() -> None:
    problem = problem_of([Person(id=1, tier=1, consent=False)], [Facility(id=100, service_code="24", closed=True)])
    found = find_candidates(problem)
    assert len(found) == 0
    assert found.removed.sum() == 0


def test_a_private_place_is_no_near_miss() -> None:
    problem = problem_of([Person(id=1, tier=1, consent=True)], [Facility(id=100, service_code="24", private=True)])
    assert nearest_misses(problem, 0) == ()


def test_past_use_is_cheap_when_it_went_well_neutral_when_there_is_none_and_dear_when_broken_off() -> None:
    facility = Facility(id=100, service_code="24")
    person = Person(id=1, tier=1, consent=True)
    recent, older, too_old = dt.date(2026, 6, 1), dt.date(2024, 6, 1), dt.date(2020, 6, 1)

    def points(day: dt.date, outcome: str | None, policy: Policy = POLICY) -> int:
        problem = problem_of([person], [facility], PastUse(1, 100, "trial", day, day, outcome))
        problem = dataclasses.replace(problem, policy=policy)
        return int(find_candidates(problem).terms["past_use_person"][0])

    neutral = points(too_old, "went_well")
    assert neutral == POLICY.weights.past_person_neutral
    assert points(recent, "went_well") < points(older, "went_well") < neutral
    assert neutral < points(recent, "mixed") < points(older, "broken_off") < points(recent, "broken_off")
    assert points(dt.date(2027, 1, 1), "went_well") == neutral, "a stay within the period is not past"
    assert points(dt.date(2022, 1, 1), "went_well") < neutral, "five years ago to the day still counts"
    assert points(dt.date(2021, 12, 31), "went_well") == neutral
    assert points(dt.date(2026, 1, 1), "mixed", TWO_STEPS) > points(dt.date(2025, 12, 31), "mixed", TWO_STEPS)


def test_somebody_is_not_similar_to_themselves() -> None:
    person = Person(
        id=1, tier=1, consent=True, disability_kinds=frozenset({"mental"}), support_scale="adult", support_level=3
    )
    stay = PastUse(1, 100, "trial", dt.date(2026, 6, 1), outcome="went_well")
    problem = problem_of([person, dataclasses.replace(person, id=2)], [Facility(id=100, service_code="24")], stay)
    similar = find_candidates(problem).terms["past_use_similar"].tolist()
    neutral = POLICY.weights.past_similar_neutral
    assert similar == [neutral, neutral - POLICY.weights.past_similar_per_person]
