"""What follows from a problem, whatever its aim, is worked out once, and kept as long as the problem is in use."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from matching.problem.parts import Facts, Parts

Value = TypeVar("Value")
Whole = TypeVar("Whole", bound=Parts)


def once_a_problem(work_out: Callable[[Whole], Value]) -> Callable[[Whole], Value]:
    """Give a function of a problem a memory.

    Problems do not change, so that the same one always gives the same; a changed one is another, unless only its aim or
    its lot changed: what is given a memory must depend on neither. The memory goes with the last of the problems, and
    what is kept must not refer to them.
    """
    memory: WeakKeyDictionary[Facts, Value] = WeakKeyDictionary()

    @wraps(work_out)
    def remembered(problem: Whole) -> Value:
        if problem.facts not in memory:
            memory[problem.facts] = work_out(problem)
        return memory[problem.facts]

    return remembered
