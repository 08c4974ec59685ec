"""The evening call: who can take somebody tonight, in the order to telephone, with all that is known of each place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.columns import TOKYO
from casebook.records import EmergencyNeed, Enquiry, FreeBed, Proposal, Stay
from desk.calls import enquiry_history, sleeps
from desk.city import City, read_city
from desk.dates import public_holidays
from desk.errors import DeskError
from desk.facilities import FacilityFile
from desk.learnt import answers, emergency_answers
from desk.people import PersonFile, require
from desk.places import NOWHERE, Located, Places
from desk.problem import lonlats, matching_facility, matching_person, past_use, present, straight
from desk.rooms import Base, board
from desk.words import Word, say
from geodata.hours import Hours, open_at
from matching import emergency, model
from matching.emergency import Line, call_list
from matching.explain import Sentence
from matching.learning import NOT_ASKED, Acceptance, acceptance_by_facility
from matching.policy import Policy

NOBODY = 0
"""The id, in the matching problem, of somebody who has no file."""
MONTHS_FROM_DAYS = 60
"""From so many days on, it is said in months how long ago something was."""
BRIEF_HOURS = {True: "tonight.brief_open", False: "tonight.brief_outside", None: "tonight.brief_hours_unknown"}


@dataclass(frozen=True)
class Who:
    """Who needs a bed: somebody with a file, or described; what is said of the night goes before what the file says."""

    person_id: int | None = None
    need: EmergencyNeed | None = None


@dataclass(frozen=True)
class Beds:
    """Beds free tonight, and when that was known; both None when nobody has said."""

    free: int | None = None
    known_on: date | None = None


@dataclass(frozen=True)
class Place:
    """One facility to telephone.

    Attributes
    ----------
    acceptance
        How it has answered on the nights of emergencies; `line.acceptance` counts trial stays, too.
    brief
        What decides, in a few words each.
    told
        All that is known of it for this person tonight, the most important first.
    """

    rank: int
    file: FacilityFile
    line: Line
    beds: Beds
    acceptance: Acceptance
    brief: tuple[Sentence, ...]
    told: tuple[Sentence, ...]

    def in_brief(self, language: str) -> list[str]:
        """Say what decides."""
        return said(self.brief, language)

    def sentences(self, language: str) -> list[str]:
        """Say all that is known."""
        return said(self.told, language)


def said(sentences: Iterable[Sentence], language: str) -> list[str]:
    """Put sentences into words."""
    return [say(one.code, language, one.params) for one in sentences]


@dataclass(frozen=True)
class TonightView:
    """Whom to telephone at an hour; the base comes after all of them.

    Attributes
    ----------
    person
        The file of who needs the bed; None for somebody described.
    notes
        What to know of the person before the first call.
    """

    at: datetime
    person: PersonFile | None
    places: tuple[Place, ...]
    bases: tuple[Base, ...]
    notes: tuple[Sentence, ...]
    facilities: Mapping[int, FacilityFile]
    problem: model.Problem

    def refusals(self, facility_id: int) -> tuple[Sentence, ...]:
        """Return the rules that a facility fails tonight, for when it is telephoned all the same.

        Raises
        ------
        DeskError
            There is no such facility.
        """
        if facility_id not in self.facilities:
            raise DeskError("why.no_such_facility", value=facility_id)
        failed = emergency.refusals(self.problem, self.problem.people[0].id, facility_id, self.at.date())
        condition = self.facilities[facility_id].condition
        needs_past_use = condition.emergency_policy == "past_use"
        own = {"emergency_policy": "tonight.needs_past_use" if needs_past_use else "tonight.refuses"}
        return tuple(Sentence(own.get(code, f"refused.{code}"), {}) for code in failed)


def rooms_in_use(base: Base) -> Sentence:
    """Say how many rooms of a base are taken tonight."""
    params = {"name": base.facility.name, "rooms": base.rooms, "in_use": base.in_use, "free": base.free}
    return Sentence("tonight.rooms_unknown" if base.rooms is None else "tonight.rooms", params)


def tonight(book: Casebook, who: Who, at: datetime, policy: Policy, city: City | None = None) -> TonightView:
    """Return who can take somebody at an hour.

    Parameters
    ----------
    who
        Somebody with a file, or described.
    at
        The hour, with its zone; the night in question is the one that begins on that day.
    policy
        For how long past use counts.
    city
        What `read_city` returned for that day, if it is at hand and nobody has written since.

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
    facts = _Facts(book, city, at, file, policy)
    problem = _problem(book, city, who, file, at.date(), policy)
    lines = call_list(problem, problem.people[0].id, facts.known(), at.date())
    return TonightView(
        at=at,
        person=file,
        places=tuple(facts.place(rank, line) for rank, line in enumerate(lines, start=1)),
        bases=board(book, at.date()).bases,
        notes=(*_notes(city, file, at.date()), *_notes_on_home(_home(city.places, who, file))),
        facilities=city.facilities,
        problem=problem,
    )


def _problem(book: Casebook, city: City, who: Who, file: PersonFile | None, day: date, policy: Policy) -> model.Problem:
    """Gather the matching problem of one person."""
    places, need = city.places, who.need or EmergencyNeed(consultation_id=0)
    sites = lonlats((one.facility.lon, one.facility.lat) for one in city.facilities.values())
    metres = straight(lonlats([_home(places, who, file).lonlat]), sites)
    person = matching_person(file, day, places) if file else model.Person(NOBODY, 1, consent=False)
    return model.Problem(
        people=(replace(person, **_needs(need, places)),),
        facilities=tuple(matching_facility(one, day, places) for one in city.facilities.values()),
        past_use=tuple(past_use(stay) for stay in (file.stays if file else ())),
        home_metres=metres,
        day_metres=np.full_like(metres, model.UNKNOWN_METRES),
        neighbours={},
        start=day,
        policy=policy,
        answers=answers(book) + emergency_answers(book),
    )


def _home(places: Places, who: Who, file: PersonFile | None) -> Located:
    if file is not None:
        return places.home(file.person)
    return NOWHERE if who.need is None else places.at(who.need.city, who.need.ward, None)


def _needs(need: EmergencyNeed, places: Places) -> dict[str, Any]:
    """Return what is known of the night, by the fields of a matching person."""
    said: dict[str, Any] = {
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
    if need.support_scale is not None:  # a level is one of its scale: both are of the night, or both of the file
        return {name: value for name, value in said.items() if value is not None or name == "support_level"}
    return {name: value for name, value in said.items() if value is not None}


def _notes(city: City, file: PersonFile | None, day: date) -> Iterator[Sentence]:
    """Say what to know of the person before the first call."""
    if file is None:
        yield Sentence("tonight.no_file", {})
        return
    for stay in file.stays:
        if stay.start_on <= day and (stay.end_on is None or stay.end_on > day):
            there = city.facilities.get(stay.facility_id)
            params = {"kind": Word(f"stay_kind.{stay.kind}"), "since": stay.start_on}
            yield Sentence("tonight.in_stay", {**params, "facility": there.facility.name if there else None})
    if file.person.status == "closed":
        yield Sentence("tonight.file_closed", {})
    yield _sheet(file, day)


def _notes_on_home(home: Located) -> Iterator[Sentence]:
    if home.level != "town":
        yield Sentence("tonight.home_at_ward" if home.level == "ward" else "tonight.home_unknown", {})


def _sheet(file: PersonFile, day: date) -> Sentence:
    """Say whether the person's information can be sent."""
    made_on = file.person.identified_on
    if made_on is None:
        return Sentence("tonight.no_sheet", {})
    scopes = {consent.scope for consent in file.consents if consent.valid_on(day)}
    if "matching_and_sharing" in scopes:
        return Sentence("tonight.sheet_ready", {"day": made_on})
    return Sentence("tonight.sheet_matching_only" if scopes else "tonight.no_consent", {"day": made_on})


class _Facts:
    """What is known of the facilities at the hour, looked up once for all of them."""

    def __init__(self, book: Casebook, city: City, at: datetime, file: PersonFile | None, policy: Policy) -> None:
        self.city, self.at, self.file, self.policy = city, at, file, policy
        self.night = at.date()
        self.holidays = public_holidays(self.night - timedelta(days=1), self.night)
        self.enquiries = enquiry_history(book)
        self.rates = acceptance_by_facility(emergency_answers(book))
        self.trial_rates = acceptance_by_facility(answers(book))
        self.beds = self._free_beds(book)
        self.stays: dict[int, list[Stay]] = defaultdict(list)
        for stay in file.stays if file else ():
            if stay.start_on <= self.night:
                self.stays[stay.facility_id].append(stay)

    def _free_beds(self, book: Casebook) -> dict[int, Beds]:
        """Take booked proposals and emergency stays of the night off what facilities have said of it."""
        said = {require(one.id): one for one in book.all(FreeBed, night=self.night)}
        written = book.written_at(FreeBed, said) if said else {}
        found = {}
        booked = [one for one in book.all(Proposal, status="booked") if self._holds(one)]
        for key, one in said.items():
            file = self.city.facilities[one.facility_id]
            taken = sum(other.facility_id == one.facility_id for other in booked)
            taken += sum(stay.kind == "emergency" and sleeps(stay, self.night) for stay in file.stays)
            known = written.get(key)
            found[one.facility_id] = Beds(max(0, one.beds - taken), known.astimezone(TOKYO).date() if known else None)
        return found

    def _holds(self, one: Proposal) -> bool:
        return one.start_on is not None and one.end_on is not None and one.start_on <= self.night < one.end_on

    def known(self) -> dict[int, emergency.Tonight]:
        """Return the beds and the acceptance hours of all facilities."""
        return {
            key: emergency.Tonight(self.beds.get(key, Beds()).free, self._open(file))
            for key, file in self.city.facilities.items()
        }

    def _open(self, file: FacilityFile) -> bool | None:
        if file.condition.weekdays.get(self._weekday) is False:
            return False
        return open_at(self._hours(file), self.at, self.holidays)

    @property
    def _weekday(self) -> str:
        return v.WEEKDAYS[self.night.weekday()]

    @staticmethod
    def _hours(file: FacilityFile) -> Hours:
        one = file.facility
        return Hours(one.hours_weekday, one.hours_saturday, one.hours_sunday, one.hours_holiday, one.closed_days)

    def place(self, rank: int, line: Line) -> Place:
        """Say all that is known of one facility."""
        key = line.facility_id
        file = self.city.facilities[key]
        told = (
            *self._said_policy(file, line),
            *self._said_past_use(line),
            *self._said_beds(file),
            *self._said_hours(file, line),
            *(Sentence(f"confirm.{code}", {}) for code in line.to_confirm),
            *self._said_answers(key),
            self._distance(line, "tonight.distance"),
        )
        beds, rate = self.beds.get(key, Beds()), self.rates.get(key, NOT_ASKED)
        return Place(rank, file, line, beds, rate, tuple(self._brief(file, line, beds)), told)

    def _brief(self, file: FacilityFile, line: Line, beds: Beds) -> Iterator[Sentence]:
        if file.condition.sharing == "private":
            yield Sentence("tonight.brief_private", {})
        asked = "needs_information" if emergency.INFORMATION_MISSING in line.missing else "ask_policy"
        yield Sentence(f"tonight.brief_{'met' if line.policy_met else asked}", {})
        last = line.last_stay
        yield (
            Sentence("tonight.brief_last_stay", {"day": last.last_day}) if last else Sentence("tonight.brief_never", {})
        )
        vacancy = file.vacancy_on(self.night)
        if beds.free is not None:
            yield Sentence("tonight.brief_beds", {"beds": beds.free})
        else:
            yield Sentence(f"vacancy.{vacancy}" if vacancy else "tonight.brief_beds_unknown", {})
        yield Sentence(BRIEF_HOURS[line.tonight.open], {})
        yield self._distance(line, "tonight.brief_distance")
        if line.to_confirm:
            yield Sentence("tonight.brief_to_confirm", {"count": len(line.to_confirm)})

    def _said_policy(self, file: FacilityFile, line: Line) -> Iterator[Sentence]:
        policy = file.condition.emergency_policy
        if file.condition.sharing == "private":
            yield Sentence("tonight.private", {})
        yield Sentence(f"tonight.policy_{policy or 'unknown'}", {})
        if policy == "information" and not line.still_known:
            yield _sheet(self.file, self.night) if self.file else Sentence("tonight.no_file", {})

    def _said_past_use(self, line: Line) -> Iterator[Sentence]:
        own, last = self.stays.get(line.facility_id, []), line.last_stay
        if last is None:
            yield Sentence("tonight.no_past_use", {})
            return
        days = (self.night - last.last_day).days
        unit, count = ("days", max(0, days)) if days < MONTHS_FROM_DAYS else ("months", int(days / 365.25 * 12))
        outcome = Word(f"outcome.{last.outcome}") if last.outcome else None
        params = {"kind": Word(f"stay_kind.{last.kind}"), "start": last.start, "end": last.end, "outcome": outcome}
        code = "tonight.staying" if last.end is None else f"tonight.last_stay_{unit}"
        yield Sentence(code, {**params, "count": count})
        if len(own) > 1:
            yield Sentence("tonight.stays", {"count": len(own)})
        if not line.still_known and last.outcome != "broken_off":
            yield Sentence("tonight.past_use_old", {"months": self.policy.scope.emergency_past_use_months})

    def _said_beds(self, file: FacilityFile) -> Iterator[Sentence]:
        beds, condition = self.beds.get(file.key), file.condition
        if beds is not None:
            code = "tonight.beds_free" if beds.free else "tonight.beds_none"
            yield Sentence(code, {"beds": beds.free, "day": beds.known_on})
        elif condition.vacancy is None:
            yield Sentence("tonight.beds_unknown", {})
        else:
            expired = file.vacancy_on(self.night) is None
            params = {"vacancy": Word(f"vacancy.{condition.vacancy}"), "day": condition.vacancy_on}
            code = "tonight.vacancy_expired" if expired else "tonight.vacancy"
            yield Sentence(code, {**params, "until": condition.vacancy_until})

    def _said_hours(self, file: FacilityFile, line: Line) -> Iterator[Sentence]:
        text = self._hours(file).on(self.night, self.holidays) or file.facility.closed_days
        if file.condition.weekdays.get(self._weekday) is False:
            yield Sentence("tonight.day_refused", {"weekday": Word(f"weekday.{self._weekday}")})
        elif line.tonight.open is None:
            yield Sentence("tonight.hours_not_understood" if text else "tonight.hours_unknown", {"text": text})
        else:
            yield Sentence("tonight.hours_inside" if line.tonight.open else "tonight.hours_outside", {"text": text})

    def _said_answers(self, key: int) -> Iterator[Sentence]:
        night, trial = self.rates.get(key, NOT_ASKED), self.trial_rates.get(key, NOT_ASKED)
        if night.asked:
            yield Sentence("tonight.answers", {"asked": night.asked, "accepted": night.accepted})
        if calls := self.enquiries.get(key):
            yield _last_answer(calls[0])
        if trial.asked:
            yield Sentence("tonight.trial_answers", {"asked": trial.asked, "accepted": trial.accepted})

    @staticmethod
    def _distance(line: Line, code: str) -> Sentence:
        if line.metres is None:
            return Sentence(f"{code}_unknown", {})
        return Sentence(code, {"km": f"{line.metres / 1000:.1f}"})


def _last_answer(one: Enquiry) -> Sentence:
    answer = Word(f"enquiry.{one.answer}") if one.reason is None else Word(f"decline.{one.reason}")
    return Sentence("tonight.last_answer", {"day": one.at.astimezone(TOKYO).date(), "answer": answer})
