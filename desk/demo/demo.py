"""Fills an empty casebook with the demonstration city: its places, people and past since April 2021."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import (
    Area,
    Centre,
    Consultation,
    Facility,
    FreeBed,
    Person,
    PersonAvoid,
    PersonNight,
    PersonWish,
    Record,
    Stay,
    SupportTeamMember,
    Town,
    Visit,
)
from desk.demo import history, registers
from desk.demo.base_map import base_layers
from desk.demo.care import care_notes, contact_persons
from desk.demo.people import OFFICES, make_condition, make_consent, make_hours, make_people
from desk.errors import DeskError
from desk.period import coming_quarter
from desk.plan import keep_adopted, plan_trials
from desk.policy import load_policy
from geodata.demo.city import CITY, PREFECTURE, SERVICE_NAMES, DemoCity, make_city
from geodata.demo.outlines import CREDIT, ward_outlines

SEED = 2021
TRIAL_LENGTHS = (1, 1, 2, 2, 3)
SERVICE_OF_VISIT = {"short_stay": "24", "group_home": "33", "welfare_home": "WH"}


def demo_if_empty(book: Casebook, today: date, now: datetime) -> bool:
    """Make the demonstration unless the casebook holds something already; True if it was made."""
    if _holds_something(book):
        return False
    make_demo(book, today)
    keep_demo_plan(book, today, now)
    return True


def keep_demo_plan(book: Casebook, today: date, now: datetime) -> int:
    """Make the plan of the coming quarter and adopt it, so that there is one to look at; return its id."""
    view = plan_trials(book, coming_quarter(today), load_policy(), today)
    return keep_adopted(book, view, now)


def _holds_something(book: Casebook) -> bool:
    return bool(book.all(Person)) or bool(book.all(Facility))


def make_demo(book: Casebook, today: date, seed: int = SEED) -> dict[str, int]:
    """Fill an empty casebook in one transaction, and mark it; the same day and seed give the same rows.

    Returns
    -------
    dict
        Records written, by table.

    Raises
    ------
    DeskError
        If the casebook holds people or facilities already; nothing was written.
    """
    if _holds_something(book):
        raise DeskError("demo.not_empty")
    with book.writing("demo") as writer:
        counts = _Demo(writer, today, seed).make()
    book.accounts().mark_demonstration()
    return counts


class _Demo:
    """One demonstration on its way into the casebook; each part draws from its own source of luck."""

    def __init__(self, writer: Writer, today: date, seed: int) -> None:
        self.writer, self.today, self.seed = writer, today, seed
        self.counts: Counter[str] = Counter()
        self.busy = history.Busy()

    def make(self) -> dict[str, int]:
        """Write everything, places first."""
        city = make_city(self.seed)
        self._places(city)
        facilities = self._facilities(city)
        people = self._people(city, facilities)
        base = next(key for key, facility in facilities.items() if facility.is_base)
        self._emergencies(base, list(people))
        self._trials(facilities, people)
        self._visits(facilities)
        self._nights(people)
        self._exits([key for key, facility in facilities.items() if facility.service_code == "33"])
        self._care(people)
        self._registers(list(people))
        return dict(self.counts)

    def _luck(self, part: str) -> random.Random:
        return random.Random(f"{self.seed}.{part}")  # noqa: S311 - a demonstration, not a secret

    def _add(self, records: list[Record]) -> list[int]:
        if records:
            self.counts[type(records[0]).__name__] += len(records)
        return self.writer.add_many(records)

    def _places(self, city: DemoCity) -> None:
        wards = ward_outlines()
        self._add(
            [
                Area(
                    code=ward.code,
                    prefecture=PREFECTURE,
                    city=CITY,
                    name=ward.ward,
                    geometry=shape,
                    schematic=True,
                    credit=CREDIT,
                )
                for ward, shape in zip(wards.itertuples(), wards.geometry.to_wkt(rounding_precision=3), strict=True)
            ],
        )
        self._add(list(base_layers()))
        centres: list[Record] = []
        for centre in city.centres:
            towns = [town.name for town in city.towns_of(centre.ward) if town.centre == centre.name]
            centres.append(
                Centre(
                    name=centre.name,
                    city=CITY,
                    ward=centre.ward,
                    address=centre.address,
                    phone=centre.phone,
                    lat=centre.lat,
                    lon=centre.lon,
                    located_at="office",
                    catchment="、".join(towns),
                ),
            )
        keys = dict(zip([one.name for one in city.centres], self._add(centres), strict=True))
        self._add(
            [
                Town(
                    city=CITY,
                    ward=town.ward,
                    name=town.name,
                    lat=town.lat,
                    lon=town.lon,
                    population=town.population,
                    centre_id=keys[town.centre],
                )
                for town in city.towns
            ],
        )

    def _facilities(self, city: DemoCity) -> dict[int, Facility]:
        hours = self._luck("hours")
        records = [
            Facility(
                source="demo",
                service_code=facility.service_code,
                service_name=SERVICE_NAMES[facility.service_code],
                office_number=facility.office_number,
                name=facility.name,
                operator=facility.operator,
                prefecture=PREFECTURE,
                city=CITY,
                ward=facility.ward,
                address=facility.address,
                phone=facility.phone,
                capacity=facility.capacity,
                lat=facility.lat,
                lon=facility.lon,
                located_at="office",
                is_base=facility.service_code == "BASE",
                emergency_rooms=history.ROOMS if facility.service_code == "BASE" else None,
                **make_hours(facility.service_code, hours),
            )
            for facility in city.facilities
        ]
        keys = self._add(list(records))
        luck = self._luck("conditions")
        conditions = [
            make_condition(key, site, self.today, luck) for key, site in zip(keys, city.facilities, strict=True)
        ]
        self.conditions = {condition.facility_id: condition for condition in conditions if condition is not None}
        self._add(list(self.conditions.values()))
        return dict(zip(keys, records, strict=True))

    def _people(self, city: DemoCity, facilities: dict[int, Facility]) -> dict[int, Person]:
        luck = self._luck("people")
        people = make_people(city, self.today, luck)
        keys = self._add(list(people))
        consents = [make_consent(key, person, self.today, luck) for key, person in zip(keys, people, strict=True)]
        self._add([consent for consent in consents if consent is not None])
        self._add([SupportTeamMember(person_id=key, agency=luck.choice(OFFICES), is_lead=True) for key in keys])
        self._add(
            [
                PersonAvoid(person_id=key, facility_id=luck.choice(list(facilities)), reason="以前に合わなかったため")
                for key in keys
                if luck.random() < 0.08
            ],
        )
        return dict(zip(keys, people, strict=True))

    def _emergencies(self, base: int, people: list[int]) -> None:
        """Write the admissions to the base with their consultations, and the calls that ended in advice."""
        luck = self._luck("emergencies")
        spans = history.emergency_spans(self.today, luck)
        sources = history.admitted_sources(len(spans), luck)
        stays: list[Record] = []
        for first, last in spans:
            person = self.busy.draw(people, first, last + timedelta(days=7), luck)
            if person is not None:
                over = last < self.today
                stays.append(
                    Stay(
                        person_id=person,
                        facility_id=base,
                        kind="emergency",
                        start_on=first,
                        end_on=last if over else None,
                        outcome=luck.choices(v.OUTCOMES, weights=(70, 25, 5))[0] if over else None,
                        residence_before=luck.choices(v.RESIDENCES, weights=(78, 5, 9, 3, 4, 1))[0],
                        residence_after=luck.choices(v.RESIDENCES, weights=(48, 30, 8, 10, 1, 3))[0] if over else None,
                    ),
                )
        keys = self._add(stays)
        self.admitted = dict(zip(keys, stays, strict=True))
        calls: list[Record] = [
            self._call(stay.start_on, source, "admitted", luck, stay.person_id, key)
            for key, stay, source in zip(keys, stays, sources, strict=False)
            if isinstance(stay, Stay)
        ]
        for day, source in history.advice_calls(self.today, luck):
            person = luck.choice(people) if luck.random() < 0.5 else None
            calls.append(self._call(day, source, "advice", luck, person))
        self._enquiries(dict(zip(self._add(calls), calls, strict=True)))

    def _enquiries(self, calls: dict[int, Record]) -> None:
        """Write whom the base telephoned on some of the nights before it admitted somebody itself."""
        luck = self._luck("enquiries")
        willing = [
            key for key, condition in self.conditions.items() if condition.emergency_policy not in (None, "none")
        ]
        admitted = {
            key: call for key, call in calls.items() if isinstance(call, Consultation) and call.stay_id is not None
        }
        enquiries: list[Record] = []
        for key, call in admitted.items():
            if luck.random() < 0.25 and len(willing) >= history.MOST_ENQUIRIES:
                telephoned = luck.sample(willing, luck.randint(1, history.MOST_ENQUIRIES))
                enquiries += history.enquiries(key, call.received_at, telephoned, luck)
        self._add(enquiries)

    def _call(
        self, day: date, source: str, result: str, luck: random.Random, person: int | None, stay: int | None = None
    ) -> Consultation:
        return Consultation(
            received_at=history.hour_of(day, luck),
            source=source,
            result=result,
            reason=luck.choices(v.CONSULTATION_REASONS, weights=(38, 6, 14, 20, 8, 14))[0],
            urgency=luck.choices(v.URGENCIES, weights=(70, 20, 10))[0],
            person_id=person,
            stay_id=stay,
        )

    def _exits(self, homes: list[int]) -> None:
        """Write how the stays that go on, or ended lately, are to end."""
        luck, since = self._luck("exits"), self.today - timedelta(days=30)
        plans: list[Record] = [
            history.exit_plan(key, stay, homes, luck)
            for key, stay in self.admitted.items()
            if isinstance(stay, Stay) and (stay.end_on is None or stay.end_on >= since)
        ]
        self._add(plans)

    def _trials(self, facilities: dict[int, Facility], people: dict[int, Person]) -> None:
        """Write trial stays and short stays outside the base: few at first, more each year."""
        luck = self._luck("trials")
        offering = [key for key, condition in self.conditions.items() if condition.offers_trial]
        stays: list[Record] = []
        day = history.START
        while offering and day <= self.today:
            day += timedelta(days=max(2, round(luck.expovariate(1 / (26 - 3 * (day.year - 2021))))))
            last = day + timedelta(days=luck.choice(TRIAL_LENGTHS))
            if last >= self.today:
                break
            facility = luck.choice(offering)
            near = [key for key, other in people.items() if other.ward == facilities[facility].ward]
            person = self.busy.draw(near or list(people), day, last, luck)
            if person is None:
                continue
            went = Stay(
                person_id=person,
                facility_id=facility,
                kind=luck.choice(("trial", "trial", "short_stay")),
                start_on=day,
                end_on=last,
                outcome=luck.choices((*v.OUTCOMES, None), weights=(68, 20, 7, 5))[0],
                residence_before="home",
                residence_after="home",
            )
            stays.append(went)
            if went.outcome == "went_well" and luck.random() < 0.35:
                again = day + timedelta(days=luck.randint(40, 120))
                if again + timedelta(days=3) < self.today and self.busy.free(person, again, again + timedelta(days=3)):
                    self.busy.take(person, again, again + timedelta(days=2))
                    end = again + timedelta(days=2)
                    stays.append(replace(went, kind="short_stay", start_on=again, end_on=end))
        self._add(stays)

    def _visits(self, facilities: dict[int, Facility]) -> None:
        luck = self._luck("visits")
        visits: list[Record] = []
        for day, kind in history.visit_days(self.today, luck):
            service = SERVICE_OF_VISIT.get(kind)
            sites = [key for key, facility in facilities.items() if facility.service_code == service]
            visits.append(
                Visit(
                    visited_on=day,
                    kind=kind,
                    facility_id=luck.choice(sites) if sites else None,
                    place=None if sites else "見本の場所",
                    purpose="体験利用と緊急時の受入れについての聞き取り",
                    willingness=luck.choices((*v.WILLINGNESS, None), weights=(35, 40, 10, 15))[0],
                ),
            )
        self._add(visits)

    def _care(self, people: dict[int, Person]) -> None:
        """Write the contacts since April 2024, how often people are looked after, and what to know tonight."""
        luck = self._luck("care")
        self._add(list(history.contacts(list(people), self.today, luck)))
        going_on = [key for key, person in people.items() if person.status != "closed"]
        self._add(list(history.follow_ups(going_on, self.today, luck)))
        luck = self._luck("care notes")
        self._add(list(care_notes(people, self.today, luck)))
        self._add(list(contact_persons(people, luck)))

    def _registers(self, people: list[int]) -> None:
        """Write what the registers of the work around people hold."""
        self._add(list(registers.uses(self._add(list(registers.resources(self.today))), people, self.today)))
        [year] = self._add([registers.council_year(self.today)])
        self._add(list(registers.council_plans(year)))
        self._add(list(registers.council_meetings(self.today)))
        self._add(list(registers.training_events(self.today)))
        issue, _ = self._add(list(registers.regional_issues(self.today)))
        self._add([*registers.issue_steps(issue, self.today)])
        self._add([*registers.issue_cases(issue, people)])
        jointly, *_ = self._add([*registers.joint_cases(people, self.today)])
        self._add([*registers.joint_reports(jointly, self.today)])
        self._add([*registers.advice_visits(self.today)])
        self._add(list(registers.capacity(self.today)))
        self._add([registers.capacity_target(self.today)])
        self._add(list(registers.corporation_visits(self.today)))

    def _nights(self, people: dict[int, Person]) -> None:
        """Write the free beds and the suiting nights of the coming quarter, as far as people have said."""
        luck = self._luck("nights")
        period = coming_quarter(self.today)
        nights = [period.start + timedelta(offset) for offset in range((period.end - period.start).days + 1)]
        offering = [
            key for key, condition in self.conditions.items() if condition.offers_trial and condition.trial_places
        ]
        beds: list[Record] = []
        for key in offering:
            if luck.random() < 0.5:
                weekends = luck.random() < 0.3
                open_nights = [night for night in nights if weekends or night.weekday() < 5]
                chosen = sorted(luck.sample(open_nights, len(open_nights) // 3))
                beds += [FreeBed(facility_id=key, night=night, beds=1) for night in chosen]
        self._add(beds)
        wishing = [key for key, person in people.items() if person.status != "closed" and luck.random() < 0.7]
        self._add([PersonWish(person_id=key, nights=luck.choice((1, 2, 2, 3))) for key in wishing])
        suiting: list[Record] = []
        for key in wishing:
            if luck.random() < 0.5:
                first = luck.randrange(len(nights) - 21)
                suiting += [PersonNight(person_id=key, night=night, suits=True) for night in nights[first : first + 21]]
        self._add(suiting)
