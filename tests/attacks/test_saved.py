"""“Saved” means saved: files deleted, overwritten, cut off and exchanged under whoever works; copies put back; outages."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from casebook.accounts import open_accounts
from casebook.book import open_casebook
from casebook.engine import create
from casebook.errors import CasebookError, NotReadyError
from casebook.records import Audit, Person
from casebook.upkeep import back_up, check, check_copy, restore
from tests.attacks.serving import free_port
from tests.casebook.upkeep.copying import laid_out
from tests.conftest import COORDINATOR, KEYS, NOW, start_postgres, stop_postgres
from tests.ui.conftest import PATIENCE, at, button, demo, one_page, show  # noqa: F401 - fixtures
from ui.context import open_book
from ui.settings import settings
from words.say import say

SAVES = 16
MIXES = 12
KILLS = 4


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def save(book, name: str) -> bool:
    """Return whether a save is told as saved; whatever else happens must be told in words."""
    try:
        with book.writing("test") as writer:
            writer.add(Person(code_name=name))
    except CasebookError:
        return False
    return True


def names_in(path: Path) -> set[str]:
    """Return the code names in the file that a path names, with the eyes of somebody who knows nothing of us."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return {row[0] for row in connection.execute("SELECT code_name FROM person")}
    except sqlite3.Error:
        return set()


def deleted(path: Path, copy: Path) -> None:
    path.unlink()


def overwritten(path: Path, copy: Path) -> None:
    path.write_bytes(copy.read_bytes())


def overwritten_with_a_letter(path: Path, copy: Path) -> None:
    path.write_text("拝啓" * 20_000, encoding="utf-8")


def emptied(path: Path, copy: Path) -> None:
    os.truncate(path, 0)


def cut_off(path: Path, copy: Path) -> None:
    os.truncate(path, path.stat().st_size // 8192 * 4096)


def exchanged(path: Path, copy: Path) -> None:
    shutil.copy(copy, f"{path}.new")
    Path(f"{path}.new").replace(path)


def exchanged_for_another_database(path: Path, copy: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE diary (line TEXT)")


def a_page_scribbled_over(path: Path, copy: Path) -> None:
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xa5" * 4096)


ATTACKS = [
    deleted, overwritten, overwritten_with_a_letter, emptied, cut_off, exchanged, exchanged_for_another_database,
    a_page_scribbled_over,
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_of_sixteen_saves_those_told_as_saved_are_in_the_file_and_no_other(sqlite_url, open_book, tmp_path, attack):
    path, copy = file_of(sqlite_url), tmp_path / "copy.db"
    book = open_book(sqlite_url)
    before = [name for name in map(str, range(4)) if save(book, name)]
    shutil.copy(path, copy)
    before += [name for name in map(str, range(4, 8)) if save(book, name)]
    attack(path, copy)
    after = {str(number) for number in range(8, SAVES) if save(book, str(number))}
    assert len(before) == 8
    assert {name for name in names_in(path) if int(name) >= 8} == after
    assert "8" not in after  # whoever typed it looked at another casebook
    whole = attack in {overwritten, exchanged}
    assert bool(after) == whole
    if whole:
        book.close()
        assert check(sqlite_url) == []


@pytest.mark.parametrize("attack", [deleted, overwritten, exchanged], ids=lambda attack: attack.__name__)
def test_a_file_that_goes_between_commit_and_answer_is_told(sqlite_url, open_book, tmp_path, monkeypatch, attack):
    path, copy = file_of(sqlite_url), tmp_path / "copy.db"
    shutil.copy(path, copy)
    book = open_book(sqlite_url)
    read_back = book._ground._read_back

    def late(last):
        attack(path, copy)
        read_back(last)

    monkeypatch.setattr(book._ground, "_read_back", late)
    with pytest.raises(NotReadyError) as caught, book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    assert caught.value.code == "casebook.not_kept"
    assert names_in(path) == set()


def test_a_casebook_that_was_exchanged_is_said_so_once_and_then_is_the_casebook(sqlite_url, open_book, tmp_path):
    path, book = file_of(sqlite_url), open_book(sqlite_url)
    shutil.copy(path, tmp_path / "copy.db")
    assert save(book, "A-001")
    exchanged(path, tmp_path / "copy.db")
    with pytest.raises(CasebookError) as caught:
        book.revision()
    assert caught.value.code == "casebook.replaced"
    assert book.revision() == 0
    assert save(book, "A-002")
    assert names_in(path) == {"A-002"}


def test_no_name_is_in_what_a_refused_save_says(url, open_book):
    """PostgreSQL's own error tells the row that broke a rule."""
    book = open_book(url)
    try:
        with book.writing("test") as writer:
            writer.add(Person(code_name="佐藤花子", note="統合失調症", max_distance_m=0))
    except CasebookError as error:
        import traceback

        said = "".join(traceback.format_exception(error))
        assert "佐藤花子" not in said
        assert "統合失調症" not in said
    else:
        pytest.fail("the rule does not hold")


WRITER = """
import sys
from datetime import datetime
from zoneinfo import ZoneInfo
from casebook.book import open_casebook
from casebook.records import Person
from casebook.roles import Actor
from ui.settings import keys
url, name, rows = sys.argv[1:]
now = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
book = open_casebook(url, Actor(name, "coordinator"), lambda: now, keys=keys())
number = 0
while True:
    with book.writing("test") as writer:
        for row in range(int(rows)):
            writer.add(Person(code_name=f"{name}-{number}-{row}"))
    print(f"{name}-{number}", flush=True)
    number += 1
"""


def kill_in_mid_writing(url: str, name: str, rows: int, after: float) -> set[str]:
    """Return what a process told as saved before it was killed."""
    started = subprocess.Popen([sys.executable, "-c", WRITER, url, name, str(rows)], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    first = started.stdout.readline()
    time.sleep(after)
    started.kill()
    told = {first.strip(), *started.stdout.read().split()}
    started.wait(60)
    started.stdout.close()
    return told


def test_yesterdays_copy_beside_what_today_left_is_refused_or_read_right(sqlite_url, tmp_path):
    """Killed while writing; then the copy is put back beside whatever lies there, and all that was told is still there."""
    path, told, half = file_of(sqlite_url), set(), []
    copy = tmp_path / "yesterday" / "book.db"
    copy.parent.mkdir()
    back_up(sqlite_url, tmp_path / "sealed", NOW)
    laid_out(tmp_path / "sealed", copy)
    for number in range(KILLS):
        told |= kill_in_mid_writing(sqlite_url, f"r{number}", 30, 0.03 * number)
        mixed = tmp_path / f"mixed{number}" / path.name
        mixed.parent.mkdir()
        shutil.copy(copy, mixed)
        for sibling in ("-journal", "-wal", "-shm"):
            if Path(f"{path}{sibling}").exists():
                shutil.copy(f"{path}{sibling}", f"{mixed}{sibling}")
        try:
            assert open_casebook(f"sqlite:///{mixed}", COORDINATOR, lambda: NOW).all(Person) == []
            assert check(f"sqlite:///{mixed}") == []
        except NotReadyError as error:
            assert error.code == "casebook.foreign_journal"  # noqa: PT017 - either is right
        book = open_casebook(sqlite_url, COORDINATOR, lambda: NOW)
        names = {person.code_name for person in book.all(Person)}
        half += [name for name in {name.rpartition("-")[0] for name in names} if f"{name}-29" not in names]
        book.close()
        assert check(sqlite_url) == []
    assert told <= {name.rpartition("-")[0] for name in names}
    assert half == []


def with_log(path: Path) -> Path:
    """Let an earlier version, which kept a write-ahead log, write to a casebook and die; return the log."""
    die = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('PRAGMA wal_autocheckpoint = 0')\n"
        "for n in range(20): c.execute(\"INSERT INTO person (code_name, status) VALUES (?, 'active')\", (f'W-{n}',))\n"
        "os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", die, path], check=False).returncode == 9
    return Path(f"{path}-wal")


def test_a_copy_beside_the_log_of_an_earlier_version_is_refused_every_time(sqlite_url, tmp_path, open_book):
    path = file_of(sqlite_url)
    copies = []
    for number in range(MIXES):
        assert save(open_book(sqlite_url), f"A-{number}")
        copies.append(tmp_path / f"copy{number}" / path.name)
        copies[-1].parent.mkdir()
        back_up(sqlite_url, tmp_path / f"sealed{number}", NOW)
        laid_out(tmp_path / f"sealed{number}", copies[-1])
    log = with_log(path)
    refused = 0
    for copy in copies:
        shutil.copy(log, f"{copy}-wal")
        before = copy.read_bytes()
        for attempt in (
            lambda url: open_casebook(url, COORDINATOR, lambda: NOW),
            check,
            create,
            lambda url: restore(url, copies[0].with_name("none.db"), NOW),
            lambda url: back_up(url, tmp_path / "out.db", NOW),
        ):
            with pytest.raises(NotReadyError) as caught:
                attempt(f"sqlite:///{copy}")
            assert caught.value.code in {"casebook.foreign_log", "upkeep.no_file"}
            refused += caught.value.code == "casebook.foreign_log"
        assert copy.read_bytes() == before
    assert refused == MIXES * 4


def test_a_journal_of_another_day_is_refused(sqlite_url, tmp_path, open_book):
    """Killed between the journal and the end of the commit, where SQLite would take the journal in without asking."""
    path, copy = file_of(sqlite_url), tmp_path / "copy.db"
    shutil.copy(path, copy)
    book = open_book(sqlite_url)
    assert save(book, "A-001")
    book.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = PERSIST")
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN IMMEDIATE")
        for number in range(3000):
            writer.execute("INSERT INTO person (code_name, status) VALUES (?, 'active')", (f"X-{number}",))
        journal, written = Path(f"{path}-journal").read_bytes(), path.read_bytes()
        writer.execute("ROLLBACK")
    journal_of = Path(f"{path}-journal")
    journal_of.write_bytes(journal)
    path.write_bytes(written)  # as the dead writer left it
    shutil.copy(journal_of, f"{copy}-journal")
    with pytest.raises(NotReadyError) as caught:
        open_casebook(f"sqlite:///{copy}", COORDINATOR, lambda: NOW)
    assert caught.value.code == "casebook.foreign_journal"


@pytest.mark.slow
def test_a_server_that_is_stopped_leaves_one_file(tmp_path):
    """SIGTERM and Ctrl-C; and while it runs, nothing is restored under it."""
    url = f"sqlite:///{tmp_path / 'book.db'}"
    create(url)
    known = open_accounts(url, lambda: NOW)
    known.mark_demonstration()
    known.close()
    back_up(url, tmp_path / "copy.db", NOW)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "SONAE_DATABASE_URL": url}
    for number in (signal.SIGTERM, signal.SIGINT):
        started = subprocess.Popen(
            [sys.executable, "-c", "from ui.cli.app import app; app()", "serve", "--port", str(free_port())],
            cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        sign = tmp_path / "book.db.serving"
        deadline = time.monotonic() + 120
        while not sign.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        with pytest.raises(NotReadyError) as caught:
            restore(url, tmp_path / "copy.db", NOW)
        assert caught.value.code == "upkeep.served"
        started.send_signal(number)
        started.wait(60)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["book.db", "copy.db"]


def typed_into(page: AppTest) -> AppTest:
    """Fill in a new person's form: a text, a choice, a number, a tick."""
    fields = {field.key.rpartition(".")[2]: field for field in (*page.text_input, *page.selectbox)
              if field.key and field.key.startswith("person.new.")}  # fmt: skip
    fields["code_name"].set_value("N-001")
    fields["note"].set_value("夜は眠れない")
    fields["birth_year"].set_value("1980")
    fields["sex"].set_value("female")
    next(
        one for one in page.checkbox if one.key and one.key.startswith("person.new.") and one.key.endswith(".consent")
    ).check()
    return page.run()


def typed_of(page: AppTest) -> dict[str, object]:
    wanted = ("code_name", "note", "birth_year", "sex", "consent")
    fields = (*page.text_input, *page.selectbox, *page.checkbox)
    return {
        field.key.rpartition(".")[2]: field.value
        for field in fields
        if field.key and field.key.startswith("person.new.") and field.key.rpartition(".")[2] in wanted
    }


TYPED = {"code_name": "N-001", "note": "夜は眠れない", "birth_year": "1980", "sex": "female", "consent": True}


def save_of(page: AppTest):
    return next(one for one in page.button if one.key and one.key.startswith("person.new.")).click()


def test_a_new_persons_form_outlasts_the_loss_of_the_file(demo):  # noqa: F811
    path = file_of(settings().database_url)
    page = typed_into(show("people"))
    path.rename(f"{path}.away")
    page = save_of(page).run()
    assert not page.exception
    assert path.name in page.error[0].value.replace("\\", "")
    page = button(page, say("error.again", "ja"))  # still not there
    assert page.error
    Path(f"{path}.away").rename(path)
    page = button(page, say("error.again", "ja"))
    assert not page.error
    assert typed_of(page) == TYPED
    page = save_of(page).run()
    assert not page.error
    assert [person.note for person in demo.all(Person) if person.code_name == "N-001"] == ["夜は眠れない"]


def test_a_call_keeps_its_person_when_the_file_is_lost(demo):  # noqa: F811
    path = file_of(settings().database_url)
    page = show("emergency")
    who = next(one for one in page.selectbox if one.label == say("emergency.who", "ja"))
    page = who.set_value(4).run()
    path.rename(f"{path}.away")
    said = next(one for one in page.text_input if one.label == say("field.description", "ja"))
    page = said.set_value("母が倒れた").run()
    assert page.error
    assert not page.exception
    Path(f"{path}.away").rename(path)
    page = button(page, say("error.again", "ja"))
    assert not page.error
    assert next(one for one in page.selectbox if one.label == say("emergency.who", "ja")).value == 4
    said = next(one for one in page.text_input if one.label == say("field.description", "ja"))
    assert said.value == "母が倒れた"


@pytest.fixture(scope="module")
def own_server():
    """Start a PostgreSQL that the tests may stop and start again."""
    server = start_postgres()
    yield server
    stop_postgres(server, remove=True)


@pytest.fixture
def served(own_server, monkeypatch):
    """Point the settings at a casebook of this test alone on the server."""
    name = f"book_{time.time_ns()}"
    with psycopg.connect(own_server.address.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = own_server.address.format(name)
    create(url)
    monkeypatch.setenv("SONAE_DATABASE_URL", url)
    monkeypatch.setenv("SONAE_TODAY", NOW.date().isoformat())
    settings.cache_clear()
    st.cache_resource.clear()
    yield url
    open_book(url).close()
    st.cache_resource.clear()
    settings.cache_clear()


def test_an_outage_of_the_server_is_told_and_what_was_typed_is_kept(own_server, served):
    page = typed_into(AppTest.from_function(one_page, args=("people", "ja"), default_timeout=PATIENCE).run())
    stop_postgres(own_server)
    try:
        page = save_of(page).run()
        assert not page.exception
        assert say("trouble.unreachable", "ja") in page.error[0].value
        writing = open_book(served)
        assert not save(writing, "A-001")
    finally:
        own_server.start()
    page = button(page, say("error.again", "ja"))
    assert not page.error
    assert typed_of(page) == TYPED
    page = save_of(page).run()
    assert not page.error
    assert [person.code_name for person in open_book(served).all(Person)] == ["N-001"]


HOLDER = """
import sys, time
from datetime import datetime
from zoneinfo import ZoneInfo
from casebook.book import open_casebook
from casebook.records import Person
from casebook.roles import Actor
from ui.settings import keys
now = datetime(2026, 11, 22, tzinfo=ZoneInfo("Asia/Tokyo"))
book = open_casebook(sys.argv[1], Actor("x", "coordinator"), lambda: now, keys=keys())
with book.writing("test") as writer:
    writer.add(Person(code_name="held"))
    print("holding", flush=True)
    time.sleep(600)
"""


def test_a_client_that_was_stopped_in_mid_transaction_does_not_hold_up_the_others(served, monkeypatch):
    """The server ends its transaction; whoever waited gets through. The ten seconds are shortened here."""
    shorter = served + "&options=-c%20idle_in_transaction_session_timeout%3D1000"
    stopped = subprocess.Popen([sys.executable, "-c", HOLDER, shorter], stdout=subprocess.PIPE, text=True)
    assert stopped.stdout is not None
    try:
        assert stopped.stdout.readline().strip() == "holding"
        stopped.send_signal(signal.SIGSTOP)
        book = open_casebook(served, COORDINATOR, lambda: NOW)
        assert all(save(book, f"A-{number}") for number in range(3))
        assert {person.code_name for person in book.all(Person)} == {"A-0", "A-1", "A-2"}
        book.close()
    finally:
        stopped.kill()
        stopped.wait(60)
        stopped.stdout.close()


def test_a_commit_whose_answer_is_lost_is_looked_up(served):
    """The server is cut off just as it answers: what was done is told as done, what was not as not."""
    book = open_casebook(served, COORDINATOR, lambda: NOW)
    assert save(book, "A-001")
    with pytest.raises(CasebookError) as caught, book.writing("test") as writer:  # noqa: PT012
        writer.add(Person(code_name="A-002"))
        pid = writer._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(served, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        time.sleep(0.1)
    assert caught.value.code in {"casebook.write_failed", "casebook.perhaps_written"}
    assert [person.code_name for person in book.all(Person)] == ["A-001"]
    book.close()


def test_a_casebook_on_a_server_is_copied_and_brought_back(served, tmp_path):
    book = open_casebook(served, COORDINATOR, lambda: NOW)
    assert save(book, "A-001")
    copy = tmp_path / "copy.dump"
    back_up(served, copy, NOW)
    assert save(book, "A-002")
    with pytest.raises(NotReadyError) as caught:
        restore(served, copy, NOW)
    assert caught.value.code == "upkeep.connected"
    book.close()
    kept = restore(served, copy, NOW)
    assert kept is not None
    assert kept.parent == tmp_path
    assert check(served) == []
    book = open_casebook(served, COORDINATOR, lambda: NOW)
    assert [person.code_name for person in book.all(Person)] == ["A-001"]
    assert len(book.all(Audit)) == 1
    assert save(book, "A-003")
    book.close()
    restore(served, kept, NOW.replace(second=1))
    book = open_casebook(served, COORDINATOR, lambda: NOW)
    assert [person.code_name for person in book.all(Person)] == ["A-001", "A-002"]
    book.close()
    for name, written in (("letter.dump", "拝啓" * 500), ("looks.dump", "PGDMP" * 500)):
        (tmp_path / name).write_text(written, encoding="utf-8")
        with pytest.raises(NotReadyError) as caught:
            restore(served, tmp_path / name, NOW)
        assert caught.value.code == "upkeep.unfit"


def test_writers_and_readers_at_once_lose_nothing_while_copies_are_taken(sqlite_url, open_book, tmp_path):
    book = open_book(sqlite_url)
    told: list[str] = []

    def write(who: int) -> None:
        told.extend(name for number in range(8) if save(book, name := f"{who}-{number}"))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(3)]
    for thread in threads:
        thread.start()
    for number in range(4):
        back_up(sqlite_url, tmp_path / f"copy{number}.db", NOW)
        assert check_copy(tmp_path / f"copy{number}.db", KEYS) == []
    for thread in threads:
        thread.join(120)
    assert len(told) == 24
    assert names_in(file_of(sqlite_url)) == set(told)
