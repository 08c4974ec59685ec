"""Sessions: a random token in a browser, its hash here; issued, last seen, ended, and by what."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from casebook import tables as t
from casebook.accounts.errors import NotSignedInError
from casebook.accounts.model import Account, RoleGrant, Session, SignedIn, actor_of
from casebook.accounts.store import Changing, Store, shown
from casebook.errors import NotReadyError, RefusedError
from casebook.roles import Actor
from words.zone import TOKYO

TOKEN_BYTES = 32
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is known when a session was last seen: each look would write otherwise."""


@dataclass(frozen=True)
class Span:
    """How long a session lasts: without a look, and at most.

    Attributes
    ----------
    second_factor
        Whether one that began with a password opens nothing before a second factor is set up.
    """

    idle: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=12)
    second_factor: bool = False


class _Found(NamedTuple):
    account: Account
    session: Session
    grants: tuple[RoleGrant, ...]
    has_factor: bool


class Sessions(Store):
    """Who is signed in."""

    def signed_in(self, token: str, span: Span) -> SignedIn:
        """Return who is signed in with a token, and that she was seen; what is over is ended and noted.

        Raises
        ------
        NotSignedInError
            If nobody is, or the account was switched off, or has no role today.
        """
        now = self._stamps()
        with self._reading() as connection:
            found = _find(connection, token, now)
        if found is None or found.session.ended_at is not None:
            raise NotSignedInError("account.not_signed_in")
        if why := _over(found, now, span):
            self._end(found.account, t.session.c.id == found.session.id, why)
            raise NotSignedInError(f"account.ended_{why}")
        actor = actor_of(found.account, found.grants)
        if actor is None:
            raise NotSignedInError("account.no_role")
        if now - found.session.last_seen_at >= SEEN_EVERY:
            self._see(found.session.id, now)
        lacks = span.second_factor and found.session.way == "password" and not found.has_factor
        return SignedIn(found.account, found.session, actor, found.grants, lacks_factor=lacks)

    def require(self, token: str, span: Span, actor: Actor) -> None:
        """Check that a session still is what it was when somebody came in by it.

        Raises
        ------
        NotSignedInError
            If it ended, or she is no longer at work in the same roles, or has to set up a second factor first.
        """
        found = self.signed_in(token, span)
        if found.lacks_factor:
            raise NotSignedInError("account.second_factor_first")
        if found.actor != actor:
            raise NotSignedInError("account.roles_changed")

    def sign_out(self, token: str) -> None:
        """End a session; nothing happens where there is none."""
        with self._reading() as connection:
            found = _find(connection, token, self._stamps())
        if found is not None:
            self._end(found.account, t.session.c.id == found.session.id, "signed_out")

    def sign_out_everywhere(self, account: Account) -> None:
        """End all sessions of an account."""
        self._end(account, t.session.c.account_id == account.id, "everywhere")

    def sessions(self, account_id: int) -> list[Session]:
        """Return the sessions of an account, the newest first."""
        query = sa.select(t.session).where(t.session.c.account_id == account_id).order_by(t.session.c.id.desc())
        with self._reading() as connection:
            return [shown(Session, row) for row in connection.execute(query.limit(50)).mappings()]

    def _end(self, account: Account, which: sa.ColumnElement[bool], why: str) -> None:
        with self._changing() as changing:
            end_sessions(changing, Actor(account.name, "none"), account.id, which, why)

    def _see(self, session_id: int, now: datetime) -> None:
        query = sa.update(t.session).where(t.session.c.id == session_id).values(last_seen_at=now)
        try:
            with self._changing() as changing:
                changing.run(query)
        except (NotReadyError, RefusedError):  # a full disk keeps nobody from reading
            return


def issue(changing: Changing, account_id: int, way: str, identity: str | None = None) -> str:
    """Issue a session and return its token, which is kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    changing.insert(
        t.session,
        token_hash=token_hash(token),
        account_id=account_id,
        issued_at=changing.now,
        last_seen_at=changing.now,
        way=way,
        identity=identity,
    )
    return token


def end_sessions(changing: Changing, by: Actor, account_id: int, which: sa.ColumnElement[bool], why: str) -> None:
    """End what is open of some sessions of an account."""
    query = sa.update(t.session).where(which, t.session.c.ended_at.is_(None))
    if count := changing.run(query.values(ended_at=changing.now, ended_why=why)):
        changing.note(by, "sign_out", account_id, why=why, sessions=count)


def token_hash(token: str) -> str:
    """Return what is kept of a token: of 256 random bits nobody finds it by trying."""
    return hashlib.sha256(token.encode()).hexdigest()


_FACTOR = sa.exists().where(t.second_factor.c.account_id == t.account.c.id, t.second_factor.c.confirmed_at.is_not(None))
_LOOK = (
    sa.select(t.session, t.account, t.role_grant, _FACTOR.label("has_factor"))
    .join_from(t.session, t.account, t.session.c.account_id == t.account.c.id)
    .outerjoin(t.role_grant, t.role_grant.c.account_id == t.account.c.id)
    .where(t.session.c.token_hash == sa.bindparam("hash"))
    .order_by(t.role_grant.c.id)
    .set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL)
)


def _find(connection: sa.Connection, token: str, now: datetime) -> _Found | None:
    """Look up a session with its account and the roles of today, by one query."""
    rows = connection.execute(_LOOK, {"hash": token_hash(token)}).mappings().all()
    if not rows:
        return None
    day = now.astimezone(TOKYO).date()
    parts = [
        {table.name: {column.name: row[f"{table.name}_{column.name}"] for column in table.c} for table in _TABLES}
        for row in rows
    ]
    grants = [shown(RoleGrant, part["role_grant"]) for part in parts if part["role_grant"]["id"] is not None]
    return _Found(
        shown(Account, parts[0]["account"]),
        shown(Session, parts[0]["session"]),
        tuple(grant for grant in grants if grant.holds_on(day)),
        bool(rows[0]["has_factor"]),
    )


_TABLES = (t.session, t.account, t.role_grant)


def _over(found: _Found, now: datetime, span: Span) -> str | None:
    """Say why a session that was not ended is over, if it is."""
    if not found.account.active:
        return "switched_off"
    if now - found.session.issued_at >= span.longest:
        return "over"
    return "idle" if now - found.session.last_seen_at >= span.idle else None
