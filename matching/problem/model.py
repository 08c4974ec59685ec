"""Plain data in: the people, the facilities and the distances of one planning period."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from matching.errors import ProblemError
from matching.policy import Policy, aiming
from matching.problem.ages import of_another_age, possible_ages
from matching.problem.emergencies import Emergencies
from matching.problem.parts import Parts, Rows

SEXES = ("female", "male", "other")
FACILITY_SEXES = ("any", "female", "male")
DISABILITY_KINDS = ("physical", "intellectual", "mental", "developmental", "intractable_disease", "higher_brain")
MEDICAL_CARE = (
    "suction",
    "tube_feeding",
    "ventilator",
    "tracheostomy",
    "oxygen",
    "catheter",
    "insulin",
    "iv_nutrition",
    "other",
)
SUPPORT_LEVELS: Mapping[str, int] = {"adult": 6, "child": 3}
"""Highest level of each support scale; both start at 1."""
VACANCIES = ("free", "few", "full")
OUTCOMES = ("went_well", "mixed", "broken_off")
STAY_KINDS = ("trial", "short_stay", "emergency")
EMERGENCY_POLICIES = ("none", "past_use", "information", "always")
MOST_PLACES = 9_999
MOST_DRAWS = 9_999
OLDEST = 150
UNKNOWN_METRES = -1


@dataclass(frozen=True)
class Person:
    """Somebody at risk of a future emergency.

    None means unknown throughout, except `max_metres`, where it means that no limit was given.
    `age_from_year` says that `age` is the one reached in the year, known from the year of birth alone: they may be a year
    younger (see `ages`). An empty `medical_care` says that no care is needed. `avoid` holds ids of facilities where the person does not want
    to go, `never` of those that are not to take them, not even in an emergency. `ward_only` says that of the home no
    more than the ward is known, so that distances from it are a guess. `left_out` is the number of plans in a row, up
    to the last, that had no place for them. `information` says that a facility can be told what it needs to know: there
    is an intake sheet, and a consent to use it.
    """

    id: int
    tier: int
    consent: bool
    ward: str | None = None
    age: int | None = None
    age_from_year: bool = False
    sex: str | None = None
    disability_kinds: frozenset[str] | None = None
    support_scale: str | None = None
    support_level: int | None = None
    medical_care: frozenset[str] | None = None
    severe_behaviour: bool | None = None
    wheelchair: bool | None = None
    max_metres: int | None = None
    ward_only: bool = False
    avoid: frozenset[int] = frozenset()
    never: frozenset[int] = frozenset()
    avoid_wards: frozenset[str] = frozenset()
    left_out: int = 0
    information: bool = False

    @property
    def ages(self) -> tuple[int, ...]:
        """The ages that are possible, the youngest first; none where nothing is known of it."""
        return possible_ages(self.age, self.age_from_year)

    @property
    def scale_in_doubt(self) -> bool:
        """Whether the support level is on the scale of another age; see `of_another_age`."""
        return of_another_age(self.support_scale, self.ages)


@dataclass(frozen=True)
class Facility:
    """A place where a trial stay might happen, with its conditions.

    None, or a key absent from a mapping, means unknown. An empty set of support levels says that the facility
    takes nobody on that scale. `places` counts the trial places of the period, and `taken` those of them that the plan
    cannot give, being used by others than the pairs it keeps (below 0 where such pairs share a place one after the
    other). `vacancy` is None once expired.
    `roughly_placed` says that of its place no more than the town or ward is known, so that distances to it are a guess.
    """

    id: int
    service_code: str
    ward: str | None = None
    roughly_placed: bool = False
    is_base: bool = False
    private: bool = False
    closed: bool = False
    missing_from_edition: bool = False
    offers_trial: bool | None = None
    places: int | None = None
    taken: int = 0
    disability_kinds: Mapping[str, bool] = field(default_factory=dict)
    support_levels_adult: frozenset[int] | None = None
    support_levels_child: frozenset[int] | None = None
    medical_care: Mapping[str, bool] = field(default_factory=dict)
    severe_behaviour: bool | None = None
    wheelchair: bool | None = None
    sexes: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    vacancy: str | None = None
    emergency_policy: str | None = None


@dataclass(frozen=True)
class PastUse:
    """One past stay; `end` is None while it lasts, `outcome` None when nobody recorded it."""

    person_id: int
    facility_id: int
    kind: str
    start: dt.date
    end: dt.date | None = None
    outcome: str | None = None

    def last_day(self, day: dt.date) -> dt.date:
        """Return the last day of the stay as it is known on a day: one that still goes on has lasted until then."""
        return max(self.start, day) if self.end is None else self.end

    def goes_on(self, day: dt.date) -> bool:
        """Tell whether somebody is there on a day and has not left by its end."""
        return self.start <= day and (self.end is None or self.end > day)


@dataclass(frozen=True)
class Answer:
    """What a facility answered when it was asked to take somebody; `person_id` is None for somebody unknown."""

    person_id: int | None
    facility_id: int
    accepted: bool


@dataclass(frozen=True, eq=False)
class Problem(Rows):
    """Everything one plan is made from, checked on construction.

    Parameters
    ----------
    people, facilities
        Ids are unique within each.
    past_use
        Stays of people or at facilities that are not in the problem are ignored.
    home_metres, day_metres
        Whole metres from each person's home town and day activity to each facility, shape (people, facilities);
        -1 where unknown.
    neighbours
        Ward -> adjoining wards; it is enough to name a pair once.
    start
        First day of the period.
    policy
        The weights.
    answers
        What facilities answered to earlier proposals.
    end
        Last day of the period, on which readiness is judged; None for the first day.
    draw
        Which lot is drawn among equal people, from 1 (see `matching.problem.lot`).
    emergencies
        What is known of earlier emergencies.

    Raises
    ------
    ProblemError
        Naming what is wrong, of whom, and the value.
    """

    people: tuple[Person, ...]
    facilities: tuple[Facility, ...]
    past_use: tuple[PastUse, ...]
    home_metres: npt.NDArray[np.int32]
    day_metres: npt.NDArray[np.int32]
    neighbours: Mapping[str, frozenset[str]]
    start: dt.date
    policy: Policy
    answers: tuple[Answer, ...] = ()
    end: dt.date | None = None
    draw: int = 1
    emergencies: Emergencies = field(default_factory=Emergencies)

    def __post_init__(self) -> None:
        if not isinstance(self.draw, int) or isinstance(self.draw, bool) or not 1 <= self.draw <= MOST_DRAWS:
            raise ProblemError("problem.draw", value=repr(self.draw), most=MOST_DRAWS)
        for name, metres in (("home_metres", self.home_metres), ("day_metres", self.day_metres)):
            object.__setattr__(self, name, check_metres(name, metres, (len(self.people), len(self.facilities))))
        check_parts(self)

    def in_id_order(self) -> "Problem":
        """Return the same problem with people and facilities in the order of their ids."""
        rows = sorted(range(len(self.people)), key=lambda row: self.people[row].id)
        columns = sorted(range(len(self.facilities)), key=lambda column: self.facilities[column].id)
        if rows == list(range(len(rows))) and columns == list(range(len(columns))):
            return self
        order = np.ix_(np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp))
        return replace(
            self,
            people=tuple(self.people[row] for row in rows),
            facilities=tuple(self.facilities[column] for column in columns),
            home_metres=self.home_metres[order],
            day_metres=self.day_metres[order],
        )

    def aiming(self, aim: str) -> "Problem":
        """Return the same problem with another aim; what was worked out of the one is known of the other.

        Raises
        ------
        PolicyError
            There is no such aim.
        """
        if aim == self.policy.scope.aim:
            return self
        return self._with_facts(replace(self, policy=aiming(self.policy, aim)))

    def drawing(self, draw: int) -> "Problem":
        """Return the same problem with another lot; what was worked out of the one is known of the other.

        Raises
        ------
        ProblemError
            It is no number of a draw.
        """
        return self if draw == self.draw else self._with_facts(replace(self, draw=draw))

    def _with_facts(self, other: "Problem") -> "Problem":
        vars(other)["facts"] = self.facts
        return other


def check_parts(problem: Parts) -> None:
    """Check everybody and everything but the distances; see `Problem`."""
    _unique("person", [person.id for person in problem.people])
    _unique("facility", [facility.id for facility in problem.facilities])
    for person in problem.people:
        _check_person(person)
    for facility in problem.facilities:
        _check_facility(facility)
    for stay in problem.past_use:
        known = stay.kind in STAY_KINDS and (stay.outcome is None or stay.outcome in OUTCOMES)
        if not known or (stay.end is not None and stay.end < stay.start):
            _refuse_stay(stay)


def check_metres(name: str, metres: npt.NDArray[np.int32], shape: tuple[int, ...]) -> npt.NDArray[np.int32]:
    """Return distances as 32-bit integers of this shape, -1 where unknown.

    Raises
    ------
    ProblemError
        Another shape, no integers, or a distance below -1 or beyond 32 bits; its params call the array `name`.
    """
    array = np.asarray(metres)
    if array.shape != shape:
        raise ProblemError("problem.shape", field=name, value=str(array.shape), allowed=str(shape))
    if not np.issubdtype(array.dtype, np.integer):
        raise ProblemError("problem.not_integer", field=name, value=str(array.dtype))
    if array.size and (array.min() < UNKNOWN_METRES or array.max() > np.iinfo(np.int32).max):
        raise ProblemError("problem.distance_range", field=name, least=int(array.min()), most=int(array.max()))
    return np.ascontiguousarray(array, dtype=np.int32)


def _unique(who: str, ids: list[int]) -> None:
    if len(set(ids)) != len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise ProblemError("problem.duplicate_id", who=who, id=twice)


def _check_person(person: Person) -> None:
    at = ("person", person.id)
    _within(at, "tier", person.tier, 1, 3)
    _within(at, "age", person.age, 0, OLDEST)
    _within(at, "left_out", person.left_out, 0, 1000)
    _within(at, "max_metres", person.max_metres, 0, np.iinfo(np.int32).max)
    _member(at, "sex", person.sex, SEXES)
    _members(at, "disability_kinds", person.disability_kinds, DISABILITY_KINDS)
    _members(at, "medical_care", person.medical_care, MEDICAL_CARE)
    _member(at, "support_scale", person.support_scale, tuple(SUPPORT_LEVELS))
    if person.support_scale is None and person.support_level is not None:
        raise ProblemError("problem.level_without_scale", id=person.id, value=person.support_level)
    _within(at, "support_level", person.support_level, 1, SUPPORT_LEVELS.get(person.support_scale or "", 0))


def _check_facility(facility: Facility) -> None:
    at = ("facility", facility.id)
    _within(at, "places", facility.places, 0, MOST_PLACES)
    _within(at, "taken", facility.taken, -MOST_PLACES, MOST_PLACES)
    _within(at, "age_min", facility.age_min, 0, OLDEST)
    _within(at, "age_max", facility.age_max, facility.age_min or 0, OLDEST)
    _member(at, "sexes", facility.sexes, FACILITY_SEXES)
    _member(at, "vacancy", facility.vacancy, VACANCIES)
    _member(at, "emergency_policy", facility.emergency_policy, EMERGENCY_POLICIES)
    _members(at, "disability_kinds", facility.disability_kinds, DISABILITY_KINDS)
    _members(at, "medical_care", facility.medical_care, MEDICAL_CARE)
    for scale, levels in (("adult", facility.support_levels_adult), ("child", facility.support_levels_child)):
        for level in levels or ():
            _within(at, f"support_levels_{scale}", level, 1, SUPPORT_LEVELS[scale])


def _refuse_stay(stay: PastUse) -> None:
    """Say what is wrong with a stay."""
    at = ("past_use", stay.person_id)
    _member(at, "kind", stay.kind, STAY_KINDS)
    _member(at, "outcome", stay.outcome, OUTCOMES)
    if stay.end is not None and stay.end < stay.start:
        raise ProblemError("problem.ends_before_start", person=stay.person_id, start=stay.start, end=stay.end)


def _within(at: tuple[str, int], name: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise ProblemError("problem.value", who=at[0], id=at[1], field=name, value=value, allowed=f"{least}-{most}")


def _member(at: tuple[str, int], name: str, value: str | None, allowed: Collection[str]) -> None:
    if value is not None and value not in allowed:
        allowed_text = ", ".join(allowed)
        raise ProblemError("problem.value", who=at[0], id=at[1], field=name, value=value, allowed=allowed_text)


def _members(at: tuple[str, int], name: str, values: Collection[str] | None, allowed: Collection[str]) -> None:
    for value in values or ():
        _member(at, name, value, allowed)


def person_index(problem: Problem, person_id: int) -> int:
    """Return where a person stands in the problem.

    Raises
    ------
    ProblemError
        Nobody there has this id.
    """
    if person_id not in problem.person_rows:
        raise ProblemError("problem.no_such_person", id=person_id)
    return problem.person_rows[person_id]


def facility_index(problem: Problem, facility_id: int) -> int:
    """Return where a facility stands in the problem.

    Raises
    ------
    ProblemError
        No facility there has this id.
    """
    if facility_id not in problem.facility_rows:
        raise ProblemError("problem.no_such_facility", id=facility_id)
    return problem.facility_rows[facility_id]
