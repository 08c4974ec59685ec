"""A stream that is sealed in parts: what is changed, left out, put elsewhere or cut off is refused by name.

Each part is AES-256-GCM under a key of this file's own, its nonce the part's number and whether it is the last: the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance",
2015). The last part holds what the file says of itself. The file's key is derived (HKDF, RFC 5869) from one of the
casebook's and from random bytes in the head; a MAC of the head tells a wrong key from damage.
"""

import hashlib
import hmac
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casebook.errors import NotReadyError
from casebook.vault.keys import Keyring

MAGIC = b"SONAE BACKUP 1\n"
PART_BYTES = 256 * 1024
SALT_BYTES, MARK_BYTES, CHECK_BYTES, TAG_BYTES = 16, 8, 8, 16
CONTENT, LAST = 1, 2
FRAME = struct.Struct(f">I B {MARK_BYTES}s I")
"""Before each part: its number, what it is, of which file, how long; all of it is bound to the part."""
MOST_PARTS = 2**32 - 1


@dataclass(frozen=True)
class Head:
    """What a sealed file says before it is opened.

    Attributes
    ----------
    holds
        What is inside: a kind of database.
    key
        The name of the casebook's key.
    """

    holds: str
    key: str
    salt: bytes

    def to_bytes(self) -> bytes:
        """Write it."""
        names = b"".join(bytes([len(text)]) + text for text in (self.holds.encode(), self.key.encode()))
        return MAGIC + self.salt + names

    def keys(self, ring: Keyring) -> tuple[bytes, bytes]:
        """Return the key of the parts, and that of the head's MAC."""
        derived = HKDF(SHA256(), 64, salt=self.salt, info=MAGIC).derive(ring.subkey("backup", self.key))
        return derived[:32], derived[32:]


class Sealing:
    """Writes a sealed file.

    Parameters
    ----------
    file
        An empty one.
    ring
        The casebook's keys; the newest is taken.
    holds
        What will be inside.
    part_bytes
        How much of it goes into each part, at most `PART_BYTES`.
    """

    def __init__(self, file: BinaryIO, ring: Keyring, holds: str, part_bytes: int = PART_BYTES) -> None:
        self.head = Head(holds, ring.newest, secrets.token_bytes(SALT_BYTES))
        key, head_key = self.head.keys(ring)
        self._cipher = AESGCM(key)
        self._file = file
        self._part_bytes = part_bytes
        self._number = 0
        self._left = b""
        head = self.head.to_bytes()
        head += hmac.digest(head_key, head, "sha256")
        file.write(head + hashlib.sha256(head).digest()[:CHECK_BYTES])

    def add(self, content: bytes) -> None:
        """Write more of the content."""
        self._left += content
        while len(self._left) >= self._part_bytes:
            self._put(CONTENT, self._left[: self._part_bytes])
            self._left = self._left[self._part_bytes :]

    def close(self, told: bytes) -> None:
        """Write the last part: what the file says of itself."""
        if self._left:
            self._put(CONTENT, self._left)
        self._put(LAST, told)

    def _put(self, kind: int, part: bytes) -> None:
        frame = FRAME.pack(self._number, kind, self.head.salt[:MARK_BYTES], len(part) + TAG_BYTES)
        self._file.write(frame + self._cipher.encrypt(_nonce(self._number, kind), part, frame))
        self._number += 1


def is_sealed(path: Path) -> bool:
    """Return whether a file begins as a sealed one does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def unseal(path: Path, ring: Keyring, write: Callable[[bytes], object]) -> tuple[Head, bytes]:
    """Hand over a sealed file's content part by part; return its head, and what it says of itself.

    What was handed over holds only once this has returned: until then, the file may break off.

    Raises
    ------
    NotReadyError
        Naming what is the matter with it.
    """
    with path.open("rb") as file:
        head, key = _opened_head(path, file, ring)
        cipher = AESGCM(key)
        number = 0
        while True:
            kind, part = _next_part(path, file, cipher, number, head.salt[:MARK_BYTES])
            if kind == LAST:
                if file.read(1):
                    raise NotReadyError("copy.goes_on", path=path)
                return head, part
            write(part)
            number += 1


def read_head(path: Path) -> Head:
    """Return what a sealed file says before it is opened; whether it is true shows when it is.

    Raises
    ------
    NotReadyError
        If it is damaged.
    """
    with path.open("rb") as file:
        return _read_head(path, file)[0]


def _read_head(path: Path, file: BinaryIO) -> tuple[Head, bytes, bytes]:
    """Return a head, its bytes, and the MAC beside it; a head that was damaged does not fit its checksum."""
    fixed = file.read(len(MAGIC) + SALT_BYTES)
    texts: list[bytes] = []
    for _ in range(2):
        length = file.read(1)
        texts.append(file.read(length[0]) if length else b"")
    mac, check = file.read(SHA256.digest_size), file.read(CHECK_BYTES)
    written = fixed + b"".join(bytes([len(text)]) + text for text in texts)
    if not fixed.startswith(MAGIC) or hashlib.sha256(written + mac).digest()[:CHECK_BYTES] != check:
        raise NotReadyError("copy.head_damaged", path=path)
    head = Head(texts[0].decode(errors="replace"), texts[1].decode(errors="replace"), fixed[len(MAGIC) :])
    return head, written, mac


def _opened_head(path: Path, file: BinaryIO, ring: Keyring) -> tuple[Head, bytes]:
    head, written, mac = _read_head(path, file)
    if head.key not in ring.keys:
        raise NotReadyError("copy.key_missing", path=path, name=head.key)
    key, head_key = head.keys(ring)
    if not hmac.compare_digest(hmac.digest(head_key, written, "sha256"), mac):
        raise NotReadyError("copy.key_wrong", path=path, name=head.key)
    return head, key


def _next_part(path: Path, file: BinaryIO, cipher: AESGCM, number: int, mark: bytes) -> tuple[int, bytes]:
    told = {"path": path, "part": number + 1}
    frame = file.read(FRAME.size)
    if len(frame) < FRAME.size:
        raise NotReadyError("copy.breaks_off", **told)
    found, kind, of, length = FRAME.unpack(frame)
    if of != mark:
        raise NotReadyError("copy.part_of_another", **told)
    if found != number:
        raise NotReadyError("copy.part_missing", **told, found=found + 1)
    if kind not in (CONTENT, LAST) or not TAG_BYTES <= length <= PART_BYTES + TAG_BYTES:
        raise NotReadyError("copy.part_damaged", **told)
    sealed = file.read(length)
    if len(sealed) < length:
        raise NotReadyError("copy.breaks_off", **told)
    try:
        return kind, cipher.decrypt(_nonce(number, kind), sealed, frame)
    except InvalidTag as error:
        raise NotReadyError("copy.part_damaged", **told) from error


def _nonce(number: int, kind: int) -> bytes:
    return number.to_bytes(11, "big") + bytes([kind])
