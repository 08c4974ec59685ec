"""Too few places: the smallest groups who compete for them, and what one more place at each facility would bring."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.pairs import Candidates, allowed, fixed_facilities, spread_costs
from matching.problem import needs_of
from matching.solving import Network, prove, routes_from
from matching.trials import TrialPlan, find_eligible, plan_network
from matching.why.alternatives import ObjectiveChange, regret_of

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Shortage:
    """A group of people for whom all their facilities together have one place too few.

    It is a smallest violation of Hall's condition [1]_: the people have no other facilities, there are fewer places
    than people, and without any one of them the others could all be placed. All but one of them are placed in the
    plan, by the priorities: the one who is not has the least urgent tier of the group, or shares it. Nobody whose
    pair is fixed is among them, wherever else they could be: they do not compete, and their places are not to be had.

    Attributes
    ----------
    people
        Ids; the last is the one without a place.
    others
        More people without a place for whom exactly the same facilities are too few: any could stand for the last.
    facilities, places
        All facilities that any of the people could use, and how many places they have that are not fixed.
    agreed
        Ids of those who have more of their places because their pair is fixed.
    needs
        What all of them need, people and others, as word codes (`need.…`).

    References
    ----------
    .. [1] P. Hall, "On Representatives of Subsets", Journal of the London Mathematical Society 10, 1935.
    """

    people: tuple[int, ...]
    others: tuple[int, ...]
    facilities: tuple[int, ...]
    places: int
    agreed: tuple[int, ...]
    needs: tuple[str, ...]


def shortage_sets(plan: TrialPlan) -> tuple[Shortage, ...]:
    """Return the smallest groups that explain why each person finds all places taken, one for each set of facilities.

    From a person without a place, everybody whose place could be freed for them, directly or by moving others, is
    found along the arcs of the residual network: the source side of a minimum cut. In the terms of matroids it is the
    one circuit that the person closes with those placed. A facility that reaches another shares its fate, so
    reachability is asked of the strongly connected components. In a plan that aims at readiness somebody may also be
    without a place because giving it up would cost an emergency option; that is no shortage, and not among these.
    """
    import networkx as nx

    network, assigned = plan.network, plan.solution.assigned
    graph = _moves_graph(network, plan)
    condensed: nx.DiGraph[int] = nx.condensation(graph)
    component: dict[int, int] = condensed.graph["mapping"]
    reached: dict[frozenset[int], frozenset[int]] = {}
    unplaced: dict[frozenset[int], list[int]] = {}
    for person in np.flatnonzero(assigned == network.facilities).tolist():
        own = network.facility[network.start[person] : network.start[person + 1]].tolist()
        if own:
            sources = frozenset(component[facility] for facility in own)
            if sources not in reached:
                parts = sources.union(*(nx.descendants(condensed, source) for source in sources))
                reached[sources] = frozenset().union(*(condensed.nodes[part]["members"] for part in parts))
            unplaced.setdefault(reached[sources], []).append(person)
    load = np.bincount(assigned, minlength=network.facilities + 1)[:-1]
    fixed = fixed_facilities(plan.problem, plan.constraints)
    shortages = [
        _shortage(plan, sorted(facilities), people, fixed)
        for facilities, people in unplaced.items()
        if all(load[facility] == network.places[facility] for facility in facilities)
    ]
    return tuple(sorted(shortages, key=lambda one: (len(one.people), one.people)))


def one_more_place(plan: TrialPlan) -> dict[int, ObjectiveChange]:
    """Return what one more place at each facility would bring, all else being equal, by facility id.

    A new place brings the cheapest way from `outside` to its facility plus its own cost, if that is below nothing;
    one search answers for all facilities. A facility without any place counts as if it opened one. It equals
    solving again with that place.
    """
    problem, network, prices = plan.problem, plan.network, plan.solution.prices
    candidates = plan.candidates
    if any(facility.places == 0 for facility in problem.facilities):
        candidates, network = _opened(plan)
        prices = prove(network, plan.solution.assigned)
    outside = network.facilities
    routes = routes_from(network, plan.solution.assigned, prices, outside)
    gains = {}
    for facility, costs in enumerate(plan.spread):
        change = int(routes.cost[facility]) + spread_costs(len(costs) + 1, problem.policy)[-1]
        steps = []
        if routes.reaches(facility) and change < 0:
            steps = routes.steps(facility)
        else:
            change = 0
        gains[problem.facilities[facility].id], _ = regret_of(problem, candidates, network, steps, change)
    return gains


def _moves_graph(network: Network, plan: TrialPlan) -> "nx.DiGraph[int]":
    """Return facility a -> facility b wherever some guest of a could be at b."""
    import networkx as nx

    facilities = network.facilities
    here = np.repeat(plan.solution.assigned, np.diff(network.start))
    placed = here < facilities
    here, there = np.divmod(np.unique(here[placed] * facilities + network.facility[placed]), max(facilities, 1))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(facilities))
    graph.add_edges_from(zip(here.tolist(), there.tolist(), strict=True))
    return graph


def _shortage(plan: TrialPlan, facilities: list[int], unplaced: list[int], fixed: Mapping[int, int]) -> Shortage:
    inside = np.flatnonzero(np.isin(plan.solution.assigned, facilities)).tolist()
    guests = [index for index in inside if index not in fixed]
    people = plan.problem.people
    shared = frozenset.intersection(*(needs_of(people[index]) for index in (*guests, *unplaced)))
    return Shortage(
        people=tuple(people[index].id for index in (*guests, unplaced[0])),
        others=tuple(people[index].id for index in unplaced[1:]),
        facilities=tuple(plan.problem.facilities[facility].id for facility in facilities),
        places=len(guests),
        agreed=tuple(people[index].id for index in inside if index in fixed),
        needs=tuple(sorted(shared)),
    )


def _opened(plan: TrialPlan) -> tuple[Candidates, Network]:
    """Return candidates and network as they were if facilities without a place were open but had none left."""
    opened = tuple(replace(one, places=1) if one.places == 0 else one for one in plan.problem.facilities)
    problem = replace(plan.problem, facilities=opened)
    candidates = allowed(find_eligible(problem), problem, plan.constraints)
    network, _ = plan_network(problem, candidates, plan.spread, plan.constraints)
    return candidates, network
