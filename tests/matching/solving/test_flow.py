"""The exact plan: equal to enumeration and to NetworkX, proven, and independent of the solver."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import SolverError
from matching.solving import flow
from matching.solving.flow import solve, solve_ortools
from matching.solving.network import DUE, FIRST_OF_ALL, FIXED_LEVELS, GAINS, LEVELS, TIERS, Lot, build_network
from matching.solving.networkx_flow import solve_networkx
from matching.solving.successive_paths import solve_successive_paths
from tests.matching.reference import best_plan, objective, possible_plans
from tests.matching.strategies import Market, markets


@settings(max_examples=200)
@given(markets(), st.randoms(use_true_random=False))
def test_ortools_networkx_and_enumeration_give_the_same_plan(market: Market, chance: random.Random) -> None:
    network, tier = market.network()
    turns = chance.sample(range(network.people), network.people)
    rank = chance.sample(range(network.facilities), network.facilities)
    lot = Lot(np.array(turns, dtype=np.intp), np.array(rank, dtype=np.intp))
    placed, cost, plan = best_plan(market, turns, rank)
    for method in (None, solve_ortools, solve_networkx):
        solution = solve(network, tier, method, lot)
        assert solution.placed_by_tier == placed
        assert solution.cost == cost
        assert solution.assigned.tolist() == plan


@st.composite
def levelled(draw: st.DrawFn) -> tuple[Market, dict[tuple[int, int], int]]:
    """Markets with people who come before all tiers, and what some edges bring them: each the first or the second.

    Whose pair is fixed has one edge.
    """
    market = draw(markets(most_people=4, most_facilities=3))
    levels = draw(st.lists(st.sampled_from([FIXED_LEVELS[0], DUE, DUE, *TIERS, *TIERS]), min_size=4, max_size=4))
    kinds = draw(st.lists(st.sampled_from([1, 2]), min_size=4, max_size=4))
    edges = [dict([*one.items()][:1]) if level < DUE else one for one, level in zip(market.edges, levels, strict=False)]
    market = Market(edges, levels[: len(edges)], market.slots)
    gains = {
        (person, facility): kinds[person] * draw(st.sampled_from([0, 1]))
        for person, edges in enumerate(market.edges)
        for facility in sorted(edges)
    }
    return market, gains


Placed = list[tuple[int, int]]


def value(market: Market, plan: Sequence[int], between: Callable[[Placed], list[int]]) -> tuple[int, ...]:
    """Return what a plan is judged by, the least the best: fixed and due people, what is counted next, tiers, cost."""
    placed = [(person, facility) for person, facility in enumerate(plan) if facility < len(market.slots)]
    levels = Counter(market.tier[person] for person, _ in placed)
    counts = [*(levels[one] for one in FIRST_OF_ALL), *between(placed), *(levels[tier] for tier in TIERS)]
    spent = sum(market.edges[person][facility] for person, facility in placed)
    load = Counter(facility for _, facility in placed)
    return *(-count for count in counts), spent + sum(sum(market.slots[at][:count]) for at, count in load.items())


@settings(max_examples=150)
@given(levelled())
def test_every_solver_counts_fixed_people_and_those_who_are_due_then_options_gained_then_people_placed_by_tier(
    given: tuple[Market, dict[tuple[int, int], int]],
) -> None:
    market, gains = given
    network, level = market.network(list(gains.values()))

    def between(placed: Placed) -> list[int]:
        gained = Counter((gains[person, at], max(market.tier[person] % len(LEVELS), 1)) for person, at in placed)
        return [gained[one] for one in GAINS]

    best = min(value(market, plan, between) for plan in possible_plans(market))
    plans = [solve(network, level, method).assigned.tolist() for method in (None, solve_ortools, solve_networkx)]
    assert plans[0] == plans[1] == plans[2]
    assert value(market, plans[0], between) == best


@settings(max_examples=150)
@given(levelled(), st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_every_solver_counts_fixed_people_and_those_who_are_due_then_nights_averted_then_people_placed_by_tier(
    given: tuple[Market, dict[tuple[int, int], int]], drawn: list[int]
) -> None:
    whole, _ = given
    # Whose pair is fixed has one place.
    edges = [
        dict(sorted(own.items())[:1]) if level < DUE else own
        for own, level in zip(whole.edges, whole.tier, strict=True)
    ]
    market = Market(edges, whole.tier, whole.slots)
    pairs = [(person, facility) for person, own in enumerate(edges) for facility in sorted(own)]
    nights = dict(zip(pairs, drawn, strict=False))
    network, level = market.network(nights=list(nights.values()))

    def between(placed: Placed) -> list[int]:
        return [sum(nights[pair] for pair in placed)]

    best = min(value(market, plan, between) for plan in possible_plans(market))
    plans = [solve(network, level, method).assigned.tolist() for method in (None, solve_ortools, solve_networkx)]
    assert plans[0] == plans[1] == plans[2]
    assert value(market, plans[0], between) == best


@settings(max_examples=500)
@given(markets(), st.randoms(use_true_random=False))
def test_whichever_optimum_a_solver_finds_the_same_one_is_chosen(market: Market, chance: random.Random) -> None:
    network, tier = market.network()
    best = min(objective(market, plan) for plan in possible_plans(market))
    optimum = chance.choice([plan for plan in possible_plans(market) if objective(market, plan) == best])
    solution = solve(network, tier, lambda _network, _tier: np.array(optimum, dtype=np.intp))
    assert solution.assigned.tolist() == best_plan(market)[2]


@settings(max_examples=300)
@given(markets())
def test_serving_tier_1_first_never_lowers_the_number_placed(market: Market) -> None:
    solution = solve(*market.network())
    most = max(sum(facility != len(market.slots) for facility in plan) for plan in possible_plans(market))
    assert sum(solution.placed_by_tier.values()) == most


@given(markets())
def test_everything_in_a_solution_is_an_integer(market: Market) -> None:
    solution = solve(*market.network())
    assert solution.assigned.dtype == np.intp
    assert solution.prices.dtype == np.int64
    assert isinstance(solution.cost, int)


@pytest.mark.parametrize(
    ("market", "plan", "cost"),
    [
        (Market([], [], []), [], 0),
        (Market([{}, {}], [1, 2], []), [0, 0], 0),
        (Market([{}, {}], [1, 2], [[0], [0]]), [2, 2], 0),
        (Market([{0: 1}, {0: 1}], [1, 1], [[]]), [1, 1], 0),
        (Market([{0: 1, 1: 1}, {0: 1, 1: 1}], [3, 3], [[0], [0]]), [0, 1], 2),
        (Market([{0: 0}, {0: 900}], [2, 1], [[0]]), [1, 0], 900),
        (Market([{0: 9}, {0: 0, 1: 9}, {1: 0, 2: 9}], [3, 3, 3], [[0], [0], [0]]), [0, 1, 2], 27),
        (Market([{0: 0, 1: 9}, {0: 0, 1: 9}], [1, 1], [[0, 10], [0, 10]]), [0, 1], 9),
        (Market([{0: 0, 1: 9}, {0: 0, 1: 9}], [1, 1], [[0, 8], [0, 8]]), [0, 0], 8),
    ],
    ids=[
        "nobody",
        "no facilities",
        "no edges",
        "no places",
        "a tie goes by turn",
        "a higher tier comes first whatever it costs",
        "one more placed is worth more than what it costs everybody else together",
        "spreading moves somebody",
        "spreading is not worth a detour",
    ],
)
def test_known_plans(market: Market, plan: list[int], cost: int) -> None:
    solution = solve(*market.network())
    assert solution.assigned.tolist() == plan
    assert solution.cost == cost


@pytest.mark.parametrize("places", [1, 4])
@pytest.mark.parametrize("most", [3, 1000])
def test_both_solvers_agree_on_a_whole_city_ward(places: int, most: int) -> None:
    chance = random.Random(places * most)  # noqa: S311
    market = Market(
        edges=[{facility: chance.randint(0, most) for facility in chance.sample(range(20), 8)} for _ in range(60)],
        tier=[chance.randint(1, 3) for _ in range(60)],
        slots=[[5 * place for place in range(chance.randint(0, places))] for _ in range(20)],
    )
    network, tier = market.network()
    plans = [solve(network, tier, method).assigned.tolist() for method in (None, solve_ortools, solve_networkx)]
    assert plans[0] == plans[1] == plans[2]


def test_what_or_tools_refuses_for_its_costs_is_solved_and_proven_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)  # noqa: S311
    market = Market(
        edges=[{facility: chance.randint(5, 10) for facility in chance.sample(range(10), 4)} for _ in range(20)],
        tier=[chance.randint(1, 3) for _ in range(20)],
        slots=[[0] * chance.randint(0, 2) for _ in range(10)],
    )
    plain = solve(*market.network())
    times = 4 * 10**14
    dearer = [{facility: times * cost for facility, cost in edges.items()} for edges in market.edges]
    network, tier = Market(dearer, market.tier, market.slots).network()
    refused = []

    def own(*given: Any) -> Any:
        refused.append(given)
        return solve_successive_paths(*given)

    monkeypatch.setattr(flow, "solve_successive_paths", own)
    solution = solve(network, tier, solve_ortools)
    assert refused
    assert (solution.assigned.tolist(), solution.cost) == (plain.assigned.tolist(), times * plain.cost)
    with pytest.raises(SolverError, match="range"):
        Market([{0: 2 * times * 10}] * 20, market.tier, market.slots).network()


def test_every_solver_lets_an_emergency_option_come_before_a_more_urgent_tier() -> None:
    tier, gain = np.array([1, 2], dtype=np.int8), np.array([0, 1], dtype=np.int8)
    edges = np.array([0, 1, 2], dtype=np.int64), np.array([0, 0], dtype=np.intp), np.array([680, 680], dtype=np.int64)
    network = build_network(*edges, tier, [[0]], gain=gain)
    plans = [solve(network, tier, method).assigned.tolist() for method in (None, solve_ortools, solve_networkx)]
    assert plans == [[1, 0]] * 3


def test_moving_those_who_are_due_along_costs_no_first_option_for_any_number_of_second_ones() -> None:
    """Each of four has two places in a ring; the one way round the first gains, the other way all others do."""
    level, gain = np.zeros(4, dtype=np.int8), np.array([1, 0, 0, 2, 0, 2, 2, 0], dtype=np.int8)
    edges = np.arange(0, 9, 2), np.array([0, 1, 1, 2, 2, 3, 0, 3], dtype=np.intp), np.arange(8, dtype=np.int64)
    network = build_network(*edges, level, [[0]] * 4, gain=gain)
    plans = [solve(network, level, method).assigned.tolist() for method in (None, solve_ortools, solve_networkx)]
    assert plans == [[0, 1, 2, 3]] * 3
