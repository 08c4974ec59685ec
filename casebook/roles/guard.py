"""What is written, held row by row against what whoever writes may write."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.errors import NotAllowedError
from casebook.roles.actors import Actor
from casebook.roles.matrix import RIGHTS, Action, may
from casebook.roles.seeing import own_people, visible

Rows = Sequence[Mapping[str, Any]]
AT_ONCE = 900
"""How many rows a query names; see `casebook.writer.ROWS_AT_ONCE`."""


def role_to_write(actor: Actor, today: date) -> str:
    """Return the first of somebody's roles that writes anything, under which the audit has what she writes.

    Raises
    ------
    NotAllowedError
        If she only reads.
    """
    for grant in actor.on(today):
        if any(right.writes != "nothing" for right in RIGHTS.get(grant.role, {}).values()):
            return grant.role
    raise NotAllowedError("casebook.may_not_write", name=actor.name)


class Guard:
    """Lets through, in one transaction, what somebody may write.

    Of an own person the row must be hers before and after, and so must be what hangs on it: nobody writes herself into a
    file by joining its team. A person who is added counts as her own until the end, by when she must be one. What is
    withdrawn, a consent, may end her sight; her being of the team may not end.

    Parameters
    ----------
    today
        On which it is decided.
    """

    def __init__(self, connection: sa.Connection, actor: Actor, today: date) -> None:
        self._connection = connection
        self._actor = actor
        self._today = today
        self._grants = actor.on(today)
        self.role = role_to_write(actor, today)
        self._added: set[int] = set()
        self._touched: set[int] = set()

    def condition(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """Return the condition that a row must meet to be read inside the transaction."""
        seen = visible(table, self._actor, self._today)
        if self._added and (table is t.person or "person_id" in table.c):
            return sa.or_(seen, _owner(table).in_(self._added))
        return seen

    def require(self, action: Action, table: sa.Table, rows: Rows) -> None:
        """Refuse rows that are not the actor's to write, as they were or as they would be.

        Parameters
        ----------
        rows
            With their ids, those of what is added, too.

        Raises
        ------
        NotAllowedError
            If it is not for her roles to do that, or not with these rows.
        """
        reaches = {grant: may(grant.role, action, table) for grant in self._grants}
        if "all" in reaches.values():
            return
        own = [grant for grant, reach in reaches.items() if reach == "own"]
        if not own:
            raise NotAllowedError("casebook.may_not_write_this", name=self._actor.name)
        owners = {row[_owner(table).name] for row in rows}
        if action == "add" and table is t.person:
            self._added |= owners
        self._require_all(t.person, owners - self._added, own_people(own, self._today))
        places = {row["facility_id"] for row in rows if row.get("facility_id") is not None}
        self._require_all(t.facility, places, visible(t.facility, self._actor, self._today))
        self._touched |= owners

    def require_kept(self) -> None:
        """Refuse, at the end, whoever took somebody out of her own hands, or added somebody who is not hers.

        Raises
        ------
        NotAllowedError
            If she did.
        """
        own = [grant for grant in self._grants if may(grant.role, "change", t.person) == "own"]
        self._require_all(t.person, self._touched - self._added, own_people(own, self._today, agreed=False))
        self._require_all(t.person, self._added, own_people(own, self._today))

    def _require_all(self, table: sa.Table, keys: set[int], condition: sa.ColumnElement[bool]) -> None:
        wanted = sorted(keys)
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            query = sa.select(sa.func.count()).select_from(table).where(table.c.id.in_(some), condition)
            if self._connection.execute(query).scalar_one() != len(some):
                raise NotAllowedError("casebook.outside", name=self._actor.name)


def _owner(table: sa.Table) -> sa.Column[Any]:
    """Return the column that says whose row it is."""
    return t.person.c.id if table is t.person else table.c.person_id
