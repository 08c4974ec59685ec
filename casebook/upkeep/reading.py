"""A copy of a casebook as it is read: a sealed one, or a plain one of an earlier version of Sonae."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casebook.errors import NotReadyError
from casebook.upkeep.folder import require_own_name
from casebook.upkeep.manifest import Manifest
from casebook.upkeep.sealed import is_sealed, read_head, unseal
from casebook.upkeep.tools import chunks
from casebook.vault.keys import KeySource

PLAIN = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}
"""How the files of databases begin."""


@dataclass(frozen=True)
class Copy:
    """A copy, and where the keys are that open it."""

    path: Path
    keys: KeySource

    @property
    def sealed(self) -> bool:
        """Whether it needs a key.

        Raises
        ------
        NotReadyError
            If there is no such file.
        """
        if not self.path.is_file():
            raise NotReadyError("upkeep.no_file", path=self.path)
        return is_sealed(self.path)

    @property
    def kind(self) -> str | None:
        """The kind of database inside, as the copy says; None if it is no copy.

        Raises
        ------
        NotReadyError
            If there is no such file, or a damaged one.
        """
        if self.sealed:
            return read_head(self.path).holds
        with self.path.open("rb") as file:
            start = file.read(max(map(len, PLAIN)))
        return next((kind for magic, kind in PLAIN.items() if start.startswith(magic)), None)

    def require_kind(self, kind: str) -> None:
        """Refuse what is no copy of this kind of database.

        Raises
        ------
        NotReadyError
            If it is not.
        """
        if self.kind is None:
            raise NotReadyError("upkeep.unfit", path=self.path, what=NotReadyError("check.no_casebook").message)
        if self.kind != kind:
            raise NotReadyError("copy.other_kind", path=self.path, kind=self.kind)

    def read(self, write: Callable[[bytes], object]) -> Manifest | None:
        """Hand over the database inside, piece by piece; return what the copy says of it, None of a plain one.

        What was handed over holds only once this has returned.

        Raises
        ------
        NotReadyError
            Naming what is the matter with the copy.
        """
        if not self.sealed:
            with self.path.open("rb") as file:
                for piece in chunks(file):
                    write(piece)
            return None
        digest, size = hashlib.sha256(), 0

        def count(piece: bytes) -> None:
            nonlocal size
            digest.update(piece)
            size += len(piece)
            write(piece)

        head, told = unseal(self.path, self.keys.read(), count)
        try:
            manifest = Manifest.from_bytes(told)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotReadyError("copy.manifest_unknown", path=self.path) from error
        if (manifest.size, manifest.sha256, manifest.kind) != (size, digest.hexdigest(), head.holds):
            raise NotReadyError("copy.other_content", path=self.path)
        require_own_name(self.path, manifest.made_at)
        return manifest
