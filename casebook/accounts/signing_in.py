"""Coming in: by password and second factor, or by an identity that an OpenID provider vouches for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from casebook import tables as t
from casebook.accounts import passwords
from casebook.accounts.codes import hash_recovery_code, step_of
from casebook.accounts.delays import MOST_KEPT, OF_ACCOUNTS, OF_ADDRESSES, Patience
from casebook.accounts.errors import SignInRefusedError
from casebook.accounts.sessions import Sessions, issue
from casebook.accounts.store import NOBODY, Changing, login_form, opened_factor
from casebook.errors import RefusedError
from casebook.roles import Actor


@dataclass(frozen=True)
class Identity:
    """Whom a provider vouches for; ``nonce`` is of this one sign-in, ``email`` is one that the provider verified."""

    issuer: str
    subject: str
    nonce: str
    email: str | None = None


@dataclass(frozen=True)
class _Kept:
    """What is kept of an account that somebody names, as far as there is one; its secret is sealed."""

    id: int | None = None
    name: str = ""
    active: bool = False
    password_hash: str | None = None
    factor_id: int | None = None
    secret: str | None = field(default=None, repr=False)
    last_step: int | None = None

    @property
    def actor(self) -> Actor:
        return NOBODY if self.id is None else Actor(self.name, "none")


class SigningIn(Sessions):
    """Who comes in, and who does not."""

    def sign_in(self, login: str, password: str, code: str, address: str) -> str:
        """Return the token of a new session.

        Whatever is wrong, the answer is the same and takes as long. Each attempt counts before it is judged, so that
        many at once gain nothing.

        Parameters
        ----------
        code
            Of the telephone, or one of the recovery codes; of no matter where there is no second factor.
        address
            From where somebody asks.

        Raises
        ------
        SignInRefusedError
            If anything is wrong, or it is too soon after failed attempts.
        """
        name = login_form(login)
        counted = {attempts_of(name): OF_ACCOUNTS, _key("address", address): OF_ADDRESSES}
        kept = self._kept(name)
        in_time = self._count(counted, kept)
        fits = passwords.fits(kept.password_hash, password)
        with self._changing() as changing:
            if in_time and fits and kept.active and _has_second_factor(changing, kept, code):
                return _come_in(changing, kept, password, list(counted))
            changing.note(kept.actor, "sign_in_refused", kept.id, way="password", too_soon=not in_time)
        raise SignInRefusedError("account.refused")

    def sign_in_by(self, identity: Identity) -> str:
        """Return the token of a new session for somebody whom a provider vouches for.

        Raises
        ------
        SignInRefusedError
            If nobody bound an account to her, it is switched off, or the identity was used before.
        """
        once = _key(identity.issuer, identity.nonce)
        try:
            with self._changing() as changing:
                kept = _bound(changing, identity)
                if kept.id is not None and kept.active:
                    token = issue(changing, kept.id, "oidc", once)
                    changing.note(kept.actor, "sign_in", kept.id, way="oidc")
                    return token
                changing.note(kept.actor, "sign_in_refused", kept.id, way="oidc")
        except RefusedError:  # a session was made from it before
            with self._changing() as changing:
                changing.note(NOBODY, "sign_in_refused", None, way="oidc", used=True)
        raise SignInRefusedError("account.not_known")

    def note_refused(self, way: str) -> None:
        """Note that somebody did not come in whose words were not even looked at."""
        with self._changing() as changing:
            changing.note(NOBODY, "sign_in_refused", None, way=way)

    def _kept(self, login: str) -> _Kept:
        columns = (
            t.account.c.id,
            t.account.c.name,
            t.account.c.active,
            t.credential.c.password_hash,
            t.second_factor.c.id.label("factor_id"),
            t.second_factor.c.secret,
            t.second_factor.c.last_step,
        )
        confirmed = sa.and_(t.second_factor.c.account_id == t.account.c.id, t.second_factor.c.confirmed_at.is_not(None))
        query = (
            sa.select(*columns)
            .outerjoin_from(t.account, t.credential, t.credential.c.account_id == t.account.c.id)
            .outerjoin(t.second_factor, confirmed)
            .where(t.account.c.login == login)
        )
        with self._reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _Kept() if row is None else _Kept(**row)

    def _count(self, counted: dict[str, Patience], kept: _Kept) -> bool:
        """Count one more attempt; False, and it is not counted, if it comes too soon after others."""
        with self._changing() as changing:
            query = sa.select(t.failed_attempts).where(t.failed_attempts.c.what.in_(counted)).with_for_update()
            if any(
                _waits(counted[row["what"]], row, changing.now) for row in changing.connection.execute(query).mappings()
            ):
                return False
            for what, patience in counted.items():
                count = _add_one(changing, what, patience)
                if patience is OF_ACCOUNTS and patience.until(count, changing.now):
                    changing.note(kept.actor, "locked_out", kept.id, failed=count)
            return True


def attempts_of(login: str) -> str:
    """Return under what the failed attempts of a login name are kept, whether there is one or not."""
    return _key("account", login)


def _key(kind: str, of: str) -> str:
    return f"{kind}:{hashlib.sha256(of.encode()).hexdigest()}"


def _waits(patience: Patience, row: Mapping[Any, Any], now: datetime) -> bool:
    until = patience.until(row["count"], row["last_at"])
    return patience.counts(row["last_at"], now) and until is not None and now < until


def _add_one(changing: Changing, what: str, patience: Patience) -> int:
    """Count one more and return how many there are now; of two at once on a server both count."""
    table, now = t.failed_attempts, changing.now
    insert: Any = sqlite.insert if changing.connection.dialect.name == "sqlite" else postgresql.insert
    more = sa.case((table.c.last_at <= now - patience.forgotten, 1), else_=table.c.count + 1)
    statement = insert(table).values(what=what, count=1, last_at=now)
    statement = statement.on_conflict_do_update(index_elements=["what"], set_={"count": more, "last_at": now})
    count = int(changing.connection.execute(statement.returning(table.c.count)).scalar_one())
    oldest = sa.select(table.c.id).order_by(table.c.last_at.desc(), table.c.id.desc()).offset(MOST_KEPT)
    changing.run(sa.delete(table).where(table.c.id.in_(oldest)))
    return count


def _come_in(changing: Changing, kept: _Kept, password: str, counted: list[str]) -> str:
    """Issue the session; what failed before is forgotten, and a password kept in an old way is kept anew."""
    assert kept.id is not None  # noqa: S101 - its password fits
    changing.run(sa.delete(t.failed_attempts).where(t.failed_attempts.c.what == counted[0]))
    _pardon(changing, counted[1])
    if passwords.is_outdated(kept.password_hash or ""):
        anew = {"password_hash": passwords.hash_password(password)}
        changing.run(sa.update(t.credential).where(t.credential.c.account_id == kept.id).values(anew))
    token = issue(changing, kept.id, "password")
    changing.note(kept.actor, "sign_in", kept.id, way="password", second_factor=kept.secret is not None)
    return token


def _pardon(changing: Changing, what: str) -> None:
    """Take back what one good attempt counted for its address."""
    table = t.failed_attempts
    changing.run(sa.delete(table).where(table.c.what == what, table.c.count <= 1))
    changing.run(sa.update(table).where(table.c.what == what).values(count=table.c.count - 1))


def _has_second_factor(changing: Changing, kept: _Kept, code: str) -> bool:
    """Use up a code of the telephone, or a recovery code; False if it is none, or was used. True where none is asked."""
    if kept.secret is None or kept.factor_id is None:
        return True
    secret = opened_factor(changing.connection, kept.factor_id, kept.secret)
    step = step_of(secret, code, changing.now, kept.last_step)
    if step is not None:
        factor = t.second_factor.c
        fresh = sa.or_(factor.last_step.is_(None), factor.last_step < step)
        query = sa.update(t.second_factor).where(factor.account_id == kept.id, fresh).values(last_step=step)
        return changing.run(query) == 1
    one = t.recovery_code.c
    query = sa.update(t.recovery_code).where(
        one.account_id == kept.id, one.code_hash == hash_recovery_code(code), one.used_at.is_(None)
    )
    if changing.run(query.values(used_at=changing.now)) != 1:
        return False
    changing.note(kept.actor, "account", kept.id, change="recovery_code_used")
    return True


def _bound(changing: Changing, identity: Identity) -> _Kept:
    """Find the account that is bound to an identity; one that waits for its e-mail address is bound now."""
    account = t.account.c
    query = sa.select(account.id, account.name, account.active)
    mine = sa.and_(account.issuer == identity.issuer, account.subject == identity.subject)
    row = changing.connection.execute(query.where(mine)).mappings().one_or_none()
    if row is None and identity.email:
        waiting = sa.and_(account.email == login_form(identity.email), account.issuer.is_(None), account.active)
        row = changing.connection.execute(query.where(waiting).with_for_update()).mappings().one_or_none()
        if row is not None:
            bound = {"issuer": identity.issuer, "subject": identity.subject}
            changing.run(sa.update(t.account).where(account.id == row["id"]).values(bound))
            changing.note(Actor(row["name"], "none"), "account", row["id"], change="identity_bound")
    return _Kept() if row is None else _Kept(**row)
