"""Our own solver, by successive shortest paths."""

from hypothesis import given, settings

from matching.solving.flow import solve_ortools
from matching.solving.residual import lower_bound, total_cost
from matching.solving.successive_paths import solve_successive_paths
from tests.matching.strategies import Market, markets


@settings(max_examples=500)
@given(markets(most_people=7, most_facilities=5))
def test_successive_shortest_paths_give_an_optimum_with_its_proof(market: Market) -> None:
    network, tier = market.network()
    assigned, prices = solve_successive_paths(network, tier)
    assert total_cost(network, assigned) == lower_bound(network, prices)
    assert total_cost(network, assigned) == total_cost(network, solve_ortools(network, tier))
