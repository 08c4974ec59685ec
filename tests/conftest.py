"""What every test may use: casebooks on real databases, the reference data, and what turns a skip into a failure."""

import atexit
import fcntl
import gc
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import psycopg
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from hypothesis import settings

from casebook import engine as engine_module
from casebook.accounts import passwords
from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.roles import Actor
from casebook.vault import keys as keys_module
from casebook.vault.keys import KeyFile
from desk.demo import keep_demo_plan, make_demo
from tests.opened import look_through_once
from tests.reruns import pytest_collection_modifyitems, pytest_runtest_makereport, pytest_terminal_summary
from tests.statements import compile_once
from words.say import calling_areas

__all__ = ["pytest_collection_modifyitems", "pytest_runtest_makereport", "pytest_terminal_summary"]

settings.register_profile("sonae", deadline=None, derandomize=True)
settings.load_profile("sonae")
# Nobody guesses at these passwords.
passwords.HASHER = PasswordHasher.from_parameters(CHEAPEST)
# As PostgreSQL's fsync=off below: nobody pulls the plug here, and who is killed loses nothing by it.
engine_module.SYNCHRONOUS = "OFF"
compile_once()
look_through_once()
# What all processes of a run share; those that are started here take it from the environment, too.
if "SONAE_TESTS_SHARED" not in os.environ:
    os.environ["SONAE_TESTS_SHARED"] = tempfile.mkdtemp(prefix="sonae-tests-")
    atexit.register(shutil.rmtree, os.environ["SONAE_TESTS_SHARED"], ignore_errors=True)
SHARED = Path(os.environ["SONAE_TESTS_SHARED"])
# One key for all casebooks of a run, whose files are copied from folder to folder.
os.environ.setdefault("SONAE_KEY_FILE", str(SHARED / "sonae.key"))
KEYS = KeyFile(Path(os.environ["SONAE_KEY_FILE"]))
KEYS.make()
beside = keys_module.beside
keys_module.beside = lambda url: KEYS

# Nobody looks through all libraries and all collected tests for garbage again and again; of what a test makes most is
# gone with its last reference, and the rest is looked for now and then.
gc.set_threshold(200_000, 20, 100)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
TODAY = NOW.date()
COORDINATOR = Actor(name="担当者", role="coordinator")
OpenBook = Callable[..., Casebook]


def skip_or_fail(what: str) -> NoReturn:
    """Skip, or fail when SONAE_REQUIRE_ALL=1 says that nothing may be missing."""
    if os.environ.get("SONAE_REQUIRE_ALL") == "1":
        pytest.fail(what)
    pytest.skip(what)


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """Give ``__main__`` back: a page under AppTest leaves its own there, which a process started later would run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def wards() -> Iterator[None]:
    """Call areas wards, as in Sendai, whatever the casebook of an earlier test had."""
    with calling_areas("ward"):
        yield


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Return the folder of real published files that SONAE_REFERENCE_DATA names."""
    named = os.environ.get("SONAE_REFERENCE_DATA", "")
    folder = Path(named)
    if not named or not (folder / "wamnet").is_dir():
        skip_or_fail("no reference data: set SONAE_REFERENCE_DATA to the folder that holds wamnet/, areas/ and towns/")
    return folder


def _postgres_programs() -> dict[str, str]:
    found = {name: shutil.which(name) for name in ("initdb", "pg_ctl")}
    if not all(found.values()):
        newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
        found = {name: next((str(path / name) for path in newest if (path / name).exists()), None) for name in found}
    return {name: path for name, path in found.items() if path}


def _as_somebody(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: hand the folder to somebody else, and return the words to run as them."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, account.pw_uid, account.pw_gid)
        return ["runuser", "-u", name, "--"]
    skip_or_fail("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")


@dataclass(frozen=True)
class PostgresServer:
    """A real PostgreSQL in a folder of its own.

    Attributes
    ----------
    address
        With {} for the database.
    """

    folder: Path
    alias: tuple[str, ...]
    control: str
    address: str

    def start(self) -> None:
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off -c max_connections=50"
        )
        self._run("-l", str(self.folder / "log"), "-o", options, "-w", "start", check=True)

    def stop(self) -> None:
        self._run("-m", "immediate", "stop", check=False)

    def _run(self, *words: str, check: bool) -> None:
        command = [*self.alias, self.control, "-D", str(self.folder / "data"), *words]
        subprocess.run(command, check=check, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_postgres() -> PostgresServer:
    """Start a PostgreSQL of one's own; skip the test where there is none."""
    programs = _postgres_programs()
    if len(programs) < 2:
        skip_or_fail("no PostgreSQL server: install the package postgresql (initdb and pg_ctl)")
    # Not tmp_path: a socket's path may not be longer than about 100 characters, and others must get through to it.
    near = Path(tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix="sonae-pg-", dir=near if len(str(near)) < 20 else Path("/", "tmp")))
    folder.chmod(0o755)
    alias = _as_somebody(folder)
    initdb: list[str | Path] = [programs["initdb"], "-D", folder / "data", "-U", "sonae", "-A", "trust"]
    subprocess.run([*alias, *initdb, "-E", "UTF8", "--locale=C", "--no-sync"], check=True, capture_output=True, cwd="/")
    server = PostgresServer(folder, tuple(alias), programs["pg_ctl"], f"postgresql://sonae@/{{}}?host={folder}")
    server.start()
    return server


def stop_postgres(server: PostgresServer, *, remove: bool = False) -> None:
    """Stop a server, as a power failure would; and clear it away."""
    server.stop()
    if remove:
        shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start a real PostgreSQL in a folder of its own; yield its address, with {} for the database."""
    server = start_postgres()
    yield server.address
    stop_postgres(server, remove=True)


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """Return the address of a server that holds the casebook's tables in the database ``made``."""
    _administer(postgres_server, "CREATE DATABASE made")
    create(postgres_server.format("made"))
    return postgres_server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that holds the casebook's tables and nothing else."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    create(f"sqlite:///{path}")
    return path


def _made_once(name: str, make: Callable[[Path], None]) -> Path:
    """Return a file that whichever process of the run came first has made."""
    path = SHARED / name
    with (SHARED / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            make(path.with_suffix(".part"))
            path.with_suffix(".part").rename(path)
    return path


@pytest.fixture(scope="session")
def demo_template() -> Path:
    """Return a file that holds the demonstration of TODAY; copy it."""

    def make(path: Path) -> None:
        create(f"sqlite:///{path}")
        with closing(open_casebook(f"sqlite:///{path}", COORDINATOR, lambda: NOW)) as book:
            make_demo(book, TODAY)

    return _made_once("demo.db", make)


@pytest.fixture(scope="session")
def planned_template(demo_template: Path) -> Path:
    """Return a file that holds the demonstration of TODAY with its adopted plan; copy it."""

    def make(path: Path) -> None:
        shutil.copy(demo_template, path)
        with closing(open_casebook(f"sqlite:///{path}", COORDINATOR, lambda: NOW)) as book:
            keep_demo_plan(book, TODAY, NOW)

    return _made_once("planned.db", make)


def copied(template: Path, folder: Path, actor: Actor = COORDINATOR) -> Casebook:
    """Open a copy of a casebook's file, as `sonae.db` in a folder, at NOW."""
    shutil.copy(template, folder / "sonae.db")
    return open_casebook(f"sqlite:///{folder / 'sonae.db'}", actor, lambda: NOW)


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Make a casebook on the server, from its template; yield its address, and clear it away, as hundreds are made."""
    name = f"book_{uuid.uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE made STRATEGY file_copy")
    yield server.format(name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """Yield the address of a casebook of one's own, on PostgreSQL."""
    with new_database(postgres_template) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the address of a casebook of one's own, on SQLite."""
    shutil.copy(sqlite_template, tmp_path / "book.db")
    return f"sqlite:///{tmp_path / 'book.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Return the address of a casebook of one's own, first on SQLite, then on PostgreSQL."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """Open one casebook for the many examples of a property; each example only looks at its own rows."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("shared") / "book.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            url = f"sqlite:///{path}"
        else:
            url = stack.enter_context(new_database(request.getfixturevalue("postgres_template")))
        yield stack.enter_context(closing(open_casebook(url, COORDINATOR, lambda: NOW)))


@pytest.fixture
def open_book() -> Iterator[OpenBook]:
    """Open casebooks at NOW; they are closed when the test is over."""
    opened: list[Casebook] = []

    def opening(url: str, actor: Actor = COORDINATOR) -> Casebook:
        opened.append(open_casebook(url, actor, lambda: NOW))
        return opened[-1]

    yield opening
    for book in opened:
        book.close()


@pytest.fixture
def book(sqlite_url: str, open_book: OpenBook) -> Casebook:
    """Return an empty casebook on a real SQLite file, open for a coordinator."""
    return open_book(sqlite_url)
