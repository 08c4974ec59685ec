"""The tables of who comes in: read and written here, each change in one transaction with its note in the access log."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypeVar
from unicodedata import normalize

import sqlalchemy as sa

from casebook import tables as t
from casebook.accounts.model import Account, RoleGrant, Session, actor_of
from casebook.audit import notes
from casebook.errors import NotReadyError
from casebook.ground import Ground
from casebook.roles import Actor
from casebook.trouble import told_reading, told_writing
from casebook.vault.register import current
from casebook.vault.rows import SECRETS, Sealer
from casebook.vault.vault import Place, UnreadableError, vault_of
from words.zone import TOKYO

Shown = TypeVar("Shown", Account, RoleGrant, Session)
NOBODY = Actor("", "none")
"""Who tries to come in and is not known: what somebody typed is not noted."""


@dataclass
class Changing:
    """One transaction that changes accounts, and what will be noted of it."""

    connection: sa.Connection
    now: datetime
    rows: list[dict[str, Any]] = field(default_factory=list)

    def note(self, by: Actor, kind: str, account_id: int | None, **detail: object) -> None:
        """Note something about an account, with the change or not at all."""
        entity = None if account_id is None else t.account.name
        self.rows.append(notes.entry(by, self.now, kind, entity, account_id, detail))

    def run(self, statement: sa.Executable) -> int:
        """Run a statement; return how many rows it touched."""
        return self.connection.execute(statement).rowcount

    def insert(self, table: sa.Table, **values: object) -> int:
        """Insert a row and return its id; what is sealed is sealed in its place, which is known only then."""
        open_ = {**values, **dict.fromkeys(secret_of(table, values), "")}
        key = int(self.connection.execute(sa.insert(table).returning(table.c.id), open_).scalar_one())
        if secrets := secret_of(table, values):
            vault = vault_of(self.connection)
            row = Sealer(vault, current(self.connection, vault)).row(table.name, {**values, "id": key})
            kept = {name: row[name] for name in secrets}
            self.connection.execute(sa.update(table).where(table.c.id == key).values(kept))
        return key


class Store:
    """The tables of who comes in, at one database.

    Parameters
    ----------
    engine
        The database, with its tables up to date.
    stamps
        Gives the time now, which nothing may pretend.
    ground
        What is known of the database, where a casebook is open on it.
    """

    def __init__(self, engine: sa.Engine, stamps: Callable[[], datetime], ground: Ground | None = None) -> None:
        self._engine = engine
        self._stamps = stamps
        self._ground = ground or Ground(engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def any(self) -> bool:
        """Tell whether there are accounts, switched off or not: from the first on, everybody signs in."""
        with self._reading() as connection:
            return connection.execute(sa.select(t.account.c.id).limit(1)).first() is not None

    def is_demonstration(self) -> bool:
        """Tell whether the casebook is marked as one that holds nobody real."""
        with self._reading() as connection:
            return connection.execute(sa.select(t.demonstration.c.id).limit(1)).first() is not None

    def all(self) -> list[Account]:
        """Return all accounts, by name."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(t.account).order_by(t.account.c.name)).mappings()
            return [shown(Account, row) for row in rows]

    def grants(self, account_id: int | None = None) -> list[RoleGrant]:
        """Return the roles of one account, or of all; those that ended, too."""
        query = sa.select(t.role_grant).order_by(t.role_grant.c.id)
        if account_id is not None:
            query = query.where(t.role_grant.c.account_id == account_id)
        with self._reading() as connection:
            return [shown(RoleGrant, row) for row in connection.execute(query).mappings()]

    def find(self, name: str) -> Account | None:
        """Return the account of a login name, or else of a name; None if there is none."""
        accounts = self.all()
        wanted = login_form(name)
        by_login = (one for one in accounts if one.login == wanted)
        return next(by_login, None) or next((one for one in accounts if one.name == name), None)

    def actor(self, name: str) -> Actor | None:
        """Return as whom somebody is at work today, by her login name or name; None if she may not come in."""
        account = self.find(name) if name else None
        if account is None or not account.active:
            return None
        return actor_of(account, [one for one in self.grants(account.id) if one.holds_on(self.today())])

    def today(self) -> date:
        """Return the day in Tokyo, really."""
        return self._stamps().astimezone(TOKYO).date()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with told_reading(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Changing]:
        """Open one transaction; what is noted in it is written last. The revision of the records stays where it is."""
        with told_writing(), self._ground.adding() as connection:
            changing = Changing(connection, self._stamps())
            yield changing
            notes.write(connection, changing.rows, changing.now)


def secret_of(table: sa.Table, values: Mapping[str, object]) -> set[str]:
    """Return which of a row's values are sealed."""
    return {one.name for one in SECRETS[table.name]} & set(values)


def opened_factor(connection: sa.Connection, key: int, sealed: str) -> str:
    """Return the secret of a second factor.

    Raises
    ------
    NotReadyError
        If it cannot be opened; an administrator resets it then.
    """
    place = Place(t.second_factor.name, "secret", key)
    try:
        return vault_of(connection).open(sealed, place)
    except UnreadableError as error:
        raise NotReadyError(place.message.code, **place.message.params) from error


def shown(kind: type[Shown], row: Mapping[Any, Any]) -> Shown:
    """Return what may be told of a row; hashes and secrets have no field there."""
    return kind(**{one.name: row[one.name] for one in fields(kind)})


def login_form(name: str) -> str:
    """Return a login name as it is kept: however it was typed, it is the same."""
    return normalize("NFKC", name).strip().casefold()
