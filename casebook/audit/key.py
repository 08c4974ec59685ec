"""Under which key the logs are chained; it lies outside the database, or there is none yet."""

import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONE = "none"
"""The name of no key: whoever can write into the database can make such a chain anew."""
_OPEN = bytes(32)


class ChainKey:
    """One key that chains logs.

    Parameters
    ----------
    master
        The key that lies outside the database; None where there is none. What chains is derived from it (HKDF, RFC 5869),
        so that neither tells of the other.
    """

    def __init__(self, master: bytes | None = None) -> None:
        self._key = _OPEN if master is None else HKDF(SHA256(), 32, None, b"sonae audit chain").derive(master)
        self.name = NONE if master is None else self.mac(b"name")[:16]

    def mac(self, message: bytes) -> str:
        """Return the HMAC-SHA256 (RFC 2104) of a message, in hexadecimal."""
        return hmac.digest(self._key, message, "sha256").hex()


_present = ChainKey()


def use_master(master: bytes | None) -> None:
    """Chain under the key that is derived from this one, in all of this process."""
    global _present  # noqa: PLW0603 - one key a process, as one policy
    _present = ChainKey(master)


def present_key() -> ChainKey:
    """Return the key of this process."""
    return _present
