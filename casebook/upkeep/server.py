"""Copies of a casebook on PostgreSQL, by its own tools."""

import os
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from casebook import tables as t
from casebook.engine import VERSION_TABLE, connect, known_versions
from casebook.errors import NotReadyError
from casebook.trouble import told_reading

OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend'"
)


def _tool(name: str) -> str:
    """Return where a tool of PostgreSQL is: on the path, or the newest one where Debian keeps them."""
    found = shutil.which(name)
    if found:
        return found
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: path.parts[-3])
    if not kept:
        raise NotReadyError("upkeep.no_tool", tool=name)
    return str(kept[-1])


def _run(name: str, *arguments: str, url: str | None = None) -> str:
    """Run a tool; the password goes in its environment, where nobody else reads it."""
    environment = dict(os.environ)
    if url is not None:
        address = sa.make_url(url).set(drivername="postgresql")
        if address.password is not None:
            environment["PGPASSWORD"] = str(address.password)
        plain = sa.URL.create(
            "postgresql", address.username, None, address.host, address.port, address.database, address.query
        )
        arguments = (f"--dbname={plain.render_as_string()}", *arguments)
    done = subprocess.run(  # noqa: S603 - a tool of PostgreSQL, and names of files
        [_tool(name), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = next((line for line in done.stderr.splitlines() if "rror:" in line or "ERROR:" in line), "")
        raise NotReadyError("upkeep.tool_failed", tool=name, why=told.strip())
    return done.stdout


def before(url: str, why: str, now: datetime, folder: Path) -> Path:
    """Return the name of a copy of what is there now."""
    return folder / f"{sa.make_url(url).database}.before-{why}-{now:%Y%m%d-%H%M%S}.dump"


def dump(url: str, target: Path) -> None:
    """Write a casebook on a server into one file.

    Raises
    ------
    NotReadyError
        If the tool is missing, or cannot do it.
    """
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", url=url)


def load(url: str, source: Path, kept: Path) -> Path | None:
    """Put a copy in the place of a casebook on a server, in one transaction; return where what was there is kept.

    Raises
    ------
    NotReadyError
        If the copy is no casebook of a version that is known, or somebody else is connected.
    """
    if not source.exists():
        raise NotReadyError("upkeep.no_file", path=source)
    _require_fit(source)
    engine = connect(url)
    try:
        with told_reading(), engine.connect() as connection:
            others = connection.exec_driver_sql(OTHERS).scalar_one()
            if others:
                raise NotReadyError("upkeep.connected", count=others)
            present = set(sa.inspect(connection).get_table_names()) & {VERSION_TABLE, *t.metadata.tables}
    finally:
        engine.dispose()
    if present:
        dump(url, kept)
    drops = [f'DROP TABLE IF EXISTS "{name}" CASCADE;' for name in sorted(present)]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.sql"
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
        clearing = Path(folder) / "clearing.sql"
        clearing.write_text("\n".join([*drops, "DROP FUNCTION IF EXISTS audit_is_append_only() CASCADE;", ""]))
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _run("psql", *options, f"--file={clearing}", f"--file={script}", url=url)
    return kept if present else None


def _require_fit(source: Path) -> None:
    """Refuse what is no casebook: by what a copy says is in it."""
    try:
        held = _run("pg_restore", "--list", str(source))
        said = _run("pg_restore", "--data-only", f"--table={VERSION_TABLE}", "--file=-", str(source))
    except NotReadyError as error:
        if error.code == "upkeep.no_tool":
            raise
        raise NotReadyError("upkeep.unfit", path=source, what=error.message) from error
    rows = said.partition("FROM stdin;\n")[2].partition("\\.")[0].split()
    if f" TABLE DATA public {t.audit.name} " not in held or len(rows) != 1:
        raise NotReadyError("upkeep.not_a_casebook", path=source)
    if rows[0] not in known_versions():
        raise NotReadyError("casebook.unknown_version", url=source, version=rows[0])
