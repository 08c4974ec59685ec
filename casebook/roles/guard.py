"""What is written, held row by row against what whoever writes may write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.errors import NotAllowedError
from casebook.roles.actors import Actor, Grant, day_of
from casebook.roles.files import LEAST_NAMED, THROUGH, hidden_from
from casebook.roles.matrix import RIGHTS, Action, may
from casebook.roles.seeing import BREAK_GLASS, own_people, visible

Rows = Sequence[Mapping[str, Any]]
AT_ONCE = 900
"""How many rows a query names; see `casebook.writer.ROWS_AT_ONCE`."""

LONGEST_OPEN = timedelta(hours=24)
"""So long at most a file stays open behind broken glass."""


def role_to_write(actor: Actor, today: date) -> str:
    """Return the role of somebody's that writes most, under which the audit has what she writes.

    Raises
    ------
    NotAllowedError
        If she only reads.
    """
    writes = {
        grant.role: sum(right.writes != "nothing" for right in RIGHTS.get(grant.role, {}).values())
        for grant in actor.on(today)
    }
    if not any(writes.values()):
        raise NotAllowedError("casebook.may_not_write", name=actor.name)
    return max(writes, key=writes.__getitem__)


class Guard:
    """Lets through, in one transaction, what somebody may write.

    Of an own person the row must be hers before and after, and so must be what hangs on it: nobody writes herself into a
    file by joining its team. A person who is added counts as her own until the end, by when she must be one. What is
    withdrawn, a consent, may end her sight; her being of the team may not end.

    Parameters
    ----------
    now
        At which it is decided.
    """

    def __init__(self, connection: sa.Connection, actor: Actor, now: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._now = now
        self._today = day_of(now)
        self._grants = actor.on(self._today)
        self.role = role_to_write(actor, self._today)
        self._hidden = set(connection.execute(hidden_from(actor, now)).scalars())
        self._added: set[int] = set()
        self._touched: set[int] = set()
        self._restricted: set[int] = set()
        self._meant: set[int] = set()
        self._seen: dict[sa.Table, sa.ColumnElement[bool]] = {}

    def condition(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """Return the condition that a row must meet to be read inside the transaction."""
        if table not in self._seen:
            self._seen[table] = visible(table, self._actor, self._now)
        seen = self._seen[table]
        if self._added and (table is t.person or "person_id" in table.c):
            return sa.or_(seen, _owner(table).in_(self._added))
        return seen

    def behind_glass(self) -> sa.ColumnElement[bool]:
        """Return the condition that somebody's file may be opened in an emergency: any, for who sees everybody.

        Of others a restricted file is not there at all.
        """
        roles = {grant.role for grant in self._grants}
        if "coordinator" in roles:
            return sa.true()
        return t.person.c.id.not_in(hidden_from(self._actor, self._now)) if roles & set(BREAK_GLASS) else sa.false()

    def means(self, people: Iterable[int]) -> None:
        """Take note of whose files somebody named who is about to open them."""
        self._meant |= set(people)

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
        if table is t.broken_glass:
            self._require_glass(action, rows, allowed=any(reach != "nothing" for reach in reaches.values()))
            return
        if "all" in reaches.values():
            if table is t.named_reader:
                self._require_readers(action, rows)
            elif self._hidden:
                self._require_none_hidden(table, rows)
            return
        own = [grant for grant, reach in reaches.items() if reach == "own"]
        if not own:
            raise NotAllowedError("casebook.may_not_write_this", name=self._actor.name)
        if table is t.incoming_answer:
            self._require_answers(rows)
            return
        if table is t.correction:  # of telephone calls, which may be to private places, only coordinators are told
            self._require(all(row["entity"] != t.enquiry.name for row in rows))
        if table is t.saved_view:
            self._require(all(row["who"] == self._actor.name for row in rows))
            return
        if table is t.draft:
            self._require_drafts(rows, own)
            return
        owners = {row[_owner(table).name] for row in rows}
        self._require(not owners & self._hidden)
        if action == "add" and table is t.person:
            self._added |= owners
        self._require_all(t.person, owners - self._added, own_people(own, self._today))
        places = {row["facility_id"] for row in rows if row.get("facility_id") is not None}
        self._require_all(t.facility, places, visible(t.facility, self._actor, self._now))
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
        reader = t.named_reader.c
        for key in self._restricted:
            named = self._connection.execute(sa.select(sa.func.count()).where(reader.person_id == key)).scalar_one()
            if 0 < named < LEAST_NAMED:
                raise NotAllowedError("casebook.too_few_named", least=LEAST_NAMED)

    def _require_glass(self, action: Action, rows: Rows, *, allowed: bool) -> None:
        """Let somebody open only for herself, whom she named, until tomorrow at most; and sign only what another opened."""
        name = self._actor.name
        self._require(allowed)
        if action == "add":
            self._require(all(row["who"] == name and row["person_id"] in self._meant for row in rows))
            self._require(all(row["until"] <= self._now + LONGEST_OPEN and row["review"] is None for row in rows))
            return
        for before, after in zip(rows[::2], rows[1::2], strict=True):
            changed = {column for column in after if after[column] != before[column]}
            self._require(before["who"] != name and before["reviewed_at"] is None and after["reviewed_by"] == name)
            self._require(changed <= {"reviewed_at", "reviewed_by", "review"})

    def _require_readers(self, action: Action, rows: Rows) -> None:
        """Let whoever sees no file name further people for a restricted one, and none for any other."""
        people = {row["person_id"] for row in rows}
        if action == "add":
            self._require(all(row["named_by"] == self._actor.name for row in rows))
        if not any(grant.role == "coordinator" for grant in self._grants):
            named = sa.select(t.named_reader.c.person_id)
            self._require_all(t.person, people, t.person.c.id.in_(named))
        else:
            self._require(not people & (self._hidden - self._restricted))
        self._restricted |= people

    def _require_answers(self, rows: Rows) -> None:
        """Let a link of a facility's own bring what is to be confirmed, and nothing that somebody decided on."""
        links, places = ({row[name] for row in rows} for name in ("link_id", "facility_id"))
        link = t.facility_link.c
        self._require(all(row["state"] == "waiting" for row in rows))
        self._require_all(t.facility, places, visible(t.facility, self._actor, self._now))
        holds = sa.and_(link.revoked_at.is_(None), link.expires_on >= self._today)
        self._require_all(t.facility_link, links, sa.and_(link.facility_id.in_(places), holds))

    def _require_drafts(self, rows: Rows, own: Sequence[Grant]) -> None:
        """Let somebody who sees some people keep what she types herself, about one of them or about nobody yet."""
        people = {row["person_id"] for row in rows} - {None}
        self._require(all(row["typed_by"] == self._actor.name for row in rows) and not people & self._hidden)
        self._require_all(t.person, people, own_people(own, self._today))

    def _require_none_hidden(self, table: sa.Table, rows: Rows) -> None:
        """Refuse, of who sees all people, what hangs on a file that is restricted to others."""
        if table in THROUGH:
            reference, other = THROUGH[table]
            keys = {row[reference.name] for row in rows}
            about = sa.select(other.c.id).where(other.c.person_id.in_(hidden_from(self._actor, self._now)))
            self._require(not keys & set(self._connection.execute(about).scalars()))
        elif table is t.person or "person_id" in table.c:
            self._require(not {row[_owner(table).name] for row in rows} & (self._hidden - self._restricted))

    def _require(self, holds: bool) -> None:
        if not holds:
            raise NotAllowedError("casebook.outside", name=self._actor.name)

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
