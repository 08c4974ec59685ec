"""What was corrected, cancelled and undone of a record, told to whoever reads it later."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, cast

from casebook.book import Casebook
from casebook.mapping import R, from_json, kind_of, table_of
from casebook.records import Audit, Correction, Record
from casebook.records.base import require
from desk.inspection import Difference, differences

GONE: Mapping[str, object] = {"kind": "cancelled", "taken_back": False}
"""How a cancellation is told that was not undone."""


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
class Cancelled(Generic[R]):
    """A record that was cancelled, as it was; None for whoever is not shown the log of changes."""

    correction: Correction
    record: R | None


def told(book: Casebook, kind: type[Record], key: int) -> list[Told]:
    """Return what was corrected of a record, the newest first."""
    entity = table_of(kind).name
    found = {one.since: one for one in book.all(Correction, entity=entity, entity_id=key)}
    standing = [one.since for one in found.values() if not one.taken_back]
    entries = book.all(Audit, entity=entity, entity_id=key, action="update") if found else []
    # Of the rows of a correction in the log, its own was the last to be written.
    own = _own(book, found.values()) if entries else {}
    last = max(standing, default=None)
    return [
        Told(found[since], tuple(_changes(entries, found[since], own)), since == last)
        for since in sorted(found, reverse=True)
    ]


def cancelled(book: Casebook, kind: type[R], person_id: int | None = None) -> list[Cancelled[R]]:
    """Return the records of a kind that were cancelled, the newest first; those of one person if she is named."""
    about = {} if person_id is None else {"person_id": person_id}
    found = _as_they_were(book, book.all(Correction, entity=table_of(kind).name, **GONE, **about)[::-1])
    return cast("list[Cancelled[R]]", found)


def cancelled_of(book: Casebook, **about: int) -> list[list[Cancelled[Record]]]:
    """Return whatever was cancelled, what went at once together; the newest first.

    Parameters
    ----------
    about
        ``person_id`` or ``facility_id``: of whom, or where.
    """
    found = _as_they_were(book, book.all(Correction, **GONE, **about)[::-1])
    return [list(at_once) for _, at_once in groupby(found, key=lambda one: one.correction.since)]


def cancelled_one(book: Casebook, kind: type[Record], key: int) -> Cancelled[Record] | None:
    """Return a record that was cancelled; None if there is no such one."""
    found = book.all(Correction, entity=table_of(kind).name, entity_id=key, **GONE)
    return next(iter(_as_they_were(book, found[-1:])), None)


def _as_they_were(book: Casebook, corrections: Sequence[Correction]) -> list[Cancelled[Record]]:
    """Return the records that were cancelled, read from the log once for each kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    for one in corrections:
        keys[one.entity].add(one.entity_id)
    gone = {
        (entity, row.entity_id): from_json(kind_of(entity), row.before)
        for entity, some in keys.items()
        for row in book.all(Audit, entity=entity, entity_id=frozenset(some), action="delete")
        if row.before
    }
    return [Cancelled(one, gone.get((one.entity, one.entity_id))) for one in corrections]


def _own(book: Casebook, corrections: Iterable[Correction]) -> dict[int, int]:
    """Return under which number the log has that each correction was written, by its id."""
    keys = frozenset(require(one.id) for one in corrections)
    rows = book.all(Audit, entity=table_of(Correction).name, entity_id=keys, action="insert")
    return {row.entity_id: require(row.id) for row in rows}


def _changes(entries: list[Audit], correction: Correction, own: Mapping[int, int]) -> Iterator[Difference]:
    """Yield what one correction changed."""
    if correction.kind == "cancelled":
        return
    until = own.get(require(correction.id), 0)
    for entry in entries:
        if correction.since < require(entry.id) < until:
            yield from differences(entry)
