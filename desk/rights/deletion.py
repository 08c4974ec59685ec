"""Deletion once the time of keeping is over: names and texts go, what is counted stays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from casebook.book import Casebook, Writer
from casebook.columns import SEALED
from casebook.mapping import kind_of, table_of
from casebook.records import Consultation, Correction, Draft, EmergencyNeed, Enquiry, Person, Record
from casebook.records.base import require
from desk.drafts import MovedOnError
from desk.errors import DeskError
from desk.rights.held import rows_of, ways
from words.zone import TOKYO

NAMES = {
    "person": ("born_on", "birth_year", "town", "day_city", "day_ward", "day_town", "max_distance_m"),
    "support_team_member": (),
    "emergency_need": (),
}
"""What else than sealed texts tells who somebody is; city and ward, needs, kinds and days are counted, and stay."""
DELETED = "deleted"
"""What stands where something must."""
GONE = (
    *("draft", "person_avoid", "person_night", "person_wish", "pair_rule", "support_team_member", "follow_up"),
    *("care_note", "contact_person", "sheet_handing", "person_sheet"),
)
"""Tables of which nothing is counted: their rows go."""
TO_COME = ("born_on", "review_on", "until", "next_on", "due_on")
"""Days on which nothing has happened of what is held."""


@dataclass(frozen=True)
class Due:
    """A person, a call about somebody unknown, or a draft about nobody yet, whose time of keeping is over.

    Attributes
    ----------
    kind
        ``person``, ``call`` or ``draft``.
    last
        The last day on which anything happened.
    """

    kind: str
    key: int
    name: str
    last: date


def due(book: Casebook, today: date, *, person_years: int, call_years: int, draft_days: int) -> list[Due]:
    """Return what is due, the longest due first: of the records and of the drafts."""
    records = due_records(book, today, person_years=person_years, call_years=call_years)
    return longest_first([*records, *due_drafts(book, today, draft_days)])


def longest_first(found: Iterable[Due]) -> list[Due]:
    """Return what is due in order."""
    return sorted(found, key=lambda one: (one.last, one.kind, one.key))


def due_records(book: Casebook, today: date, *, person_years: int, call_years: int) -> list[Due]:
    """Return which files and calls are due; only closed files of people are.

    Parameters
    ----------
    person_years, call_years
        Whole years that a closed file, and a call about somebody unknown, are kept after the last thing that happened.
    """
    closed = {require(one.id): one for one in book.all(Person, status="closed") if not is_deleted(one)}
    found = [
        Due("person", key, closed[key].code_name, last)
        for key, last in _last_days(book, closed).items()
        if last + relativedelta(years=person_years) <= today
    ]
    received = book.values(Consultation, ("id", "received_at"), person_id=None)
    old = {key: at.date() for key, at in received if at.date() + relativedelta(years=call_years) <= today}
    found += [Due("call", key, "", old[key]) for key in {key for key, row in _of_calls(book, old) if _has_texts(row)}]
    return found


def due_drafts(book: Casebook, today: date, days: int) -> list[Due]:
    """Return which drafts about nobody yet have been kept for some days without anybody going on with them; of somebody none is."""
    found = [Due("draft", require(one.id), "", _typed_on(one)) for one in book.all(Draft, person_id=None)]
    return [one for one in found if one.last + timedelta(days=days) <= today]


def delete(book: Casebook, one: Due) -> None:
    """Delete names and texts of what is due, in one transaction; the rows that are counted stay, without them.

    The audit stays as it is, sealed, for as long as the logs are kept (docs/decisions.md).

    Raises
    ------
    DeskError
        If the file was opened again, or somebody went on with the draft.
    NotFoundError
        If it is not there any more.
    """
    with book.writing("deletion") as writer:
        if one.kind == "draft":
            draft = writer.one(Draft, one.key)
            if draft.person_id is not None or _typed_on(draft) != one.last:
                raise MovedOnError("draft.moved_on", who=draft.typed_by, at=draft.changed_at)
            writer.remove(Draft, one.key)
            writer.note("deletion", entity="draft", entity_id=one.key)
            return
        if one.kind == "call":
            writer.one(Consultation, one.key)
            _blank(writer, [row for _, row in _of_calls(writer, [one.key])])
            writer.note("deletion", entity="consultation", entity_id=one.key)
            return
        person = writer.one(Person, one.key)
        if person.status != "closed":
            raise DeskError("rights.not_closed")
        rows = rows_of(writer, person)
        for table in GONE:
            for row in rows.get(table, ()):
                writer.remove(kind_of(table), require(row.id))
        _blank(writer, [row for table, found in rows.items() if table not in GONE for row in found])
        writer.note("deletion", entity="person", entity_id=one.key)


def _typed_on(draft: Draft) -> date:
    return draft.changed_at.astimezone(TOKYO).date()


def is_deleted(person: Person) -> bool:
    """Tell whether a person's names and texts are gone."""
    return person.code_name == _mark(require(person.id))


def _mark(key: int) -> str:
    """Return what stands in the place of a code name."""
    return f"{DELETED}-{key}"


def _blank(writer: Writer, rows: Iterable[Record]) -> None:
    for row in rows:
        table = table_of(type(row))
        empty: dict[str, Any] = dict.fromkeys(NAMES.get(table.name, ()))
        for column in table.columns:
            if SEALED in column.info:
                empty[column.name] = None if column.nullable else DELETED
        if isinstance(row, Person):
            empty |= {"code_name": _mark(require(row.id)), "tier_override": None, "review_on": None}
        if table.name == "rights_request":
            empty |= {"done": DELETED} if getattr(row, "done", None) is not None else {}
        writer.change(replace(row, **empty))


def _of_calls(book: Casebook | Writer, keys: Iterable[int]) -> Iterator[tuple[int, Record]]:
    """Yield the calls, what was needed and whom one telephoned, and what was corrected of it, each with the call's id."""
    asked = frozenset(keys)
    for kind, column in ((Consultation, "id"), (EmergencyNeed, "consultation_id"), (Enquiry, "consultation_id")):
        rows = book.all(kind, **{column: asked}) if asked else []
        whose = {require(row.id): int(getattr(row, column)) for row in rows}
        yield from zip(whose.values(), rows, strict=True)
        if whose:
            corrections = book.all(Correction, entity=table_of(kind).name, entity_id=frozenset(whose))
            yield from ((whose[one.entity_id], one) for one in corrections)


def _has_texts(row: Record) -> bool:
    sealed = (column.name for column in table_of(type(row)).columns if SEALED in column.info)
    return any(getattr(row, name) not in (None, DELETED) for name in sealed)


def _last_days(book: Casebook, people: Iterable[int]) -> dict[int, date]:
    """Return the last day of anything that is held about people; a plan's or a night's wish is none."""
    found = dict.fromkeys(people, date.min)
    whose: dict[type[Record], dict[int, int]] = {}
    for kind, way in ways().items():
        column, to = way or ("id", Person)
        owners = whose[to] if way else dict(zip(found, found, strict=True))
        dated = [
            one.name
            for one in table_of(kind).columns
            if issubclass(one.type.python_type, date) and one.name not in TO_COME
        ]
        rows = book.values(kind, ("id", column, *dated), **{column: frozenset(owners)}) if owners else []
        whose[kind] = {key: owners[owner] for key, owner, *_ in rows}
        for key, _, *days in rows:
            person = whose[kind][key]
            told = (one.date() if isinstance(one, datetime) else one for one in days if one is not None)
            found[person] = max(found[person], *told, date.min)
    return found
