"""What follows from a problem alone is worked out once, and kept as long as the problem is in use."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from matching.problem.model import Parts

Value = TypeVar("Value")
Whole = TypeVar("Whole", bound=Parts)


def once_a_problem(work_out: Callable[[Whole], Value]) -> Callable[[Whole], Value]:
    """Give a function of a problem a memory.

    Problems do not change, so that the same one always gives the same; a changed one is another. The memory goes with
    the problem, and what is kept must not refer to it.
    """
    memory: WeakKeyDictionary[Whole, Value] = WeakKeyDictionary()

    @wraps(work_out)
    def remembered(problem: Whole) -> Value:
        if problem not in memory:
            memory[problem] = work_out(problem)
        return memory[problem]

    return remembered
