"""The keys as a database's connections carry them: what seals a value to its place, and opens it there alone.

AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D); table, column and row are its associated data, so that a
value that was moved does not open. Written as ``v1:key name:base64 of nonce and ciphertext``.
"""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass
from threading import Lock

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casebook.errors import NotReadyError
from casebook.vault.keys import Keyring, KeySource
from words.message import Message

OPTION = "vault"
VERSION = "v1"
NONCE_BYTES = 12


@dataclass(frozen=True)
class Place:
    """Where a value stands: it opens nowhere else."""

    table: str
    column: str
    row: int

    @property
    def message(self) -> Message:
        """Say that what stands here cannot be read."""
        return Message("vault.unreadable", {"table": self.table, "column": self.column, "row": self.row})

    @property
    def mark(self) -> str:
        """What stands for the text in records; pages show it in either language."""
        return f"⚠ 読めません unreadable [{self.table}.{self.column} {self.row}]"

    def _bound(self) -> bytes:
        return f"{VERSION} {self.table}.{self.column} {self.row}".encode()


_MARK = re.compile(r"⚠ 読めません unreadable \[\w+\.\w+ \d+\]")


def is_mark(text: str) -> bool:
    """Tell whether a text stands for one that could not be read; nobody meant to write it."""
    return _MARK.fullmatch(text) is not None


class UnreadableError(Exception):
    """What stands there was not sealed there with a key that is at hand."""


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
        self._ciphers: dict[str, AESGCM] = {}
        self._unreadable: set[Place] = set()

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
                self._ring, self._seen, self._ciphers = self.source.read(), seen, {}
            return self._ring

    @property
    def unreadable(self) -> frozenset[Place]:
        """What could not be opened since the vault was made, and was not written anew."""
        return frozenset(self._unreadable)

    def seal(self, text: str, place: Place, key: str) -> str:
        """Return a text as it is kept in a place; what is empty stays so.

        Raises
        ------
        NotReadyError
            If there is no key of this name.
        """
        self._unreadable.discard(place)
        if not text:
            return text
        nonce = secrets.token_bytes(NONCE_BYTES)
        # A lone surrogate is no text that a database takes either; the refusal is left to it.
        sealed = self._cipher(key).encrypt(nonce, text.encode("utf-8", "surrogatepass"), place._bound())  # noqa: SLF001
        return f"{VERSION}:{key}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: Place) -> str:
        """Return the text that was sealed in a place.

        Raises
        ------
        UnreadableError
            If it was not, or with a key that is not there.
        """
        if not sealed:
            return sealed
        try:
            version, name, encoded = sealed.split(":")
            data = base64.b64decode(encoded)
            if version != VERSION or base64.b64encode(data) != encoded.encode():  # spelt otherwise it is changed, too
                raise UnreadableError(place)
            opened = self._cipher(name).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], place._bound())  # noqa: SLF001
            return opened.decode("utf-8", "surrogatepass")
        except (NotReadyError, InvalidTag, binascii.Error, ValueError) as error:
            raise UnreadableError(place) from error

    def open_or_mark(self, sealed: str, place: Place) -> str:
        """Return the text that was sealed in a place, or what stands for one that cannot be read."""
        try:
            return self.open(sealed, place)
        except UnreadableError:
            self._unreadable.add(place)
            return place.mark

    def _cipher(self, name: str) -> AESGCM:
        """Return what seals fields with a key; of one that is not known the keys are looked at again."""
        if (cipher := self._ciphers.get(name)) is None:
            cipher = self._ciphers[name] = AESGCM(self.keys.subkey("fields", name))
        return cipher


def vault_of(connection: sa.Connection) -> Vault:
    """Return the vault of the casebook that a connection leads to."""
    vault: Vault = connection.get_execution_options()[OPTION]
    return vault
