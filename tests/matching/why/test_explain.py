"""What is said of a plan."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings

from matching.pairs import costs
from matching.problem.model import Problem
from matching.trials.plan import make_plan
from matching.why.explain import explain
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import problems
from words.message import Message
from words.say import LANGUAGES, placeholders, say


@settings(max_examples=80)
@given(problems())
def test_every_sentence_formats_in_both_languages_and_its_points_add_up(problem: Problem) -> None:
    plan = make_plan(problem)
    told = explain(plan)
    assert set(told) == {person.id for person in problem.people}
    for sentences in told.values():
        for message in sentences:
            for language in LANGUAGES:
                assert placeholders(message.code, language) == set(message.params) - {"points"}
                assert say(message, language)
    for one in plan.assignments:
        points = sum(int(str(message.params.get("points", 0))) for message in told[one.person_id])
        assert points == one.cost + one.spread_cost


def test_a_facility_that_nothing_speaks_against_is_suggested_with_its_reasons() -> None:
    plan = plan_of([CAREFREE], [WELCOMING])
    (one,) = plan.assignments
    assert one.to_confirm == ()
    assert [(message.code, message.params.get("points")) for message in explain(plan)[1]] == [
        ("reason.travel_home", 20),
        ("reason.travel_day", 10),
        ("reason.ward_same", 0),
        ("reason.past_person_none", 120),
        ("reason.past_similar_none", 30),
        ("reason.vacancy_free", 0),
        ("reason.rank", 0),
    ]


def test_a_distance_to_the_middle_of_a_town_or_ward_is_said_to_be_a_guess() -> None:
    plan = plan_of([CAREFREE], [dataclasses.replace(WELCOMING, roughly_placed=True)])
    codes = [message.code for message in explain(plan)[1]]
    assert codes[:3] == ["reason.travel_home", "reason.travel_day", "reason.roughly_placed"]


def test_whoever_has_no_eligible_facility_is_told_what_stands_in_the_way() -> None:
    closed = dataclasses.replace(WELCOMING, id=101, closed=True, sexes="male")
    plan = plan_of([CAREFREE], [dataclasses.replace(WELCOMING, sexes="male"), closed])
    (left,) = plan.unplaced
    assert left.removed == {"closed": 1, "sex": 2}
    assert [(miss.facility_id, miss.rule, miss.metres) for miss in left.misses] == [(100, "sex", 1000)]
    assert [message.code for message in explain(plan)[1]] == [
        "unplaced.no_eligible_facility",
        "removed.sex",
        "removed.closed",
        "miss.at",
        "refused.sex",
    ]


def test_without_any_facility_the_reason_says_what_to_do() -> None:
    plan = plan_of([CAREFREE], [])
    assert [sentence.code for sentence in explain(plan)[CAREFREE.id]] == ["unplaced.no_facilities"]


def test_a_new_cost_term_is_said_with_its_points_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(costs.TERMS, "stairs", lambda priced: np.full(len(priced.pairs.person), 7, dtype=np.int64))
    plan = plan_of([CAREFREE], [WELCOMING])
    (assignment,) = plan.assignments
    assert assignment.terms["stairs"] == 7
    assert Message("reason.stairs", {"points": 7}) in explain(plan)[1]


def test_a_facility_that_the_newest_edition_does_not_list_comes_after_all_that_it_does() -> None:
    gone = dataclasses.replace(WELCOMING, id=2, missing_from_edition=True)
    far = dataclasses.replace(WELCOMING, id=9)
    ways = np.array([[100, 60_000]], dtype=np.int32)
    plan = make_plan(dataclasses.replace(plan_of([CAREFREE], [gone, far]).problem, home_metres=ways, day_metres=ways))
    assert [assignment.facility_id for assignment in plan.assignments] == [9]
    alone = plan_of([CAREFREE], [gone])
    assert [assignment.facility_id for assignment in alone.assignments] == [2]
    told = [message.code for message in explain(alone)[1]]
    assert "confirm.missing_from_edition" in told
    assert "reason.not_listed" in told
