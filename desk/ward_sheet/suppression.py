"""Which cells of tables must stay hidden so that no small count can be worked out from sums and differences.

Complementary cell suppression (Cox 1980, *JASA* 75, 377-385): a small count (primary) is hidden, and with it as many
other cells as it takes for the rest, totals included, to leave it uncertain. The tables may be linked in any way, by
sums over rows, columns, levels of areas: each sum is an equation between cells. As in Fischetti and Salazar (2000,
*Math. Programming* 84, 283-312), a hidden cell is safe when there is another table in whole numbers, equal in all that
is shown and possible in all that is hidden, in which that cell has another value. First such tables are sought that
move as many small cells as possible and need nothing more to be hidden; then, for one cell after another, the table
that needs the least, by an exact integer program (CP-SAT). Each table found proves the safety of every cell that moves
in it, and stays a proof when more is hidden.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model
from scipy import sparse
from scipy.optimize import linprog

STEP = 2
"""By how much a hidden count could be another one, at least: so three values or more are possible."""
REACH = 4 * STEP
"""How far any cell may move for that: a restriction of the search, not of what is safe."""

Key = TypeVar("Key", bound=Hashable)
Sum = tuple[Key, tuple[Key, ...]]
"""A cell that is the sum of others."""
Moves = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cell:
    """A whole number that is shown, hidden, or on no table at all but the difference of some that are.

    Attributes
    ----------
    low, high
        What anybody knows of it even when it is hidden.
    small
        Whether it must not be known.
    cost
        What hiding it costs; of no use for a cell that is on no table.
    shown
        Whether it is on a table.
    """

    value: int
    low: int
    high: int
    small: bool = False
    cost: int = 1
    shown: bool = True


FAR = 10**6


def count(value: int, limit: int, cost: int = 1, *, shown: bool = True) -> Cell:
    """Return the cell of a count of which 1 to ``limit`` - 1 must not be known, and 0 may.

    Whoever looks is taken to know which of the hidden cells are the small ones, and so that the others are not.
    """
    if 0 < value < limit:
        return Cell(value, 1, limit - 1, small=True, cost=cost, shown=shown)
    if not shown:
        return Cell(value, 0, FAR, shown=False)
    return Cell(value, 0 if value == 0 else limit, 0 if value == 0 else FAR, cost=cost)


def suppress(cells: Mapping[Key, Cell], sums: Sequence[Sum[Key]]) -> frozenset[Key]:
    """Return the cells that are hidden: the small ones, and those that would tell them.

    Where even hiding all but the zeros would tell a small count to somebody who knows which cells are the small ones
    (nine ones under a hidden total of nine), it is kept from everybody else.

    Parameters
    ----------
    sums
        All equations that hold between cells, of shown ones and of the others.
    """
    return _Tables(cells, sums).hidden()


class _Tables(Generic[Key]):
    """The cells as columns and the sums as rows of one system; a table is told by how much each cell moves."""

    def __init__(self, cells: Mapping[Key, Cell], sums: Sequence[Sum[Key]]) -> None:
        self._keys = tuple(cells)
        number = {key: index for index, key in enumerate(self._keys)}
        entries = [
            (row, number[key], sign)
            for row, (total, parts) in enumerate(sums)
            for key, sign in ((total, -1), *((part, 1) for part in parts))
        ]
        rows, columns, signs = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        self._system = sparse.csr_array((signs, (rows, columns)), shape=(len(sums), len(cells)))
        self._value, self._low, self._high, self._cost = np.array(
            [(cell.value, cell.low, cell.high, cell.cost) for cell in cells.values()], dtype=np.int64
        ).reshape(-1, 4).T  # fmt: skip
        self._small = np.array([cell.small for cell in cells.values()], dtype=np.bool_)
        self._on_table = np.array([cell.shown for cell in cells.values()], dtype=np.bool_)
        # By `STEP`, unless a cell's bounds are too narrow for that.
        self._step = np.minimum(STEP, np.maximum(self._value - self._low, self._high - self._value))
        self._luck = np.random.default_rng(0)

    def hidden(self) -> frozenset[Key]:
        """Hide until everything that is small is safe, then show again what need not have been hidden."""
        free = self._small | ~self._on_table
        hidden, unproven, proofs = free.copy(), self._small.copy(), []
        while unproven.any():
            moves = self._moving_many(hidden, unproven)
            if not (self._proven(moves) & unproven).any():
                target = int(np.argmax(np.where(unproven, self._cost, -1)))
                moves = self._moving_one(target, hidden)
                hidden |= moves != 0
                unproven[target] = False
            unproven &= ~self._proven(moves)
            proofs.append(moves)
        kept = free.copy()
        for moves in self._needed(proofs, free):
            kept |= moves != 0
        return frozenset(self._keys[index] for index in np.flatnonzero(kept & self._on_table))

    def _proven(self, moves: Moves) -> Mask:
        proven: Mask = (np.abs(moves) >= self._step) & self._small
        return proven

    def _needed(self, proofs: list[Moves], free: Mask) -> list[Moves]:
        """Leave out proofs without which everything is proven still, those that cost most first."""
        kept = list(range(len(proofs)))
        for index in sorted(kept, key=lambda index: -int(self._cost[(proofs[index] != 0) & ~free].sum())):
            others = [self._proven(proofs[other]) for other in kept if other != index]
            if others and not (self._proven(proofs[index]) & ~np.any(others, axis=0)).any():
                kept.remove(index)
        return [proofs[index] for index in kept]

    def _moving_many(self, hidden: Mask, unproven: Mask) -> Moves:
        """Return a table in which many cells move, by luck up or down, and nothing that is shown does.

        A linear program: such tables are nearly always found in whole numbers, and what is not proves nothing.
        """
        up, down = self._high - self._value >= self._step, self._value - self._low >= self._step
        luck = np.where(up & down, self._luck.choice((-1.0, 1.0), len(unproven)), np.where(up, -1.0, 1.0))
        low, high = self._reach(np.where(hidden, self._low, self._value), np.where(hidden, self._high, self._value))
        answer = linprog(
            np.where(unproven, luck, 0.0),
            A_eq=self._system,
            b_eq=np.zeros(self._system.shape[0]),
            bounds=np.column_stack([low, high]),
            method="highs-ds",
        )
        moves: Moves = np.rint(answer.x).astype(np.int64)
        whole = not (self._system @ moves).any() and (low <= moves).all() and (moves <= high).all()
        return moves if whole else np.zeros_like(moves)

    def _moving_one(self, target: int, hidden: Mask) -> Moves:
        """Return a table in which a cell moves, and in which the least has to be hidden besides."""
        moves = self._cheapest(target, hidden, *self._reach(self._low, self._high))
        if moves is None:
            unsure = self._reach(np.minimum(self._low, 1), np.where(self._high, FAR, 0))
            moves = self._cheapest(target, hidden, *unsure)
        if moves is None:
            msg = f"no other table: {self._keys[target]}"
            raise RuntimeError(msg)
        return moves

    def _cheapest(self, target: int, hidden: Mask, low: Moves, high: Moves) -> Moves | None:
        model = cp_model.CpModel()
        moves = {int(i): model.new_int_var(int(low[i]), int(high[i]), "") for i in np.flatnonzero(low < high)}
        costs = []
        for index in sorted(moves.keys() - set(np.flatnonzero(hidden).tolist())):
            pays = model.new_bool_var("")
            model.add(moves[index] == 0).only_enforce_if(~pays)
            costs.append(int(self._cost[index]) * pays)
        step = int(self._step[target])
        apart = cp_model.Domain.from_intervals([[-REACH, -step], [step, REACH]])
        model.add_linear_expression_in_domain(moves[target], apart)
        for row in range(self._system.shape[0]):
            inside = slice(self._system.indptr[row], self._system.indptr[row + 1])
            entries = zip(self._system.indices[inside].tolist(), self._system.data[inside].tolist(), strict=True)
            model.add(cp_model.LinearExpr.sum([sign * moves[index] for index, sign in entries if index in moves]) == 0)
        model.minimize(cp_model.LinearExpr.sum(costs))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        solution = np.zeros(len(hidden), dtype=np.int64)
        for index, move in moves.items():
            solution[index] = solver.value(move)
        return solution

    def _reach(self, low: Moves, high: Moves) -> tuple[Moves, Moves]:
        return np.clip(low - self._value, -REACH, 0), np.clip(high - self._value, 0, REACH)
