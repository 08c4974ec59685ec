"""Floating catchments against a plain reference, their conservation laws, and what is no way at all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.access import (
    Pairs,
    balanced,
    binary,
    enhanced_two_step,
    gaussian,
    gravity,
    inverse_power,
    nearest,
    pairs_of,
    stepped,
    three_step,
    two_step,
    within,
)

LIMIT = 30.0
DECAYS = {
    "binary": (binary(LIMIT), lambda cost: 1.0 if cost <= LIMIT else 0.0),
    "stepped": (
        stepped([10, 20, LIMIT], [1, 0.68, 0.22]),
        lambda cost: 1.0 if cost <= 10 else 0.68 if cost <= 20 else 0.22 if cost <= LIMIT else 0.0,
    ),
    "gaussian": (
        gaussian(LIMIT),
        lambda cost: (
            (math.exp(-((cost / LIMIT) ** 2) / 2) - math.exp(-0.5)) / (1 - math.exp(-0.5)) if cost <= LIMIT else 0.0
        ),
    ),
    "power": (inverse_power(1.5, LIMIT, 1), lambda cost: max(cost, 1) ** -1.5 if cost <= LIMIT else 0.0),
}
# In quarters: no value so small that a quotient of two of them is out of range.
amounts = st.integers(0, 400).map(lambda quarters: quarters / 4)


@st.composite
def cities(draw: st.DrawFn) -> tuple[list[float], list[float], list[list[float]]]:
    """Draw demand, supply and a table of costs, some of them unknown (-1)."""
    demand = draw(st.lists(amounts, min_size=1, max_size=6))
    supply = draw(st.lists(amounts, min_size=1, max_size=6))
    cost = st.one_of(st.just(-1.0), st.sampled_from([10.0, 20.0, LIMIT]), st.integers(0, 200).map(lambda n: n / 4))
    table = [[draw(cost) for _ in supply] for _ in demand]
    return demand, supply, table


def plain(demand, supply, table, weight, kind):
    """Say each measure in loops, as the papers do."""
    rows, columns = range(len(demand)), range(len(supply))
    w = [[weight(table[i][j]) if table[i][j] >= 0 else 0.0 for j in columns] for i in rows]
    by_row = [sum(w[i]) for i in rows]
    by_column = [sum(w[i][j] for i in rows) for j in columns]
    if kind == "gravity":
        return [sum(supply[j] * w[i][j] for j in columns) for i in rows]
    share = [[w[i][j] / by_row[i] if by_row[i] else 0.0 for j in columns] for i in rows]
    service = [[w[i][j] / by_column[j] if by_column[j] else 0.0 for j in columns] for i in rows]
    huff = [[w[i][j] * share[i][j] for j in columns] for i in rows]
    ask, give = {"e2sfca": (w, w), "3sfca": (huff, huff), "bfca": (share, service)}[kind]
    wanted = [sum(demand[i] * ask[i][j] for i in rows) for j in columns]
    level = [supply[j] / wanted[j] if wanted[j] else 0.0 for j in columns]
    return [sum(give[i][j] * level[j] for j in columns) for i in rows]


@pytest.mark.parametrize("decay", DECAYS)
@given(city=cities())
def test_every_measure_equals_the_sums_of_its_paper(city, decay) -> None:
    demand, supply, table = city
    fast, slow = DECAYS[decay]
    pairs = pairs_of(np.array(table))
    people, places = np.array(demand), np.array(supply)
    for kind, found in (
        ("gravity", gravity(places, pairs, fast)),
        ("e2sfca", enhanced_two_step(people, places, pairs, fast)),
        ("3sfca", three_step(people, places, pairs, fast)),
        ("bfca", balanced(people, places, pairs, fast)),
    ):
        np.testing.assert_allclose(found, plain(demand, supply, table, slow, kind), rtol=1e-9, atol=1e-12)
    if decay == "binary":
        np.testing.assert_array_equal(
            two_step(people, places, pairs, LIMIT), enhanced_two_step(people, places, pairs, fast)
        )


@given(city=cities(), decay=st.sampled_from(list(DECAYS)))
def test_what_people_get_adds_up_to_the_places_that_somebody_reaches(city, decay) -> None:
    demand, supply, table = city
    fast, slow = DECAYS[decay]
    pairs, people, places = pairs_of(np.array(table)), np.array(demand), np.array(supply)
    reached = sum(
        places[j]
        for j in range(len(supply))
        if any(table[i][j] >= 0 and demand[i] * slow(table[i][j]) > 0 for i in range(len(demand)))
    )
    for measure in (enhanced_two_step, three_step):
        assert (people * measure(people, places, pairs, fast)).sum() == pytest.approx(reached)


@given(city=cities(), decay=st.sampled_from(list(DECAYS)))
def test_the_balanced_values_add_up_to_the_levels_of_service_and_count_nobody_twice(city, decay) -> None:
    demand, supply, table = city
    fast, slow = DECAYS[decay]
    w = np.array([[slow(cost) if cost >= 0 else 0.0 for cost in row] for row in table])
    rows = w.sum(axis=1, keepdims=True)
    wanted = np.array(demand) @ np.divide(w, rows, out=np.zeros_like(w), where=rows > 0)
    assert wanted.sum() == pytest.approx(np.array(demand)[rows[:, 0] > 0].sum())
    levels = np.divide(np.array(supply), wanted, out=np.zeros(len(supply)), where=wanted > 0)
    found = balanced(np.array(demand), np.array(supply), pairs_of(np.array(table)), fast)
    assert found.sum() == pytest.approx(levels.sum())


@given(city=cities(), count=st.integers(1, 4))
def test_the_nearest_are_the_least_known_costs(city, count) -> None:
    _, _, table = city
    pairs = pairs_of(np.array(table))
    for row, found in zip(table, nearest(pairs, count), strict=True):
        known = sorted(cost for cost in row if cost >= 0)[:count]
        assert found[: len(known)].tolist() == known
        assert np.isnan(found[len(known) :]).all()
    assert within(pairs, LIMIT).tolist() == [sum(0 <= cost <= LIMIT for cost in row) for row in table]


@given(city=cities(), data=st.data())
def test_the_order_of_the_pairs_does_not_matter(city, data) -> None:
    demand, supply, table = city
    pairs = pairs_of(np.array(table))
    order = np.array(data.draw(st.permutations(range(len(pairs.cost)))), dtype=np.intp)
    other = Pairs(pairs.origin[order], pairs.destination[order], pairs.cost[order], len(demand), len(supply))
    for measure in (enhanced_two_step, three_step, balanced):
        one = measure(np.array(demand), np.array(supply), pairs, gaussian(LIMIT))
        two = measure(np.array(demand), np.array(supply), other, gaussian(LIMIT))
        np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(nearest(pairs, 3), nearest(other, 3))


def test_a_way_that_is_not_known_is_no_pair() -> None:
    pairs = Pairs(np.array([0, 0, 0, 1]), np.array([0, 1, 2, 0]), np.array([-1.0, np.nan, np.inf, 0.0]), 2, 3)
    assert pairs.cost.tolist() == [0.0]
    assert within(pairs, np.inf).tolist() == [0, 1]
    assert two_step(np.ones(2), np.ones(3), pairs, LIMIT).tolist() == [0.0, 1.0]


def test_places_that_no_demand_reaches_add_nothing() -> None:
    pairs = pairs_of(np.array([[1.0, -1.0], [1.0, 1.0]]))
    assert two_step(np.array([2.0, 0.0]), np.array([4.0, 8.0]), pairs, LIMIT).tolist() == [2.0, 2.0]


def test_a_city_without_people_or_places_has_values_all_the_same() -> None:
    for shape in ((0, 3), (3, 0), (0, 0)):
        pairs = pairs_of(np.zeros(shape))
        for measure in (enhanced_two_step, three_step, balanced):
            assert measure(np.ones(shape[0]), np.ones(shape[1]), pairs, binary(1)).tolist() == [0.0] * shape[0]
        assert nearest(pairs, 2).shape == (shape[0], 2)


@pytest.mark.parametrize("wrong", [[1.0], [1.0, np.nan], [1.0, -1.0], [1.0, np.inf]])
def test_amounts_that_are_none_are_refused(wrong) -> None:
    pairs = pairs_of(np.ones((2, 2)))
    with pytest.raises(ValueError, match="demand must be 2 numbers"):
        two_step(np.array(wrong), np.ones(2), pairs, 1)
    with pytest.raises(ValueError, match="supply must be 2 numbers"):
        two_step(np.ones(2), np.array(wrong), pairs, 1)


@pytest.mark.parametrize(("breaks", "weights"), [([1, 1], [1, 0.5]), ([1, 2], [1]), ([1], [-1])])
def test_steps_that_are_none_are_refused(breaks, weights) -> None:
    with pytest.raises(ValueError, match="rising breaks"):
        stepped(breaks, weights)


def test_pairs_must_be_of_one_length() -> None:
    with pytest.raises(ValueError, match="unequal length: 1, 1, 2"):
        Pairs(np.zeros(1, dtype=np.intp), np.zeros(1, dtype=np.intp), np.zeros(2), 1, 1)


def test_a_table_of_whole_metres_is_read_as_it_is() -> None:
    pairs = pairs_of(np.array([[-1, 500]], dtype=np.int32))
    assert (pairs.origin.tolist(), pairs.destination.tolist(), pairs.cost.tolist()) == ([0], [1], [500.0])
