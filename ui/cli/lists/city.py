"""`sonae facilities` and `sonae people`: what the casebook holds, as lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from casebook.records import Area
from desk.city import AreaNames, FacilityFile, PersonFile, facility_files, person_files
from ui.cli.console import Json, out, print_json, print_table, reading_people, tell
from ui.settings import casebook, today


def print_rows(rows: Sequence[Mapping[str, Any]], topics: Mapping[str, str]) -> None:
    """Print the chosen fields of rows in words; a field may name the topic its codes are words of."""
    in_words = [[_in_words(row[name], topic) for name, topic in topics.items()] for row in rows]
    columns = [tell(f"field.{name}") for name in topics]
    print_table(columns, in_words, tell("cli.rows", count=len(rows)))


def _in_words(value: object, topic: str) -> object:
    if isinstance(value, bool):
        return tell("common.yes" if value else "common.no")
    return tell(f"{topic}.{value}") if topic and value is not None else value


def facilities(
    service: Annotated[str | None, typer.Option(help="A service code, such as 24.")] = None,
    as_json: Json = False,
) -> None:
    """List the facilities. 施設の一覧です。"""
    book = casebook()
    files, areas = facility_files(book), AreaNames(book.all(Area))
    rows = [facility_row(file, areas) for file in files if service in (None, file.facility.service_code)]
    if as_json:
        print_json(rows)
    elif files and not rows:
        codes = sorted({file.facility.service_code for file in files})
        out.print(tell("cli.no_such_service", value=service, known=", ".join(codes)), soft_wrap=True)
    else:
        print_rows(rows, dict.fromkeys(("id", "name", "service_name", "ward", "capacity", "phone"), ""))


def people(as_json: Json = False) -> None:
    """List the people. 対象者の一覧です。"""
    book = reading_people("people")
    areas = AreaNames(book.all(Area))
    rows = [person_row(file, areas, today()) for file in person_files(book, today())]
    if as_json:
        print_json(rows)
    else:
        plain = dict.fromkeys(("id", "code_name", "tier", "ward", "town", "consent_valid"), "")
        print_rows(rows, {**plain, "status": "person_status"})


def facility_row(file: FacilityFile, areas: AreaNames) -> dict[str, Any]:
    """Return a facility for JSON; ``capacity`` and every condition is null when unknown."""
    facility, condition = file.facility, file.condition
    return {
        "id": file.key,
        "office_number": facility.office_number,
        "service_code": facility.service_code,
        "service_name": facility.service_name,
        "name": facility.name,
        "operator": facility.operator,
        "city": facility.city,
        "ward": areas.label_of(facility),
        "address": facility.address,
        "phone": facility.phone,
        "lat": facility.lat,
        "lon": facility.lon,
        "located_at": facility.located_at,
        "capacity": facility.capacity,
        "source": facility.source,
        "edition": facility.edition,
        "missing_since": facility.missing_since,
        "status": facility.status,
        "is_base": facility.is_base,
        "offers_trial": condition.offers_trial,
        "trial_places": condition.trial_places,
        "emergency_policy": condition.emergency_policy,
        "vacancy": condition.vacancy,
        "vacancy_on": condition.vacancy_on,
        "vacancy_until": condition.vacancy_until,
        "conditions_confirmed_on": condition.confirmed_on,
        "past_stays": sum(file.stays_by_kind().values()),
    }


def person_row(file: PersonFile, areas: AreaNames, day: date) -> dict[str, Any]:
    """Return a person for JSON, with the ages that are possible on a day; groups list what is known to be there, null when nothing is known."""
    person = file.person
    return {
        "id": file.key,
        "code_name": person.code_name,
        "tier": file.tier,
        "tier_computed": file.computed.tier,
        "tier_most_urgent": file.computed.most_urgent,
        "caregiver": person.caregiver,
        "tier_override_reason": person.tier_override_reason,
        "birth_year": person.birth_year,
        "born_on": person.born_on,
        "ages": person.ages_on(day),
        "sex": person.sex,
        "city": person.city,
        "ward": areas.label_of(person),
        "town": person.town,
        "disability_kinds": _there(person.disability_kinds),
        "support_scale": person.support_scale,
        "support_level": person.support_level,
        "medical_care": _there(person.medical_care),
        "severe_behaviour": person.severe_behaviour,
        "wheelchair": person.wheelchair,
        "max_distance_m": person.max_distance_m,
        "status": person.status,
        "identified_on": person.identified_on,
        "review_on": person.review_on,
        "consent_valid": file.consent_valid,
        "lead_agency": file.lead_agency,
        "past_stays": len(file.stays),
    }


def _there(group: Any) -> list[str] | None:
    return sorted(item for item, present in group.items() if present) if group else None
