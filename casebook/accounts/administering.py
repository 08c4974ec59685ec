"""Accounts and their roles, as administrators and the operator of the machine keep them; and what each keeps of her own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

import sqlalchemy as sa

from casebook import tables as t
from casebook import vocabulary as v
from casebook.accounts import passwords
from casebook.accounts.codes import hash_recovery_code, new_recovery_codes, new_secret, step_of
from casebook.accounts.errors import AccountError
from casebook.accounts.feeds import Feeds
from casebook.accounts.model import Account, RoleGrant
from casebook.accounts.sessions import end_sessions, token_hash
from casebook.accounts.signing_in import attempts_of
from casebook.accounts.store import Changing, login_form, opened_factor, shown
from casebook.engine import connect, require_ready
from casebook.errors import NotAllowedError, NotFoundError, NotReadyError
from casebook.roles import Actor
from casebook.vault.keys import KeySource


@dataclass(frozen=True)
class Means:
    """With what somebody signs in, as far as that may be told."""

    password: bool
    second_factor: bool
    recovery_codes: int


class Accounts(Feeds):
    """Everything about who comes in.

    Whoever changes somebody else's account is an administrator, or the operator of the machine, who holds the database
    anyway (``by`` is then an `Actor` of the role ``operator``).
    """

    def add(self, by: Actor, name: str, login: str, password: str | None = None, email: str | None = None) -> int:
        """Make an account and return its id.

        Parameters
        ----------
        password
            None: she comes in by an identity of a provider, bound by ``email`` at the first time or by `bind`.

        Raises
        ------
        AccountError
            If name or login is empty or taken, or the password is not good.
        NotAllowedError
            If ``by`` may not.
        """
        require_administrator(by)
        said, kept_login = normalize("NFKC", name).strip(), login_form(login)
        kept_email = login_form(email) if email and email.strip() else None
        if not said or not kept_login:
            raise AccountError("account.name_missing")
        if len(said) > v.LONGEST_NAME or len(kept_login) > v.LONGEST_NAME or len(kept_email or "") > v.LONGEST_NAME:
            raise AccountError("account.name_long", most=v.LONGEST_NAME)
        if not (said + kept_login + (kept_email or "")).isprintable():
            raise AccountError("account.name_signs")
        if password is not None:
            passwords.require_good(password, said, kept_login, kept_email or "")
        kept_hash = None if password is None else passwords.hash_password(password)
        with self._changing() as changing:
            same = [t.account.c.name == said, t.account.c.login == kept_login]
            same += [t.account.c.email == kept_email] if kept_email else []
            if changing.connection.execute(sa.select(t.account.c.id).where(sa.or_(*same))).first() is not None:
                raise AccountError("account.taken")
            key = changing.insert(
                t.account, name=said, login=kept_login, email=kept_email, active=True, made_at=changing.now
            )
            if kept_hash is not None:
                changing.insert(t.credential, account_id=key, password_hash=kept_hash, changed_at=changing.now)
            changing.note(by, "account", key, change="added", password=kept_hash is not None)
            return key

    def bind(self, by: Actor, account_id: int, issuer: str, subject: str) -> None:
        """Bind an account to an identity; one that it had is bound no more, and its sessions end.

        Raises
        ------
        AccountError
            If another account has it.
        """
        require_administrator(by)
        with self._changing() as changing:
            _require(changing, account_id)
            mine = sa.and_(t.account.c.issuer == issuer, t.account.c.subject == subject, t.account.c.id != account_id)
            if changing.connection.execute(sa.select(t.account.c.id).where(mine)).first() is not None:
                raise AccountError("account.taken")
            anew = {"issuer": issuer, "subject": subject}
            changing.run(sa.update(t.account).where(t.account.c.id == account_id).values(anew))
            end_sessions(changing, by, account_id, t.session.c.account_id == account_id, "changed")
            changing.note(by, "account", account_id, change="identity_bound")

    def grant(self, by: Actor, given: RoleGrant) -> int:
        """Give an account a role and return the grant's id; from the next look on it holds.

        Raises
        ------
        AccountError
            If the role is none, lacks its scope, or ends before it begins.
        """
        require_administrator(by)
        if given.role not in v.ROLES:
            raise AccountError("account.no_such_role", role=given.role)
        scope = (given.scope or "").strip() or None
        if (given.role in v.SCOPED) != (scope is not None):
            raise AccountError("account.scope_missing" if scope is None else "account.scope_needless")
        if given.since and given.until and given.until < given.since:
            raise AccountError("account.ends_before")
        with self._changing() as changing:
            _require(changing, given.account_id)
            key = changing.insert(
                t.role_grant,
                account_id=given.account_id,
                role=given.role,
                scope=scope,
                since=given.since,
                until=given.until,
                deputy_for=(given.deputy_for or "").strip() or None,
            )
            until = given.until.isoformat() if given.until else None
            changing.note(by, "account", given.account_id, change="granted", role=given.role, scope=scope, until=until)
            return key

    def revoke(self, by: Actor, grant_id: int) -> None:
        """Take a role away; from the next look on it holds no more.

        Raises
        ------
        NotFoundError
            If there is no such grant.
        AccountError
            If an administrator would take away her own.
        """
        require_administrator(by)
        with self._changing() as changing:
            query = sa.select(t.role_grant).where(t.role_grant.c.id == grant_id)
            row = changing.connection.execute(query).mappings().one_or_none()
            if row is None:
                raise NotFoundError("casebook.not_found", entity=t.role_grant.name, id=grant_id)
            if row["role"] == "administrator":
                _refuse_oneself(by, _require(changing, row["account_id"]))
            changing.run(sa.delete(t.role_grant).where(t.role_grant.c.id == grant_id))
            changing.note(by, "account", row["account_id"], change="revoked", role=row["role"], scope=row["scope"])

    def switch(self, by: Actor, account_id: int, *, on: bool) -> None:
        """Switch an account on or off; switched off, its sessions are over at once.

        Raises
        ------
        AccountError
            If an administrator would switch herself off.
        """
        require_administrator(by)
        with self._changing() as changing:
            account = _require(changing, account_id)
            if not on:
                _refuse_oneself(by, account)
                end_sessions(changing, by, account_id, t.session.c.account_id == account_id, "switched_off")
            changing.run(sa.update(t.account).where(t.account.c.id == account_id).values(active=on))
            changing.note(by, "account", account_id, change="switched_on" if on else "switched_off")

    def reset(self, by: Actor, account_id: int, password: str | None = None) -> None:
        """Take away the second factor, the calendar's token and what failed, set another password if one is given; sessions end.

        Raises
        ------
        AccountError
            If the password is not good.
        """
        require_administrator(by)
        with self._changing() as changing:
            account = _require(changing, account_id)
            if password is not None:
                _set_password(changing, account, password)
            changing.run(sa.delete(t.second_factor).where(t.second_factor.c.account_id == account_id))
            changing.run(sa.delete(t.recovery_code).where(t.recovery_code.c.account_id == account_id))
            changing.run(sa.delete(t.calendar_feed).where(t.calendar_feed.c.account_id == account_id))
            changing.run(sa.delete(t.failed_attempts).where(t.failed_attempts.c.what == attempts_of(account.login)))
            end_sessions(changing, by, account_id, t.session.c.account_id == account_id, "changed")
            changing.note(by, "account", account_id, change="reset", password=password is not None)

    def means(self, account_id: int) -> Means:
        """Tell with what an account signs in."""
        credential, factor, code = t.credential.c, t.second_factor.c, t.recovery_code.c
        with self._reading() as connection:
            password = connection.execute(sa.select(credential.id).where(credential.account_id == account_id)).first()
            confirmed = sa.select(factor.id).where(factor.account_id == account_id, factor.confirmed_at.is_not(None))
            left = sa.select(sa.func.count()).where(code.account_id == account_id, code.used_at.is_(None))
            return Means(
                password is not None,
                connection.execute(confirmed).first() is not None,
                int(connection.execute(left).scalar_one()),
            )

    def change_password(self, account: Account, present: str, wanted: str, token: str) -> None:
        """Set another password for oneself; all sessions end but the one of ``token``.

        Raises
        ------
        AccountError
            If the present one is not right, or the wanted one not good.
        """
        kept = self._kept(account.login)
        if not passwords.fits(kept.password_hash, present):
            raise AccountError("account.password_wrong")
        with self._changing() as changing:
            _set_password(changing, account, wanted)
            others = sa.and_(t.session.c.account_id == account.id, t.session.c.token_hash != token_hash(token))
            end_sessions(changing, kept.actor, account.id, others, "changed")
            changing.note(kept.actor, "account", account.id, change="password")

    def begin_second_factor(self, account: Account) -> str:
        """Return a new secret for a telephone; until it is confirmed by a code, what was there before holds.

        Raises
        ------
        AccountError
            If a second factor is confirmed: an administrator resets it first.
        """
        if self.means(account.id).second_factor:
            raise AccountError("account.second_factor_there")
        secret = new_secret()
        with self._changing() as changing:
            changing.run(sa.delete(t.second_factor).where(t.second_factor.c.account_id == account.id))
            changing.insert(t.second_factor, account_id=account.id, secret=secret)
        return secret

    def confirm_second_factor(self, account: Account, code: str) -> list[str]:
        """Take the first code of a telephone; from now on one is asked for. Return the recovery codes, kept nowhere.

        Raises
        ------
        AccountError
            If the code is not right.
        """
        codes = new_recovery_codes()
        with self._changing() as changing:
            factor = t.second_factor.c
            query = sa.select(factor.id, factor.secret).where(
                factor.account_id == account.id, factor.confirmed_at.is_(None)
            )
            row = changing.connection.execute(query).one_or_none()
            step = None
            if row is not None:
                step = step_of(opened_factor(changing.connection, *row), code, changing.now, None)
            if step is None:
                raise AccountError("account.code_wrong")
            anew = {"confirmed_at": changing.now, "last_step": step}
            changing.run(sa.update(t.second_factor).where(factor.account_id == account.id).values(anew))
            changing.run(sa.delete(t.recovery_code).where(t.recovery_code.c.account_id == account.id))
            for one in codes:
                changing.insert(t.recovery_code, account_id=account.id, code_hash=hash_recovery_code(one))
            changing.note(Actor(account.name, "none"), "account", account.id, change="second_factor")
        return codes

    def mark_demonstration(self) -> None:
        """Mark the casebook as one that holds nobody real; once is enough."""
        if not self.is_demonstration():
            with self._changing() as changing:
                changing.insert(t.demonstration, made_at=changing.now)


def open_accounts(url: str, stamps: Callable[[], datetime], keys: KeySource | None = None) -> Accounts:
    """Open who comes in at a database address.

    Parameters
    ----------
    keys
        As `casebook.book.open_casebook` takes them.

    Raises
    ------
    NotReadyError
        If there is no casebook yet, or one of another version.
    """
    engine = connect(url, keys=keys)
    try:
        require_ready(engine)
    except NotReadyError:
        engine.dispose()
        raise
    return Accounts(engine, stamps)


def require_administrator(by: Actor) -> None:
    """Refuse whoever may not change others' accounts.

    Raises
    ------
    NotAllowedError
        If she is neither an administrator nor the operator of the machine.
    """
    if not {"administrator", "operator"} & {grant.role for grant in by.grants}:
        raise NotAllowedError("account.not_administrator", name=by.name)


def _refuse_oneself(by: Actor, account: Account) -> None:
    if all(grant.role != "operator" for grant in by.grants) and by.name == account.name:
        raise AccountError("account.not_oneself")


def _require(changing: Changing, account_id: int) -> Account:
    query = sa.select(t.account).where(t.account.c.id == account_id).with_for_update()
    row = changing.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFoundError("casebook.not_found", entity=t.account.name, id=account_id)
    return shown(Account, row)


def _set_password(changing: Changing, account: Account, password: str) -> None:
    passwords.require_good(password, account.name, account.login, account.email or "")
    changing.run(sa.delete(t.credential).where(t.credential.c.account_id == account.id))
    kept = passwords.hash_password(password)
    changing.insert(t.credential, account_id=account.id, password_hash=kept, changed_at=changing.now)
