"""The shortest round equals the best of all orders."""

from itertools import pairwise, permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.rounds import MOST_STOPS, UNKNOWN, shortest_round
from tests.optional import present


@st.composite
def distances(draw):
    size = draw(st.integers(1, 7))
    metres = st.sampled_from([UNKNOWN, 0, 1, 2, 3, 500, 10_000]) if draw(st.booleans()) else st.integers(1, 50_000)
    return np.array([[draw(metres) for _ in range(size)] for _ in range(size)], dtype=np.int32)


def length(metres, order):
    legs = [int(metres[here, there]) for here, there in pairwise((0, *order, 0))]
    return None if UNKNOWN in legs else sum(legs)


@settings(max_examples=60)
@given(distances())
def test_no_order_is_shorter(metres):
    known = [found for order in permutations(range(1, len(metres))) if (found := length(metres, order)) is not None]
    order = shortest_round(metres)
    if len(metres) == 1:
        assert order == ()
    elif not known:
        assert order is None
    else:
        assert sorted(present(order)) == list(range(1, len(metres)))
        assert length(metres, order) == min(known)


def test_on_a_line_one_goes_out_and_back():
    places = np.array([0, 4, 1, 3, 2, *range(5, MOST_STOPS + 1)])
    order = present(shortest_round(np.abs(places[:, None] - places).astype(np.int32)))
    assert len(order) == MOST_STOPS
    assert sum(abs(places[a] - places[b]) for a, b in pairwise((0, *order, 0))) == 2 * places.max()
