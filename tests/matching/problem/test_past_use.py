"""How much a past stay counts."""

import dataclasses
import datetime as dt

import pytest

from matching.policy import Policy
from matching.problem.model import PastUse
from matching.problem.past_use import counted_stays, months_before, stay_percent, stay_points
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import POLICY, START, TWO_STEPS


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2027, 1, 1), 12, dt.date(2026, 1, 1)),
        (dt.date(2027, 3, 31), 1, dt.date(2027, 2, 28)),
        (dt.date(2024, 3, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2027, 1, 15), 1, dt.date(2026, 12, 15)),
        (dt.date(1, 2, 1), 60, dt.date.min),
    ],
)
def test_months_before(day: dt.date, months: int, expected: dt.date) -> None:
    assert months_before(day, months) == expected


@pytest.mark.parametrize(("days", "percent"), [(0, 100), (365, 50), (730, 25), (1461, 6)])
def test_a_stay_counts_half_after_each_half_life(days: int, percent: int) -> None:
    policy = dataclasses.replace(POLICY, scope=dataclasses.replace(POLICY.scope, past_use_half_life_months=12))
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, policy=policy)
    day = START - dt.timedelta(days=days)
    assert stay_percent(problem, PastUse(1, 100, "trial", day, day)) == percent


@pytest.mark.parametrize(("days", "percent"), [(365, 100), (366, 50)])
def test_without_a_half_life_an_older_stay_counts_in_part(days: int, percent: int) -> None:
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, policy=TWO_STEPS)
    day = START - dt.timedelta(days=days)
    assert stay_percent(problem, PastUse(1, 100, "trial", day, day)) == percent


@pytest.mark.parametrize("policy", [POLICY, TWO_STEPS])
def test_a_stay_that_goes_on_counts_in_full_however_long_ago_it_began(policy: Policy) -> None:
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, policy=policy)
    stay = PastUse(1, 100, "short_stay", dt.date(2015, 4, 1))
    assert counted_stays(dataclasses.replace(problem, past_use=(stay,))) == [stay]
    assert stay_percent(problem, stay) == 100


@pytest.mark.parametrize("percent", [0, 1, 33, 50, 99, 100])
@pytest.mark.parametrize("points", [1, 7, 50, 333])
def test_what_went_well_fades_as_what_was_broken_off_does(points: int, percent: int) -> None:
    alike = {"past_person_went_well": points, "past_person_broken_off": points, "past_person_older_percent": percent}
    policy = dataclasses.replace(TWO_STEPS, weights=dataclasses.replace(TWO_STEPS.weights, **alike))
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, policy=policy)
    day = START - dt.timedelta(days=400)
    well, badly = (
        stay_points(problem, PastUse(1, 100, "trial", day, day, outcome)) for outcome in ("went_well", "broken_off")
    )
    assert well == -badly
    assert abs(100 * badly - points * percent) <= 50
