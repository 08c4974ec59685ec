"""From the casebook to a matching problem: the records of one day, seen from a planning period."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import geopandas as gpd

from casebook.book import Casebook
from casebook.records import PairRule, Stay
from desk.city import (
    City,
    FacilityFile,
    PersonFile,
    Places,
    Travel,
    by_person,
    facility_names,
    lonlats,
    read_city,
    roughly_placed,
    straight_line,
    travel_record,
    travel_sentences,
    unreached_ways,
)
from desk.errors import DeskError
from desk.plan.experience import answers, left_out_in_a_row
from geodata.areas import neighbours
from matching import problem as model
from matching.errors import MatchingError
from matching.policy import Policy
from words.message import Message
from words.say import LANGUAGES


@dataclass(frozen=True)
class PlanInput:
    """What a plan is made from, with the files that its ids stand for.

    Of those ``aside``, who take no part, the ``served`` took part already.
    """

    problem: model.Problem
    people: dict[int, PersonFile]
    facilities: dict[int, FacilityFile]
    places: Places
    travel: Travel = straight_line
    served: tuple[PersonFile, ...] = ()
    aside: Mapping[int, PersonFile] = field(default_factory=dict)

    @cached_property
    def facility_names(self) -> dict[str, dict[int, str]]:
        """What to call each facility, by language and id."""
        return {language: facility_names(self.facilities, language) for language in LANGUAGES}


def plan_input(
    book: Casebook,
    start: date,
    policy: Policy,
    today: date,
    travel: Travel = straight_line,
    end: date | None = None,
    served: Collection[int] = (),
    waiting: Collection[int] = (),
    city: City | None = None,
) -> PlanInput:
    """Gather a matching problem.

    People whose support is closed take no part. Everybody else does: who has not consented
    is in it only to be named as not matched.

    Parameters
    ----------
    start
        First day of the planning period; ages are those of its year.
    today
        The day on which consents and vacancies must hold.
    travel
        Metres between points (longitude, latitude in JGD2011 degrees).
    end
        Last day of the planning period, on which readiness is judged; the first if None.
    served
        Ids of people who take no part because they had their trial.
    waiting
        Ids of people who take no part until what was agreed about them is settled.
    city
        What was read of the casebook today already; read if None.
    """
    city = city or read_city(book, today)
    places, files = city.places, city.everyone
    waited, never = left_out_in_a_row(book, start), by_person(book.all(PairRule, kind="never"))
    without = {*served, *waiting, *(key for key, file in files.items() if file.person.status == "closed")}
    people = {key: file for key, file in files.items() if key not in without}
    facilities = city.facilities
    destinations = lonlats((file.facility.lon, file.facility.lat) for file in facilities.values())
    homes = lonlats(places.home(file.person).lonlat for file in people.values())
    days = lonlats(places.day_activity(file.person).lonlat for file in people.values())
    problem = model.Problem(
        people=tuple(
            matching_person(file, start, places, waited.get(file.key, 0), never.get(file.key, ()))
            for file in people.values()
        ),
        facilities=tuple(matching_facility(file, today, places) for file in facilities.values()),
        past_use=tuple(past_use(stay) for file in people.values() for stay in file.stays),
        home_metres=travel(homes, destinations),
        day_metres=travel(days, destinations),
        neighbours=_neighbours(places.areas),
        start=start,
        policy=policy,
        answers=answers(book),
        end=end,
    )
    aside = {key: file for key, file in files.items() if key in without}
    had_theirs = tuple(file for key, file in aside.items() if key in served and file.person.status != "closed")
    return PlanInput(problem, people, facilities, places, travel, had_theirs, aside)


def without_places(source: PlanInput, taken: Mapping[int, int]) -> PlanInput:
    """Return the same with places that the plan cannot give, by facility id."""
    if not any(taken.get(facility.id, 0) != facility.taken for facility in source.problem.facilities):
        return source
    facilities = tuple(
        facility if (count := taken.get(facility.id, 0)) == facility.taken else replace(facility, taken=count)
        for facility in source.problem.facilities
    )
    return replace(source, problem=replace(source.problem, facilities=facilities))


def _neighbours(areas: gpd.GeoDataFrame) -> dict[str, frozenset[str]]:
    return neighbours(areas.assign(name=areas["ward"])) if len(areas) else {}


def present(group: Mapping[str, bool]) -> frozenset[str] | None:
    """Return what is known to be present; unknown (None) when nothing was said."""
    return frozenset(item for item, holds in group.items() if holds) if group else None


def past_use(stay: Stay) -> model.PastUse:
    """Return a stay as matching knows it."""
    return model.PastUse(stay.person_id, stay.facility_id, stay.kind, stay.start_on, stay.end_on, stay.outcome)


def matching_person(
    file: PersonFile, start: date, places: Places, waited: int = 0, never: Iterable[PairRule] = ()
) -> model.Person:
    """Return a person as matching knows her; ``never`` are her rules of that kind.

    Her age is the one that she reaches in the year of `start`: of her birthday only the year is known.
    """
    person = file.person
    return model.Person(
        id=file.key,
        tier=file.tier,
        consent=file.consent_valid,
        ward=places.label_of(person),
        age=None if person.birth_year is None else min(max(0, start.year - person.birth_year), model.OLDEST),
        age_from_year=True,
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


def travel_messages(source: PlanInput) -> list[Message]:
    """Return the sentences on the distances of a plan: where they come from, and how many ways are not known."""
    return travel_sentences(travel_summary(source))


def travel_summary(source: PlanInput) -> dict[str, object]:
    """Return where distances come from, as `record_of`, and how many ways are not known, as ``unreached``.

    A way counts as not known where home and facility have a place each and the travel leads from none to the other.
    """
    people, facilities = source.problem.people, source.problem.facilities
    homes = lonlats(source.places.home(source.people[person.id].person).lonlat for person in people)
    files = (source.facilities[facility.id].facility for facility in facilities)
    return {
        **travel_record(source.travel),
        "unreached": unreached_ways(
            homes, lonlats((facility.lon, facility.lat) for facility in files), source.problem.home_metres
        ),
    }


def by_name(source: PlanInput, error: MatchingError) -> DeskError:
    """Tell of people, facilities and rules by name."""
    params = dict(error.params)
    people = {**source.people, **source.aside}
    if isinstance(key := params.get("person"), int) and key in people:
        params["person"] = f"「{people[key].person.code_name}」"
    for name in ("facility", "other"):
        if isinstance(key := params.get(name), int) and key in source.facilities:
            params[name] = f"「{source.facilities[key].facility.name}」"
    if "rule" in params:
        params["rule"] = Message(f"rule.{str(params['rule']).partition('.')[0]}")
    return DeskError(error.code, **params)
