"""By what an account's calendar is read: a token of its own, which nothing can tell again."""

import re
import secrets
from datetime import datetime

import sqlalchemy as sa

from casebook import tables as t
from casebook.accounts.model import Account, RoleGrant, actor_of
from casebook.accounts.sessions import TOKEN_BYTES, token_hash
from casebook.accounts.signing_in import SigningIn
from casebook.accounts.store import shown
from casebook.roles import Actor

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""32 bytes as base64url."""


class Feeds(SigningIn):
    """Who reads a calendar without signing in."""

    def make_feed(self, account: Account) -> str:
        """Make the token by which an account's calendar is read, and return it; one that it had opens nothing any more."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._changing() as changing:
            changing.run(sa.delete(t.calendar_feed).where(t.calendar_feed.c.account_id == account.id))
            changing.insert(t.calendar_feed, account_id=account.id, token_hash=token_hash(token), made_at=changing.now)
            changing.note(Actor(account.name, "none"), "account", account.id, change="calendar_made")
        return token

    def revoke_feed(self, account: Account) -> None:
        """Let the token of an account's calendar open nothing any more."""
        with self._changing() as changing:
            if changing.run(sa.delete(t.calendar_feed).where(t.calendar_feed.c.account_id == account.id)):
                changing.note(Actor(account.name, "none"), "account", account.id, change="calendar_revoked")

    def feed_made_at(self, account_id: int) -> datetime | None:
        """Return when the token of an account's calendar was made; None if it has none."""
        feed = t.calendar_feed.c
        with self._reading() as connection:
            return connection.execute(sa.select(feed.made_at).where(feed.account_id == account_id)).scalar_one_or_none()

    def read_by(self, token: str) -> tuple[int, Actor] | None:
        """Return whose calendar a token opens, by id, and as whom she is at work now; None if it opens none."""
        if not _TOKEN.fullmatch(token):
            return None
        account, feed = t.account.c, t.calendar_feed.c
        query = sa.select(t.account).join(t.calendar_feed, feed.account_id == account.id)
        with self._reading() as connection:
            row = connection.execute(query.where(feed.token_hash == token_hash(token))).mappings().one_or_none()
            if row is None or not row["active"]:
                return None
            found = shown(Account, row)
            grants = sa.select(t.role_grant).where(t.role_grant.c.account_id == found.id)
            held = [shown(RoleGrant, one) for one in connection.execute(grants).mappings()]
        actor = actor_of(found, [one for one in held if one.holds_on(self.today())])
        return None if actor is None else (found.id, actor)
