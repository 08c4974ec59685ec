"""What forcing a pair costs, against enumeration."""

from hypothesis import given, settings

from matching.solving.flow import solve
from matching.solving.routes import NO_WAY, routes_to
from tests.matching.reference import objective, possible_plans
from tests.matching.strategies import Market, markets


@settings(max_examples=200)
@given(markets(most_people=4))
def test_forcing_any_pair_costs_what_enumeration_says(market: Market) -> None:
    network, tier = market.network()
    solution = solve(network, tier)
    plans = list(possible_plans(market))
    outside = network.facilities

    def total(plan: tuple[int, ...]) -> int:
        left_out = [person for person, facility in enumerate(plan) if facility == outside]
        return objective(market, plan)[1] + int(network.unplaced[left_out].sum())

    best = min(map(total, plans))
    for person, edges in enumerate(market.edges):
        home = int(solution.assigned[person])
        routes = routes_to(network, solution.assigned, solution.prices, home)
        paid = int(network.unplaced[person]) if home == outside else edges[home]
        for facility, cost in edges.items():
            forced = [total(plan) for plan in plans if plan[person] == facility]
            assert (routes.length[facility] != NO_WAY) == bool(forced)
            if forced:
                assert cost - paid + routes.cost[facility] == min(forced) - best
