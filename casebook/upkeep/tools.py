"""Programs that are read from and written to through pipes, so that nothing they hand over lies on a disk."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO

import sqlalchemy as sa

from casebook.errors import NotReadyError

CHUNK_BYTES = 256 * 1024


def tool(name: str) -> str:
    """Return where a program is: on the path, or the newest one where Debian keeps those of PostgreSQL.

    Raises
    ------
    NotReadyError
        If it is not installed.
    """
    found = shutil.which(name)
    if found:
        return found
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not kept:
        raise NotReadyError("upkeep.no_tool", tool=name)
    return str(kept[-1])


def at_server(url: str) -> tuple[list[str], dict[str, str]]:
    """Return the option that names a database to a tool, and the environment with the password: nobody else reads it."""
    address = sa.make_url(url)
    environment = {} if address.password is None else {"PGPASSWORD": str(address.password)}
    plain = sa.URL.create(
        "postgresql", address.username, None, address.host, address.port, address.database, address.query
    )
    return [f"--dbname={plain.render_as_string()}"], environment


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str] | None = None, *, fed: bool = False, read: bool = True
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program while inside; it ends with the block, and is stopped where the block fails.

    Raises
    ------
    NotReadyError
        If it fails, with what it says.
    """
    process = subprocess.Popen(  # noqa: S603 - tools of the system and of PostgreSQL, and names of files
        command,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
        stdout=subprocess.PIPE if read else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    said: list[bytes] = []
    listening = Thread(target=lambda: said.append(_pipe(process.stderr).read()), daemon=True)
    listening.start()
    try:
        with process:
            try:
                yield process
                if process.stdin:
                    process.stdin.close()
            except BrokenPipeError:
                raise
            except BaseException:
                process.kill()
                with suppress(BrokenPipeError):
                    if process.stdin:
                        process.stdin.close()
                raise
            listening.join()
    except BrokenPipeError:
        if process.wait() <= 0:  # it was not this one that gave up
            raise
        listening.join()
    if process.returncode:
        lines = b"".join(said).decode(errors="replace").splitlines()
        told = next((line for line in lines if "rror:" in line or "ERROR:" in line), "".join(lines[:1]))
        raise NotReadyError("upkeep.tool_failed", tool=Path(command[0]).name, why=told.strip())


def output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    """Return what a program that is running says."""
    return _pipe(process.stdout)


def feed(process: subprocess.Popen[bytes]) -> IO[bytes]:
    """Return what a program that is running reads."""
    return _pipe(process.stdin)


def _pipe(found: IO[bytes] | None) -> IO[bytes]:
    assert found is not None  # noqa: S101 - asked for above
    return found


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what can be read, a piece at a time."""
    while piece := file.read(CHUNK_BYTES):
        yield piece
