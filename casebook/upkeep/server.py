"""Copies of a casebook on PostgreSQL, by its own tools, through pipes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from time import sleep
from typing import IO

import sqlalchemy as sa

from casebook import tables as t
from casebook.engine import VERSION_TABLE, connect, known_versions
from casebook.errors import NotReadyError
from casebook.trouble import told_reading
from casebook.upkeep.manifest import LOGS, Held, LogHead, Manifest, differences, held_by
from casebook.upkeep.reading import Copy
from casebook.upkeep.tools import at_server, chunks, feed, output, running, tool

OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend'"
)
LEAVING_S = (0.0, 0.1, 0.4, 1.5)
"""Between two looks at who is connected: the server takes a moment to let go of whoever has left, us among them."""
Moment = tuple[Held, list[str], Mapping[str, str]]
"""What a casebook holds at one moment, and the program that hands it over as it is then, with its environment."""
OPTIONS = ("--no-owner", "--no-privileges")


def before(url: str, why: str, now: datetime, folder: Path) -> Path:
    """Return the name of a copy of what is there now."""
    return folder / f"{sa.make_url(url).database}.before-{why}-{now:%Y%m%d-%H%M%S}.backup"


@contextmanager
def at_one_moment(url: str) -> Iterator[Moment]:
    """Give what a casebook holds and how to read it as it is now; others go on writing.

    Raises
    ------
    NotReadyError
        If there is none, or a tool is missing.
    """
    program = tool("pg_dump")
    engine = connect(url)
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
                connection.exec_driver_sql(f"SET LOCAL {name} = 0")
            held = held_by(connection)
            if not held.schema:
                raise NotReadyError("casebook.not_there", url=engine.url.render_as_string(hide_password=True))
            snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            named, environment = at_server(url)
            yield held, [program, "--format=custom", *OPTIONS, f"--snapshot={snapshot}", *named], environment
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Script:
    """What a copy holds, as its SQL tells."""

    held: Held
    triggers: set[str]


def read_script(copy: Copy) -> tuple[Manifest | None, Script]:
    """Read a copy through as SQL; return what it says of itself, and what is in it.

    Raises
    ------
    NotReadyError
        Naming what is the matter with it, or if a tool is missing.
    """
    rows: dict[str, int] = {}
    logs: dict[str, LogHead] = {}
    triggers: set[str] = set()
    schema = ""
    with _as_script(copy) as (script, told):
        lines = iter(script)
        for line in lines:
            words = line.split()
            if line.startswith(b"CREATE TRIGGER "):
                triggers.add(words[2].decode())
            if not line.startswith(b"COPY ") or not line.rstrip().endswith(b"FROM stdin;"):
                continue
            name = words[1].decode().rpartition(".")[2].strip('"')
            columns = line[line.index(b"(") + 1 : line.rindex(b")")].decode().replace('"', "").split(", ")
            rows[name], last = 0, LogHead(0)
            for row in lines:
                if row.rstrip(b"\n") == b"\\.":
                    break
                rows[name] += 1
                if name == VERSION_TABLE:
                    schema = row.decode().strip()
                elif name in LOGS:
                    last = max(last, _log_head(row, columns), key=lambda head: head.row)
            if name in LOGS:
                logs[name] = last
    return told[0], Script(Held(schema, rows, logs), triggers)


def _log_head(row: bytes, columns: list[str]) -> LogHead:
    values = dict(zip(columns, row.decode().rstrip("\n").split("\t"), strict=True))
    link = values.get("link", "\\N")
    return LogHead(int(values["id"]), None if link == "\\N" else link)


@contextmanager
def _as_script(copy: Copy) -> Iterator[tuple[IO[bytes], list[Manifest | None]]]:
    """Give a copy as SQL, to be read to its end; then what it says of itself is there, or what is the matter with it.

    Raises
    ------
    NotReadyError
        Naming what is the matter with it.
    """
    told: list[Manifest | None] = []
    wrong: list[BaseException] = []

    def hand_over() -> None:
        try:
            told.append(copy.read(feed(process).write))
        except BrokenPipeError:
            return  # the tool says why
        except BaseException as error:  # noqa: BLE001 - handed over to whoever waits
            wrong.append(error)
            process.kill()
        finally:
            with suppress(BrokenPipeError):
                feed(process).close()

    try:
        with running([tool("pg_restore"), *OPTIONS, "--file=-"], fed=True) as process:
            handing = Thread(target=hand_over, daemon=True)
            handing.start()
            try:
                yield output(process), told
            except BaseException:
                process.kill()
                raise
            finally:
                handing.join()
            if wrong:
                raise wrong[0]
    except NotReadyError as error:
        if error.code != "upkeep.tool_failed":
            raise
        raise NotReadyError("upkeep.unfit", path=copy.path, what=error.message) from error
    if not told:
        raise NotReadyError("upkeep.not_a_casebook", path=copy.path)


def require_fit(copy: Copy, read: tuple[Manifest | None, Script] | None = None) -> Held:
    """Read a copy through; return what is in it.

    Parameters
    ----------
    read
        What `read_script` found, if it was read already.

    Raises
    ------
    NotReadyError
        If it does not hold, or is no casebook of a version that is known.
    """
    manifest, script = read or read_script(copy)
    if t.audit.name not in script.held.rows or not script.held.schema:
        raise NotReadyError("upkeep.not_a_casebook", path=copy.path)
    if script.held.schema not in known_versions():
        raise NotReadyError("casebook.unknown_version", url=copy.path, version=script.held.schema)
    if manifest and (found := next(differences(manifest.held, script.held), None)):
        raise NotReadyError("upkeep.unfit", path=copy.path, what=found)
    return script.held


def load(url: str, copy: Copy, kept: Path, keep: Callable[[], object]) -> Path | None:
    """Put a copy in the place of a casebook on a server, in one transaction; return where what was there is kept.

    The copy is read twice: once to know that it holds, and once to be written.

    Parameters
    ----------
    kept, keep
        Where what is there goes, and what brings it there.

    Raises
    ------
    NotReadyError
        If the copy does not hold or is no casebook of a version that is known, or somebody else is connected.
    """
    held = require_fit(copy)
    engine = connect(url)
    try:
        require_nobody(engine)
        with told_reading(), engine.connect() as connection:
            present = set(sa.inspect(connection).get_table_names()) & {VERSION_TABLE, *t.metadata.tables}
    finally:
        engine.dispose()
    if present:
        keep()
    write(url, copy, held, present)
    return kept if present else None


def require_nobody(engine: sa.Engine) -> None:
    """Refuse where somebody else is connected.

    Raises
    ------
    NotReadyError
        If somebody is.
    """
    engine.dispose()  # our own connections are nobody else's
    for wait in LEAVING_S:
        sleep(wait)
        with told_reading(), engine.connect() as connection:
            others = connection.exec_driver_sql(OTHERS).scalar_one()
        if not others:
            return
    raise NotReadyError("upkeep.connected", count=others)


def write(url: str, copy: Copy, held: Held, present: set[str]) -> None:
    """Write a copy into a database, all of it or nothing.

    Parameters
    ----------
    held
        What is in the copy: what is written is counted against it before it stays.
    present
        The tables that go.

    Raises
    ------
    NotReadyError
        If the copy does not hold, or the server refuses.
    """
    named, environment = at_server(url)
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")
    drops = [f'DROP TABLE IF EXISTS "{name}" CASCADE;' for name in sorted(present)]
    opening = ["BEGIN;", *drops, "DROP FUNCTION IF EXISTS audit_is_append_only() CASCADE;", ""]
    with running([tool("psql"), *options, *named], environment, fed=True, read=False) as process:
        feed(process).write("\n".join(opening).encode())
        with _as_script(copy) as (script, _):
            for piece in chunks(script):
                feed(process).write(piece)
        # Only now it is known that the copy was read whole: without this line nothing of it stays.
        closing = [_counted(name, count) for name, count in held.rows.items()]
        feed(process).write("\n".join([*closing, "COMMIT;", ""]).encode())


def _counted(name: str, count: int) -> str:
    return (
        f'DO $$ BEGIN IF (SELECT count(*) FROM public."{name}") <> {count} '  # noqa: S608 - names of our own tables
        f"THEN RAISE EXCEPTION 'rows of {name} are missing'; END IF; END $$;"
    )
