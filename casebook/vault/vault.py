"""The keys as a database's connections carry them."""

from threading import Lock

import sqlalchemy as sa

from casebook.vault.keys import Keyring, KeySource

OPTION = "vault"
KEYS_TABLE = "vault_key"
"""Where a casebook says which keys are its own."""


class Vault:
    """The keys of one casebook, read when they are first needed, and again when they have changed.

    Parameters
    ----------
    source
        Where they are.
    """

    def __init__(self, source: KeySource) -> None:
        self.source = source
        self._lock = Lock()
        self._seen: object = None
        self._ring: Keyring | None = None

    @property
    def keys(self) -> Keyring:
        """The keys as they are now.

        Raises
        ------
        NotReadyError
            If they cannot be read.
        """
        with self._lock:
            seen = self.source.seen()
            if self._ring is None or seen != self._seen:
                self._ring, self._seen = self.source.read(), seen
            return self._ring


def vault_of(connection: sa.Connection) -> Vault:
    """Return the vault of the casebook that a connection leads to."""
    vault: Vault = connection.get_execution_options()[OPTION]
    return vault
