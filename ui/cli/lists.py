"""`sonae facilities`, `sonae people` and `sonae proposals`: what the casebook holds, as lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import pandas as pd
import typer

from casebook.records import PairRule, Proposal
from desk.city import City, FacilityFile, PersonFile, Places, facility_files, person_files, read_city, read_places
from desk.errors import DeskError
from desk.plan import plan_input
from desk.policy import load_policy
from desk.proposals import VIEWS, NoLonger, Task, no_longer, tasks
from ui.cli.console import Json, err, out, print_json, print_table, tell
from ui.settings import casebook, settings, today, travel
from words.say import join, show

TASK_COLUMNS = ("due", "tier", "person", "facility", "phone", "status", "ask", "last", "in_charge", "dates")


def print_rows(rows: Sequence[Mapping[str, Any]], topics: Mapping[str, str]) -> None:
    """Print the chosen fields of rows in words; a field may name the topic its codes are words of."""
    in_words = [[_in_words(row[name], topic) for name, topic in topics.items()] for row in rows]
    columns = [tell(f"field.{name}") for name in topics]
    print_table(pd.DataFrame(in_words, columns=columns, dtype=object), tell("cli.rows", count=len(rows)))


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
    files, places = facility_files(book), read_places(book)
    rows = [facility_row(file, places) for file in files if service in (None, file.facility.service_code)]
    if as_json:
        print_json(rows)
    elif files and not rows:
        codes = sorted({file.facility.service_code for file in files})
        out.print(tell("cli.no_such_service", value=service, known=", ".join(codes)), soft_wrap=True)
    else:
        print_rows(rows, dict.fromkeys(("id", "name", "service_name", "ward", "capacity", "phone"), ""))


def people(as_json: Json = False) -> None:
    """List the people. 対象者の一覧です。"""
    book = casebook()
    places = read_places(book)
    rows = [person_row(file, places, today()) for file in person_files(book, today())]
    if as_json:
        print_json(rows)
    else:
        plain = dict.fromkeys(("id", "code_name", "tier", "ward", "town", "consent_valid"), "")
        print_rows(rows, {**plain, "status": "person_status"})


def proposals(
    view: Annotated[str, typer.Option(help=f"One of {', '.join(VIEWS)}.")] = "open", as_json: Json = False
) -> None:
    """List what is to be carried out, due first. 体験の進行の一覧です。"""
    if view not in VIEWS:
        raise DeskError("proposals.no_such_view", value=view, known=", ".join(VIEWS))
    book, day = casebook(), today()
    city = read_city(book, day)
    source = plan_input(book, day, load_policy(), day, travel(), city=city)
    listed = [task for task in tasks(book, city, source.problem, day) if VIEWS[view](task, day)]
    red = {one.proposal.id: one for one in no_longer(book.all(Proposal), book.all(PairRule), city, day)}
    if as_json:
        print_json([task_json(city, task, red.get(task.key)) for task in listed])
        return
    for one in red.values():
        person, facility = _pair(city, one.proposal)
        status, why = tell(f"proposal_status.{one.proposal.status}"), " ".join(map(tell, one.reasons))
        text = tell("proposals.no_longer", person=person, facility=facility, status=status, why=why)
        err.print(f"× {text}", style="red", markup=False, soft_wrap=True)
    rows = [_task_row(city, task) for task in listed]
    columns = [tell(f"proposals.column.{name}") for name in TASK_COLUMNS]
    print_table(pd.DataFrame(rows, columns=columns, dtype=object), tell("cli.rows", count=len(rows)))


def facility_row(file: FacilityFile, places: Places) -> dict[str, Any]:
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
        "ward": places.label_of(facility),
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


def person_row(file: PersonFile, places: Places, day: date) -> dict[str, Any]:
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
        "ward": places.label_of(person),
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


def _pair(city: City, proposal: Proposal) -> tuple[str, str]:
    file = city.everyone.get(proposal.person_id)
    names = city.facility_names[settings().language]
    unknown = tell("common.unknown")
    return file.person.code_name if file else unknown, names.get(proposal.facility_id, unknown)


def _task_row(city: City, task: Task) -> tuple[object, ...]:
    proposal, language = task.proposal, settings().language
    file = city.facilities.get(proposal.facility_id)
    days = (proposal.start_on, proposal.end_on)
    return (
        task.due_on and show(task.due_on, language),
        task.tier,
        *_pair(city, proposal),
        file.facility.phone if file else None,
        tell(f"proposal_status.{proposal.status}"),
        join((tell(f"rule.{code}") for code in task.questions), language),
        task.last and show(task.last.at.date(), language),
        proposal.in_charge,
        " – ".join(show(day, language) for day in days if day),
    )


def task_json(city: City, task: Task, red: NoLonger | None) -> dict[str, object]:
    """Return a task for JSON; ``no_longer`` holds why something agreed can no longer be, as codes."""
    proposal, last = task.proposal, task.last
    person, facility = _pair(city, proposal)
    return {
        "id": task.key,
        "plan": proposal.plan_id,
        "person": proposal.person_id,
        "code_name": person,
        "tier": task.tier,
        "facility": proposal.facility_id,
        "name": facility,
        "status": proposal.status,
        "start_on": proposal.start_on,
        "end_on": proposal.end_on,
        "questions": list(task.questions),
        "last_step": last and {"to": last.to_status, "at": last.at, "who": last.who, "reason": last.reason},
        "in_charge": proposal.in_charge,
        "next_contact_on": proposal.next_contact_on,
        "due_on": task.due_on,
        "no_longer": [reason.code for reason in red.reasons] if red else [],
    }
