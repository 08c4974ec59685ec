"""Distances at random, for cases too large to enumerate."""

import numpy as np


def city(points: int, sites: int) -> np.ndarray:
    """Return metres between random points of a square kilometre."""
    chance = np.random.default_rng(points)
    ends = chance.random((points, 1, 2)) - chance.random((sites, 2))
    return np.rint(1000 * np.linalg.norm(ends, axis=2)).astype(np.int32)
