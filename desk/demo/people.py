"""The demonstration's people and conditions: all invented, varied as a base's own are."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from casebook import vocabulary as v
from casebook.records import Consent, FacilityCondition, Person
from geodata.demo.city import CITY, DemoCity, DemoFacility

PEOPLE_BY_WARD = {"青葉区": 34, "宮城野区": 22, "若林区": 16, "太白区": 26, "泉区": 22}
OFFICES = tuple(
    f"見本相談支援事業所 {name}" for name in ("ふもと", "なぎさ", "いずみ野", "こだち", "あけぼの", "みちしるべ")
)
DAY_PLACES = ("生活介護 たけとんぼ", "就労継続支援B型 はりしごと", "地域活動支援センター えんがわ", "生活介護 みちくさ")
# Table 3 of the yearly review: who was identified in FY2021, and from May 2020 to March 2021.
FY2021 = (20, 8, 2, 7, 1, 1, 1)
BEFORE = (15, 5, 1, 1, 3, 1, 2)


def make_people(city: DemoCity, today: date, luck: random.Random) -> list[Person]:
    """Return 120 people; their ids are still to be given."""
    wards = [ward for ward, count in PEOPLE_BY_WARD.items() for _ in range(count)]
    luck.shuffle(wards)
    identified = _identified(len(wards), today, luck)
    return [
        _person(number, ward, city, identified[number - 1], today, luck) for number, ward in enumerate(wards, start=1)
    ]


def _identified(count: int, today: date, luck: random.Random) -> list[tuple[date, str]]:
    """Return when and how each was identified, the earliest first; FY2021 and the months before as in Table 3."""
    identified = [(_within(date(2020, 5, 1), date(2021, 3, 31), luck), kind) for kind in _kinds(BEFORE)]
    identified += [(_within(date(2021, 4, 1), date(2022, 3, 31), luck), kind) for kind in _kinds(FY2021)]
    later = date(2022, 4, 1)
    while len(identified) < count:
        kind = luck.choices(v.IDENTIFIED_AS, weights=FY2021)[0]
        identified.append((_within(later, max(later, today), luck), kind))
    return sorted((min(day, today), kind) for day, kind in identified)


def _kinds(counts: Sequence[int]) -> list[str]:
    return [kind for kind, count in zip(v.IDENTIFIED_AS, counts, strict=True) for _ in range(count)]


def _within(first: date, last: date, luck: random.Random) -> date:
    return first + timedelta(luck.randint(0, (last - first).days))


def _person(
    number: int, ward: str, city: DemoCity, identified: tuple[date, str], today: date, luck: random.Random
) -> Person:
    home = luck.choice(city.towns_of(ward))
    day_ward = ward if luck.random() < 0.6 else luck.choice(list(PEOPLE_BY_WARD))
    goes_out = luck.random() < 0.8
    age = luck.choice((luck.randint(8, 17), *(luck.randint(18, 64),) * 8))
    scale = "child" if age < 18 else "adult"
    closed = identified[0] < today - timedelta(days=900) and luck.random() < 0.25
    override = luck.random() < 0.05
    return Person(
        code_name=f"S-{number:03d}",
        birth_year=today.year - age if luck.random() < 0.96 else None,
        sex=luck.choice(("female", "male", "male")),
        city=CITY,
        ward=ward,
        town=home.name if luck.random() < 0.95 else None,
        day_place=luck.choice(DAY_PLACES) if goes_out else None,
        day_city=CITY if goes_out else None,
        day_ward=day_ward if goes_out else None,
        day_town=luck.choice(city.towns_of(day_ward)).name if goes_out else None,
        disability_kinds=_disability(luck),
        support_scale=scale,
        support_level=_level(scale, luck),
        medical_care=_medical(luck),
        severe_behaviour=luck.choices((False, True, None), weights=(80, 14, 6))[0],
        wheelchair=luck.choices((False, True, None), weights=(82, 14, 4))[0],
        other_needs=luck.choice((None, None, None, "大きな音が苦手", "夜間の見守りが必要", "食事は刻み食")),
        caregiver=luck.choices(v.CAREGIVERS, weights=(6, 20, 10, 20, 20, 18, 6))[0] if luck.random() < 0.95 else None,
        risk_factors=_risks(luck),
        tier_override=1 if override else None,
        tier_override_reason="主たる介護者の入院が決まっているため" if override else None,
        max_distance_m=luck.choice((None, None, 8000, 12000, 20000)),
        status="closed" if closed else luck.choice(("active", "active", "active", "watching")),
        identified_on=identified[0],
        identified_as=identified[1],
        review_on=None if closed else today + timedelta(luck.randint(-60, 180)),
    )


def _disability(luck: random.Random) -> dict[str, bool]:
    if luck.random() < 0.03:
        return {}
    main = luck.choices(v.DISABILITY_KINDS, weights=(14, 45, 22, 10, 4, 5))[0]
    other = luck.choice(v.DISABILITY_KINDS) if luck.random() < 0.25 else main
    return {kind: kind in (main, other) for kind in v.DISABILITY_KINDS}


def _level(scale: str, luck: random.Random) -> int | None:
    if luck.random() < 0.08:
        return None
    if scale == "child":
        return luck.choice((1, 2, 2, 3, 3))
    return luck.choices((1, 2, 3, 4, 5, 6), weights=(4, 12, 24, 26, 19, 15))[0]


def _medical(luck: random.Random) -> dict[str, bool]:
    if luck.random() < 0.04:
        return {}
    needed = set(luck.sample(v.MEDICAL_CARE, luck.choice((1, 1, 2)))) if luck.random() < 0.1 else set()
    return {need: need in needed for need in v.MEDICAL_CARE}


def _risks(luck: random.Random) -> dict[str, bool]:
    if luck.random() < 0.05:
        return {}
    present = set(luck.sample(v.RISK_FACTORS, luck.choice((0, 0, 1, 1, 2, 3))))
    return {factor: factor in present for factor in v.RISK_FACTORS}


def make_consent(person_id: int, person: Person, today: date, luck: random.Random) -> Consent | None:
    """Return a person's consent; about one in ten has none, or has withdrawn it."""
    if luck.random() < 0.07:
        return None
    given = min(today, (person.identified_on or today) + timedelta(luck.randint(0, 30)))
    return Consent(
        person_id=person_id,
        given_by=luck.choices(v.CONSENT_BY, weights=(60, 32, 8))[0],
        form=luck.choices(v.CONSENT_FORMS, weights=(70, 30))[0],
        given_on=given,
        scope=luck.choice(v.CONSENT_SCOPES),
        withdrawn_on=today if luck.random() < 0.04 else None,
    )


def make_condition(key: int, office: DemoFacility, today: date, luck: random.Random) -> FacilityCondition | None:
    """Return what coordinators learnt about an office; of some nothing is known yet."""
    if office.service_code in ("53", "54", "BASE") or luck.random() < 0.12:
        return None
    offers = luck.choices((True, False, None), weights=(30, 56, 14))[0]
    if office.service_code == "32":
        offers = luck.choice((False, None))
    vacancy = luck.choices((*v.VACANCIES, None), weights=(25, 25, 25, 25))[0]
    known_on = today - timedelta(luck.randint(0, 75)) if vacancy else None
    confirmed_on = max(date(2021, 4, 1), today - timedelta(luck.randint(5, 500)))
    lowest = luck.choice((1, 1, 2, 3, 3, 4))
    return FacilityCondition(
        facility_id=key,
        offers_trial=offers,
        trial_places=luck.choice((0, 1, 1, 1, 2, None)) if offers else None,
        longest_stay_nights=luck.choice((2, 3, 7, 7, 14, None)) if offers else None,
        disability_kinds=_answers(v.DISABILITY_KINDS, (70, 10, 20), luck),
        adult_levels={str(level): level >= lowest for level in v.SUPPORT_LEVELS["adult"]}
        if luck.random() < 0.8
        else {},
        child_levels=_child_levels(office.service_code, luck),
        medical_care=_answers(v.MEDICAL_CARE, (15, 50, 35), luck),
        severe_behaviour=luck.choices((True, False, None), weights=(25, 35, 40))[0],
        wheelchair=luck.choices((True, False, None), weights=(45, 25, 30))[0],
        sexes=luck.choices(("any", "female", "male", None), weights=(60, 12, 12, 16))[0],
        age_min=18 if office.service_code in ("33", "34", "WH") else luck.choice((6, 15, 18, None)),
        age_max=luck.choice((None, None, 64)),
        weekdays={day: luck.random() < 0.8 for day in v.WEEKDAYS},
        emergency_policy=luck.choices((*v.EMERGENCY_POLICIES, None), weights=(22, 34, 18, 4, 22))[0],
        vacancy=vacancy,
        vacancy_on=known_on,
        vacancy_until=known_on + timedelta(days=30) if known_on else None,
        sharing=luck.choices(v.SHARING, weights=(30, 65, 5))[0],
        confirmed_on=min(confirmed_on, today),
    )


# Weekdays, Saturdays, Sundays, public holidays, closed days; and how many of short stays and of others say so.
OFFICE_HOURS = (
    (("09:00-18:00", None, None, None, "土日祝、12/29〜1/3"), 30, 20),
    (("09:00-18:00", "09:00-18:00", None, None, "日曜日・祝日"), 25, 5),
    (("8:30～17:30",) * 4 + (None,), 10, 0),
    (("24時間",) * 4 + ("なし",), 15, 5),
    ((None,) * 5, 20, 70),
)


def make_hours(service: str, luck: random.Random) -> dict[str, Any]:
    """Return what an office publishes of its hours; most say nothing."""
    weights = [short_stays if service == "24" else others for _, short_stays, others in OFFICE_HOURS]
    chosen = luck.choices(OFFICE_HOURS, weights=weights)[0][0]
    columns = ("hours_weekday", "hours_saturday", "hours_sunday", "hours_holiday", "closed_days")
    return dict(zip(columns, chosen, strict=True))


def _answers(items: Sequence[str], weights: tuple[int, int, int], luck: random.Random) -> dict[str, bool]:
    """Answer each item yes or no, or leave it out: unknown."""
    answers = {item: luck.choices((True, False, None), weights=weights)[0] for item in items}
    return {item: answer for item, answer in answers.items() if answer is not None}


def _child_levels(service: str, luck: random.Random) -> dict[str, bool]:
    if service != "24":
        return {str(level): False for level in v.SUPPORT_LEVELS["child"]}
    accepts = luck.choice((True, True, False, None))
    return {} if accepts is None else {str(level): accepts for level in v.SUPPORT_LEVELS["child"]}
