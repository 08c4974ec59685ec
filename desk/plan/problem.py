"""From the casebook to a matching problem: the records of one day, seen from a planning period."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import geopandas as gpd

from casebook.book import Casebook
from casebook.records import PairRule
from desk.city import (
    City,
    FacilityFile,
    PersonFile,
    Places,
    Travel,
    by_person,
    facility_names,
    lonlats,
    matching_facility,
    matching_person,
    read_city,
    straight_line,
    tiered,
    travel_record,
    travel_sentences,
    unreached_ways,
)
from desk.errors import DeskError
from desk.plan.experience import answers, emergencies, left_out_in_a_row
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

    @cached_property
    def unreached(self) -> int:
        """How many ways are not known: home and facility have a place each, and the travel leads from none to the other."""
        homes = lonlats(self.places.home(self.people[one.id].person).lonlat for one in self.problem.people)
        sites = (self.facilities[one.id].facility for one in self.problem.facilities)
        return unreached_ways(homes, lonlats((one.lon, one.lat) for one in sites), self.problem.home_metres)


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
        First day of the planning period; ages are those of this day.
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
    places, files = city.places, {key: tiered(file, policy) for key, file in city.everyone.items()}
    waited, never = left_out_in_a_row(book, start), by_person(book.all(PairRule, kind="never"))
    without = {*served, *waiting, *(key for key, file in files.items() if file.person.status == "closed")}
    people = {key: file for key, file in files.items() if key not in without}
    facilities = city.facilities
    destinations = lonlats((file.facility.lon, file.facility.lat) for file in facilities.values())
    homes = lonlats(places.home(file.person).lonlat for file in people.values())
    days = lonlats(places.day_activity(file.person).lonlat for file in people.values())
    told = answers(book)
    problem = model.Problem(
        people=tuple(
            matching_person(file, start, places, waited.get(file.key, 0), never.get(file.key, ()), end)
            for file in people.values()
        ),
        facilities=tuple(matching_facility(file, today, places) for file in facilities.values()),
        past_use=tuple(stay for file in people.values() for stay in file.past_use),
        home_metres=city.ways(travel, homes, destinations),
        day_metres=city.ways(travel, days, destinations),
        neighbours=_neighbours(places.areas),
        start=start,
        policy=policy,
        answers=told,
        end=end,
        emergencies=emergencies(book, city, files.values(), told, today),
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


def travel_messages(source: PlanInput) -> list[Message]:
    """Return the sentences on the distances of a plan: where they come from, and how many ways are not known."""
    return travel_sentences(travel_summary(source))


def travel_summary(source: PlanInput) -> dict[str, object]:
    """Return where distances come from, as `record_of`, and how many ways are not known, as ``unreached``."""
    return {**travel_record(source.travel), "unreached": source.unreached}


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
