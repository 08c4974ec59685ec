"""What some years leave open of how often emergencies come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma

from matching.simulation.rates import Record, rate_ends

records = st.builds(Record, events=st.integers(0, 50), years=st.floats(0.1, 500), people=st.integers(0, 300))


def test_one_rate_has_its_gamma_posterior():
    found = rate_ends([Record(events=3, years=2.0, people=1)], 0.99)
    assert (found.low, found.high) == pytest.approx(tuple(gamma.ppf([0.005, 0.995], 3.5, scale=1 / 2)))
    assert (*found.low_rates, *found.high_rates) == pytest.approx((found.low, found.high))


def test_what_was_never_seen_may_come_all_the_same():
    found = rate_ends([Record(events=0, years=3.0, people=1)], 0.99)
    assert 0 <= found.low < 0.001
    assert found.high > 1


@given(st.lists(records, min_size=1, max_size=4).filter(lambda some: any(one.people for one in some)))
def test_the_rates_of_both_ends_bring_what_is_said_and_more_years_leave_less_open(some):
    found = rate_ends(some, 0.99)
    assert found.low < found.high
    high = sum(one.people * rate for one, rate in zip(some, found.high_rates, strict=True))
    low = sum(one.people * rate for one, rate in zip(some, found.low_rates, strict=True))
    assert high == pytest.approx(found.high)
    assert low >= found.low * (1 - 1e-9)  # no rate is below 0
    assert all(0 <= one <= other for one, other in zip(found.low_rates, found.high_rates, strict=True))
    longer = rate_ends([one._replace(events=10 * one.events + 5, years=10 * one.years) for one in some], 0.99)
    assert longer.high / longer.low < found.high / found.low
    clustered = rate_ends(some, 0.99, 3.0)
    assert clustered.high - clustered.low > found.high - found.low


@pytest.mark.parametrize("rates", [(0.02, 0.005, 3.0), (0.3, 0.1, 20.0)])
def test_99_percent_of_the_ranges_hold_the_truth(rates):
    luck, people, years = np.random.default_rng(5), (40, 100, 1), (60.0, 150.0, 2.0)
    truth = sum(count * rate for count, rate in zip(people, rates, strict=True))
    seen = luck.poisson(np.multiply(rates, years), size=(500, 3)).tolist()
    found = [rate_ends([Record(*one) for one in zip(events, years, people, strict=True)], 0.99) for events in seen]
    assert sum(not one.low <= truth <= one.high for one in found) <= 12
