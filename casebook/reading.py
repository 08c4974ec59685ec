"""What records are read by, from outside a transaction and in it: the queries, and the opening of what is sealed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from casebook import tables as t
from casebook.mapping import Columns, R, from_rows, table_of
from casebook.records import Record
from casebook.records.base import require
from casebook.vault import names
from casebook.vault.rows import SEARCHED, SECRETS, opened_columns, opened_entries
from casebook.vault.vault import vault_of

MOST_ASKED = 10_000
"""So many values are asked for at a time; a query of either database takes some thirty thousand."""


def select_records(
    connection: sa.Connection,
    kind: type[R],
    equal: Mapping[str, object],
    *conditions: sa.ColumnElement[bool],
    handed: Sequence[sa.ColumnElement[Any]],
) -> list[R]:
    """Return the records of a kind that meet all conditions, by id; what is sealed is opened, and compared as it reads.

    Parameters
    ----------
    equal
        What columns are; of a set, which no sealed one is asked for by, one of its values.
    handed
        The columns as they are handed out; what is withheld cannot be asked for by its value either.
    """
    if (parts := list(_parts(equal)))[1:]:
        found = [one for part in parts for one in select_records(connection, kind, part, *conditions, handed=handed)]
        return sorted(found, key=lambda one: require(one.id))
    table, vault = table_of(kind), vault_of(connection)
    sealed = {one.name for one in SECRETS[table.name]} & set(equal)
    shown = dict(zip(table.columns.keys(), handed, strict=True))
    plain = plain_conditions(shown, {name: value for name, value in equal.items() if name not in sealed})
    known = (
        names.named(vault, table.name, name, str(equal[name]))
        for name in sealed & set(SEARCHED[table.name])
        if equal[name]
    )
    query = sa.select(*handed).where(*conditions, *plain, *known)

    def opening(columns: Columns) -> Columns:
        return opened_entries(vault, columns) if table is t.audit else opened_columns(vault, table.name, columns)

    found = from_rows(kind, connection.execute(query.order_by(table.c.id)), opening)
    return [one for one in found if all(getattr(one, name) == equal[name] for name in sealed)] if sealed else found


def select_values(
    connection: sa.Connection,
    kind: type[Record],
    fields: Sequence[str],
    equal: Mapping[str, object],
    *conditions: sa.ColumnElement[bool],
    handed: Sequence[sa.ColumnElement[Any]],
) -> list[tuple[Any, ...]]:
    """Return columns of the records that meet all conditions, by id; arguments as of `select_records`.

    Raises
    ------
    TypeError
        If one of the columns is sealed.
    """
    table = table_of(kind)
    if sealed := {one.name for one in SECRETS[table.name]} & {*fields, *equal}:
        msg = f"sealed: {sorted(sealed)}"
        raise TypeError(msg)
    shown = dict(zip(table.columns.keys(), handed, strict=True))
    query = sa.select(*(shown[name] for name in ("id", *fields))).where(*conditions)
    rows = [row for part in _parts(equal) for row in connection.execute(query.where(*plain_conditions(shown, part)))]
    return [row[1:] for row in sorted(rows, key=lambda row: row[0])]


def select_moments(
    connection: sa.Connection, kind: type[Record], conditions: Sequence[sa.ColumnElement[bool]]
) -> dict[datetime, int]:
    """Return when the rows of a log that meet all conditions were written, and how many each time."""
    log = table_of(kind).c
    query = sa.select(log.at, sa.func.count()).where(*conditions).group_by(log.at)
    return {row[0]: row[1] for row in connection.execute(query)}


def select_newest(
    connection: sa.Connection,
    kind: type[Record],
    conditions: Sequence[sa.ColumnElement[bool]],
    moments: Iterable[datetime],
    most: int | None,
) -> list[tuple[datetime, int]]:
    """Return time and id of the newest rows of a log that were written at some moments, the newest first."""
    log, found = table_of(kind).c, list[tuple[datetime, int]]()
    query = sa.select(log.at, log.id).where(*conditions).order_by(log.at.desc(), log.id.desc())
    ordered = sorted(moments, reverse=True)
    for start in range(0, len(ordered), MOST_ASKED):
        left = None if most is None else most - len(found)
        rows = connection.execute(query.where(log.at.in_(ordered[start : start + MOST_ASKED])).limit(left))
        found += [(row[0], row[1]) for row in rows]
    return found


def plain_conditions(
    shown: Mapping[str, sa.ColumnElement[Any]], equal: Mapping[str, object]
) -> list[sa.ColumnElement[bool]]:
    """Return what says that columns, as they are handed out, are this, or one of a set."""
    return [
        shown[name].in_(value) if isinstance(value, frozenset) else shown[name] == value
        for name, value in equal.items()
    ]


def _parts(equal: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield what is asked for, in parts of as many values as a query takes."""
    many = next((name for name, one in equal.items() if isinstance(one, frozenset) and len(one) > MOST_ASKED), None)
    if many is None:
        yield equal
        return
    values = sorted(equal[many])  # type: ignore[call-overload]
    for start in range(0, len(values), MOST_ASKED):
        yield from _parts({**equal, many: frozenset(values[start : start + MOST_ASKED])})


def select_periods(connection: sa.Connection, seen: sa.ColumnElement[bool]) -> dict[int, tuple[date, date]]:
    """Return the first and last day of every plan, by its id, to whoever is told which are adopted."""
    rows = connection.execute(sa.select(t.plan.c.id, t.plan.c.period_start, t.plan.c.period_end).where(seen))
    return {key: (start, end) for key, start, end in rows}


def select_written(
    connection: sa.Connection,
    kind: type[Record],
    keys: Collection[int],
    seen: sa.ColumnElement[bool],
    *,
    first: bool = False,
) -> dict[int, datetime]:
    """Return when rows were last written, or first, by their ids, as far as they are seen."""
    table, log = table_of(kind), t.audit.c
    query = (
        sa.select(log.entity_id, (sa.func.min if first else sa.func.max)(log.at))
        .where(log.entity == table.name, log.entity_id.in_(keys))
        .where(log.entity_id.in_(sa.select(table.c.id).where(seen)))
        .group_by(log.entity_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


class Written(NamedTuple):
    """A transaction as the log of changes has it: what it was, whose and when, its first and last row."""

    what: str
    who: str
    at: datetime
    first: int
    last: int


def select_transactions(connection: sa.Connection, beginning: str, seen: sa.ColumnElement[bool]) -> list[Written]:
    """Return the transactions whose name begins so, the newest first, without what they changed."""
    log = t.audit.c
    query = (
        sa.select(log.what, log.who, log.at, sa.func.min(log.id), sa.func.max(log.id))
        .where(log.what.startswith(beginning, autoescape=True), seen)
        .group_by(log.what, log.who, log.at)
        .order_by(sa.func.max(log.id).desc())
    )
    return [Written(*row) for row in connection.execute(query)]


def select_added_by(
    connection: sa.Connection, kind: type[Record], seen: sa.ColumnElement[bool], key: int | None = None
) -> dict[int, str]:
    """Return who first wrote each row that is seen, or the one that is named, by its id."""
    table, log = table_of(kind), t.audit.c
    query = (
        sa.select(log.entity_id, log.who)
        .where(log.entity == table.name, log.action == "insert")
        .where(log.entity_id.in_(sa.select(table.c.id).where(seen)))
        .order_by(log.id.desc())  # whoever brought it back after it was cancelled did not write it first
    )
    if key is not None:
        query = query.where(log.entity_id == key)
    return {row[0]: row[1] for row in connection.execute(query)}


def select_last(connection: sa.Connection, word: str) -> dict[str, datetime]:
    """Return when changes that begin with a word were last made, by what they were."""
    log = t.audit.c
    query = sa.select(log.what, sa.func.max(log.at)).where(log.what.startswith(f"{word} ")).group_by(log.what)
    return {row[0]: row[1] for row in connection.execute(query)}


def select_once_called(connection: sa.Connection, name: str | None = None, own: int | None = None) -> set[str]:
    """Return the code names, or whether it is one of them, that anybody who is kept has or had, whoever may see her.

    Parameters
    ----------
    own
        Who may have had it herself.
    """
    log = t.audit.c
    called = log.after["code_name"].as_string()
    query = sa.select(called).where(log.entity == t.person.name, log.entity_id.in_(sa.select(t.person.c.id)))
    if name is not None:
        query = query.where(called == name)
    if own is not None:
        query = query.where(log.entity_id != own)
    return set(connection.execute(query.distinct()).scalars())


def select_nights(
    connection: sa.Connection,
    kind: type[Record],
    night: date,
    begun_by: date,
    seen: sa.ColumnElement[bool],
    equal: Mapping[str, object],
) -> dict[int, int]:
    """Return how many rows cover a night, by facility; see `Casebook.nights_taken`.

    Parameters
    ----------
    seen
        The condition on facilities; rows of everybody count.
    """
    table = table_of(kind).c
    query = (
        sa.select(table.facility_id, sa.func.count())
        .where(table.start_on <= begun_by, sa.or_(table.end_on.is_(None), table.end_on > night))
        .where(table.facility_id.in_(sa.select(t.facility.c.id).where(seen)))
        .where(*(table[name] == value for name, value in equal.items()))
        .group_by(table.facility_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
