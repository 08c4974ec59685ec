"""People and facilities as matching knows them, as of a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from casebook.records import PairRule
from desk.city.facilities import FacilityFile, roughly_placed
from desk.city.people import PersonFile
from desk.city.places import Places
from matching import problem as model


def present(group: Mapping[str, bool]) -> frozenset[str] | None:
    """Return what is known to be present; unknown (None) when nothing was said."""
    return frozenset(item for item, holds in group.items() if holds) if group else None


def matching_person(
    file: PersonFile,
    start: date,
    places: Places,
    waited: int = 0,
    never: Iterable[PairRule] = (),
    end: date | None = None,
) -> model.Person:
    """Return a person as matching knows her; ``never`` are her rules of that kind.

    Her age is that on `start`; where her birthday is known to come until `end`, she may be of either age.
    """
    person = file.person
    last = start if end is None or person.born_on is None else end
    ages = sorted({min(age, model.OLDEST) for day in (start, last) for age in person.ages_on(day)})[-2:]
    return model.Person(
        id=file.key,
        tier=file.tier,
        consent=file.consent_valid,
        ward=places.label_of(person),
        age=max(ages, default=None),
        age_from_year=len(ages) > 1,
        sex=person.sex,
        disability_kinds=present(person.disability_kinds),
        support_scale=person.support_scale,
        support_level=person.support_level,
        medical_care=present(person.medical_care),
        severe_behaviour=person.severe_behaviour,
        wheelchair=person.wheelchair,
        max_metres=person.max_distance_m,
        ward_only=places.home(person).level == "ward",
        left_out=waited,
        information=file.information_ready,
        avoid=frozenset(avoid.facility_id for avoid in file.avoid if avoid.facility_id is not None),
        never=frozenset(rule.facility_id for rule in never),
        avoid_wards=frozenset(places.avoided(avoid.ward, person.city) for avoid in file.avoid if avoid.ward),
    )


def matching_facility(file: FacilityFile, today: date, places: Places) -> model.Facility:
    """Return a facility as matching knows it."""
    facility = file.facility
    condition = file.condition
    return model.Facility(
        id=file.key,
        service_code=facility.service_code,
        ward=places.label_of(facility),
        roughly_placed=roughly_placed(facility),
        is_base=facility.is_base,
        private=condition.sharing == "private",
        closed=facility.status == "closed",
        missing_from_edition=facility.missing_since is not None,
        offers_trial=condition.offers_trial,
        places=condition.trial_places,
        disability_kinds=condition.disability_kinds,
        support_levels_adult=_levels(condition.adult_levels),
        support_levels_child=_levels(condition.child_levels),
        medical_care=condition.medical_care,
        severe_behaviour=condition.severe_behaviour,
        wheelchair=condition.wheelchair,
        sexes=condition.sexes,
        age_min=condition.age_min,
        age_max=condition.age_max,
        vacancy=file.vacancy_on(today),
        emergency_policy=condition.emergency_policy,
    )


def _levels(levels: Mapping[str, bool]) -> frozenset[int] | None:
    return frozenset(int(level) for level, accepted in levels.items() if accepted) if levels else None
