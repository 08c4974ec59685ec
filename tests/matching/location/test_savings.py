"""The choice of sites that saves the most, against plain enumeration."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.location.branching import SiteChoice, save_most
from matching.location.models import mclp, p_centre, ways
from matching.location.savings import Savings
from tests.matching.location.random_city import city

savings_of = st.integers(2, 9).flatmap(
    lambda points: st.integers(2, 9).flatmap(
        lambda sites: st.lists(
            st.lists(st.integers(0, 9), min_size=sites, max_size=sites), min_size=points, max_size=points
        )
    )
)


def as_savings(table: list[list[int]]) -> Savings:
    array = np.array(table, dtype=np.int64)
    demand, site = np.nonzero(array)
    return Savings(demand, site, array[demand, site], *array.shape)


@given(savings_of, st.integers(0, 9))
def test_no_choice_saves_more(table, most):
    choice = save_most(as_savings(table), most)
    array = np.array(table)
    sets = combinations(range(array.shape[1]), min(most, array.shape[1]))
    best = max((int(array[:, list(chosen)].max(axis=1, initial=0).sum()) for chosen in sets), default=0)
    assert choice is not None
    assert (choice.saved, choice.bound) == (best, best)
    assert int(array[:, list(choice.sites)].max(axis=1, initial=0).sum()) == best
    assert save_most(as_savings(table), most, floor=best) is not None
    assert save_most(as_savings(table), most, floor=best + 1) is None


def test_a_search_given_up_says_how_much_better_it_might_be():
    table = np.random.default_rng(5).integers(1, 1000, (60, 40)).tolist()
    whole, part = save_most(as_savings(table), 8), save_most(as_savings(table), 8, effort=1)
    assert isinstance(whole, SiteChoice)
    assert isinstance(part, SiteChoice)
    assert whole.saved == whole.bound
    assert part.saved <= whole.saved < part.bound


@pytest.mark.parametrize("points", [60, 90, 120])
@pytest.mark.parametrize("most", [4, 8, 12])
def test_a_floor_is_reached_up_to_the_best_and_not_beyond(points, most):
    people, metres = 1 + np.arange(points) % 50, ways(city(points, 50)).within(200)
    given_ = Savings(metres.demand, metres.site, people[metres.demand], points, 50)
    best = save_most(given_, most)
    whole = mclp(people, metres, 200, most, capacity=np.full(50, people.sum()))
    assert best is not None
    assert best.saved == best.bound == whole.value
    reached = save_most(given_, most, floor=best.saved)
    assert reached is not None
    assert reached.saved == best.saved
    assert save_most(given_, most, floor=best.saved + 1) is None


@pytest.mark.parametrize(("points", "new"), [(150, 8), (170, 8), (170, 12), (120, 4)])
def test_a_cover_that_there_is_is_found_and_one_that_there_is_not_is_refused(points, new):
    people, metres = 1 + np.arange(points) % 50, ways(city(points, 80))
    radius = p_centre(people, metres, new).value
    for metres_, there in ((radius, True), (radius - 1, False)):
        near = metres.within(metres_)
        given_ = Savings(near.demand, near.site, people[near.demand], points, 80)
        assert (save_most(given_, new, floor=int(people.sum())) is not None) == there
