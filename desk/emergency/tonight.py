"""The evening call: who can take somebody tonight, in the order to telephone, with all that is known of each place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import numpy as np

from casebook.book import Casebook
from casebook.records import EmergencyNeed, PairRule
from desk.city import (
    NOWHERE,
    City,
    FacilityFile,
    Located,
    PersonFile,
    Places,
    Travel,
    lonlats,
    matching_facility,
    matching_person,
    past_use,
    present,
    read_city,
    straight_line,
)
from desk.emergency.calls import never_sentence
from desk.emergency.facts import Facts, Place, night_of, sheet_sentence
from desk.emergency.rooms import Base, board
from desk.errors import DeskError
from matching import problem as model
from matching.emergency import NEVER, Limits, call_list, limits, refusals
from matching.policy import Policy
from words.message import Message
from words.zone import TOKYO

NOBODY = 0
"""The id, in the matching problem, of somebody who has no file."""
NOTHING_SAID: Mapping[int, str] = MappingProxyType({})
"""That no facility was telephoned yet."""


@dataclass(frozen=True)
class Who:
    """Who needs a bed: somebody with a file, or described; what is said of the night goes before what the file says."""

    person_id: int | None = None
    need: EmergencyNeed | None = None


@dataclass(frozen=True)
class TonightView:
    """Whom to telephone at an hour, and the base's own rooms, which stand before all of them.

    Attributes
    ----------
    person
        The file of who needs the bed; None for somebody described.
    notes
        What to know of the person before the first call.
    never
        The rules by which facilities are never to take the person, by facility.
    limits
        What of the person's needs each base does not meet, or has not said.
    """

    at: datetime
    person: PersonFile | None
    places: tuple[Place, ...]
    bases: tuple[Base, ...]
    notes: tuple[Message, ...]
    facilities: Mapping[int, FacilityFile]
    problem: model.Problem
    never: Mapping[int, PairRule]
    limits: Mapping[int, Limits]

    def area(self, facility_id: int) -> str | None:
        """Return what the ward or municipality of a facility is called."""
        return self.problem.facilities[self.problem.facility_rows[facility_id]].ward

    def against(self, base: Base) -> tuple[Message, ...]:
        """Say what of the person's needs a base does not meet."""
        return tuple(
            never_sentence(self.never[base.key]) if code == NEVER else Message(f"refused.{code}")
            for code in self.limits[base.key].refused
        )

    def to_confirm(self, base: Base) -> tuple[Message, ...]:
        """Say what of the person's needs is to be confirmed at a base."""
        return tuple(Message(f"confirm.{code}") for code in self.limits[base.key].to_confirm)

    def refusals(self, facility_id: int) -> tuple[Message, ...]:
        """Return the rules that a facility fails tonight, for when it is telephoned all the same.

        Raises
        ------
        DeskError
            There is no such facility.
        """
        if facility_id not in self.facilities:
            raise DeskError("why.no_such_facility", value=facility_id)
        failed = refusals(self.problem, self.problem.people[0].id, facility_id, self.at.date())
        condition = self.facilities[facility_id].condition
        needs_past_use = condition.emergency_policy == "past_use"
        own = {"emergency_policy": "tonight.needs_past_use" if needs_past_use else "tonight.refuses"}
        return tuple(
            never_sentence(self.never[facility_id]) if code == NEVER else Message(own.get(code, f"refused.{code}"))
            for code in failed
        )


def rooms_in_use(base: Base) -> Message:
    """Say how many rooms of a base are taken tonight, and that the last one is kept free."""
    params = {"name": base.facility.name, "rooms": base.rooms, "in_use": base.in_use, "free": base.free}
    state = "unknown" if base.free is None else "free" if base.free else "full"
    return Message(f"tonight.rooms_{state}", params)


def tonight(
    book: Casebook,
    who: Who,
    at: datetime,
    policy: Policy,
    city: City | None = None,
    travel: Travel = straight_line,
    said: Mapping[int, str] = NOTHING_SAID,
) -> TonightView:
    """Return who can take somebody at an hour.

    Parameters
    ----------
    who
        Somebody with a file, or described.
    at
        The hour, with its zone; the night in question is the one that begins on that day, or that began on the day before
        (see `night_of`): beds, vacancies and days of the week are the night's.
    policy
        For how long past use counts.
    city
        What `read_city` returned for that day, if it is at hand and nobody has written since.
    travel
        Metres between points (longitude, latitude in JGD2011 degrees).
    said
        By facility, what it answered last to this very call: who said yes comes first, who said no last.

    Raises
    ------
    DeskError
        There is no such person, or the casebook's actor may not see her.
    """
    at = at.astimezone(TOKYO)
    city = city or read_city(book, at.date())
    if who.person_id is not None and who.person_id not in city.everyone:
        raise DeskError("tonight.no_such_person", value=who.person_id)
    file = city.everyone[who.person_id] if who.person_id is not None else None
    facts = Facts(book, city, at, file, policy)
    rules = () if file is None else book.all(PairRule, person_id=file.key, kind="never")
    problem = replace(
        _problem(city, who, file, rules, at, policy, travel), answers=facts.trial_answers + facts.night_answers
    )
    lines = call_list(problem, problem.people[0].id, facts.known(said), at.date())
    bases = board(book, at.date()).bases
    return TonightView(
        at=at,
        person=file,
        places=tuple(facts.place(rank, line) for rank, line in enumerate(lines, start=1)),
        bases=bases,
        limits={base.key: limits(problem, problem.people[0].id, base.key, at.date()) for base in bases},
        notes=(
            *_notes(city, file, at.date()),
            *_notes_on_level(problem.people[0]),
            *_notes_on_home(_home(city.places, who, file)),
        ),
        facilities=city.facilities,
        problem=problem,
        never={rule.facility_id: rule for rule in rules},
    )


def _problem(
    city: City,
    who: Who,
    file: PersonFile | None,
    never: Iterable[PairRule],
    at: datetime,
    policy: Policy,
    travel: Travel,
) -> model.Problem:
    """Gather the matching problem of one person."""
    day, night = at.date(), night_of(at)
    places, need = city.places, who.need or EmergencyNeed(consultation_id=0)
    sites = lonlats((one.facility.lon, one.facility.lat) for one in city.facilities.values())
    metres = travel(lonlats([_home(places, who, file).lonlat]), sites)
    person = matching_person(file, day, places, never=never) if file else model.Person(NOBODY, 1, consent=False)
    return model.Problem(
        people=(replace(person, **_needs(need, places)),),
        facilities=tuple(matching_facility(one, night, places) for one in city.facilities.values()),
        past_use=file.past_use if file else (),
        home_metres=metres,
        day_metres=np.full_like(metres, model.UNKNOWN_METRES),
        neighbours={},
        start=day,
        policy=policy,
    )


def _home(places: Places, who: Who, file: PersonFile | None) -> Located:
    if file is not None:
        return places.home(file.person)
    return NOWHERE if who.need is None else places.at(who.need.city, who.need.ward, None)


def _needs(need: EmergencyNeed, places: Places) -> dict[str, Any]:
    """Return what is known of the night, by the fields of a matching person."""
    known: dict[str, Any] = {
        "age": need.age,
        "sex": need.sex,
        "ward": places.label(need.city, need.ward),
        "disability_kinds": present(need.disability_kinds),
        "support_scale": need.support_scale,
        "support_level": need.support_level if need.support_scale else None,
        "medical_care": present(need.medical_care),
        "severe_behaviour": need.severe_behaviour,
        "wheelchair": need.wheelchair,
    }
    if need.age is not None:
        known["age_from_year"] = False
    if need.support_scale is not None:  # a level is one of its scale: both are of the night, or both of the file
        return {name: value for name, value in known.items() if value is not None or name == "support_level"}
    return {name: value for name, value in known.items() if value is not None}


def _notes(city: City, file: PersonFile | None, day: date) -> Iterator[Message]:
    """Say what to know of the person before the first call."""
    if file is None:
        yield Message("tonight.no_file")
        return
    for stay in file.stays:
        if past_use(stay).goes_on(day):
            facility = city.facilities.get(stay.facility_id)
            params = {"kind": Message(f"stay_kind.{stay.kind}"), "since": stay.start_on}
            yield Message("tonight.in_stay", {**params, "facility": facility.facility.name if facility else None})
    if file.person.status == "closed":
        yield Message("tonight.file_closed")
    yield sheet_sentence(file)


def _notes_on_level(person: model.Person) -> Iterator[Message]:
    if person.scale_in_doubt:
        yield Message(f"tonight.{person.support_scale}_scale")


def _notes_on_home(home: Located) -> Iterator[Message]:
    if home.level != "town":
        yield Message("tonight.home_at_ward" if home.level == "ward" else "tonight.home_unknown")
