"""Whoever has every paper that was published, knows what adds up to what, and which hidden figures are the small ones.

An exact program (CP-SAT) over all whole numbers that fit what is printed.
"""

from collections.abc import Mapping
from typing import Any

from ortools.sat.python import cp_model

from desk.publication import HIDDEN, MERGED, Published, Told

MANY = 10**5
Key = Any


class Attacker:
    """Reads what is printed.

    Parameters
    ----------
    truth
        All figures, and what is known of how they hang together.
    printed
        What stands on any of the papers, by key.

    Attributes
    ----------
    secrets
        Every small figure that is not told, on a paper or to be worked out.
    """

    def __init__(self, truth: Published[Any], printed: Mapping[Key, Told], limit: int) -> None:
        self.model, self.values = cp_model.CpModel(), {key: one.value for key, one in truth.figures.items()}
        self.unknown = {key: self.model.new_int_var(0, MANY, "") for key in truth.figures}
        for key, figure in truth.figures.items():
            mark = printed.get(key)
            if isinstance(mark, int) or figure.open:
                self.model.add(self.unknown[key] == (figure.value if mark is None else mark))
            elif mark == HIDDEN:
                small = figure.value < limit
                self.model.add(self.unknown[key] >= (1 if small else limit))
                self.model.add(self.unknown[key] <= (limit - 1 if small else MANY))
            else:
                assert mark in (MERGED, None)
        for total, parts in truth.sums:
            self.model.add(self.unknown[total] == sum(self.unknown[part] for part in parts))
        for one, other in truth.same:
            self.model.add(self.unknown[one] == self.unknown[other])
        self.secrets = {key for key, one in truth.figures.items() if is_small(one, limit)}

    def told(self, printed: Mapping[Key, Told]) -> set[Key]:
        """Return the secrets that are printed as they are."""
        return {key for key in self.secrets if isinstance(printed.get(key), int)}

    def found(self) -> set[Key]:
        """Return the secrets that can be nothing else than they are; a table that fits tells of many that can."""
        left = sorted(self.secrets, key=str)
        while left:
            model = self.model.clone()
            apart = {key: model.new_bool_var("") for key in left}
            for key in left:
                other = cp_model.Domain.from_intervals([[0, self.values[key] - 1], [self.values[key] + 1, MANY]])
                model.add_linear_expression_in_domain(self.unknown[key], other).only_enforce_if(apart[key])
            model.add_bool_or(apart.values())
            solver = solver_of(1.0)
            model.maximize(sum(apart.values()))
            status = solver.solve(model)
            if status == cp_model.UNKNOWN:
                model.clear_objective()
                solver = solver_of(1e6)
                status = solver.solve(model)
            if status == cp_model.INFEASIBLE:
                return set(left)
            assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
            left = [key for key in left if not solver.value(apart[key])]
        return set()

    def range_of(self, key: Key) -> tuple[int, int]:
        """Return the least and the most that a figure can be."""
        ends = []
        for sign in (1, -1):
            model = self.model.clone()
            model.minimize(sign * self.unknown[key])
            solver = solver_of(1e6)
            assert solver.solve(model) == cp_model.OPTIMAL
            ends.append(solver.value(self.unknown[key]))
        return ends[0], ends[1]


def is_small(figure, limit) -> bool:
    """Tell whether nobody may know a figure: it counts few, or is counted from few."""
    few = figure.behind is not None and 0 < figure.behind < limit and figure.value > 0
    return not figure.open and not figure.slack and (0 < figure.value < limit or few)


def solver_of(effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    return solver
