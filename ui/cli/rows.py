"""Records as plain rows for JSON and tables."""

from typing import Any

from desk.city.facilities import FacilityFile, ward_label
from desk.city.people import PersonFile
from desk.words import say
from geodata.problems import Problem


def facility_row(file: FacilityFile) -> dict[str, Any]:
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
        "ward": ward_label(facility),
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


def person_row(file: PersonFile) -> dict[str, Any]:
    """Return a person for JSON; groups list what is known to be there, null when nothing is known."""
    person = file.person
    return {
        "id": file.key,
        "code_name": person.code_name,
        "tier": file.tier,
        "tier_computed": file.computed.tier,
        "tier_override_reason": person.tier_override_reason,
        "birth_year": person.birth_year,
        "sex": person.sex,
        "city": person.city,
        "ward": person.ward,
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


def problem_row(problem: Problem) -> dict[str, Any]:
    """Return a problem for JSON, its reason in both languages."""
    reasons = {language: say(problem.code, language, problem.params) for language in ("ja", "en")}
    return {
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "severity": problem.severity,
        "code": problem.code,
        "reason": f"{reasons['ja']} / {reasons['en']}",
        "reason_ja": reasons["ja"],
        "reason_en": reasons["en"],
    }
