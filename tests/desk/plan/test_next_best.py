"""After a refusal: every other facility with exactly what choosing it costs the plan, which keeps what stands."""

from dataclasses import replace
from typing import Any

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition, Proposal
from desk.city import straight_line
from desk.period import parse_period
from desk.plan.adopting import keep_adopted
from desk.plan.next_best import NextBest, next_best
from desk.plan.trials import plan_trials
from desk.proposals import move, propose
from matching.errors import ConstraintError
from matching.policy import load_policy
from matching.trials import TrialPlan, make_plan
from tests.conftest import NOW, TODAY
from tests.desk.conftest import add_person

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


def forced(found: NextBest, facility: int) -> TrialPlan | None:
    """Make the plan anew with the pair locked; None if it cannot be."""
    constraints = found.view.plan.constraints
    locks = {pair for pair in constraints.locks if pair[0] != found.person_id} | {(found.person_id, facility)}
    try:
        return make_plan(found.view.plan.problem, "networkx", replace(constraints, locks=frozenset(locks)))
    except ConstraintError:
        return None


def hold_to_plans_made_anew(found: NextBest) -> int:
    """Hold every regret against the plan made anew; return how many facilities there are."""
    plan = found.view.plan
    for one in found.options:
        anew, regret = forced(found, one.facility.key), one.alternative.regret
        assert (anew is None) == (regret is None)
        if anew is None or regret is None:
            continue
        assert regret.cost == anew.cost - plan.cost
        assert regret.placed_by_tier == {
            tier: anew.placed_by_tier[tier] - count for tier, count in plan.placed_by_tier.items()
        }
        [mine] = [pair for pair in anew.assignments if pair.person_id == found.person_id]
        assert found.cost(one) == mine.cost
    return len(found.options)


def test_the_regret_of_each_is_what_a_plan_made_anew_loses_beside_what_stands(offices: Casebook) -> None:
    proposals = carried_out(offices, people=6)
    for proposal in proposals[:2]:
        step(offices, proposal, "asked")
    refused = step(offices, proposals[2], "declined", reason="facility_full")
    found = next_best(offices, refused, TODAY)
    assert hold_to_plans_made_anew(found) == 3
    assert found.against_refused
    assert refused.facility_id not in [one.facility.key for one in found.options]
    standing = {one.person_id: one.facility_id for one in proposals if one.id != refused.id}
    assert standing.items() <= found.view.plan.pairs.items()
    assert [one.alternative.regret is None for one in found.options] == sorted(
        one.alternative.regret is None for one in found.options
    )


def test_where_the_facility_itself_is_out_regret_is_against_the_best_that_is_left(offices: Casebook) -> None:
    proposals = carried_out(offices)
    step(offices, proposals[0], "asked")
    refused = step(offices, proposals[0], "declined", reason="facility_condition_not_met", condition="offers_trial")
    found = next_best(offices, refused, TODAY, straight_line)
    assert not found.against_refused
    assert hold_to_plans_made_anew(found) == 3
    first = found.options[0]
    assert first.chosen
    new = propose(offices, refused, first.facility.key, found.cost(first), today=TODAY, assumed_places=1)
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
