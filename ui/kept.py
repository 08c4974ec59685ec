"""What was worked out from the casebook, kept for all sessions while it is true, within bounds of memory."""

import ctypes
import gc
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import wraps
from itertools import chain, islice
from threading import Lock
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from casebook.records import Record
from casebook.roles import Sight
from words.eras import dates_told

P = ParamSpec("P")
V = TypeVar("V")
SAMPLED = 100
"""Of a collection about so many members are looked at, evenly, and stand for the others."""
MOST_BYTES = 400_000_000
"""As much is kept, of all readers together; what was asked for longest ago goes first."""


class State(NamedTuple):
    """What everything read depends on: what is kept under it stays true, and is nobody else's to see."""

    database: str
    revision: int
    day: date
    sight: Sight
    travel: str
    travel_version: int


class Size(NamedTuple):
    """How many bytes a value takes: arrays by their ids, since several values may share them, and all else."""

    rest: int
    arrays: dict[int, int]


class _Value(NamedTuple):
    state: State
    value: object
    taken: Size


class Kept:
    """Results by state, of the newest state of each database only, bounded by bytes.

    Whoever asks for what somebody else is working out already waits for it. What a newer state makes unreachable goes
    at once, for every reader of the database. What is kept is told apart by the whole state, so that who sees other
    records never gets it.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._newest: dict[str, tuple[Hashable, ...]] = {}
        self._values: OrderedDict[Hashable, _Value] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, state: State, work: Callable[[], V]) -> V:
        """Return what is kept under a key and a state, or else work it out and keep it."""
        whole = key, state
        with self._lock:
            self._forget_older(state)
            if whole in self._values:
                self._values.move_to_end(whole)
                return self._values[whole].value  # type: ignore[return-value]
            working = self._working.setdefault(whole, Lock())
        with working:
            with self._lock:
                if whole in self._values:
                    return self._values[whole].value  # type: ignore[return-value]
            try:
                value = work()
                with self._lock:
                    others = {id(one.value): one.taken for one in self._values.values()}
                taken = size_of(value, others)
                give_back()
                with self._lock:
                    self._put(whole, _Value(state, value, taken))
                # After each run of a page the cycle collector looks through all there is, save what is set aside.
                gc.freeze()
            finally:
                # Only now: whoever asked before it was put away would otherwise find neither it nor whom to wait for.
                with self._lock:
                    self._working.pop(whole, None)
            return value

    @property
    def taken(self) -> int:
        """How many bytes all that is kept takes, about."""
        with self._lock:
            return self._total()

    @property
    def states(self) -> set[State]:
        """Of which states anything is kept."""
        with self._lock:
            return {one.state for one in self._values.values()}

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()

    def _put(self, whole: Hashable, one: _Value) -> None:
        if self._newest.get(one.state.database) != _moment(one.state):
            return
        self._values[whole] = one
        while self._total() > self._most_bytes and len(self._values) > 1:
            self._values.popitem(last=False)

    def _forget_older(self, state: State) -> None:
        if self._newest.get(state.database) == _moment(state):
            return
        self._newest[state.database] = _moment(state)
        gc.unfreeze()
        for whole in [whole for whole, one in self._values.items() if one.state.database == state.database]:
            del self._values[whole]

    def _total(self) -> int:
        arrays: dict[int, int] = {}
        for one in self._values.values():
            arrays |= one.taken.arrays
        return sum(arrays.values()) + sum(one.taken.rest for one in self._values.values())


def _moment(state: State) -> tuple[Hashable, ...]:
    """Return of a state what is the same for all readers of a database at a time."""
    return state.revision, state.day, state.travel, state.travel_version


KEPT = Kept()
"""What this process keeps."""


def kept(work: Callable[Concatenate[State, P], V]) -> Callable[Concatenate[State, P], V]:
    """Give a function of a state a memory; arguments whose names begin with an underscore are no part of the key.

    What is said in a language is kept for each way to write dates.
    """
    names = work.__code__.co_varnames[1 : work.__code__.co_argcount]
    shown = [at for at, name in enumerate(names) if not name.startswith("_")]
    says = "language" in names

    @wraps(work)
    def remembered(state: State, /, *args: P.args, **kwargs: P.kwargs) -> V:
        given = (
            *(args[at] for at in shown if at < len(args)),
            *sorted((name, value) for name, value in kwargs.items() if not name.startswith("_")),
        )
        key = work.__module__, work.__qualname__, given, dates_told() if says else ""
        return KEPT.get(key, state, lambda: work(state, *args, **kwargs))

    return remembered


def give_back() -> None:
    """Give memory that is free back to the system, where its C library (glibc) holds on to it."""
    if _TRIM is not None:
        _TRIM(0)


def share_one_heap() -> None:
    """Let all threads take memory from one heap (glibc): what one page's run frees is there for the next, on any thread."""
    if (set_option := _of_the_c_library("mallopt")) is not None:
        set_option(_MOST_HEAPS, 1)


_MOST_HEAPS = -8
"""M_ARENA_MAX of glibc's ``mallopt``."""


def _of_the_c_library(name: str) -> Callable[..., int] | None:
    try:
        return getattr(ctypes.CDLL(None), name, None)
    except (OSError, TypeError):  # not a system that has one
        return None


_TRIM = _of_the_c_library("malloc_trim")


_NOTHING_OF_ITS_OWN = (int, float, str, date, Record, type(None))
"""What is not counted; records are the casebook's, which remembers them whether or not they are in here."""
_FRAMES = (pd.DataFrame, pd.Series, pd.Index)


def size_of(value: object, others: Mapping[int, Size] | None = None) -> Size:
    """Return about what a value takes: its arrays in full, each object once.

    Parameters
    ----------
    others
        What else is kept, by the objects' ids: of these only the arrays count, which may outlive them in the value.
    """
    rest, arrays, seen = 0.0, dict[int, int](), set[int]()
    open_: list[tuple[object, float]] = [(value, 1.0)]
    while open_:
        one, weight = open_.pop()
        if isinstance(one, _NOTHING_OF_ITS_OWN) or id(one) in seen:
            continue
        seen.add(id(one))
        if others is not None and id(one) in others:
            arrays |= others[id(one)].arrays
        elif isinstance(one, np.ndarray):
            arrays[id(one)] = int(weight * one.nbytes)
        elif isinstance(one, _FRAMES):
            rest += weight * int(np.sum(one.memory_usage(deep=False)))
        else:
            rest += weight * sys.getsizeof(one)
            parts, count = _parts(one)
            step = max(1, count // SAMPLED)
            open_.extend((part, weight * step) for part in islice(parts, 0, None, step))
    return Size(int(rest), arrays)


def _parts(one: Any) -> tuple[Iterable[object], int]:
    """Return what an object holds, and how much."""
    if isinstance(one, Mapping) and not hasattr(one, "__dict__"):
        return chain(one.keys(), one.values()), 2 * len(one)
    if isinstance(one, tuple | list | set | frozenset):
        return one, len(one)
    if hasattr(one, "__dict__") and (isinstance(one, Mapping) or is_dataclass(one)):
        # With what was worked out from it once (cached properties); a mapping of ours may make anew what it hands out.
        return vars(one).values(), len(vars(one))
    if is_dataclass(one):
        return [getattr(one, each.name) for each in fields(one)], len(fields(one))
    return (), 0
