"""What a copy says of itself: when it was made, of what, how many rows of each table, how far the logs went."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import sqlalchemy as sa

from casebook.engine import VERSION_TABLE
from words.message import Message

LOGS = ("audit", "access_log")


@dataclass(frozen=True)
class LogHead:
    """How far a log goes: its last row, and that row's link to those before; None in versions that chained nothing."""

    row: int
    link: str | None = None


@dataclass(frozen=True)
class Held:
    """What a casebook holds: its version, the rows of each table, and how far its logs go."""

    schema: str
    rows: Mapping[str, int]
    logs: Mapping[str, LogHead]


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself.

    Attributes
    ----------
    made_at
        By the clock of the machine that made it.
    sonae
        The version of the program.
    kind
        Of the database: ``sqlite`` or ``postgresql``.
    held
        What was in it at the moment of the copy.
    size, sha256
        Of the content, in bytes and as a checksum.
    key
        The name of the key that it is sealed with.
    """

    made_at: datetime
    sonae: str
    kind: str
    held: Held
    size: int
    sha256: str
    key: str

    def to_bytes(self) -> bytes:
        """Write it as JSON."""
        return json.dumps({**asdict(self), "made_at": self.made_at.isoformat()}, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, written: bytes) -> "Manifest":
        """Read what `to_bytes` wrote.

        Raises
        ------
        ValueError, TypeError, KeyError, AttributeError
            If somebody else wrote it.
        """
        found: dict[str, Any] = json.loads(written)
        held = found.pop("held")
        logs = {name: LogHead(**head) for name, head in held["logs"].items()}
        made_at = datetime.fromisoformat(found.pop("made_at"))
        return cls(made_at=made_at, held=Held(held["schema"], held["rows"], logs), **found)


def held_by(connection: sa.Connection) -> Held:
    """Count what a casebook of any version holds."""
    found = sa.inspect(connection)
    names = sorted(found.get_table_names())
    rows = {name: _number(connection, sa.select(sa.func.count()).select_from(sa.table(name))) for name in names}
    logs = {
        name: _head(connection, name, {column["name"] for column in found.get_columns(name)})
        for name in LOGS
        if name in names
    }
    version_num: sa.ColumnClause[str] = sa.column("version_num")
    versions = sa.select(version_num).select_from(sa.table(VERSION_TABLE))
    schema = connection.execute(versions).scalar_one() if VERSION_TABLE in names else ""
    return Held(schema, rows, logs)


def _head(connection: sa.Connection, name: str, columns: set[str]) -> LogHead:
    log = sa.table(name, sa.column("id"), sa.column("link"))
    last = _number(connection, sa.select(sa.func.coalesce(sa.func.max(log.c.id), 0)))
    if "link" not in columns or not last:
        return LogHead(last)
    return LogHead(last, connection.execute(sa.select(log.c.link).where(log.c.id == last)).scalar_one())


def _number(connection: sa.Connection, query: sa.Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())


def differences(told: Held, found: Held) -> Iterator[Message]:
    """Yield where what a copy says of itself is not what is in it."""
    if told.schema != found.schema:
        yield Message("copy.schema_differs", {"told": told.schema, "found": found.schema})
    for name in sorted({*told.rows, *found.rows}):
        if told.rows.get(name, 0) != found.rows.get(name, 0):
            counts = {"told": told.rows.get(name, 0), "found": found.rows.get(name, 0)}
            yield Message("copy.rows_differ", {"table": name, **counts})
    for name in sorted({*told.logs, *found.logs}):
        if told.logs.get(name) != found.logs.get(name):
            yield Message("copy.log_differs", {"table": name})


def program_version() -> str:
    """Return the version of this program, as far as it is installed as one."""
    try:
        return version("sonae")
    except PackageNotFoundError:
        return "?"
