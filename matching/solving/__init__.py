"""The flow that is the plan: network, solvers, proof, and the paths through it. Knows arrays, not people."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from matching.solving.flow import Method, Solution, load_solver, proven, solve, solve_ortools
    from matching.solving.integer_program import Minimum, minimise
    from matching.solving.network import (
        DUE,
        FIRST,
        FIRST_OF_ALL,
        FIXED_LEVELS,
        GAIN_NAMES,
        GAINS,
        LEVELS,
        SECOND,
        TIERS,
        Lot,
        Network,
        build_network,
        count_gains,
        in_order,
        tiers_of,
    )
    from matching.solving.networkx_flow import solve_networkx
    from matching.solving.residual import canonical, lower_bound, prove, total_cost
    from matching.solving.routes import NO_WAY, Entries, Lifted, Routes, routes_from, routes_to, way_to
else:
    __getattr__ = when_asked_for(__file__)

__all__ = [
    "DUE",
    "FIRST",
    "FIRST_OF_ALL",
    "FIXED_LEVELS",
    "GAINS",
    "GAIN_NAMES",
    "LEVELS",
    "NO_WAY",
    "SECOND",
    "TIERS",
    "Entries",
    "Lifted",
    "Lot",
    "Method",
    "Minimum",
    "Network",
    "Routes",
    "Solution",
    "build_network",
    "canonical",
    "count_gains",
    "in_order",
    "load_solver",
    "lower_bound",
    "minimise",
    "prove",
    "proven",
    "routes_from",
    "routes_to",
    "solve",
    "solve_networkx",
    "solve_ortools",
    "tiers_of",
    "total_cost",
    "way_to",
]
