"""After a refusal: every other facility with exactly what choosing it costs the plan, which keeps what stands."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition, Proposal
from desk.city import straight_line
from desk.period import parse_period
from desk.plan.adopting import keep_adopted
from desk.plan.next_best import NextBest, against, next_best
from desk.plan.trials import plan_trials
from desk.proposals import Instead, move, propose
from matching.errors import ConstraintError
from matching.pairs import Constraints
from matching.policy import AIMS, MOST, aiming, load_policy
from matching.problem import Problem
from matching.trials import due_of, make_plan
from tests.conftest import NOW, TODAY
from tests.desk.conftest import add_person
from tests.matching.strategies import SEEN, problems, waited
from tests.optional import present

PERIOD, POLICY = parse_period("2027-01/2027-03"), load_policy()


def carried_out(book: Casebook, people: int = 4) -> list[Proposal]:
    """Adopt a plan for some people with four offices, of which two have room left; return its proposals."""
    with book.writing("before") as writer:
        for number in range(people):
            add_person(writer, f"N-{number}", tier_override=1 + number % 3, tier_override_reason="x")
        for name, lon, places in (("かえで", 140.90, 1), ("さくら", 141.00, 2)):
            [like, *_] = writer.all(Facility, name="もみじ")
            key = writer.add(replace(like, id=None, name=name, lon=lon))
            writer.add(FacilityCondition(facility_id=key, offers_trial=True, trial_places=places))
    keep_adopted(book, plan_trials(book, PERIOD, POLICY, TODAY), NOW)
    return book.all(Proposal)


def step(book: Casebook, proposal: Proposal, to: str, **more: Any) -> Proposal:
    assert proposal.id is not None
    return move(book, proposal.id, to, today=TODAY, assumed_places=1, **more).proposal


def hold_to_plans_made_anew(found: NextBest) -> int:
    """Hold every regret against the plan made anew with the pair forced, as few as possible of the others moving."""
    now = found.view.plan
    base = dict(pair for pair in now.constraints.locks if pair[0] != found.person_id)
    for one in found.options:
        pair = frozenset({(found.person_id, one.facility.key)})
        constraints = replace(now.constraints, locks=pair, stay_close=MOST, base=base)
        try:
            anew = make_plan(now.problem, "networkx", constraints)
        except ConstraintError:
            assert one.alternative.regret is None
            continue
        regret = present(one.alternative.regret)
        left = sum(anew.pairs.get(person) not in (None, site) for person, site in base.items())
        assert regret.cost == anew.cost - MOST * left - now.cost
        assert regret.placed_by_tier == {
            tier: anew.placed_by_tier[tier] - count for tier, count in now.placed_by_tier.items()
        }
        after: dict[int, int | None] = {**now.pairs}
        after |= {move.person_id: move.to_facility for move in one.alternative.moves}
        assert after[found.person_id] == one.facility.key
        assert sum(site is not None for site in after.values()) == len(anew.pairs)
        assert sum(after[person] not in (None, site) for person, site in base.items()) == left
    return len(found.options)


@pytest.mark.parametrize("people", [4, 5])
@pytest.mark.parametrize("reason", ["facility_full", "person_wish"])
def test_the_regret_of_each_is_what_a_plan_made_anew_loses_beside_what_stands(
    offices: Casebook, reason: str, people: int
) -> None:
    proposals = carried_out(offices, people)
    agreed = step(offices, next(one for one in proposals if one.facility_id != proposals[2].facility_id), "asked")
    refused = step(offices, proposals[2], "declined", reason=reason)
    found = next_best(offices, refused, TODAY)
    assert hold_to_plans_made_anew(found) == 3
    assert found.against_refused
    assert refused.facility_id not in [one.facility.key for one in found.options]
    standing = {one.person_id: one.facility_id for one in proposals if one.id != refused.id}
    assert standing.items() <= found.view.plan.pairs.items()
    [held] = [one.alternative for one in found.options if one.facility.key == agreed.facility_id]
    [condition] = offices.all(FacilityCondition, facility_id=agreed.facility_id)
    assert (held.regret is None) == (condition.trial_places == 1)
    if reason == "facility_full":
        moves = [move for one in found.options for move in one.alternative.moves]
        assert refused.facility_id not in [move.to_facility for move in moves]


@settings(max_examples=25, deadline=None)
@given(waited(problems(most_people=5)), st.sampled_from(AIMS), st.data())
def test_counted_against_any_plan_that_stands_it_is_what_a_plan_made_anew_loses(
    problem: Problem, aim: str, data: st.DataObject
) -> None:
    if not problem.people:
        return
    problem = replace(problem, policy=aiming(problem.policy, aim), emergencies=SEEN)
    pairs = [(one.id, place.id) for one in problem.people for place in problem.facilities]
    forbids = frozenset(data.draw(st.lists(st.sampled_from(pairs), max_size=4))) if pairs else frozenset()
    person = data.draw(st.sampled_from([one.id for one in problem.people]))
    # What stands need not be the best plan: it was made while some pairs were forbidden.
    stood = make_plan(problem, constraints=Constraints(forbids=forbids)).pairs
    base = {key: site for key, site in stood.items() if key != person}
    now = make_plan(problem, constraints=Constraints(locks=frozenset(base.items())))
    moving = Constraints(stay_close=MOST, base=base)
    for one in against(now, make_plan(problem, constraints=moving), person):
        anew = make_plan(problem, constraints=replace(moving, locks=frozenset({(person, one.facility_id)})))
        left = sum(anew.pairs.get(key) not in (None, site) for key, site in base.items())
        assert present(one.regret).cost == anew.cost - MOST * left - now.cost
        placed = {tier: anew.placed_by_tier[tier] - count for tier, count in now.placed_by_tier.items()}
        assert present(one.regret).placed_by_tier == placed
        assert present(one.regret).nights == anew.nights - now.nights
        assert present(one.regret).due == len(due_of(anew).placed) - len(due_of(now).placed)
        after: dict[int, int | None] = {**now.pairs}
        after |= {move.person_id: move.to_facility for move in one.moves}
        assert after[person] == one.facility_id


def test_choosing_one_carries_out_what_it_says_of_others(offices: Casebook) -> None:
    refused = step(offices, carried_out(offices, 5)[0], "declined", reason="facility_full")
    found = next_best(offices, refused, TODAY)
    option = next(one for one in found.options if len(one.alternative.moves) > 1)
    chosen = Instead(refused, option.facility.key, found.cost(refused.person_id, option.facility.key))
    propose(offices, chosen, found.others(option), today=TODAY, assumed_places=1)
    stands = {one.person_id: one.facility_id for one in offices.all(Proposal, status="suggested")}
    after: dict[int, int | None] = {**found.view.plan.pairs}
    after |= {move.person_id: move.to_facility for move in option.alternative.moves}
    assert stands == {person: site for person, site in after.items() if site is not None}


def test_where_the_facility_itself_is_out_regret_is_against_the_best_that_is_left(offices: Casebook) -> None:
    proposals = carried_out(offices)
    step(offices, proposals[0], "asked")
    refused = step(offices, proposals[0], "declined", reason="facility_condition_not_met", condition="offers_trial")
    found = next_best(offices, refused, TODAY, straight_line)
    assert not found.against_refused
    assert hold_to_plans_made_anew(found) == 3
    first = found.options[0]
    assert first.chosen
    chosen = Instead(refused, first.facility.key, found.cost(refused.person_id, first.facility.key))
    new = propose(offices, chosen, found.others(first), today=TODAY, assumed_places=1)
    assert offices.one(Proposal, new).facility_id == first.facility.key
    assert next_best(offices, proposals[1], TODAY).view.plan.pairs[refused.person_id] == first.facility.key


def test_whom_nothing_can_be_suggested_has_no_next_best_but_the_reasons(offices: Casebook) -> None:
    proposals = carried_out(offices)
    refused = step(offices, proposals[0], "declined", reason="person_wish")
    with offices.writing("meanwhile") as writer:
        for condition in writer.all(FacilityCondition):
            writer.change(replace(condition, offers_trial=False))
    found = next_best(offices, refused, TODAY)
    assert found.options == ()
    assert refused.person_id in [one.person.key for one in found.view.left_out]
