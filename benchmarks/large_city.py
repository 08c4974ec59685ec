"""A casebook of any size for benchmarks and tests: the demonstration's places and people, many times over.

Everything is invented; the same numbers, day and seed give the same rows.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import (
    Area,
    Consultation,
    Contact,
    Enquiry,
    Facility,
    FacilityCondition,
    FollowUp,
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
from desk.demo import history
from desk.demo.people import OFFICES, make_condition, make_consent, make_hours, make_people
from desk.period import coming_quarter
from geodata.demo.city import CITY, PREFECTURE, SERVICE_NAMES, DemoCity, make_city
from geodata.demo.outlines import CREDIT, ward_outlines

START = date(2021, 4, 1)
LARGE = (5_000, 2_000, 50_000)
"""People, facilities and stays of the largest city that is promised to be quick."""


def make_large_city(book: Casebook, today: date, size: tuple[int, int, int] = LARGE, seed: int = 1) -> None:
    """Fill an empty casebook in one transaction with so many people, facilities and stays."""
    with book.writing("large city") as writer:
        _Large(writer, today, size, seed).make()


@dataclass
class _Large:
    writer: Writer
    today: date
    size: tuple[int, int, int]
    seed: int

    def make(self) -> None:
        many_people, many_facilities, many_stays = self.size
        city = make_city(self.seed)
        self._places(city)
        conditions = self._facilities(many_facilities)
        people = self._people(city, many_people, list(conditions))
        self._stays(people, conditions, many_stays)
        self._advice(list(people), list(conditions), many_stays * 3 // 10)
        self._visits(list(conditions), many_facilities // 10)
        self._nights(people, conditions)
        self._care(list(people), many_stays * 2 // 5)

    def _care(self, people: list[int], many: int) -> None:
        """Write so many contacts, and how often each is looked after."""
        luck, days = self._luck("care"), (self.today - START).days
        self.writer.add_many(
            [
                Contact(
                    person_id=luck.choice(people),
                    contacted_on=(day := START + timedelta(days=luck.randrange(days))),
                    kind=luck.choice(v.CONTACT_KINDS),
                    purpose=luck.choice(v.CONTACT_PURPOSES),
                    note="様子を聞いた。変わりはない。",
                    next_step="電話で様子を聞く",
                    next_on=day + timedelta(days=30),
                    next_done_on=day + timedelta(days=30) if luck.random() < 0.98 else None,
                )
                for _ in range(many)
            ]
        )
        self.writer.add_many(
            [
                FollowUp(
                    person_id=person,
                    follow_level=luck.choice(v.FOLLOW_LEVELS),
                    next_on=self.today + timedelta(days=luck.randint(-5, 200)),
                )
                for person in people
            ]
        )

    def _luck(self, part: str) -> random.Random:
        return random.Random(f"{self.seed}.{part}")  # noqa: S311 - a benchmark, not a secret

    def _places(self, city: DemoCity) -> None:
        wards = ward_outlines()
        areas: list[Record] = [
            Area(
                code=ward.code,
                prefecture=PREFECTURE,
                city=CITY,
                name=ward.ward,
                geometry=ward.geometry.wkt,
                schematic=True,
                credit=CREDIT,
            )
            for ward in wards.itertuples()
        ]
        self.writer.add_many(areas)
        self.writer.add_many(
            [
                Town(city=CITY, ward=one.ward, name=one.name, lat=one.lat, lon=one.lon, population=one.population)
                for one in city.towns
            ]
        )

    def _facilities(self, many: int) -> dict[int, FacilityCondition | None]:
        """Write so many offices, one of them the base; return what is known of each, by id."""
        sites = [site for turn in range(many // 150 + 1) for site in make_city(self.seed + turn).facilities]
        bases = [site for site in sites if site.service_code == "BASE"]
        sites = [*bases[:1], *(site for site in sites if site.service_code != "BASE")][:many]
        hours, luck = self._luck("hours"), self._luck("conditions")
        keys = self.writer.add_many(
            [
                Facility(
                    source="demo",
                    service_code=site.service_code,
                    service_name=SERVICE_NAMES[site.service_code],
                    office_number=f"{number:010d}",
                    name=f"{site.name}{number}",
                    operator=site.operator,
                    prefecture=PREFECTURE,
                    city=CITY,
                    ward=site.ward,
                    address=site.address,
                    capacity=site.capacity,
                    lat=site.lat,
                    lon=site.lon,
                    located_at="office",
                    is_base=site.service_code == "BASE",
                    emergency_rooms=history.ROOMS if site.service_code == "BASE" else None,
                    **make_hours(site.service_code, hours),
                )
                for number, site in enumerate(sites, start=1)
            ]
        )
        conditions = {key: make_condition(key, site, self.today, luck) for key, site in zip(keys, sites, strict=True)}
        self.writer.add_many([one for one in conditions.values() if one is not None])
        return conditions

    def _people(self, city: DemoCity, many: int, facilities: list[int]) -> dict[int, Person]:
        luck = self._luck("people")
        people: list[Person] = []
        while len(people) < many:
            people += make_people(city, self.today, luck)
        people = [replace(one, code_name=f"L-{number:06d}") for number, one in enumerate(people[:many], start=1)]
        keys = self.writer.add_many(people)
        consents = [make_consent(key, one, self.today, luck) for key, one in zip(keys, people, strict=True)]
        self.writer.add_many([one for one in consents if one is not None])
        self.writer.add_many(
            [SupportTeamMember(person_id=key, agency=luck.choice(OFFICES), is_lead=True) for key in keys]
        )
        avoiding = [key for key in keys if luck.random() < 0.08]
        self.writer.add_many([PersonAvoid(person_id=key, facility_id=luck.choice(facilities)) for key in avoiding])
        return dict(zip(keys, people, strict=True))

    def _stays(self, people: dict[int, Person], known: dict[int, FacilityCondition | None], many: int) -> None:
        """Write stays one after the other for each person, mostly trials where trials are offered, and their calls."""
        luck, days = self._luck("stays"), (self.today - START).days - 14
        offering = [key for key, one in known.items() if one is not None and one.offers_trial] or list(known)
        base, each = next(iter(known)), max(1, many // len(people))
        stays: list[Stay] = []
        for person in people:
            usual = luck.sample(offering, min(4, len(offering)))
            for turn in range(each):
                first = START + timedelta(days=luck.randrange(days // each - 7) + turn * (days // each))
                kind = luck.choices(v.STAY_KINDS, weights=[1] * len(v.STAY_KINDS))[0]
                stays.append(
                    Stay(
                        person_id=person,
                        facility_id=base if kind == "emergency" else luck.choice(usual),
                        kind=kind,
                        start_on=first,
                        end_on=first + timedelta(days=luck.randint(1, 5)),
                        outcome=luck.choices((*v.OUTCOMES, None), weights=(68, 20, 7, 5))[0],
                        residence_before="home",
                        residence_after="home",
                    )
                )
        keys = self.writer.add_many(stays)
        admitted = [(key, stay) for key, stay in zip(keys, stays, strict=True) if stay.kind == "emergency"]
        self.writer.add_many(
            [
                Consultation(
                    received_at=history.hour_of(stay.start_on, luck),
                    source=luck.choice(v.CONSULTATION_SOURCES),
                    result="admitted",
                    reason=luck.choice(v.CONSULTATION_REASONS),
                    urgency=luck.choice(v.URGENCIES),
                    person_id=stay.person_id,
                    stay_id=key,
                )
                for key, stay in admitted[: many // 10]
            ]
        )

    def _advice(self, people: list[int], facilities: list[int], many: int) -> None:
        """Write so many calls that ended in advice, every third of somebody unknown, each with a telephone call."""
        luck, days = self._luck("advice"), (self.today - START).days
        calls = [
            Consultation(
                received_at=history.hour_of(START + timedelta(days=luck.randrange(days)), luck),
                source=luck.choice(v.CONSULTATION_SOURCES),
                result="advice",
                reason=luck.choice(v.CONSULTATION_REASONS),
                urgency=luck.choice(v.URGENCIES),
                person_id=luck.choice(people) if number % 3 else None,
                description=f"母親が入院し、今夜みる人がいないとの電話（{number}）",
            )
            for number in range(many)
        ]
        keys = self.writer.add_many(calls)
        self.writer.add_many(
            [
                Enquiry(
                    consultation_id=key, facility_id=luck.choice(facilities), at=one.received_at, answer="no_answer",
                    note="留守番電話に伝言",
                )
                for key, one in zip(keys, calls, strict=True)
            ]
        )  # fmt: skip

    def _visits(self, facilities: list[int], many: int) -> None:
        luck = self._luck("visits")
        days = (self.today - START).days
        self.writer.add_many(
            [
                Visit(
                    visited_on=START + timedelta(days=luck.randrange(days)),
                    kind=luck.choice(v.VISIT_KINDS),
                    facility_id=luck.choice(facilities),
                    willingness=luck.choice((*v.WILLINGNESS, None)),
                )
                for _ in range(many)
            ]
        )

    def _nights(self, people: dict[int, Person], known: dict[int, FacilityCondition | None]) -> None:
        """Write free beds and suiting nights of the coming quarter, of every tenth facility and person."""
        luck, start = self._luck("nights"), coming_quarter(self.today).start
        nights = [start + timedelta(days=day) for day in range(80)]
        offering = [key for key, one in known.items() if one is not None and one.offers_trial and one.trial_places]
        self.writer.add_many(
            [FreeBed(facility_id=key, night=night, beds=1) for key in offering[::10] for night in nights[::3]]
        )
        wishing = [key for key, one in people.items() if one.status != "closed"][::10]
        self.writer.add_many([PersonWish(person_id=key, nights=luck.choice((1, 2, 2, 3))) for key in wishing])
        self.writer.add_many(
            [PersonNight(person_id=key, night=night, suits=True) for key in wishing for night in nights[:21]]
        )
