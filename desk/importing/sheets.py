"""Imports of the sheets that coordinators fill in: people, stays, conditions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import (
    CareNote,
    Consent,
    ContactPerson,
    FacilityCondition,
    Person,
    PersonAvoid,
    Record,
    Stay,
    SupportTeamMember,
)
from casebook.records.base import require
from desk.city import (
    CARE_TEXTS,
    by_person,
    check_care,
    check_condition,
    check_contact_person,
    check_told,
)
from desk.importing.intake import Intake, Offices, RowError, person_called, refuse, refuse_alike, split
from desk.importing.place_check import PlaceCheck
from desk.importing.preview import ImportPreview, RecordChange, compare, keep_known
from desk.importing.templates import (
    AVOID_FACILITIES,
    AVOID_WARDS,
    CONDITIONS,
    CONTACT_PERSONS,
    NONE_AT_ALL,
    OFFICE,
    PEOPLE,
    chosen,
    contact_header,
    header,
)
from desk.telephone import telephone
from geodata.findings import Finding
from geodata.reading.files import Source
from geodata.sheets import CodeNames, Field, Row, code_key
from geodata.text import signs_alike
from words.message import Message


def plain_fields(columns: Sequence[Field], record: type[Record]) -> tuple[str, ...]:
    """Return the columns that are taken over as they are: fields of the record that hold one value each."""
    own = {field.name for field in fields(record)}
    return tuple(column.name for column in columns if column.name in own and column.kind != "choices")


PERSON_FIELDS = tuple(name for name in plain_fields(PEOPLE, Person) if name != "code_name")
LEVEL_FIELDS = {"adult_levels": "adult", "child_levels": "child"}
CONDITION_FIELDS = tuple(name for name in plain_fields(CONDITIONS, FacilityCondition) if name not in LEVEL_FIELDS)


def preview_people(book: Casebook, paths: Sequence[Source], today: date) -> ImportPreview:
    """Compare people with those in the casebook, by code name; a blank cell leaves what is known."""
    intake, check, offices = Intake(book, "people", today), PlaceCheck(book), Offices(book)
    known = CodeNames((person.code_name, person) for person in book.all(Person))
    consents, team = by_person(book.all(Consent)), by_person(book.all(SupportTeamMember))
    avoided = by_person(book.all(PersonAvoid))
    notes, callable_ = by_person(book.all(CareNote)), by_person(book.all(ContactPerson))
    once_called = book.once_called()

    def handle(row: Row) -> RecordChange:
        values: dict[str, Any] = dict(row.values)
        code_name = str(values["code_name"])
        intake.once(code_key(code_name), header("code_name"), code_name)
        existing = known.find(code_name)
        refuse_alike(known, code_name)
        if existing is None and once_called(code_name):
            raise RowError(header("code_name"), code_name, "input.once_used", value=code_name)
        check.complete(intake, row, values)
        check.complete(intake, row, values, "day_")
        person = _person(values, existing)
        refuse(check_told(person, today), vars(person))
        key = existing.id if existing else None
        wards = [check.avoided(intake, row, AVOID_WARDS, ward, person.city) for ward in split(values["avoid_wards"])]
        attached: list[tuple[str, Record]] = [
            *_new_consent(values, consents.get(key or 0, []), today),
            *_new_lead(values, team.get(key or 0, [])),
            *_care(values, notes.get(key or 0, []), today),
            *_contact_persons(values, callable_.get(key or 0, [])),
            *_new_avoid(wards, split(values["avoid_facilities"]), avoided.get(key or 0, []), offices),
        ]
        known.add(code_name, person)
        return compare(person, existing, person.code_name, attached=attached)

    return intake.take(paths, handle)


def _person(values: Mapping[str, Any], existing: Person | None) -> Person:
    cells = {name: values[name] for name in PERSON_FIELDS}
    cells["disability_kinds"] = _several("disability_kinds", values, v.DISABILITY_KINDS)
    cells["medical_care"] = _several("medical_care", values, v.MEDICAL_CARE)
    cells["risk_factors"] = _several("risk_factors", values, v.RISK_FACTORS)
    given = {name: value for name, value in cells.items() if value is not None}
    return keep_known(existing, cells, Person(code_name=values["code_name"], **given))


def _several(name: str, values: Mapping[str, Any], items: Sequence[str]) -> Mapping[str, bool] | None:
    codes = values[name]
    if codes and NONE_AT_ALL in codes and len(codes) > 1:
        raise RowError(header(name), None, "import.none_and_some")
    return chosen(codes, items)


def _new_consent(values: Mapping[str, Any], consents: Sequence[Consent], today: date) -> list[tuple[str, Record]]:
    parts = values["consent_given_by"], values["consent_form"], values["consent_given_on"]
    if not any(parts):
        return []
    if not all(parts):
        raise RowError(header("given_on"), None, "import.consent_incomplete")
    by, form, on = parts
    if on > today:
        raise RowError(header("given_on"), on, "input.not_in_future")
    scope = values["consent_scope"] or "matching"
    if any((consent.given_by, consent.given_on, consent.scope) == (by, on, scope) for consent in consents):
        return []
    return [("person_id", Consent(person_id=0, given_by=by, form=form, given_on=on, scope=scope))]


def _new_lead(values: Mapping[str, Any], team: Sequence[SupportTeamMember]) -> list[tuple[str, Record]]:
    agency = values["lead_agency"]
    if not agency or any(member.is_lead and member.agency == agency for member in team):
        return []
    demoted: list[tuple[str, Record]] = [
        ("person_id", replace(member, is_lead=False)) for member in team if member.is_lead
    ]
    member = next((one for one in team if one.agency == agency), SupportTeamMember(person_id=0, agency=agency))
    return [*demoted, ("person_id", replace(member, is_lead=True))]


def _care(values: Mapping[str, Any], known: Sequence[CareNote], today: date) -> list[tuple[str, Record]]:
    """Lay what the row says of somebody's care over what is known of it."""
    given = {name: values[name] for name in (*CARE_TEXTS, "checked_on") if values[name] is not None}
    before = next(iter(known), CareNote(person_id=0))
    note = replace(before, **given)
    refuse(check_care(note, today), values)
    return [] if note == before else [("person_id", note)]


def _contact_persons(values: Mapping[str, Any], known: Sequence[ContactPerson]) -> list[tuple[str, Record]]:
    """Add whom one may call, or put another number beside one who is known by the same name or relation."""
    last, changed = max((one.call_order for one in known), default=0), []
    for number in CONTACT_PERSONS:
        cells = {name: values[f"{name}_{number}"] for name in ("full_name", "relation", "phone")}
        given = {name: cell for name, cell in cells.items() if cell is not None}
        if not given:
            continue
        if "phone" in given:
            given["phone"] = telephone(given["phone"])
        same = next((one for one in known if _is(one, given)), None)
        one = replace(same or ContactPerson(person_id=0, call_order=(last := last + 1)), **given)
        for fault in check_contact_person(one):
            column = contact_header(fault.field, number)
            raise RowError(column, given.get(fault.field), fault.code, **fault.params)
        if one != same:
            changed.append(one)
    return [("person_id", one) for one in changed]


def _is(one: ContactPerson, given: Mapping[str, Any]) -> bool:
    name = next((name for name in ("full_name", "relation") if name in given), None)
    return name is not None and signs_alike(getattr(one, name) or "") == signs_alike(given[name])


def _new_avoid(
    wards: Sequence[str], numbers: Sequence[str], known: Sequence[PersonAvoid], offices: Offices
) -> list[tuple[str, Record]]:
    places = {(avoid.facility_id, avoid.ward) for avoid in known}
    wanted: list[tuple[int | None, str | None]] = [(None, ward) for ward in wards]
    for number in numbers:
        fitting = [facility for facility in offices.facilities if facility.office_number == number]
        if not fitting:
            raise RowError(AVOID_FACILITIES, number, "import.facility_not_found", value=number)
        wanted += [(facility.id, None) for facility in fitting]
    return [
        ("person_id", PersonAvoid(person_id=0, facility_id=facility, ward=ward))
        for facility, ward in dict.fromkeys(wanted)
        if (facility, ward) not in places
    ]


def preview_stays(book: Casebook, paths: Sequence[Source], today: date) -> ImportPreview:
    """Compare past stays with those in the casebook, by person, facility, kind and first day."""
    intake, offices = Intake(book, "stays", today), Offices(book)
    people = CodeNames((person.code_name, person) for person in book.all(Person))
    known = {(stay.person_id, stay.facility_id, stay.kind, stay.start_on): stay for stay in book.all(Stay)}
    told = {key: _Told(stay, "", None) for key, stay in known.items()}

    def handle(row: Row) -> RecordChange:
        values: dict[str, Any] = dict(row.values)
        person = person_called(people, str(values["code_name"]))
        facility = offices.find(values)
        start, end = values["start_on"], values["end_on"]
        intake.not_in_future(values, "start_on", "end_on")
        earliest = person.born_on or date(person.birth_year or v.BOUNDS["birth_year"][0], 1, 1)
        if start < earliest:
            raise RowError(header("start_on"), start, "import.before_birth", day=earliest)
        if end is not None and end < start:
            raise RowError(header("end_on"), end, "import.ends_before_start")
        given = {
            name: values[name]
            for name in ("end_on", "outcome", "residence_before", "residence_after", "note")
            if values[name] is not None
        }
        kind = values["kind"]
        key = (require(person.id), require(facility.id), kind, start)
        intake.once(key, header("start_on"), f"{person.code_name} {facility.name} {start}")
        existing = known.get(key)
        new = Stay(person_id=key[0], facility_id=key[1], kind=str(kind), start_on=start, **given)
        stay = keep_known(existing, given, new)
        told[key] = _Told(stay, person.code_name, row)
        return compare(stay, existing, f"{person.code_name} {facility.name} {start}")

    preview = intake.take(paths, handle)
    names = {require(facility.id): facility.name for facility in offices.facilities}
    return replace(preview, problems=[*preview.problems, *_overlaps(told.values(), names)])


@dataclass(frozen=True)
class _Told:
    """A stay, and the row of the sheet that tells of it; None for one that only the casebook knows."""

    stay: Stay
    code_name: str
    row: Row | None

    @property
    def last(self) -> date:
        """The day on which it ends; an open one has not ended yet."""
        return self.stay.end_on or date.max


def _overlaps(told: Iterable[_Told], names: Mapping[int, str]) -> list[Finding]:
    """Note what cannot be of the stays that sheets tell of: one person in two places on a night, two open stays."""
    of_person: dict[int, list[_Told]] = defaultdict(list)
    for one in told:
        of_person[one.stay.person_id].append(one)
    notes = []
    for stays in of_person.values():
        stays.sort(key=lambda one: (one.stay.start_on, one.last, one.stay.facility_id, one.stay.kind))
        longest: _Told | None = None
        for one in stays:
            if longest and one.stay.start_on < min(longest.last, one.last):
                notes += _overlap(longest, one, names)
            if longest is None or one.last > longest.last:
                longest = one
    return sorted(notes, key=lambda note: (note.file, note.row or 0))


def _overlap(before: _Told, after: _Told, names: Mapping[int, str]) -> list[Finding]:
    told = after if after.row else before
    if told.row is None:
        return []
    one, other = (
        f"{names[stay.facility_id]} {stay.start_on}～{stay.end_on or ''}" for stay in (before.stay, after.stay)
    )
    if before.stay.end_on is None and after.stay.end_on is None:
        code = "import.two_open_stays"
    elif before.stay.facility_id == after.stay.facility_id:
        code = "import.stays_overlap"
    else:
        code = "import.two_places_one_night"
    message = Message(code, {"person": told.code_name, "one": one, "other": other})
    return [Finding(told.row.file, told.row.number, header("start_on"), str(told.stay.start_on), message, "note")]


def preview_conditions(book: Casebook, paths: Sequence[Source], today: date) -> ImportPreview:
    """Compare trial conditions with those in the casebook, one row a facility; blank leaves what is known."""
    intake, offices = Intake(book, "conditions", today), Offices(book)
    known = {condition.facility_id: condition for condition in book.all(FacilityCondition)}
    columns = [column.name for column in CONDITIONS if column not in OFFICE]

    def handle(row: Row) -> RecordChange:
        facility = offices.find(row.values)
        key = require(facility.id)
        intake.once(key, header("office_number"), facility.name)
        if all(row.values[name] is None for name in columns):
            raise RowError(header("confirmed_on"), None, "import.nothing_told", value=facility.name)
        intake.not_in_future(row.values, "vacancy_on", "confirmed_on")
        existing = known.get(key)
        condition = _condition(row.values, existing or FacilityCondition(facility_id=key))
        return compare(condition, existing, facility.name)

    return intake.take(paths, handle)


def _condition(values: Mapping[str, Any], base: FacilityCondition) -> FacilityCondition:
    given = {name: values[name] for name in CONDITION_FIELDS if values[name] is not None}
    given["disability_kinds"] = _merged(base.disability_kinds, values, "accepts_", v.DISABILITY_KINDS)
    given["medical_care"] = _merged(base.medical_care, values, "medical_", v.MEDICAL_CARE)
    for name, scale in LEVEL_FIELDS.items():
        if values[name] is not None:
            given[name] = _levels(name, str(values[name]), v.SUPPORT_LEVELS[scale])
    if values["weekdays"] is not None:
        given["weekdays"] = _several("weekdays", values, v.WEEKDAYS)
    condition = replace(base, **given)
    refuse(check_condition(condition), vars(condition))
    return condition


def _merged(known: Mapping[str, bool], values: Mapping[str, Any], prefix: str, items: Sequence[str]) -> dict[str, bool]:
    given = {item: values[f"{prefix}{item}"] for item in items if values[f"{prefix}{item}"] is not None}
    return {**known, **given}


def _levels(name: str, text: str, levels: Sequence[int]) -> dict[str, bool]:
    if text.strip() == "なし":
        return {str(level): False for level in levels}
    parts = split(text.replace("区分", ""))
    if not all(part.isdigit() and int(part) in levels for part in parts):
        raise RowError(header(name), text, "import.levels_form", value=text)
    return {str(level): str(level) in parts for level in levels}
