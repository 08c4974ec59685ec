"""What follows from a problem alone is worked out once, and kept as long as the problem is in use."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from matching.problem.model import Problem

Value = TypeVar("Value")


def once_a_problem(work_out: Callable[[Problem], Value]) -> Callable[[Problem], Value]:
    """Give a function of a problem a memory.

    Problems do not change, so that the same one always gives the same; a changed one is another. The memory goes with
    the problem, and what is kept must not refer to it.
    """
    memory: WeakKeyDictionary[Problem, Value] = WeakKeyDictionary()

    @wraps(work_out)
    def remembered(problem: Problem) -> Value:
        if problem not in memory:
            memory[problem] = work_out(problem)
        return memory[problem]

    return remembered
