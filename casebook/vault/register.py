"""Which keys are the casebook's own: each has left a proof in it, so that no other key is ever written with."""

from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.errors import NotReadyError
from casebook.vault.vault import Place, UnreadableError, Vault

WORD = "sonae"
"""What every proof says; that it opens is what counts."""


def enrol(connection: sa.Connection, vault: Vault, name: str) -> None:
    """Make a key the one that the casebook is written with from now on."""
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(t.vault_key.c.id), 0))).scalar_one()
    proof = vault.seal(WORD, _place(last + 1), name)
    connection.execute(sa.insert(t.vault_key), {"id": last + 1, "name": name, "proof": proof})


def enrolled(connection: sa.Connection) -> list[str]:
    """Return the names of the casebook's keys, the one that is written with last."""
    return list(connection.execute(sa.select(t.vault_key.c.name).order_by(t.vault_key.c.id)).scalars())


def current(connection: sa.Connection, vault: Vault) -> str:
    """Return the name of the key that is written with.

    Raises
    ------
    NotReadyError
        If it is not there, or another has its name.
    """
    query = sa.select(t.vault_key).order_by(t.vault_key.c.id.desc()).limit(1)
    return _proven(vault, connection.execute(query).one_or_none())


def require_keys(connection: sa.Connection, vault: Vault) -> None:
    """Check that all keys of the casebook are at hand.

    Raises
    ------
    NotReadyError
        If one is not there, or another has its name.
    """
    rows = connection.execute(sa.select(t.vault_key).order_by(t.vault_key.c.id)).all()
    for row in rows or (None,):
        _proven(vault, row)


def _proven(vault: Vault, row: sa.Row[Any] | None) -> str:
    if row is None:
        raise NotReadyError("vault.no_keys")
    vault.keys.subkey("fields", row.name)  # that it is there at all
    try:
        vault.open(row.proof, _place(row.id))
    except UnreadableError as error:
        raise NotReadyError("vault.key_wrong", name=row.name) from error
    return str(row.name)


def _place(row: int) -> Place:
    return Place(t.vault_key.name, "proof", row)
