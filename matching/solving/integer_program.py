"""Integer programs: filled array by array in MathOpt's own format, solved by HiGHS, and checked in whole numbers."""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matching.arrays import Ints
from matching.errors import OutOfTimeError, SolverError

if TYPE_CHECKING:
    from ortools.math_opt import model_pb2

MOST_SECONDS = 60.0


class Minimum(NamedTuple):
    """Whole values that keep every row, and the bound: no goal · x is below it."""

    values: Ints
    bound: int


def integer_program(
    goal: Ints,
    matrix: csr_array,
    least: npt.NDArray[np.number],
    most: npt.NDArray[np.number],
    lowest: Ints | None = None,
    highest: Ints | None = None,
) -> "model_pb2.ModelProto":
    """Return the program of whole variables x that minimises goal · x under least ≤ matrix · x ≤ most.

    Parameters
    ----------
    goal
        One a variable.
    matrix, least, most
        One row a constraint; the bounds may be infinite.
    lowest, highest
        Of the variables; 0 and 1 if None.
    """
    from ortools.math_opt import model_pb2

    width = len(goal)
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(width))
    model.variables.lower_bounds.extend(np.zeros(width) if lowest is None else lowest.astype(np.float64))
    model.variables.upper_bounds.extend(np.ones(width) if highest is None else highest.astype(np.float64))
    model.variables.integers.extend([True] * width)
    model.objective.linear_coefficients.ids.extend(np.flatnonzero(goal))
    model.objective.linear_coefficients.values.extend(goal[goal != 0].astype(np.float64))
    model.linear_constraints.ids.extend(range(len(least)))
    model.linear_constraints.lower_bounds.extend(least.astype(np.float64))
    model.linear_constraints.upper_bounds.extend(most.astype(np.float64))
    matrix.sort_indices()
    entries = model.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(len(least)), np.diff(matrix.indptr)))
    entries.column_ids.extend(matrix.indices)
    entries.coefficients.extend(matrix.data.astype(np.float64))
    return model


def minimise(
    goal: Ints,
    matrix: csr_array,
    least: npt.NDArray[np.number],
    most: npt.NDArray[np.number],
    lowest: Ints | None = None,
    highest: Ints | None = None,
    seconds: float = MOST_SECONDS,
) -> Minimum | None:
    """Solve `integer_program`; the values are the best when the bound equals their goal, else time ran out.

    None when there are no such values.

    Raises
    ------
    OutOfTimeError
        None were found in time.
    SolverError
        The solver failed, or what was found does not keep the rows or the variables' limits.
    """
    from ortools.math_opt.python import mathopt  # loading it takes as long as reading a casebook

    result = mathopt.solve(
        mathopt.Model.from_model_proto(integer_program(goal, matrix, least, most, lowest, highest)),
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(relative_gap_tolerance=0.0, time_limit=dt.timedelta(seconds=seconds)),
    )
    reason = mathopt.TerminationReason
    if result.termination.reason in {reason.INFEASIBLE, reason.INFEASIBLE_OR_UNBOUNDED}:
        return None
    if result.termination.reason == reason.NO_SOLUTION_FOUND:
        raise OutOfTimeError
    if not result.has_primal_feasible_solution():
        raise SolverError("solver.failed", solver="HiGHS", status=str(result.termination.reason))
    values = np.zeros(len(goal), dtype=np.int64)
    for variable, value in result.variable_values().items():
        values[variable.id] = round(value)
    sums = matrix @ values
    kept = (least <= sums) & (sums <= most)
    inside = (values >= (0 if lowest is None else lowest)) & (values <= (1 if highest is None else highest))
    if not (kept.all() and inside.all()):
        raise SolverError("solver.not_optimal")
    # The goal is whole, so a bound of a little more than one whole number is the next.
    return Minimum(values, min(int(np.ceil(result.best_objective_bound() - 0.01)), int(goal @ values)))
