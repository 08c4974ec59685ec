"""Facilities: what is published, what coordinators learnt, who stayed there; and saving what was typed."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property

from casebook.book import Casebook, Writer
from casebook.records import Centre, Facility, FacilityCondition, Stay
from casebook.records.base import require
from desk.bounds import check_point, out_of_bounds
from desk.errors import Fault, InvalidInputError, fault
from matching.problem import MOST_PLACES, PastUse
from words.say import aside, join, service

# Where editions come from.
PUBLISHED_SOURCES = ("wamnet", "kaigo")
# What a newer edition may update; everything else belongs to the coordinators.
PUBLISHED_FIELDS = (
    "service_name",
    "name",
    "name_original",
    "name_kana",
    "operator",
    "operator_number",
    "authority_code",
    "prefecture",
    "city",
    "ward",
    "address",
    "address_original",
    "phone",
    "fax",
    "url",
    "capacity",
    "hours_weekday",
    "hours_saturday",
    "hours_sunday",
    "hours_holiday",
    "closed_days",
    "notes",
    "lat",
    "lon",
    "located_at",
)
# A point is corrected as a whole: half of it from an edition and half by hand would be a place that is neither.
POINT = frozenset({"lat", "lon", "located_at"})


def past_use(stay: Stay) -> PastUse:
    """Return a stay as matching knows it."""
    return PastUse(stay.person_id, stay.facility_id, stay.kind, stay.start_on, stay.end_on, stay.outcome)


@dataclass(frozen=True)
class FacilityFile:
    """A facility with its conditions (all unknown until somebody asked) and its past use."""

    facility: Facility
    condition: FacilityCondition
    stays: tuple[Stay, ...]

    @property
    def key(self) -> int:
        """The facility's id."""
        return require(self.facility.id)

    def vacancy_on(self, day: date) -> str | None:
        """Return the vacancy as far as it is still true on a day; unknown once it has expired."""
        until = self.condition.vacancy_until
        return self.condition.vacancy if until is None or day <= until else None

    @cached_property
    def past_use(self) -> tuple[PastUse, ...]:
        """The stays as matching knows them."""
        return tuple(map(past_use, self.stays))

    def stays_by_kind(self) -> Counter[str]:
        """Count past stays by kind."""
        return Counter(stay.kind for stay in self.stays)


def facility_files(book: Casebook | Writer, facility_id: int | None = None) -> list[FacilityFile]:
    """Return the files of all facilities that the casebook's actor may see, by id; or of one."""
    own: dict[str, object] = {} if facility_id is None else {"facility_id": facility_id}
    conditions = {condition.facility_id: condition for condition in book.all(FacilityCondition, **own)}
    stays: dict[int, list[Stay]] = defaultdict(list)
    for stay in book.all(Stay, **own):
        stays[stay.facility_id].append(stay)
    files = []
    for facility in book.all(Facility) if facility_id is None else [book.one(Facility, facility_id)]:
        key = require(facility.id)
        condition = conditions.get(key) or FacilityCondition(facility_id=key)
        files.append(FacilityFile(facility, condition, tuple(stays.get(key, ()))))
    return files


def roughly_placed(place: Facility | Centre) -> bool:
    """Tell whether of a place no more than the town or ward is known: distances to it are to be confirmed."""
    return place.located_at in ("town", "ward")


def in_its_ward(place: Facility | Centre) -> bool:
    """Tell whether of a place no more than the ward is known: its point, the ward's middle or its office, is none of its own."""
    return place.located_at == "ward"


def check_facility(facility: Facility, condition: FacilityCondition) -> list[Fault]:
    """Find what cannot be kept as typed."""
    faults = []
    if not facility.name.strip():
        faults.append(fault("name", "input.required"))
    if facility.office_number and not re.fullmatch("[0-9]{10}", facility.office_number):
        faults.append(fault("office_number", "input.ten_digits"))
    faults += check_point(facility.lat, facility.lon)
    faults += out_of_bounds(facility, capacity=(0, MOST_PLACES))
    if facility.emergency_rooms is not None and not facility.is_base:
        faults.append(fault("emergency_rooms", "input.rooms_are_the_base"))
    return faults + check_condition(condition)


def check_condition(condition: FacilityCondition) -> list[Fault]:
    """Find which conditions cannot be kept as typed."""
    faults = out_of_bounds(condition)
    ages = condition.age_min, condition.age_max
    if ages[0] is not None and ages[1] is not None and ages[0] > ages[1]:
        faults.append(fault("age_min", "input.ages_in_order"))
    if condition.vacancy is not None and condition.vacancy_on is None:
        faults.append(fault("vacancy_on", "input.vacancy_date"))
    if condition.vacancy is None and (condition.vacancy_on or condition.vacancy_until):
        faults.append(fault("vacancy", "input.vacancy_itself"))
    if condition.vacancy_on and condition.vacancy_until and condition.vacancy_until < condition.vacancy_on:
        faults.append(fault("vacancy_until", "input.vacancy_expiry"))
    return faults


def save_facility(
    book: Casebook, facility: Facility, condition: FacilityCondition, opened: FacilityFile | None = None
) -> int:
    """Write a facility and its conditions in one transaction; return its id.

    A published field that a coordinator changes is remembered as corrected, so that the next
    edition does not undo it.

    Parameters
    ----------
    opened
        The file as it was when the form was opened: what differs from it is written, what others wrote meanwhile
        stays, and what both changed is to be settled. If None, all is meant as it says.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    NotFoundError
        If the facility is no longer there.
    """
    with book.writing("save facility", about=[(Facility, facility.id)]) as writer:
        before = None if facility.id is None else writer.one(Facility, facility.id)
        known = None if before is None else known_condition(writer, require(before.id))
        if opened is not None and before is not None and known is not None:
            facility = writer.merge(facility, opened.facility, before)
            condition = writer.merge(condition, opened.condition, known)
        facility = _located(facility)
        if faults := check_facility(facility, condition):
            raise InvalidInputError(faults)
        if before is None:
            key = writer.add(facility)
        else:
            key = require(before.id)
            writer.change(replace(facility, corrected_fields=_corrected(before, facility)))
        put_condition(writer, replace(condition, id=None if known is None else known.id, facility_id=key))
    return key


def known_condition(writer: Writer, facility_id: int) -> FacilityCondition:
    """Return a facility's conditions as they are inside the transaction; all unknown until somebody asked."""
    known = writer.all(FacilityCondition, facility_id=facility_id)
    return known[0] if known else FacilityCondition(facility_id=facility_id)


def put_condition(writer: Writer, condition: FacilityCondition) -> None:
    """Write a facility's conditions, unless nothing was ever said of them."""
    if condition.id is not None:
        writer.change(condition)
    elif has_content(condition):
        writer.add(condition)


def _located(facility: Facility) -> Facility:
    """Say of a point that was typed in that it is the office's, and of none that nobody knows."""
    if facility.lat is None:
        return replace(facility, located_at="none")
    return replace(facility, located_at="office") if facility.located_at == "none" else facility


def has_content(condition: FacilityCondition) -> bool:
    """Tell whether a condition says anything at all."""
    blank = FacilityCondition(facility_id=condition.facility_id, id=condition.id)
    return any(getattr(condition, field.name) != getattr(blank, field.name) for field in fields(condition))


def corrected(facility: Facility) -> set[str]:
    """Return the published fields that a coordinator corrected by hand."""
    return set(filter(None, facility.corrected_fields.split(" ")))


def _corrected(before: Facility, after: Facility) -> str:
    if before.source not in PUBLISHED_SOURCES:
        return before.corrected_fields
    changed = {name for name in PUBLISHED_FIELDS if getattr(before, name) != getattr(after, name)}
    if changed & POINT:
        changed |= POINT
    return " ".join(sorted(corrected(before) | changed))


def facility_names(files: Mapping[int, FacilityFile], language: str) -> dict[int, str]:
    """Return what to call each facility, by id.

    A name that repeats is told with the service; where that repeats as well, with the office number; else with our id.
    """
    details: dict[int, list[str]] = {key: [] for key in files}
    names = {key: file.facility.name for key, file in files.items()}
    further: tuple[Callable[[FacilityFile], str | None], ...] = (
        lambda file: service(file.facility.service_code, file.facility.service_name, language),
        lambda file: file.facility.office_number,
        lambda file: f"#{file.key}",
    )
    for describe in further:
        often = Counter(names.values())
        for key in [key for key, name in names.items() if often[name] > 1]:
            details[key] += [text for text in [describe(files[key])] if text]
            name = files[key].facility.name
            names[key] = aside(name, join(details[key], language), language) if details[key] else name
    return names
