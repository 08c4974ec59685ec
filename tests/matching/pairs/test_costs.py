"""What a pair costs."""

from matching.pairs.costs import spread_costs
from tests.matching.strategies import POLICY


def test_each_further_trial_at_a_facility_costs_more() -> None:
    step = POLICY.weights.spread_step
    assert spread_costs(3, POLICY) == [0, step, 2 * step]
    assert spread_costs(0, POLICY) == []
