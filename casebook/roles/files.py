"""Files that are restricted to named people, and files that somebody opened in an emergency behind broken glass."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.roles.actors import Actor, Sight, day_of
from casebook.roles.matrix import COUNTING
from words.zone import TOKYO

OF_A_PERSON = tuple(table for table in t.metadata.sorted_tables if "person_id" in table.c)
THROUGH = {
    table: (foreign.parent, foreign.column.table)
    for table in t.metadata.sorted_tables
    if "person_id" not in table.c
    for foreign in table.foreign_keys
    if foreign.column.table in OF_A_PERSON
}
"""Rows that belong to a person by way of another row, which they refer to."""
NOBODY = "—"
"""The name under which is read what everybody gets; it is named in no file."""
LEAST_NAMED = 2
"""So many at least are named in a restricted file, so that it is lost with nobody."""


def opened_by(actor: Actor, now: datetime) -> sa.Select[tuple[int]]:
    """Return whose files somebody has open behind broken glass."""
    glass = t.broken_glass.c
    return sa.select(glass.person_id).where(glass.who == actor.name, glass.at <= now, glass.until > now)


@lru_cache(maxsize=64)  # asked for every table of a transaction
def hidden_from(actor: Actor, now: datetime, *, counting: bool = False) -> sa.Select[tuple[int]]:
    """Return whose files are restricted to others; for figures that are handed on it is every restricted file."""
    reader = t.named_reader.c
    if counting:
        return sa.select(reader.person_id)
    named = sa.select(reader.person_id).where(reader.name == actor.name)
    return sa.select(reader.person_id).where(
        reader.person_id.not_in(named), reader.person_id.not_in(opened_by(actor, now))
    )


def not_about(table: sa.Table, hidden: sa.Select[tuple[int]]) -> sa.ColumnElement[bool]:
    """Return the condition that a row has nothing to do with some people."""
    if table is t.person:
        return t.person.c.id.not_in(hidden)
    if table in THROUGH:
        reference, other = THROUGH[table]
        return reference.not_in(_rows_of(other, hidden))
    if "person_id" in table.c:
        person = table.c.person_id
        return sa.or_(person.is_(None), person.not_in(hidden)) if person.nullable else person.not_in(hidden)
    if table in (t.audit, t.access_log):
        # Where no file is restricted, which is asked once, no row need be looked into.
        return sa.or_(sa.not_(sa.exists(hidden)), sa.not_(_logged(table, hidden)))
    return sa.true()


def _logged(log: sa.Table, hidden: sa.Select[tuple[int]]) -> sa.ColumnElement[bool]:
    """Rows of a log about some people, those included of what was removed since."""
    about = [sa.and_(log.c.entity == t.person.name, log.c.entity_id.in_(hidden))]
    about += [
        sa.and_(log.c.entity == table.name, log.c.entity_id.in_(_rows_of(table, hidden))) for table in OF_A_PERSON
    ]
    about += [
        sa.and_(
            log.c.entity == table.name,
            log.c.entity_id.in_(sa.select(table.c.id).where(reference.in_(_rows_of(other, hidden)))),
        )
        for table, (reference, other) in THROUGH.items()
    ]
    if log is t.audit:
        sides = (log.c.before, log.c.after)
        about += [sa.func.coalesce(side["person_id"].as_integer(), 0).in_(hidden) for side in sides]
        about += [
            sa.and_(
                log.c.entity == table.name,
                sa.func.coalesce(side[reference.name].as_integer(), 0).in_(_rows_ever_of(other, hidden)),
            )
            for table, (reference, other) in THROUGH.items()
            for side in sides
        ]
    return sa.func.coalesce(sa.or_(*about), sa.false())


def told_by_name(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that somebody is told of a resource because it names her, or because she wrote it."""
    resource = t.resource.c
    lines = "\n" + resource.readers + "\n"
    # What is replaced is compared letter by letter in every database, as LIKE is not.
    named = sa.func.replace(lines, f"\n{actor.name}\n", "") != lines
    return sa.or_(resource.written_by == actor.name, sa.and_(resource.sharing == "named", named))


def _rows_of(table: sa.Table, people: sa.Select[tuple[int]]) -> sa.Select[tuple[int]]:
    return sa.select(table.c.id).where(table.c.person_id.in_(people))


def _rows_ever_of(table: sa.Table, people: sa.Select[tuple[int]]) -> sa.CompoundSelect[tuple[int]]:
    """Rows of some people, and those that were cancelled."""
    one = t.correction.c
    cancelled = sa.select(one.entity_id).where(one.entity == table.name, one.person_id.in_(people))
    return sa.union_all(_rows_of(table, people), cancelled)


@dataclass(frozen=True)
class Held:
    """A place that a proposal holds for somebody whose file is restricted: where and when, not for whom."""

    plan_id: int
    facility_id: int
    status: str
    start_on: date | None
    end_on: date | None


def sight_of(connection: sa.Connection, actor: Actor, now: datetime) -> Sight:
    """Return what decides what somebody sees."""
    today = day_of(now)
    grants = actor.on(today)
    roles = {grant.role for grant in grants}
    hidden = hidden_from(actor, now, counting=COUNTING in roles)
    opened = opened_by(actor, now).add_columns(t.broken_glass.c.until)
    found = connection.execute(opened).all()
    everything = "coordinator" in roles
    broken = sa.select(t.broken_glass.c.id).where(t.broken_glass.c.who == actor.name)
    glasses: list[Any] = [] if everything else list(connection.execute(broken))
    told = sa.select(t.resource.c.id).where(told_by_name(actor))
    resources: list[Any] = [] if everything else list(connection.execute(told))
    closed: list[Any] = list(connection.execute(hidden))
    midnight = (now.astimezone(TOKYO) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return Sight(
        today,
        frozenset((grant.role, grant.scope) for grant in grants),
        frozenset(row[0] for row in closed),
        frozenset(key for key, _ in found),
        frozenset(row[0] for row in glasses),
        frozenset(row[0] for row in resources),
        everything=everything,
        until=min([midnight, *(until for _, until in found)]),
    )


def opens_restricted(connection: sa.Connection, actor: Actor, now: datetime) -> bool:
    """Tell whether any restricted file is open to somebody."""
    reader = t.named_reader.c
    query = sa.select(reader.id).where(reader.person_id.not_in(hidden_from(actor, now))).limit(1)
    return connection.execute(query).first() is not None


def held_unseen(connection: sa.Connection, actor: Actor, now: datetime) -> list[Held]:
    """Return what proposals hold for people whose files are restricted to others; see `casebook.book.Casebook`."""
    one = t.proposal.c
    query = sa.select(one.plan_id, one.facility_id, one.status, one.start_on, one.end_on)
    return [Held(*row) for row in connection.execute(query.where(one.person_id.in_(hidden_from(actor, now))))]
