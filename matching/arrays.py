"""The types of arrays that the solver works on, and compiled functions that keep their types."""

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt
from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])
Ints = npt.NDArray[np.int64]
"""Costs, metres, counts."""
Indices = npt.NDArray[np.intp]
"""Rows of people, facilities or pairs."""
Flags = npt.NDArray[np.bool_]
"""Yes or no."""
Floats = npt.NDArray[np.float64]
"""Bounds, shares, days."""


def compiled(function: Function) -> Function:
    """Compile a function with Numba on its first call; the machine code is kept beside the module."""
    return cast("Function", njit(cache=True)(function))
