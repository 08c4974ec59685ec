"""A plan is a draft, adopted or replaced: adopting says what it releases, one a period, and it can be taken back."""

from dataclasses import replace

import pytest

from casebook.records import Adoption, Facility, Person, Plan, Proposal
from desk.errors import DeskError
from desk.period import parse_period
from desk.plan.adopting import adopt_plan, keep_adopted, releases, take_back_adoption
from desk.plan.keeping import keep_plan
from desk.plan.kept import adopted_plan, kept_plan, kept_plans
from desk.plan.trials import plan_trials
from desk.proposals.proposals import move
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.conftest import add_person
from tests.optional import present

PERIOD, POLICY = parse_period("2027-01/2027-03"), load_policy()


def plan(book, key=None):
    return plan_trials(book, PERIOD, POLICY, TODAY, kept=None if key is None else kept_plan(book, PERIOD, key))


def adopt(book, key):
    view = plan(book, key)
    return adopt_plan(book, view, releases(book, PERIOD, view.plan.pairs), NOW)


def states(book):
    return {one.key: one.state for one in kept_plans(book, PERIOD)}


def close(book, name="もみじ"):
    [office] = book.all(Facility, name=name)
    with book.writing("meanwhile") as writer:
        writer.change(replace(office, status="closed"))


def suggested(book):
    return {(one.person_id, one.facility_id) for one in book.all(Proposal, status="suggested")}


def refusal(call):
    with pytest.raises(DeskError) as caught:
        call()
    return caught.value.code


def test_a_draft_proposes_nothing_and_the_same_plan_is_kept_once(two):
    key = keep_plan(two, plan(two), NOW)
    assert (states(two), two.all(Proposal), adopted_plan(two, PERIOD)) == ({key: "draft"}, [], None)
    assert keep_plan(two, plan(two), NOW) == key
    assert adopt(two, key) == key
    assert keep_plan(two, plan(two), NOW) == key
    assert (states(two), len(two.all(Plan))) == ({key: "adopted"}, 1)
    assert suggested(two) == set(plan(two, key).plan.pairs.items())
    assert present(adopted_plan(two, PERIOD)).standing == ("adopted", two.actor.name, NOW)


def test_adopting_says_what_it_releases_and_releases_that_and_nothing_else(two):
    first = keep_adopted(two, plan(two), NOW)
    was = suggested(two)
    close(two)
    second = keep_plan(two, plan(two), NOW)
    assert suggested(two) == was
    view = plan(two, second)
    shown = releases(two, PERIOD, view.plan.pairs)
    assert {(one.person_id, one.facility_id) for one in shown} == was
    assert sorted((one.again, one.instead is None) for one in shown) in (
        [(False, True), (True, False)],
        [(False, False), (False, True)],
    )
    adopt_plan(two, view, shown, NOW)
    assert states(two) == {first: "replaced", second: "adopted"}
    assert suggested(two) == set(view.plan.pairs.items())


def test_what_would_release_something_else_by_now_is_not_adopted(two):
    keep_adopted(two, plan(two), NOW)
    close(two)
    view = plan(two, keep_plan(two, plan(two), NOW))
    shown = releases(two, PERIOD, view.plan.pairs)
    with two.writing("meanwhile") as writer:
        gone = next(one for one in writer.all(Proposal) if one.person_id not in view.plan.pairs)
        writer.change(replace(gone, status="released"))
    assert refusal(lambda: adopt_plan(two, view, shown, NOW)) == "adopt.releases_others"
    assert "draft" in states(two).values()


def test_a_draft_of_pairs_that_can_no_longer_be_is_kept_anew_before_it_is_adopted(two):
    key = keep_plan(two, plan(two), NOW)
    close(two)
    assert refusal(lambda: adopt(two, key)) == "adopt.no_longer"
    assert refusal(lambda: adopt_plan(two, plan(two), (), NOW)) == "adopt.keep_first"
    anew = keep_plan(two, plan(two, key), NOW)
    assert adopt(two, anew) == anew != key
    assert refusal(lambda: adopt(two, anew)) == "adopt.already"


def test_an_adoption_that_is_taken_back_leaves_everything_as_it_was(two):
    first = keep_adopted(two, plan(two), NOW)
    close(two)
    second = keep_plan(two, plan(two), NOW)
    kinds = (Plan, Proposal, Adoption)
    before = [two.all(kind) for kind in kinds]
    adopt(two, second)
    assert refusal(lambda: take_back_adoption(two, PERIOD, second, " ")) == "adopt.why_taken_back"
    assert refusal(lambda: take_back_adoption(two, PERIOD, first, "x")) == "adopt.not_adopted"
    take_back_adoption(two, PERIOD, second, "押し間違い")
    assert [two.all(kind) for kind in kinds] == before
    assert adopt(two, second) == second
    assert states(two) == {first: "replaced", second: "adopted"}


def test_an_adoption_is_not_taken_back_once_somebody_acted_on_it_nor_one_kept_before_there_were_any(two):
    key = keep_adopted(two, plan(two), NOW)
    move(two, two.all(Proposal)[0].id, "asked", today=TODAY, assumed_places=1)
    assert refusal(lambda: take_back_adoption(two, PERIOD, key, "x")) == "adopt.acted_on"
    with two.writing("before") as writer:
        writer.change(replace(writer.all(Adoption)[0], since=None))
    assert refusal(lambda: take_back_adoption(two, PERIOD, key, "x")) == "adopt.before_adoptions"


def test_a_replaced_plan_is_history_and_is_adopted_again_as_a_copy(two):
    first = keep_adopted(two, plan(two), NOW)
    with two.writing("meanwhile") as writer:
        person = writer.all(Person)[0]
        writer.change(replace(person, status="closed"))
    second = keep_adopted(two, plan(two), NOW)
    with two.writing("meanwhile") as writer:
        writer.change(person)
    third = adopt(two, first)
    assert states(two) == {first: "replaced", second: "replaced", third: "adopted"}
    assert suggested(two) == set(kept_plan(two, PERIOD, first).pairs.items())
    assert keep_plan(two, plan(two), NOW) == third


def test_somebody_who_is_asked_already_is_neither_released_nor_proposed_again(two):
    keep_adopted(two, plan(two), NOW)
    asked = two.all(Proposal)[0]
    move(two, asked.id, "asked", today=TODAY, assumed_places=1)
    with two.writing("before") as writer:
        add_person(writer, "A-003", tier_override=1, tier_override_reason="x")
    view = plan(two, keep_plan(two, plan(two), NOW))
    shown = releases(two, PERIOD, view.plan.pairs)
    assert asked.person_id not in {one.person_id for one in shown}
    key = adopt_plan(two, view, shown, NOW)
    assert asked.person_id not in {one.person_id for one in two.all(Proposal, plan_id=key)}
    assert two.one(Proposal, asked.id).status == "asked"
