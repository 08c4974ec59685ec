"""The fewest sites that cover all points: set covering after what is proven to be superfluous was taken away."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matching.arrays import Flags, Indices
from matching.errors import SolverError
from matching.solving import minimise

_MOST_COMPARED = 4000
"""More rows or columns than so many are not compared with one another; the program then has to see for itself."""


class Cover(NamedTuple):
    """Sites that cover every point, ascending, and a number that no cover has fewer of."""

    sites: tuple[int, ...]
    bound: int


def fewest(point: Indices, site: Indices) -> Cover:
    """Return the fewest sites such that each point is covered (Toregas et al. 1971), after reduction.

    A point whose sites all cover it, but which has all sites of another, is covered with that one; a site that covers
    nothing beyond what another does can be left out (Toregas & ReVelle 1973). Both are repeated as long as they help.

    Parameters
    ----------
    point, site
        Indices of each pair in which the site covers the point.

    Raises
    ------
    SolverError
        The solver failed.
    """
    if not len(point):
        return Cover((), 0)
    row = np.unique(point, return_inverse=True)[1]
    sites, column = np.unique(site, return_inverse=True)
    covers = np.zeros((row.max() + 1, len(sites)), dtype=np.float32)
    covers[row, column] = 1
    covers, remaining = _reduced(covers)
    ones = np.ones(len(covers))
    minimum = minimise(np.ones(len(remaining), dtype=np.int64), csr_array(covers), ones, np.full(len(covers), np.inf))
    if minimum is None:
        raise SolverError("solver.not_optimal")
    return Cover(tuple(sites[remaining[minimum.values > 0]].tolist()), minimum.bound)


def _reduced(covers: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], Indices]:
    """Return the points and sites that are left, and which sites these are."""
    remaining = np.arange(covers.shape[1])
    size = 0
    while size != covers.size:
        size = covers.size
        covers = covers[~_holds_another(covers)]
        # A site within another is, seen from its opposite, a set that holds another.
        kept = ~_holds_another(1 - covers.T)
        covers, remaining = covers[:, kept], remaining[kept]
    return covers, remaining


def _holds_another(sets: npt.NDArray[np.float32]) -> Flags:
    """Tell of each row, a set as 0 and 1, whether it holds all of another row; of equal rows all but the first do."""
    if len(sets) > _MOST_COMPARED:
        return np.zeros(len(sets), dtype=np.bool_)
    common = sets @ sets.T
    held = common == sets.sum(axis=1)[np.newaxis]
    equal = held & held.T
    held[np.triu(equal)] = False
    holding: Flags = held.any(axis=1)
    return holding
