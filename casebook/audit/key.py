"""Under which keys the logs are chained: of each of the casebook's keys, one for this alone (HKDF, RFC 5869)."""

import hmac
from collections.abc import Mapping

import sqlalchemy as sa

from casebook.vault.vault import vault_of

NONE = "none"
"""The name of no key, under which migrations begin a chain, which have none: the first row goes on under one."""


class ChainKey:
    """One key that chains logs.

    Parameters
    ----------
    name
        By which it is known which key a chain needs.
    key
        32 bytes that lie outside the database.
    """

    def __init__(self, name: str = NONE, key: bytes = bytes(32)) -> None:
        self.name = name
        self._key = key

    def mac(self, message: bytes) -> str:
        """Return the HMAC-SHA256 (RFC 2104) of a message, in hexadecimal."""
        return hmac.digest(self._key, message, "sha256").hex()


NO_KEY = ChainKey()


def chain_key(connection: sa.Connection) -> ChainKey:
    """Return the key that a casebook's logs are chained under from now on: its newest.

    Raises
    ------
    NotReadyError
        If its keys cannot be read: nothing is written under none.
    """
    ring = vault_of(connection).keys
    return ChainKey(ring.newest, ring.subkey("audit", ring.newest))


def chain_keys(connection: sa.Connection) -> Mapping[str, ChainKey]:
    """Return all keys that a casebook's logs may have been chained under, by their names."""
    ring = vault_of(connection).keys
    return {NONE: NO_KEY, **{name: ChainKey(name, ring.subkey("audit", name)) for name in ring.names}}
