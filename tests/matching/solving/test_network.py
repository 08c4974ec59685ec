"""What a network refuses."""

import pytest

from matching.errors import SolverError
from tests.matching.strategies import Market


def test_costs_beyond_64_bits_are_refused_before_solving() -> None:
    with pytest.raises(SolverError, match="range"):
        Market([{0: 10**18}, {0: 1}], [1, 1], [[0, 0]]).network()


def test_negative_costs_are_refused() -> None:
    with pytest.raises(SolverError, match="negative_cost"):
        Market([{0: -1}], [1], [[0]]).network()


def test_falling_slot_costs_are_refused() -> None:
    with pytest.raises(SolverError, match="falling_slot_costs"):
        Market([{0: 1}, {0: 1}], [1, 1], [[5, 4]]).network()
