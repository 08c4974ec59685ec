"""Which cells of tables must stay hidden so that no small count can be worked out from sums and differences.

Complementary cell suppression (Cox 1980, *JASA* 75, 377-385): a small count (primary) is hidden, and with it as many
other cells as it takes for the rest, totals included, to leave it uncertain. The tables may be linked in any way, by
sums over rows, columns, levels of areas: each sum is an equation between cells. As in Fischetti and Salazar (2000,
*Math. Programming* 84, 283-312), a hidden cell is safe when there is another table in whole numbers, equal in all that
is shown and possible in all that is hidden, in which that cell has another value, apart by as much as `protection`
says. First such tables are sought that move as many small cells as possible and need nothing more to be hidden; then,
for one cell after another, the table that needs the least, by an exact integer program (CP-SAT). Each table found
proves the safety of every cell that moves as far in it, and stays a proof when more is hidden.

Where no table moves a cell so far, less will do, down to 1. Where none moves it at all (nine ones under a hidden total
of nine), it is merged: it and the others of a sum, zeros too, are told by their total alone, so that nothing is printed
of which it could be known that it is a small count.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model
from scipy import sparse
from scipy.optimize import linprog

HIDDEN = "hidden"
"""In place of a figure that must not leave the desk."""
MERGED = "merged"
"""In place of a figure that is told by a sum with others alone."""
STEP = 2
"""By how much a hidden count could be another one, at least: so three values or more are possible."""
SHARE = 3
"""And by which part of itself: a third."""

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
        What anybody knows of it even when it is hidden; not of what is merged, nor of what is on no table.
    small
        Whether it must not be known.
    cost
        What hiding it costs; of no use for a cell that is on no table.
    shown
        Whether it is on a table.
    bundle
        What it is hidden together with, for the cost of one; None where it stands alone.
    """

    value: int
    low: int
    high: int
    small: bool = False
    cost: int = 1
    shown: bool = True
    bundle: Hashable = None


FAR = 10**6


class UnprovenError(RuntimeError):
    """A cell cannot be kept, or not within the effort that was allowed: ``key`` says which."""

    def __init__(self, key: Hashable) -> None:
        super().__init__(f"no other table: {key}")
        self.key = key


@dataclass(frozen=True)
class Suppressed(Generic[Key]):
    """The cells that are not told, and which of these are told by a sum with others alone, be they small, zero or not."""

    hidden: frozenset[Key]
    merged: frozenset[Key]


def count(value: int, limit: int, cost: int = 1, *, shown: bool = True) -> Cell:
    """Return the cell of a count of which 1 to ``limit`` - 1 must not be known, and 0 may.

    Whoever looks is taken to know which of the hidden cells on the tables are the small ones, and so that the others
    are not; but of what is on no table, no more than that it is no less than 0.
    """
    small = 0 < value < limit
    if not shown:
        return Cell(value, 0, FAR, small=small, shown=False)
    if small:
        return Cell(value, 1, limit - 1, small=True, cost=cost)
    return Cell(value, 0 if value == 0 else limit, 0 if value == 0 else FAR, cost=cost)


def protection(value: int) -> int:
    """Return by how much a count could be another one, so that it is kept: the more, the larger it is."""
    return max(STEP, -(-value // SHARE))


def suppress(
    cells: Mapping[Key, Cell],
    sums: Sequence[Sum[Key]],
    besides: Collection[Key] = frozenset(),
    merged: Collection[Key] = frozenset(),
    effort: float = float("inf"),
) -> Suppressed[Key]:
    """Return the cells that are hidden: the small ones, and those that would tell them.

    Parameters
    ----------
    sums
        All equations that hold between cells, of shown ones and of the others.
    besides
        Cells that are hidden whatever they are.
    merged
        Cells that are merged whatever they are.
    effort
        How long the exact programs may take together, in CP-SAT's deterministic seconds: the same on every machine.

    Raises
    ------
    UnprovenError
        A cell cannot be kept by hiding any cells of the tables, or not within the effort.
    """
    return _Tables(cells, sums, besides, merged, effort).suppressed()


class _Tables(Generic[Key]):
    """The cells as columns and the sums as rows of one system; a table is told by how much each cell moves."""

    def __init__(
        self,
        cells: Mapping[Key, Cell],
        sums: Sequence[Sum[Key]],
        besides: Collection[Key],
        merged: Collection[Key],
        effort: float,
    ) -> None:
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
        self._merged = np.array([key in merged for key in cells], dtype=np.bool_)
        self._low[self._merged], self._high[self._merged] = 0, FAR
        first: dict[Hashable, int] = {}
        self._bundle = np.array(
            [
                at if cell.bundle is None else first.setdefault(cell.bundle, at)
                for at, cell in enumerate(cells.values())
            ],
            dtype=np.intp,
        )
        besides_mask = np.array([key in besides for key in cells], dtype=np.bool_)
        self._free = self._together(self._small | ~self._on_table | self._merged | besides_mask)
        # Less where a cell's bounds are too narrow, or no table moves it so far.
        self._step = np.minimum(
            np.array([protection(cell.value) for cell in cells.values()], dtype=np.int64),
            np.maximum(self._value - self._low, self._high - self._value),
        )
        # How far any cell may move: a restriction of the search, not of what is safe.
        self._far = max(4 * STEP, 2 * int(self._step[self._small].max(initial=0)))
        # What is on no table may hold a cell many times over, as the days of a year that stays have at most.
        most = int(np.abs(self._system.data).max(initial=1))
        self._reaches = np.where(self._on_table, self._far, most * self._far)
        self._luck = np.random.default_rng(0)
        self._effort = effort

    def suppressed(self) -> Suppressed[Key]:
        """Hide until everything that is small is safe, then show again what need not have been hidden."""
        hidden, unproven, proofs = self._free.copy(), self._small.copy(), []
        while unproven.any():
            moves = self._moving_many(hidden, unproven)
            if not (self._proven(moves) & unproven).any():
                target = int(np.argmax(np.where(unproven, self._cost, -1)))
                moves = self._moving_one(target, hidden)
                hidden |= self._together(self._merged | (moves != 0))
            unproven &= ~self._proven(moves)
            proofs.append(moves)
        kept = self._together(self._free | self._merged)
        for moves in self._needed(proofs, kept):
            kept |= self._together(moves != 0)
        return Suppressed(self._on_tables(kept), self._on_tables(self._merged))

    def _together(self, hidden: Mask) -> Mask:
        """Add what is hidden together with something that is."""
        bundles: Mask = np.bincount(self._bundle, hidden, len(hidden)) > 0
        return bundles[self._bundle]

    def _on_tables(self, mask: Mask) -> frozenset[Key]:
        return frozenset(self._keys[index] for index in np.flatnonzero(mask & self._on_table))

    def _proven(self, moves: Moves) -> Mask:
        proven: Mask = (np.abs(moves) >= np.maximum(self._step, 1)) & self._small
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
        """Return a table in which a cell moves as far as may be, and in which the least has to be hidden besides."""
        while True:
            step = int(self._step[target])
            while step:
                moves = self._cheapest(target, step, hidden | self._merged)
                if moves is not None:
                    self._step[target] = step
                    return moves
                step //= 2
            self._merge(target)

    def _merge(self, target: int) -> None:
        """Tell no more of some cells than their sum: the cheapest that a cell has to do with, as directly as may be.

        Raises
        ------
        UnprovenError
            All that hangs together with the cell is merged already.
        """
        near = np.arange(len(self._keys)) == target
        while True:
            rows = np.flatnonzero(abs(self._system) @ near)
            sums = [self._parts(row) for row in rows.tolist()]
            sums = [parts for parts in sums if len(parts) > 1 and not self._merged[parts].all()]
            wider = near | (abs(self._system[rows]).sum(axis=0) > 0)
            if sums or (wider == near).all():
                break
            near = wider
        cost = np.where(self._merged, 0, self._cost)
        cells = min(sums, key=lambda parts: int(cost[parts].sum()), default=np.flatnonzero(near & self._on_table))
        if self._merged[cells].all():
            raise UnprovenError(self._keys[target])
        self._merged[cells] = True
        self._low[cells], self._high[cells] = 0, FAR
        self._step[target] = max(1, self._step[target])

    def _parts(self, row: int) -> npt.NDArray[np.intp]:
        """Return the cells on the tables that a sum is made of."""
        inside = slice(self._system.indptr[row], self._system.indptr[row + 1])
        parts = self._system.indices[inside][self._system.data[inside] > 0]
        on_table: npt.NDArray[np.intp] = parts[self._on_table[parts]]
        return on_table

    def _cheapest(self, target: int, step: int, hidden: Mask) -> Moves | None:
        """Return the table in which a cell moves by a step or more that needs the least to be hidden; None if there is none.

        Where that takes longer than may be, any such table will do.
        """
        low, high = self._reach(self._low, self._high)
        model = cp_model.CpModel()
        moves = {int(i): model.new_int_var(int(low[i]), int(high[i]), "") for i in np.flatnonzero(low < high)}
        if target not in moves:
            return None
        pays: dict[int, cp_model.IntVar] = {}
        for index in sorted(moves.keys() - set(np.flatnonzero(hidden).tolist())):
            bundle = int(self._bundle[index])
            if bundle not in pays:
                pays[bundle] = model.new_bool_var("")
            model.add(moves[index] == 0).only_enforce_if(~pays[bundle])
        apart = cp_model.Domain.from_intervals([[-self._far, -step], [step, self._far]])
        model.add_linear_expression_in_domain(moves[target], apart)
        for row in range(self._system.shape[0]):
            inside = slice(self._system.indptr[row], self._system.indptr[row + 1])
            entries = zip(self._system.indices[inside].tolist(), self._system.data[inside].tolist(), strict=True)
            model.add(cp_model.LinearExpr.sum([sign * moves[index] for index, sign in entries if index in moves]) == 0)
        model.minimize(cp_model.LinearExpr.sum([int(self._cost[index]) * paid for index, paid in pays.items()]))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = max(0.0, self._effort)
        status = solver.solve(model)
        self._effort -= solver.response_proto.deterministic_time
        if status == cp_model.UNKNOWN:
            raise UnprovenError(self._keys[target])
        if status == cp_model.INFEASIBLE:
            return None
        solution = np.zeros(len(hidden), dtype=np.int64)
        for index, move in moves.items():
            solution[index] = solver.value(move)
        return solution

    def _reach(self, low: Moves, high: Moves) -> tuple[Moves, Moves]:
        return np.clip(low - self._value, -self._reaches, 0), np.clip(high - self._value, 0, self._reaches)
