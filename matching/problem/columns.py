"""The problem as NumPy columns, so that rules and costs judge hundreds of thousands of pairs in one go."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Indices, Ints
from matching.problem.model import (
    DISABILITY_KINDS,
    EMERGENCY_POLICIES,
    FACILITY_SEXES,
    MEDICAL_CARE,
    SEXES,
    SUPPORT_LEVELS,
    VACANCIES,
    Facility,
    Person,
    Problem,
)
from matching.problem.once import once_a_problem
from matching.problem.parts import Parts

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
    """One value a person; `kinds` and `care` are bit masks over `DISABILITY_KINDS` and `MEDICAL_CARE`.

    Somebody is `age` years old, or `age_before` where a birthday may be yet to come. A support level on the scale of
    another age is unknown, and so is its scale.
    """

    age: Ints
    age_before: Ints
    sex: Ints
    kinds: Ints
    scale: Ints
    level: Ints
    care: Ints
    behaviour: Ints
    wheelchair: Ints
    max_metres: Ints
    ward_only: Flags
    information: Flags


@dataclass(frozen=True, eq=False)
class FacilityColumns:
    """One value a facility; `…_accepted` and `…_refused` are bit masks, a bit in neither being unknown.

    `levels` has a row for each scale of `SCALES`: a mask whose bit n says that level n is taken.
    `trial_service` says whether trial stays happen in that kind of service at all, by the policy; people can stay
    overnight there.
    """

    places: Ints
    taken: Ints
    offers_trial: Ints
    trial_service: Flags
    adult_service: Flags
    roughly_placed: Flags
    is_base: Flags
    private: Flags
    closed: Flags
    missing: Flags
    kinds_accepted: Ints
    kinds_refused: Ints
    care_accepted: Ints
    care_refused: Ints
    levels: Ints
    behaviour: Ints
    wheelchair: Ints
    sexes: Ints
    age_known: Flags
    age_min: Ints
    age_max: Ints
    vacancy: Ints
    emergency_policy: Ints


@dataclass(frozen=True, eq=False)
class WardColumns:
    """Where homes and facilities lie, and what people avoid, without a value for every pair.

    Attributes
    ----------
    home, site
        Ward number of each person and of each facility; the last number stands for unknown.
    relation
        SAME, NEIGHBOUR, OTHER or UNKNOWN_WARD, by two ward numbers.
    group
        For each person, the row of `avoided_ward`: people who avoid the same wards share one.
    avoided_ward
        Whether a ward is avoided, by group and ward number: 1 yes, 0 no, -1 unknown.
    avoided, never
        Sorted `person index * facilities + facility index` of facilities avoided by name, and of those that are never
        to take the person.
    """

    home: Indices
    site: Indices
    relation: npt.NDArray[np.int8]
    group: Indices
    avoided_ward: npt.NDArray[np.int8]
    avoided: Ints
    never: Ints


@dataclass(frozen=True, eq=False)
class Traits:
    """All columns of a problem but the distances."""

    people: PersonColumns
    facilities: FacilityColumns
    wards: WardColumns


@dataclass(frozen=True, eq=False)
class Columns(Traits):
    """All columns of a problem; distances have shape (people, facilities), -1 where unknown."""

    home_metres: npt.NDArray[np.int32]
    day_metres: npt.NDArray[np.int32]

    def pairs(self, person: Indices, facility: Indices) -> "Pairs":
        """Return some pairs with their distances, from two index arrays of equal length."""
        return Pairs(self, person, facility, self.home_metres[person, facility], self.day_metres[person, facility])


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs to judge: index arrays into the columns, and the distances of each pair; all of equal length."""

    traits: Traits
    person: Indices
    facility: Indices
    home_metres: npt.NDArray[np.int32]
    day_metres: npt.NDArray[np.int32]

    @property
    def people(self) -> PersonColumns:
        """Columns of the people, to be gathered with `person`."""
        return self.traits.people

    @property
    def facilities(self) -> FacilityColumns:
        """Columns of the facilities, to be gathered with `facility`."""
        return self.traits.facilities

    @property
    def ward(self) -> npt.NDArray[np.int8]:
        """SAME, NEIGHBOUR, OTHER or UNKNOWN_WARD, one value a pair."""
        wards = self.traits.wards
        return wards.relation[wards.home[self.person], wards.site[self.facility]]

    @property
    def avoided(self) -> npt.NDArray[np.int8]:
        """Whether the person avoids the facility or its ward: 1 yes, 0 no, -1 when its ward is unknown."""
        wards = self.traits.wards
        avoided = wards.avoided_ward[wards.group[self.person], wards.site[self.facility]]
        avoided[self._among(wards.avoided)] = 1
        return avoided

    @property
    def never(self) -> Flags:
        """Whether the facility is never to take the person."""
        return self._among(self.traits.wards.never)

    def take(self, rows: Indices) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(self.traits, self.person[rows], self.facility[rows], self.home_metres[rows], self.day_metres[rows])

    def _among(self, keys: Ints) -> Flags:
        if not len(keys):
            return np.zeros(len(self.person), dtype=np.bool_)
        return np.isin(self.person.astype(np.int64) * len(self.facilities.places) + self.facility, keys)


@once_a_problem
def columns_of(problem: Problem) -> Columns:
    """Return a checked problem as columns; unknown becomes -1, sets become bit masks."""
    traits = build_traits(problem)
    return Columns(traits.people, traits.facilities, traits.wards, problem.home_metres, problem.day_metres)


def build_traits(problem: Parts) -> Traits:
    """Encode all of a checked problem but its distances."""
    return Traits(
        people=_people(problem.people),
        facilities=facility_columns(problem.facilities, problem.policy.scope.trial_services),
        wards=_wards(problem),
    )


def mask(values: Iterable[str], names: Sequence[str]) -> int:
    """Return the bit mask of some names."""
    return sum(1 << names.index(value) for value in set(values))


def _people(people: Sequence[Person]) -> PersonColumns:
    def column(value: Callable[[Person], int | None]) -> Ints:
        return _ints(people, value)

    return PersonColumns(
        age=column(lambda p: p.age),
        age_before=column(lambda p: min(p.ages, default=None)),
        sex=column(lambda p: _code(p.sex, SEXES)),
        kinds=column(lambda p: None if p.disability_kinds is None else mask(p.disability_kinds, DISABILITY_KINDS)),
        scale=column(lambda p: None if p.scale_in_doubt else _code(p.support_scale, SCALES)),
        level=column(lambda p: None if p.scale_in_doubt else p.support_level),
        care=column(lambda p: None if p.medical_care is None else mask(p.medical_care, MEDICAL_CARE)),
        behaviour=column(lambda p: p.severe_behaviour),
        wheelchair=column(lambda p: p.wheelchair),
        max_metres=column(lambda p: NO_LIMIT if p.max_metres is None else p.max_metres),
        ward_only=np.array([person.ward_only for person in people], dtype=np.bool_),
        information=np.array([person.information for person in people], dtype=np.bool_),
    )


def facility_columns(facilities: Sequence[Facility], trial_services: tuple[str, ...]) -> FacilityColumns:
    """Encode checked facilities."""

    def column(value: Callable[[Facility], int | None]) -> Ints:
        return _ints(facilities, value)

    def flag(value: Callable[[Facility], bool]) -> Flags:
        return np.array([value(facility) for facility in facilities], dtype=np.bool_)

    return FacilityColumns(
        places=column(lambda f: f.places),
        taken=column(lambda f: f.taken),
        offers_trial=column(lambda f: f.offers_trial),
        trial_service=flag(lambda f: f.service_code in trial_services),
        adult_service=flag(lambda f: f.service_code in ADULT_SERVICES),
        roughly_placed=flag(lambda f: f.roughly_placed),
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
        emergency_policy=column(lambda f: _code(f.emergency_policy, EMERGENCY_POLICIES)),
    )


def _ints(rows: Sequence[Row], value: Callable[[Row], int | None]) -> Ints:
    return np.array([UNKNOWN if (v := value(row)) is None else int(v) for row in rows], dtype=np.int64)


def _code(value: str | None, names: Sequence[str]) -> int | None:
    return None if value is None else names.index(value)


def _said(answers: Mapping[str, bool], names: Sequence[str], *, answer: bool) -> int:
    return mask((name for name, given in answers.items() if given is answer), names)


def _levels(levels: frozenset[int] | None) -> int | None:
    return None if levels is None else sum(1 << level for level in levels)


def _wards(problem: Parts) -> WardColumns:
    wards = {one.ward for of in (problem.people, problem.facilities) for one in of}
    code = {ward: index for index, ward in enumerate(sorted(ward for ward in wards if ward is not None))}
    avoiding = [person.avoid_wards for person in problem.people]
    group = {wards: index for index, wards in enumerate(dict.fromkeys(avoiding))}
    return WardColumns(
        home=_ward_numbers(problem.people, code),
        site=_ward_numbers(problem.facilities, code),
        relation=_relation(code, problem.neighbours),
        group=np.array([group[wards] for wards in avoiding], dtype=np.intp),
        avoided_ward=np.array(
            [[*(ward in wards for ward in code), UNKNOWN if wards else 0] for wards in group], dtype=np.int8
        ).reshape(len(group), len(code) + 1),
        avoided=_keys(problem, lambda person: person.avoid),
        never=_keys(problem, lambda person: person.never),
    )


def _keys(problem: Parts, named: Callable[[Person], frozenset[int]]) -> Ints:
    column = problem.facility_rows
    keys = [
        row * len(column) + column[facility_id]
        for row, person in enumerate(problem.people)
        for facility_id in named(person) & column.keys()
    ]
    return np.array(sorted(keys), dtype=np.int64)


def _ward_numbers(of: Sequence[Person] | Sequence[Facility], code: Mapping[str, int]) -> Indices:
    return np.array([len(code) if one.ward is None else code[one.ward] for one in of], dtype=np.intp)


def _relation(code: Mapping[str, int], neighbours: Mapping[str, frozenset[str]]) -> npt.NDArray[np.int8]:
    relation = np.full((len(code) + 1, len(code) + 1), OTHER, dtype=np.int8)
    for ward, others in neighbours.items():
        for other in others:
            if ward in code and other in code:
                relation[code[ward], code[other]] = relation[code[other], code[ward]] = NEIGHBOUR
    np.fill_diagonal(relation, SAME)
    relation[-1, :] = relation[:, -1] = UNKNOWN_WARD
    return relation
