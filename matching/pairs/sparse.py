"""Problems too large to look at every pair: only those listed, such as the facilities within reach of each person."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Indices
from matching.errors import ProblemError
from matching.pairs import candidates
from matching.pairs.candidates import Candidates, judge_and_price
from matching.policy import Policy
from matching.problem import (
    Answer,
    Facility,
    Pairs,
    PastUse,
    Person,
    Rows,
    Traits,
    build_traits,
    check_metres,
    check_parts,
)


@dataclass(frozen=True, eq=False)
class SparseProblem(Rows):
    """A problem whose distances are given for some pairs; the others are no candidates.

    Parameters
    ----------
    people, facilities, past_use, neighbours, start, policy, answers, end
        As for `matching.problem.model.Problem`.
    person, facility
        Indices of each listed pair, in any order; ordered by person, then facility, on construction.
    home_metres, day_metres
        Whole metres of each listed pair, -1 where unknown.

    Raises
    ------
    ProblemError
        Naming what is wrong, of whom, and the value; a pair that is listed twice or does not exist, too.
    """

    people: tuple[Person, ...]
    facilities: tuple[Facility, ...]
    past_use: tuple[PastUse, ...]
    person: Indices
    facility: Indices
    home_metres: npt.NDArray[np.int32]
    day_metres: npt.NDArray[np.int32]
    neighbours: Mapping[str, frozenset[str]]
    start: dt.date
    policy: Policy
    answers: tuple[Answer, ...] = ()
    end: dt.date | None = None

    def __post_init__(self) -> None:
        check_parts(self)
        listed: dict[str, npt.NDArray[Any]] = {
            "person": _indices("person", self.person, len(self.people), np.shape(self.person)[:1]),
            "facility": _indices("facility", self.facility, len(self.facilities), np.shape(self.person)[:1]),
        }
        for name, metres in (("home_metres", self.home_metres), ("day_metres", self.day_metres)):
            listed[name] = check_metres(name, metres, listed["person"].shape)
        step = np.diff(listed["person"].astype(np.int64) * len(self.facilities) + listed["facility"])
        if (step <= 0).any():
            order = np.lexsort((listed["facility"], listed["person"]))
            listed = {name: column[order] for name, column in listed.items()}
            step = np.diff(listed["person"].astype(np.int64) * len(self.facilities) + listed["facility"])
        if (step == 0).any():
            at = int((step == 0).argmax())
            person, facility = self.people[listed["person"][at]], self.facilities[listed["facility"][at]]
            raise ProblemError("problem.duplicate_pair", person=person.id, facility=facility.id)
        for name, column in listed.items():
            object.__setattr__(self, name, column)


def find_sparse_candidates(problem: SparseProblem) -> Candidates:
    """Judge the listed pairs by all rules, and price those that pass.

    With all pairs listed the result is that of `matching.pairs.candidates.find_candidates`. What a rule removed is counted
    among the listed pairs; people without consent are not looked at.
    """
    traits = build_traits(problem)
    return judge_and_price(problem, traits, _blocks(problem, traits))


def _blocks(problem: SparseProblem, traits: Traits) -> Iterator[Pairs]:
    consent = np.array([person.consent for person in problem.people], dtype=np.bool_)
    everybody = bool(consent.all())
    for first in range(0, len(problem.person), candidates.PAIRS_AT_ONCE):
        part = slice(first, first + candidates.PAIRS_AT_ONCE)
        pairs = Pairs(
            traits, problem.person[part], problem.facility[part], problem.home_metres[part], problem.day_metres[part]
        )
        yield pairs if everybody else pairs.take(np.flatnonzero(consent[pairs.person]))


def _indices(name: str, given: npt.NDArray[np.integer], count: int, shape: tuple[int, ...]) -> Indices:
    array = np.asarray(given)
    if array.shape != shape or array.ndim != 1:
        raise ProblemError("problem.shape", field=name, value=str(array.shape), allowed=str(shape))
    if not np.issubdtype(array.dtype, np.integer):
        raise ProblemError("problem.not_integer", field=name, value=str(array.dtype))
    if array.size and (array.min() < 0 or array.max() >= count):
        least, most = int(array.min()), int(array.max())
        raise ProblemError("problem.pair_range", field=name, least=least, most=most, count=count)
    return np.ascontiguousarray(array, dtype=np.intp)
