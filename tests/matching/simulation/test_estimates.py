"""Intervals of means and shares."""

import numpy as np
import pytest

from matching.simulation.estimates import mean_of, share_of
from tests.optional import present


def test_an_interval_of_a_mean_is_students():
    found = mean_of(np.array([1, 2, 3, 4]), 0.95)
    assert (found.mean, found.low, found.high) == pytest.approx((2.5, 0.44574, 4.55426), abs=1e-5)


def test_a_share_that_never_happened_is_bounded_all_the_same():
    found = present(share_of(np.zeros(10, int), np.full(10, 10), 0.99))
    assert (found.mean, found.low) == (0, 0)
    assert found.high == pytest.approx(1 - 0.005 ** (1 / 100))
