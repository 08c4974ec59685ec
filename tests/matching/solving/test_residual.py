"""The proof of an optimum."""

import random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.errors import SolverError
from matching.solving.residual import lower_bound, prove, total_cost
from tests.matching.reference import objective, possible_plans
from tests.matching.strategies import Market, markets


@settings(max_examples=500)
@given(markets(), st.randoms(use_true_random=False))
def test_the_certificate_accepts_a_plan_exactly_when_it_is_optimal(market: Market, chance: random.Random) -> None:
    network, _ = market.network()
    plans = list(possible_plans(market))
    plan = chance.choice(plans)
    assigned = np.array(plan, dtype=np.intp)
    if objective(market, plan) == min(objective(market, other) for other in plans):
        assert lower_bound(network, prove(network, assigned)) == total_cost(network, assigned)
    else:
        with pytest.raises(SolverError, match="not_optimal"):
            prove(network, assigned)


@given(markets(), st.data())
def test_no_plan_undercuts_the_lower_bound_whatever_the_prices(market: Market, data: st.DataObject) -> None:
    network, _ = market.network()
    prices = data.draw(st.lists(st.integers(-2000, 2000), min_size=len(market.slots), max_size=len(market.slots)))
    least = min(total_cost(network, np.array(plan, dtype=np.intp)) for plan in possible_plans(market))
    assert lower_bound(network, np.array(prices, dtype=np.int64)) <= least


@given(markets(), st.data())
def test_an_impossible_flow_is_rejected(market: Market, data: st.DataObject) -> None:
    outside = len(market.slots)
    plan = data.draw(st.tuples(*(st.integers(0, outside) for _ in market.edges)))
    assume(plan not in set(possible_plans(market)))
    network, _ = market.network()
    with pytest.raises(SolverError, match=r"no_such_edge|over_capacity"):
        prove(network, np.array(plan, dtype=np.intp))
