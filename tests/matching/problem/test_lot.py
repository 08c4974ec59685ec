"""The lot among equals: the same for everybody on a day, fair over people, and drawn again only by its number."""

import dataclasses
from collections import Counter

import pytest

from matching.errors import ProblemError
from matching.problem.lot import drawn, lot_of, seed_of
from matching.trials.plan import make_plan
from tests.matching import reference
from tests.matching.examples import CAREFREE, WELCOMING, plan_of


def twins(draw=1):
    """Return two people alike, for whom one place is to be had."""
    people = [dataclasses.replace(CAREFREE, id=number) for number in (1, 2)]
    return dataclasses.replace(plan_of(people, [dataclasses.replace(WELCOMING, places=1)]).problem, draw=draw)


def test_the_seed_is_the_period_and_the_draw_and_the_lot_is_that_of_the_plain_reference():
    problem = twins(draw=3)
    assert seed_of(problem) == "2027-01-01/2027-01-01#3"
    lot = lot_of(problem)
    assert (lot.turns.tolist(), lot.rank.tolist()) == reference.lot(problem)


def test_over_many_draws_each_of_two_equals_has_the_one_place_about_as_often():
    wins = Counter(make_plan(twins(draw)).assignments[0].person_id for draw in range(1, 101))
    assert wins.keys() == {1, 2}
    assert min(wins.values()) > 30


def test_in_many_periods_nobody_is_first_because_of_their_number():
    first = Counter(int(drawn(f"period {number}", "person", range(10))[0]) for number in range(1000))
    assert all(60 < first[index] < 140 for index in range(10))


@pytest.mark.parametrize("draw", [0, 10_000, True, 1.0, "1"])
def test_a_draw_is_a_whole_number_in_range(draw):
    with pytest.raises(ProblemError, match=r"problem\.draw"):
        twins(draw)
