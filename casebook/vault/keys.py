"""The keys of a casebook, which are kept outside of it: in a file of its owner's, or in a text handed in.

Written as ``name:key``, the key in base64, one a line or with spaces between; a new one comes last. Of each a key is
derived for every purpose (HKDF, RFC 5869), so that none serves two.
"""

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casebook.errors import NotReadyError
from casebook.sqlite_file import path_of

KEY_BYTES = 32
LONGEST_FILE = 65_536
FILE_NAME = "sonae.key"
Purpose = Literal["fields", "index", "audit", "backup", "whom"]


@dataclass(frozen=True)
class Keyring:
    """Keys by their names, the newest last; shown, it tells none of them.

    Attributes
    ----------
    keys
        32 random bytes each.
    """

    keys: Mapping[str, bytes] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys' names, the newest last."""
        return tuple(self.keys)

    @property
    def newest(self) -> str:
        """The key that a new casebook is made with."""
        return self.names[-1]

    def subkey(self, purpose: Purpose, name: str) -> bytes:
        """Return the key for a purpose, 32 bytes, as it follows from the key of a name.

        Raises
        ------
        NotReadyError
            If there is no such key.
        """
        if name not in self.keys:
            raise NotReadyError("vault.key_missing", name=name)
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"sonae {purpose}".encode()).derive(self.keys[name])


class KeySource(Protocol):
    """Where the keys come from."""

    def read(self) -> Keyring:
        """Return the keys as they are now."""
        ...

    def seen(self) -> object:
        """Return what stays the same while the keys do."""
        ...

    def make(self) -> None:
        """Make a first key, unless there is one."""
        ...


@dataclass(frozen=True)
class KeyText:
    """Keys as a text holds them, such as a variable of the environment."""

    text: str = field(repr=False)

    def read(self) -> Keyring:
        """Return the keys.

        Raises
        ------
        NotReadyError
            If there is none, or one is written wrongly.
        """
        return _parsed(self.text, "SONAE_KEY")

    def seen(self) -> object:
        """Return what stays the same: the text does."""
        return None

    def make(self) -> None:
        """Leave the text as it is: whoever wrote it made the key."""


@dataclass(frozen=True)
class KeyFile:
    """A file of keys, which its owner alone may open."""

    path: Path

    def read(self) -> Keyring:
        """Return the keys.

        Raises
        ------
        NotReadyError
            If there is no such file, if others may read or write it, if it is no plain file or another's, or if what it
            holds is no key.
        """
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise NotReadyError("vault.no_file", path=self.path) from error
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise NotReadyError("vault.no_plain_file", path=self.path)
            if found.st_mode & 0o077 or found.st_uid not in (0, os.geteuid()):
                raise NotReadyError("vault.open_to_others", path=self.path)
            return _parsed(os.read(descriptor, LONGEST_FILE).decode("utf-8", "replace"), str(self.path))
        finally:
            os.close(descriptor)

    def seen(self) -> object:
        """Return which file it is and when it was written last."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def make(self) -> None:
        """Make the file with a first key, unless there is one."""
        if not self.path.exists():
            with suppress(FileExistsError):  # somebody else was faster: that is the key
                self._put(written(*new_key()), os.link)

    def add(self) -> str:
        """Add a new key, and return its name."""
        self.read()
        name, key = new_key()
        present = self.path.read_text(encoding="utf-8")
        self._put(f"{present.rstrip()}\n{written(name, key)}", os.replace)
        return name

    def _put(self, text: str, place: "Placing") -> None:
        """Write beside, and give it the name once it is on the disk."""
        beside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            place(beside, self.path)
        except FileExistsError:
            raise
        except OSError as error:
            raise NotReadyError("vault.not_made", path=self.path) from error
        finally:
            beside.unlink(missing_ok=True)


class Placing(Protocol):
    """Gives a file another name: a second one, or in the place of what has it."""

    def __call__(self, made: Path, named: Path, /) -> None:
        """Do it."""


def new_key() -> tuple[str, bytes]:
    """Return a new key with a name that no other has."""
    return secrets.token_hex(4), secrets.token_bytes(KEY_BYTES)


def written(name: str, key: bytes) -> str:
    """Return a key as a line of a file."""
    return f"{name}:{base64.b64encode(key).decode()}\n"


def _parsed(text: str, where: str) -> Keyring:
    keys: dict[str, bytes] = {}
    for part in text.split():
        name, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES or not (name.isascii() and name.isalnum()) or name in keys:
            raise NotReadyError("vault.no_key", where=where)
        keys[name] = key
    if not keys:
        raise NotReadyError("vault.no_key", where=where)
    return Keyring(keys)


def beside(url: sa.URL) -> KeySource:
    """Return where the keys are unless somebody says otherwise: ``sonae.key`` in the folder of the casebook's file.

    Of a casebook on a server it is the working folder.
    """
    path = path_of(url)
    return KeyFile((Path.cwd() if path is None else path.parent) / FILE_NAME)
