"""What was corrected, cancelled and undone of a record, told to whoever reads it later."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from casebook.book import Casebook
from casebook.mapping import R, from_json, kind_of, table_of
from casebook.records import Audit, Correction, Record
from casebook.records.base import require
from desk.inspection import Difference, differences


@dataclass(frozen=True)
class Told:
    """A correction of a record.

    Attributes
    ----------
    changes
        What it changed of the record, before and after; empty for whoever is not shown the log of changes.
    last
        Whether it is the one that can be undone.
    """

    correction: Correction
    changes: tuple[Difference, ...]
    last: bool


@dataclass(frozen=True)
class Cancelled:
    """A record that was cancelled, as it was; None for whoever is not shown the log of changes."""

    correction: Correction
    record: Record | None


def told(book: Casebook, kind: type[Record], key: int) -> list[Told]:
    """Return what was corrected of a record, the newest first."""
    entity = table_of(kind).name
    found = {one.since: one for one in book.all(Correction, entity=entity, entity_id=key)}
    standing = [one.since for one in found.values() if not one.taken_back]
    entries = book.all(Audit, entity=entity, entity_id=key, action="update") if found else []
    last = max(standing, default=None)
    return [
        Told(found[since], tuple(_changes(entries, found[since], book)), since == last)
        for since in sorted(found, reverse=True)
    ]


def cancelled(book: Casebook, kind: type[R], person_id: int | None = None) -> list[Cancelled]:
    """Return the records of a kind that were cancelled, the newest first; those of one person if she is named."""
    about = {} if person_id is None else {"person_id": person_id}
    found = book.all(Correction, entity=table_of(kind).name, kind="cancelled", taken_back=False, **about)
    return [Cancelled(one, _as_it_was(book, kind, one)) for one in reversed(found)]


def cancelled_of(book: Casebook, person_id: int) -> list[list[Cancelled]]:
    """Return whatever was cancelled of one person, what went at once together; the newest first."""
    found = book.all(Correction, kind="cancelled", taken_back=False, person_id=person_id)
    return [
        [Cancelled(one, _as_it_was(book, kind_of(one.entity), one)) for one in at_once]
        for _, at_once in groupby(reversed(found), key=lambda one: one.since)
    ]


def cancelled_one(book: Casebook, kind: type[R], key: int) -> Cancelled | None:
    """Return a record that was cancelled; None if there is no such one."""
    named = {"entity": table_of(kind).name, "entity_id": key}
    found = book.all(Correction, **named, kind="cancelled", taken_back=False)
    return Cancelled(found[-1], _as_it_was(book, kind, found[-1])) if found else None


def _as_it_was(book: Casebook, kind: type[R], correction: Correction) -> R | None:
    found = book.all(Audit, entity=correction.entity, entity_id=correction.entity_id, action="delete")
    return from_json(kind, found[-1].before) if found and found[-1].before else None


def _changes(entries: list[Audit], correction: Correction, book: Casebook) -> Iterator[Difference]:
    """Yield what one correction changed: of its rows in the log, its own was the last to be written."""
    if correction.kind == "cancelled" or not entries:
        return
    own = book.all(Audit, entity="correction", entity_id=correction.id, action="insert")
    until = require(own[0].id) if own else 0
    for entry in entries:
        if correction.since < require(entry.id) < until:
            yield from differences(entry)
