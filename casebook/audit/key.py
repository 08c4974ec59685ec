"""Under which keys the logs are chained; they lie outside the database, or there is none yet."""

import hmac
from collections.abc import Mapping

import sqlalchemy as sa

NONE = "none"
"""The name of no key: whoever can write into the database can make such a chain anew."""


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
_present = NO_KEY


def chain_key(connection: sa.Connection) -> ChainKey:  # noqa: ARG001 - keys will be a casebook's own
    """Return the key that a casebook's logs are chained under from now on."""
    return _present


def chain_keys(connection: sa.Connection) -> Mapping[str, ChainKey]:
    """Return all keys that a casebook's logs may have been chained under, by their names."""
    return {key.name: key for key in (NO_KEY, chain_key(connection))}
