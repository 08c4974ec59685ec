"""The problem as NumPy columns, so that rules and costs judge hundreds of thousands of pairs in one go."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from matching.model import (
    DISABILITY_KINDS,
    FACILITY_SEXES,
    MEDICAL_CARE,
    SEXES,
    SUPPORT_LEVELS,
    VACANCIES,
    Facility,
    Person,
    Problem,
)

Ints = npt.NDArray[np.int64]
Indices = npt.NDArray[np.intp]
UNKNOWN = -1
"""Stands for None in every column."""
NO_LIMIT = np.iinfo(np.int32).max
SAME, NEIGHBOUR, OTHER, UNKNOWN_WARD = range(4)
SCALES = tuple(SUPPORT_LEVELS)
TOP_AGE = 999
ADULT_SERVICES = ("33", "34")
"""Group homes and residential training are services for adults."""
Row = TypeVar("Row")


@dataclass(frozen=True, eq=False)
class PersonColumns:
    """One value a person; `kinds` and `care` are bit masks over `DISABILITY_KINDS` and `MEDICAL_CARE`."""

    age: Ints
    sex: Ints
    kinds: Ints
    scale: Ints
    level: Ints
    care: Ints
    behaviour: Ints
    wheelchair: Ints
    max_metres: Ints


@dataclass(frozen=True, eq=False)
class FacilityColumns:
    """One value a facility; `…_accepted` and `…_refused` are bit masks, a bit in neither being unknown.

    `levels` has a row for each scale of `SCALES`: a mask whose bit n says that level n is taken.
    `trial_service` says whether trial stays happen in that kind of service at all, by the policy.
    """

    places: Ints
    offers_trial: Ints
    trial_service: npt.NDArray[np.bool_]
    adult_service: npt.NDArray[np.bool_]
    is_base: npt.NDArray[np.bool_]
    private: npt.NDArray[np.bool_]
    closed: npt.NDArray[np.bool_]
    missing: npt.NDArray[np.bool_]
    kinds_accepted: Ints
    kinds_refused: Ints
    care_accepted: Ints
    care_refused: Ints
    levels: Ints
    behaviour: Ints
    wheelchair: Ints
    sexes: Ints
    age_known: npt.NDArray[np.bool_]
    age_min: Ints
    age_max: Ints
    vacancy: Ints


@dataclass(frozen=True, eq=False)
class Columns:
    """All columns of a problem; matrices have shape (people, facilities).

    Attributes
    ----------
    home_metres, day_metres
        Metres, -1 where unknown.
    ward
        SAME, NEIGHBOUR, OTHER or UNKNOWN_WARD.
    avoided
        Whether the person avoids the facility or its ward: 1 yes, 0 no, -1 when the facility's ward is unknown
        and the person avoids some ward.
    """

    people: PersonColumns
    facilities: FacilityColumns
    home_metres: npt.NDArray[np.int32]
    day_metres: npt.NDArray[np.int32]
    ward: npt.NDArray[np.int8]
    avoided: npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs to judge: two index arrays of equal length into the columns."""

    columns: Columns
    person: Indices
    facility: Indices

    @property
    def people(self) -> PersonColumns:
        """Columns of the people, to be gathered with `person`."""
        return self.columns.people

    @property
    def facilities(self) -> FacilityColumns:
        """Columns of the facilities, to be gathered with `facility`."""
        return self.columns.facilities

    def of(self, matrix: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Gather one value a pair from a (people, facilities) matrix."""
        return matrix[self.person, self.facility]


def build_columns(problem: Problem) -> Columns:
    """Encode a checked problem; unknown becomes -1, sets become bit masks."""
    return Columns(
        people=_people(problem.people),
        facilities=_facilities(problem.facilities, problem.policy.scope.trial_services),
        home_metres=problem.home_metres,
        day_metres=problem.day_metres,
        ward=_ward_relation(problem),
        avoided=_avoided(problem),
    )


def mask(values: Iterable[str], names: Sequence[str]) -> int:
    """Return the bit mask of some names."""
    return sum(1 << names.index(value) for value in set(values))


def _people(people: Sequence[Person]) -> PersonColumns:
    def column(value: Callable[[Person], int | None]) -> Ints:
        return _ints(people, value)

    return PersonColumns(
        age=column(lambda p: p.age),
        sex=column(lambda p: _code(p.sex, SEXES)),
        kinds=column(lambda p: None if p.disability_kinds is None else mask(p.disability_kinds, DISABILITY_KINDS)),
        scale=column(lambda p: _code(p.support_scale, SCALES)),
        level=column(lambda p: p.support_level),
        care=column(lambda p: None if p.medical_care is None else mask(p.medical_care, MEDICAL_CARE)),
        behaviour=column(lambda p: p.severe_behaviour),
        wheelchair=column(lambda p: p.wheelchair),
        max_metres=column(lambda p: NO_LIMIT if p.max_metres is None else p.max_metres),
    )


def _facilities(facilities: Sequence[Facility], trial_services: tuple[str, ...]) -> FacilityColumns:
    def column(value: Callable[[Facility], int | None]) -> Ints:
        return _ints(facilities, value)

    def flag(value: Callable[[Facility], bool]) -> npt.NDArray[np.bool_]:
        return np.array([value(facility) for facility in facilities], dtype=np.bool_)

    return FacilityColumns(
        places=column(lambda f: f.places),
        offers_trial=column(lambda f: f.offers_trial),
        trial_service=flag(lambda f: f.service_code in trial_services),
        adult_service=flag(lambda f: f.service_code in ADULT_SERVICES),
        is_base=flag(lambda f: f.is_base),
        private=flag(lambda f: f.private),
        closed=flag(lambda f: f.closed),
        missing=flag(lambda f: f.missing_from_edition),
        kinds_accepted=column(lambda f: _said(f.disability_kinds, DISABILITY_KINDS, answer=True)),
        kinds_refused=column(lambda f: _said(f.disability_kinds, DISABILITY_KINDS, answer=False)),
        care_accepted=column(lambda f: _said(f.medical_care, MEDICAL_CARE, answer=True)),
        care_refused=column(lambda f: _said(f.medical_care, MEDICAL_CARE, answer=False)),
        levels=np.stack(
            [column(lambda f: _levels(f.support_levels_adult)), column(lambda f: _levels(f.support_levels_child))]
        ),
        behaviour=column(lambda f: f.severe_behaviour),
        wheelchair=column(lambda f: f.wheelchair),
        sexes=column(lambda f: _code(f.sexes, FACILITY_SEXES)),
        age_known=flag(lambda f: f.age_min is not None or f.age_max is not None),
        age_min=column(lambda f: f.age_min or 0),
        age_max=column(lambda f: TOP_AGE if f.age_max is None else f.age_max),
        vacancy=column(lambda f: _code(f.vacancy, VACANCIES)),
    )


def _ints(rows: Sequence[Row], value: Callable[[Row], int | None]) -> Ints:
    return np.array([UNKNOWN if (v := value(row)) is None else int(v) for row in rows], dtype=np.int64)


def _code(value: str | None, names: Sequence[str]) -> int | None:
    return None if value is None else names.index(value)


def _said(answers: Mapping[str, bool], names: Sequence[str], *, answer: bool) -> int:
    return mask((name for name, given in answers.items() if given is answer), names)


def _levels(levels: frozenset[int] | None) -> int | None:
    return None if levels is None else sum(1 << level for level in levels)


def _ward_relation(problem: Problem) -> npt.NDArray[np.int8]:
    homes = [person.ward for person in problem.people]
    wards = [facility.ward for facility in problem.facilities]
    near = {(a, b) for a, others in problem.neighbours.items() for b in others}
    names = sorted({ward for ward in (*homes, *wards) if ward is not None})
    code = {ward: index for index, ward in enumerate(names)}
    table = np.full((len(names) + 1, len(names) + 1), UNKNOWN_WARD, dtype=np.int8)
    for a in names:
        for b in names:
            table[code[a], code[b]] = SAME if a == b else NEIGHBOUR if (a, b) in near or (b, a) in near else OTHER

    def codes(of: Sequence[str | None]) -> Indices:
        return np.array([len(names) if ward is None else code[ward] for ward in of], dtype=np.intp)

    return table[np.ix_(codes(homes), codes(wards))]


def _avoided(problem: Problem) -> npt.NDArray[np.int8]:
    avoided = np.zeros((len(problem.people), len(problem.facilities)), dtype=np.int8)
    column = {facility.id: index for index, facility in enumerate(problem.facilities)}
    for row, person in enumerate(problem.people):
        if person.avoid_wards:
            for index, facility in enumerate(problem.facilities):
                avoided[row, index] = UNKNOWN if facility.ward is None else facility.ward in person.avoid_wards
        for facility_id in person.avoid & column.keys():
            avoided[row, column[facility_id]] = 1
    return avoided
