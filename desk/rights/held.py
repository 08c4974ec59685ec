"""Everything that is held about one person, found by the tables' own references: a new table is in it by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from casebook.book import Casebook, Writer
from casebook.mapping import kind_of, table_of
from casebook.records import Audit, Correction, Person, Record
from casebook.records.base import require
from casebook.roles import OF_A_PERSON, THROUGH
from desk.plan import seen_plans

NOT_OF_A_PERSON = {
    "access_log": "by what it is about: see `handed`",
    "account": "of those who work with the casebook",
    "adoption": "of plans",
    "area": "of places",
    "audit": "by what it is about: the rows of all that is held",
    "audit_chain": "of the logs",
    "drill": "of copies",
    "edition_papers": "of areas: counts as they are published",
    "base_layer": "of places",
    "calendar_feed": "of those who work with the casebook",
    "capacity_count": "of the city: figures",
    "capacity_target": "of the city: figures",
    "centre": "of places",
    "council_meeting": "of councils",
    "council_plan": "of councils",
    "council_year": "of councils",
    "corporation_visit": "of corporations",
    "credential": "of those who work with the casebook",
    "demonstration": "of the casebook",
    "facility": "of facilities",
    "facility_condition": "of facilities",
    "facility_link": "of facilities",
    "failed_attempts": "of those who work with the casebook",
    "free_bed": "of facilities",
    "incoming_answer": "of facilities; what it says of a proposal is in the proposal's steps",
    "name_index": "keyed hashes of the names that are held",
    "plan": "by what its record says of her",
    "public_facility": "of places",
    "read_mark": "of those who work with the casebook",
    "recovery_code": "of those who work with the casebook",
    "regional_issue": "of councils; out of whose cases it was is hers",
    "regional_issue_step": "of councils",
    "resource": "of places that are no offices",
    "review_edition": "of the city: what was published",
    "review_papers": "of the city: counts as they are published",
    "role_grant": "of those who work with the casebook",
    "scenario": "of plans: what is tried, by numbers",
    "saved_view": "of those who work with the casebook",
    "second_factor": "of those who work with the casebook",
    "session": "of those who work with the casebook",
    "sheet_edition": "of areas",
    "shift_note": "from shift to shift, of the house",
    "statistic": "of places",
    "town": "of places",
    "training_event": "of those who work with people",
    "vault_key": "of the casebook",
    "visit": "of facilities",
}
"""Tables without a way to a person by their references, and why; a test holds that no other is without."""


@dataclass(frozen=True)
class Held:
    """What is held about one person.

    Attributes
    ----------
    rows
        By table, in the order in which they refer to each other.
    plans
        Id and period of each plan in whose record she is, with what it says of her.
    changes
        The audit rows of all of these.
    """

    person: Person
    rows: Mapping[str, tuple[Record, ...]]
    plans: tuple[tuple[int, str, tuple[Mapping[str, Any], ...]], ...]
    changes: tuple[Audit, ...]


def ways() -> dict[type[Record], tuple[str, type[Record]] | None]:
    """Return the kinds that belong to a person, each after the one by which it does, with the column that leads there."""
    through = {table.name: (column.name, kind_of(other.name)) for table, (column, other) in THROUGH.items()}
    hers = {table.name: ("person_id", Person) for table in OF_A_PERSON}
    return {Person: None, **{kind_of(name): way for name, way in {**hers, **through}.items()}}


def held(book: Casebook, person_id: int) -> Held:
    """Return everything that is held about a person.

    Raises
    ------
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    person = book.one(Person, person_id)
    rows = rows_of(book, person)
    keys = {(table, require(row.id)) for table, found in rows.items() for row in found}
    keys |= {key for one in book.all(Correction, person_id=person_id) for key in _cancelled(book, one)}
    changes = tuple(one for table, key in sorted(keys) for one in book.all(Audit, entity=table, entity_id=key))
    plans = tuple(
        (require(plan.id), f"{plan.period_start:%Y-%m}/{plan.period_end:%Y-%m}", named)
        for plan in seen_plans(book)
        if (named := tuple(_named(plan.record, person)))
    )
    return Held(person, rows, plans, tuple(sorted(changes, key=lambda one: require(one.id))))


def _cancelled(book: Casebook, correction: Correction) -> Iterator[tuple[str, int]]:
    """Yield the rows that went when a record of hers was cancelled, found in the log by when that was written."""
    for own in book.all(Audit, entity="correction", entity_id=correction.id, action="insert"):
        for one in book.logged(Audit, own.at, own.at + timedelta.resolution, action="delete"):
            if correction.since < require(one.id) < require(own.id):
                yield one.entity, one.entity_id


def rows_of(book: Casebook | Writer, person: Person) -> dict[str, tuple[Record, ...]]:
    """Return the rows that belong to a person, by table."""
    kept: dict[type[Record], tuple[Record, ...]] = {Person: (person,)}
    for kind, way in ways().items():
        if way is not None:
            column, to = way
            found = [one for row in kept[to] for one in book.all(kind, **{column: row.id})]
            kept[kind] = tuple(sorted(found, key=lambda one: require(one.id)))
    return {table_of(kind).name: found for kind, found in kept.items()}


def _named(record: object, person: Person) -> Iterator[Mapping[str, Any]]:
    """Yield the entries of a plan's record that are about a person."""
    if isinstance(record, Mapping):
        if (
            record.get("person") == person.id
            or record.get("person_id") == person.id
            or (record.get("id") == person.id and "tier" in record)
        ):
            yield record
            return
        for inner in record.values():
            yield from _named(inner, person)
    elif isinstance(record, list | tuple):
        for inner in record:
            yield from _named(inner, person)
