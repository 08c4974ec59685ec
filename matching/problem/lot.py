"""The lot that is drawn among equals: everybody chooses in its order, and it ranks facilities that are equal to them."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from matching.arrays import Indices
from matching.problem.model import Problem
from matching.solving import Lot

METHOD = "sha256"
"""How a lot is drawn, as records of plans name it; docs/plan-format.md says it step by step."""


def seed_of(problem: Problem) -> str:
    """Return what the lot of a problem is drawn from: the days of its period and the number of the draw.

    The same period and draw give everybody the same lot, and nobody can choose it.
    """
    return f"{problem.start}/{problem.end or problem.start}#{problem.draw}"


def lot_of(problem: Problem) -> Lot:
    """Draw the lot of a problem, by indices; it depends on ids and seed alone, not on the order of the input."""
    seed = seed_of(problem)
    people = drawn(seed, "person", [person.id for person in problem.people])
    facilities = drawn(seed, "facility", [facility.id for facility in problem.facilities])
    return Lot(people, np.argsort(facilities))


def drawn(seed: str, what: str, ids: Sequence[int]) -> Indices:
    """Return the indices of ids in the order in which a seed draws them: by their SHA-256, the smallest first."""
    tickets = [sha256(f"{seed} {what} {id_}".encode()).digest() for id_ in ids]
    return np.array(sorted(range(len(ids)), key=tickets.__getitem__), dtype=np.intp)
