"""Anchors: what is noted of the logs outside of the database, so that even an older copy put back is found.

Whoever puts back an older copy of the whole casebook, or cuts its logs and the note of how far they go to what both
were before, leaves nothing in it that does not fit. Only what was noted elsewhere, on paper or in a file on another
machine, tells that there was more.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from casebook.audit.chain import LOGS, Stretch, last_stretch
from casebook.audit.key import ChainKey, chain_key
from casebook.engine import connect, require_ready
from casebook.errors import NotReadyError
from casebook.trouble import told_reading
from casebook.vault.keys import KeySource

MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Anchor:
    """How far a log went at a moment: its last row, and that row's link; ``mac`` shows that Sonae wrote it."""

    log: str
    at: datetime
    row: int
    head: str
    key_name: str
    mac: str = ""

    def made_with(self, key: ChainKey) -> bool:
        """Return whether it was made with a key, and is as it was made."""
        return self.mac == _mac(self, key)


def _mac(one: Anchor, key: ChainKey) -> str:
    values = ["anchor", one.log, one.at.isoformat(), one.row, one.head, one.key_name]
    return key.mac(json.dumps(values).encode())


def anchor(url: str, now: datetime, keys: KeySource | None = None) -> list[Anchor]:
    """Return how far the logs go now, to be kept outside.

    Raises
    ------
    NotReadyError
        If there is no casebook, or it cannot be read.
    """
    engine = connect(url, keys=keys)
    try:
        require_ready(engine)
        with told_reading(), engine.connect() as connection, connection.begin():
            key = chain_key(connection)
            return [_of(last_stretch(connection, log), now, key) for log in LOGS.values()]
    finally:
        engine.dispose()


def _of(stretch: Stretch, now: datetime, key: ChainKey) -> Anchor:
    plain = Anchor(stretch.log, now, stretch.last_id, stretch.head, key.name)
    return Anchor(**{**asdict(plain), "mac": _mac(plain, key)})


def to_text(anchors: Sequence[Anchor]) -> str:
    """Write anchors as one JSON document."""
    return json.dumps([{**asdict(one), "at": one.at.isoformat()} for one in anchors], indent=1) + "\n"


def read_anchors(path: Path) -> list[Anchor]:
    """Read anchors from a file.

    Raises
    ------
    NotReadyError
        If there is none in it.
    """
    try:
        with path.open("rb") as file:
            found: Any = json.loads(file.read(MOST_BYTES))
        return [Anchor(**{**one, "at": datetime.fromisoformat(one["at"]), "row": int(one["row"])}) for one in found]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotReadyError("audit.no_anchor", path=path) from error
