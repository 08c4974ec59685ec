"""Every rule on every pair of a problem: what depends on few traits of a person is judged once for each of these.

Ten million pairs have a handful of support levels, sexes or answers about wheelchairs; judging the handful against all
facilities and copying whole rows takes a tenth of judging pair by pair (`matching.pairs.rules.judge`), to which the
tests hold it equal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Indices
from matching.pairs.rules import AVOIDING, CONFIRM, NO, RULES, Rule
from matching.problem import Columns, Pairs, Problem, columns_of

Bits = npt.NDArray[np.uint32]
PAIRS_AT_ONCE = 1 << 18
"""Pairs judged in one go: their bits stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Block:
    """The verdicts on some people in a row, each with every facility.

    Attributes
    ----------
    rows
        Which people.
    refused, confirm
        Bit n set: the n-th rule says NO, or is to be confirmed; shape (people of the block, facilities).
    """

    rows: slice
    refused: Bits
    confirm: Bits


@dataclass(frozen=True, eq=False)
class _Table:
    """Verdicts of the rules that read the same traits: of each person the row, of each row the bits by facility."""

    row: Indices
    refused: Bits
    confirm: Bits


def judge_whole(columns: Columns, rules: Sequence[Rule] = RULES) -> Iterator[Block]:
    """Judge everybody with every facility, a block of people at a time, whether or not they have consented.

    Parameters
    ----------
    rules
        Up to 32; the n-th has bit n.
    """
    people, width = columns.home_metres.shape
    # The pairs that are named one by one come last: what is judged once a trait must not see them.
    none = np.zeros(0, dtype=np.int64)
    unnamed = replace(columns, wards=replace(columns.wards, avoided=none, never=none))
    tables = [_table(unnamed, of, rules) for of in dict.fromkeys(rule.of for rule in rules) if of is not None]
    step = max(1, PAIRS_AT_ONCE // max(width, 1))
    for first in range(0, people if width else 0, step):
        rows = slice(first, min(first + step, people))
        refused = np.zeros((rows.stop - first, width), dtype=np.uint32)
        confirm = np.zeros_like(refused)
        for table in tables:
            refused |= table.refused[table.row[rows]]
            confirm |= table.confirm[table.row[rows]]
        for bit, rule in enumerate(rules):
            if rule.of is None:
                verdicts = rule.judge(_pairs(unnamed, np.arange(first, rows.stop), rows)).reshape(refused.shape)
                refused |= _bits(verdicts == NO, bit)
                confirm |= _bits(verdicts == CONFIRM, bit)
            if rule.named is not None:
                keys = _between(getattr(columns.wards, rule.named), first * width, rows.stop * width)
                person, facility = np.divmod(keys, width)
                refused[person - first, facility] |= np.uint32(1 << bit)
                confirm[person - first, facility] &= ~np.uint32(1 << bit)
        yield Block(rows, refused, confirm)


def eligible_pairs(problem: Problem, *, everybody: bool = False) -> tuple[Indices, Indices]:
    """Return the pairs that no rule refuses, as numbers of people and of facilities, by person, then facility.

    Parameters
    ----------
    everybody
        Whether those count as well who have not consented.
    """
    consent = np.array([everybody or person.consent for person in problem.people], dtype=np.bool_)
    # Millions of pairs: held in as few bytes as fit until they stand in one array.
    parts = [np.zeros((2, 0), dtype=np.int32)]
    for block in judge_whole(columns_of(problem)):
        person, facility = np.nonzero((block.refused == 0) & consent[block.rows, np.newaxis])
        parts.append(np.stack([person + block.rows.start, facility]).astype(np.int32))
    persons, facilities = np.concatenate(parts, axis=1, dtype=np.intp)
    return persons, facilities


def _table(columns: Columns, of: tuple[str, ...], rules: Sequence[Rule]) -> _Table:
    """Judge all rules that read some traits for each combination of these that somebody has."""
    people, width = columns.home_metres.shape
    values = np.stack([np.zeros(people, dtype=np.int64), *(_trait(columns, name) for name in of)])
    _, first, row = np.unique(values, axis=1, return_index=True, return_inverse=True)
    refused, confirm = np.zeros((2, len(first), width), dtype=np.uint32)
    pairs = _pairs(columns, first, first)
    for bit, rule in enumerate(rules):
        if rule.of == of:
            verdicts = rule.judge(pairs).reshape(len(first), width)
            refused |= _bits(verdicts == NO, bit)
            confirm |= _bits(verdicts == CONFIRM, bit)
    return _Table(row.reshape(-1), refused, confirm)


def _trait(columns: Columns, name: str) -> npt.NDArray[np.integer[Any]]:
    return columns.wards.group if name == AVOIDING else getattr(columns.people, name)


def _pairs(columns: Columns, people: Indices, rows: Indices | slice) -> Pairs:
    """Return some people, who are those of `rows`, each with every facility."""
    width = columns.home_metres.shape[1]
    metres = (ways[rows].reshape(-1) for ways in (columns.home_metres, columns.day_metres))
    return Pairs(columns, np.repeat(people, width), np.tile(np.arange(width), len(people)), *metres)


def _between(keys: npt.NDArray[np.int64], first: int, last: int) -> npt.NDArray[np.int64]:
    """Return the sorted keys from one to before another."""
    return keys[np.searchsorted(keys, first) : np.searchsorted(keys, last)]


def _bits(flags: Flags, bit: int) -> Bits:
    return flags.astype(np.uint32) << np.uint32(bit)
