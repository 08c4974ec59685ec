"""Planning again in a period: what can no longer be is left out by name, kept plans are compared with and opened again."""

from dataclasses import replace

import pytest

from casebook.errors import NotFoundError
from casebook.records import Consent, Facility, FacilityCondition, Person, Plan, Proposal
from casebook.roles import Actor
from desk.errors import DeskError
from desk.period import parse_period
from desk.plan.adopting import adopt_plan, keep_adopted, releases
from desk.plan.dates import date_plan, keep_dated
from desk.plan.edits import Edits
from desk.plan.kept import adopted_plan, kept_plan, kept_plans
from desk.plan.scenarios import try_edits
from desk.plan.trials import plan_trials
from desk.plan.why import change_text
from desk.proposals.proposals import move
from matching.policy import load_policy
from matching.trials.check_record import check_record
from tests.conftest import NOW, TODAY, copied
from tests.desk.conftest import add_person
from words.say import say

PERIOD, NEXT = parse_period("2027-01/2027-03"), parse_period("2027-04/2027-06")
POLICY = load_policy()


def again(book, period=PERIOD, **more):
    return plan_trials(book, period, POLICY, TODAY, **more)


def named(view):
    return {one.person.person.code_name: one.facility.facility.name for one in view.suggestions}


def ask(book, name, *steps):
    [person] = book.all(Person, code_name=name)
    [proposal] = book.all(Proposal, person_id=person.id, status="suggested")
    for status in ("asked", *steps):
        move(
            book,
            proposal.id,
            status,
            today=TODAY,
            assumed_places=1,
            reason="person_wish" if status == "declined" else None,
        )
    return proposal


def withdraw(book, name):
    [person] = book.all(Person, code_name=name)
    with book.writing("before") as writer:
        [consent] = writer.all(Consent, person_id=person.id)
        writer.change(replace(consent, withdrawn_on=TODAY))


def close_file(book, name):
    [person] = book.all(Person, code_name=name)
    with book.writing("before") as writer:
        writer.change(replace(person, status="closed"))


def condition(**changes):
    def change(book, _):
        [site] = book.all(Facility, name="もみじ")
        with book.writing("before") as writer:
            [known] = writer.all(FacilityCondition, facility_id=site.id)
            writer.change(replace(known, **changes))

    return change


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (withdraw, "A-001 → もみじ：有効な同意がありません。"),
        (close_file, "A-001 → もみじ：この人の支援は終了しています。"),
        (
            condition(offers_trial=False),
            f"A-001 → もみじ：「{say('rule.offers_trial', 'ja')}」の条件に合わなくなりました。",
        ),
        (condition(trial_places=0), f"A-001 → もみじ：「{say('rule.no_places', 'ja')}」の条件に合わなくなりました。"),
    ],
)
def test_one_agreed_pair_that_can_no_longer_be_is_told_by_name_and_stops_nobody_else(two, harm, told):
    keep_adopted(two, again(two), NOW)
    kept = ask(two, "A-001", "accepted")
    with two.writing("before") as writer:
        add_person(writer, "A-003", tier_override=1, tier_override_reason="x")
    harm(two, "A-001")
    view = again(two)
    assert view.held_up_lines("ja") == [told]
    assert "{" not in view.held_up_lines("en")[0]
    assert named(view) == {"A-003": "けやき"}
    check_record(view.record)
    keep_adopted(two, view, NOW)
    assert [one.status for one in two.all(Proposal, person_id=kept.person_id)] == ["accepted"]


def test_a_scenario_of_somebody_who_takes_no_part_any_more_is_told_by_name(two):
    close_file(two, "A-001")
    [person] = two.all(Person, code_name="A-001")
    with pytest.raises(DeskError) as caught:
        try_edits(again(two), "a", Edits(tiers={person.id: 1}))
    assert say(caught.value.message, "ja") == "シナリオにある対象者「A-001」は、この計画に入っていません。"


def test_two_agreed_for_one_place_both_wait_and_the_place_is_given_to_nobody(two):
    condition(trial_places=2)(two, None)
    keep_adopted(two, again(two), NOW)
    for name in ("A-001", "A-002"):
        ask(two, name)
    condition(trial_places=1)(two, None)
    with two.writing("before") as writer:
        add_person(writer, "A-003")
    view = again(two)
    assert [one.code for one in view.held_up] == ["held_up.too_few_places"] * 2
    assert "枠は1ですが、2人" in view.held_up_lines("ja")[0]
    assert named(view) == {"A-003": "けやき"}


def test_planning_again_says_who_changes_against_the_last_kept_plan_and_why(two):
    first = again(two)
    assert first.since is None
    keep_adopted(two, first, NOW)
    assert again(two).since.changes == ()
    with two.writing("before") as writer:
        add_person(writer, "A-003", tier_override=1, tier_override_reason="x")
    view = again(two)
    assert view.since.plan.key == two.all(Plan)[0].id
    assert [change_text(view, view, one, "ja") for one in view.since.changes] == [
        "A-002：けやき → 候補なし（理由：ほかの方の変更に伴うもの）",
        "A-003：候補なし → けやき（理由：前の計画のあとに対象者となったため）",
    ]
    assert again(two, NEXT).since is None


def test_staying_close_is_to_the_last_kept_plan_and_keeps_who_need_not_change(two):
    keep_adopted(two, again(two), NOW)
    nearer = named(again(two))
    condition(trial_places=2)(two, None)
    assert set(named(again(two)).values()) == {"もみじ"}
    close = again(two, stay_close=100_000)
    assert (named(close), close.since.changes) == (nearer, ())
    check_record(close.record)
    assert all("stay_close" in one["terms"] for one in close.record["candidates"])
    tried = try_edits(close, "a", Edits(weights={"ward_other": 500}))
    assert tried.comparison.changes == ()
    with pytest.raises(DeskError, match="stay_close"):
        again(two, stay_close=-1)


def test_a_kept_plan_is_opened_as_it_was_shown_dated_and_kept_again(two):
    key = keep_adopted(two, again(two), NOW)
    nearer = named(again(two))
    condition(trial_places=2)(two, None)
    keep_adopted(two, again(two), NOW)
    view = again(two, kept=kept_plan(two, PERIOD, key))
    assert (view.opened, named(view), view.since.changes) == (True, nearer, ())
    check_record(view.record)
    dated = keep_dated(two, date_plan(view), NOW)
    opened = again(two, kept=kept_plan(two, PERIOD, dated))
    adopt_plan(two, opened, releases(two, PERIOD, opened.plan.pairs), NOW)
    assert {(one.person_id, one.facility_id) for one in two.all(Proposal, status="suggested")} == set(
        view.plan.pairs.items()
    )
    assert all(one.start_on for one in two.all(Proposal, plan_id=dated))
    assert [(one.key, one.dated) for one in kept_plans(two, PERIOD)] == [(3, True), (2, False), (1, False)]
    assert kept_plans(two, PERIOD)[0].pairs == view.plan.pairs
    with pytest.raises(DeskError, match=r"kept_plan\.none"):
        kept_plan(two, NEXT, key)


def test_of_an_opened_plan_what_was_refused_since_is_planned_anew_and_the_rest_stays(two):
    key = keep_adopted(two, again(two), NOW)
    refused = ask(two, "A-001", "declined")
    with two.writing("before") as writer:
        site = writer.add(replace(writer.one(Facility, 2), id=None, name="かえで"))
        writer.add(FacilityCondition(facility_id=site, offers_trial=True, trial_places=1))
    was = kept_plan(two, PERIOD, key)
    view = again(two, kept=was)
    own, (other,) = refused.person_id, was.pairs.keys() - {refused.person_id}
    assert view.plan.pairs[other] == was.pairs[other]
    assert view.plan.pairs[own] not in (refused.facility_id, was.pairs[other])
    assert [(one.person_id, "forbidden" in one.causes) for one in view.since.changes] == [(own, True)]


def test_a_kept_plan_is_opened_with_the_policy_it_was_made_with(two):
    side = try_edits(again(two), "a", Edits(aim="readiness", weights={"ward_other": 77}))
    key = keep_adopted(two, side.new, NOW)
    view = again(two, kept=kept_plan(two, PERIOD, key))
    assert (view.aim, view.plan.problem.policy.weights.ward_other) == ("readiness", 77)
    assert view.plan.pairs == side.new.plan.pairs
    assert view.made_of != again(two).made_of


@pytest.mark.parametrize("opening", [adopted_plan, lambda book, period: kept_plan(book, period, 1)])
def test_whoever_may_not_see_plans_is_told_that_there_is_none_for_her(planned_template, tmp_path, opening):
    book = copied(planned_template, tmp_path, Actor("区", "ward_office", "青葉区"))
    with pytest.raises(NotFoundError):
        opening(book, PERIOD)
    book.close()
