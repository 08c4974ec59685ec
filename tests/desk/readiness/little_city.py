"""A little city whose facilities stand on a line and have said more or less."""

from datetime import date
from typing import Any

from casebook.records import Consent, Facility, FacilityCondition, Person

ALL_LEVELS = {str(level): True for level in range(1, 7)}
FITS = {
    "offers_trial": True,
    "trial_places": 1,
    "disability_kinds": {"intellectual": True},
    "adult_levels": ALL_LEVELS,
    "medical_care": {"suction": True, "tube_feeding": False},
    "severe_behaviour": True,
    "wheelchair": True,
    "sexes": "any",
    "age_min": 0,
}
SITES: dict[str, tuple[float | None, dict[str, Any] | None]] = {  # name -> longitude, what it has said
    "拠点": (140.80, None),
    "たずねていない": (140.81, {}),
    "緊急は未確認": (140.82, FITS),
    "緊急は断る": (140.83, {**FITS, "emergency_policy": "none"}),
    "利用歴があれば": (140.84, {**FITS, "emergency_policy": "past_use"}),
    "場所不明": (None, {}),
}
PERSON: dict[str, Any] = {
    "birth_year": 1990,
    "sex": "female",
    "disability_kinds": {"intellectual": True},
    "support_scale": "adult",
    "support_level": 3,
    "severe_behaviour": False,
    "wheelchair": False,
}
PEOPLE = {"あ": {"suction": False}, "い": {"tube_feeding": True}}


def fill(book):
    """Write a little city; return the ids of facilities by name, and of people by code name."""
    sites, people = {}, {}
    with book.writing("before") as writer:
        for name, (lon, said) in SITES.items():
            is_base = name == "拠点"
            place: dict[str, Any] = {"lat": 38.25, "lon": lon, "located_at": "office"} if lon else {}
            service: dict[str, Any] = {
                "service_code": "BASE" if is_base else "24",
                "service_name": "x",
                "is_base": is_base,
            }
            sites[name] = writer.add(Facility(source="manual", name=name, **service, **place))
            if said:
                writer.add(FacilityCondition(facility_id=sites[name], **said))
        for name, care in PEOPLE.items():
            people[name] = writer.add(Person(code_name=name, medical_care=care, **PERSON))
            writer.add(Consent(person_id=people[name], given_by="person", form="oral", given_on=date(2026, 1, 1)))
    return sites, people
