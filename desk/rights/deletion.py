"""Deletion once the time of keeping is over: names and texts go, what is counted stays."""

from collections.abc import Iterable
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
from desk.rights.held import rows_of
from words.zone import TOKYO

NAMES = {
    "person": ("born_on", "birth_year", "town", "day_city", "day_ward", "day_town", "max_distance_m"),
    "support_team_member": (),
    "emergency_need": (),
}
"""What else than sealed texts tells who somebody is; city and ward, needs, kinds and days are counted, and stay."""
DELETED = "deleted"
"""What stands where something must."""
GONE = ("draft", "person_avoid", "person_night", "person_wish", "pair_rule", "support_team_member", "follow_up")
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
    """Return what is due, the longest due first; only closed files of people are, and no draft about somebody.

    Parameters
    ----------
    person_years, call_years
        Whole years that a closed file, and a call about somebody unknown, are kept after the last thing that happened.
    draft_days
        Days for which a draft about nobody yet is kept that nobody goes on with.
    """
    found = []
    for person in book.all(Person, status="closed"):
        last = _last_day(book, person)
        if not is_deleted(person) and last + relativedelta(years=person_years) <= today:
            found.append(Due("person", require(person.id), person.code_name, last))
    for call in book.all(Consultation, person_id=None):
        last = call.received_at.date()
        if last + relativedelta(years=call_years) <= today and _has_texts(book, call):
            found.append(Due("call", require(call.id), "", last))
    for draft in book.all(Draft, person_id=None):
        last = _typed_on(draft)
        if last + timedelta(days=draft_days) <= today:
            found.append(Due("draft", require(draft.id), "", last))
    return sorted(found, key=lambda one: (one.last, one.kind, one.key))


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
            _blank(writer, _of_call(writer, one.key))
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


def _of_call(book: Casebook | Writer, key: int) -> list[Record]:
    needs = book.all(EmergencyNeed, consultation_id=key)
    rows: list[Record] = [book.one(Consultation, key), *needs, *book.all(Enquiry, consultation_id=key)]
    named = [(table_of(type(one)).name, one.id) for one in rows]
    corrections = [book.all(Correction, entity=entity, entity_id=row) for entity, row in named]
    return [*rows, *(one for some in corrections for one in some)]


def _has_texts(book: Casebook, call: Consultation) -> bool:
    return any(
        getattr(row, column.name) not in (None, DELETED)
        for row in _of_call(book, require(call.id))
        for column in table_of(type(row)).columns
        if SEALED in column.info
    )


def _last_day(book: Casebook, person: Person) -> date:
    """Return the last day of anything that is held about a person; a plan's or a night's wish is none."""
    days = [date.min]
    for table, rows in rows_of(book, person).items():
        dated = [
            column.name for column in table_of(kind_of(table)).columns if issubclass(column.type.python_type, date)
        ]
        for row in rows:
            values = [getattr(row, name) for name in dated if name not in TO_COME]
            days += [one.date() if isinstance(one, datetime) else one for one in values if one is not None]
    return max(days)
