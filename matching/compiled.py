"""Compiled functions that keep their types."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function with Numba on its first call; the machine code is kept beside the module."""
    return cast("Function", njit(cache=True)(function))
