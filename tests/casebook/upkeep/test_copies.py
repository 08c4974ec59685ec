"""Copies of a casebook and back: one file, whole, nothing written over, nothing lost."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from casebook import engine as engine_module
from casebook.book import open_casebook
from casebook.engine import connect, create
from casebook.errors import NotReadyError
from casebook.records import Person
from casebook.upkeep import back_up, bring_up_to_date, check, check_copy, move, restore, serving
from casebook.vault.keys import KeyFile
from tests.casebook.upkeep.copying import laid_out
from tests.conftest import COORDINATOR, KEYS, NOW


@pytest.fixture
def path(sqlite_url):
    return Path(sqlite_url.removeprefix("sqlite:///"))


def add(url, name):
    book = open_casebook(url, COORDINATOR, lambda: NOW)
    with book.writing("test") as writer:
        writer.add(Person(code_name=name))
    book.close()


def names(url):
    book = open_casebook(url, COORDINATOR, lambda: NOW)
    found = [person.code_name for person in book.all(Person)]
    book.close()
    return found


def refused(call):
    with pytest.raises(NotReadyError) as caught:
        call()
    return caught.value.code


def test_a_copy_is_one_whole_file_that_only_its_owner_reads(sqlite_url, tmp_path):
    add(sqlite_url, "A-001")
    copy = tmp_path / "copies" / "monday.db"
    copy.parent.mkdir()
    back_up(sqlite_url, copy, NOW)
    assert [one.name for one in copy.parent.iterdir()] == ["monday.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert check_copy(copy, KEYS) == []
    assert copy.read_bytes().startswith(b"SONAE BACKUP 1")
    assert b"A-001" in (tmp_path / "book.db").read_bytes()
    assert b"A-001" not in copy.read_bytes()
    assert names(laid_out(copy, tmp_path / "laid_out.db")) == ["A-001"]
    assert (tmp_path / "laid_out.db").read_bytes() == (tmp_path / "book.db").read_bytes()


def test_no_copy_is_made_with_keys_that_are_not_the_casebooks_own(sqlite_url, tmp_path):
    other = KeyFile(tmp_path / "other.key")
    other.make()
    assert refused(lambda: back_up(sqlite_url, tmp_path / "copy", NOW, keys=other)) == "vault.key_missing"
    assert (
        refused(lambda: back_up(sqlite_url, tmp_path / "copy", NOW, keys=KeyFile(tmp_path / "no"))) == "vault.no_file"
    )
    assert not (tmp_path / "copy").exists()


def test_nothing_is_written_over(sqlite_url, tmp_path):
    (tmp_path / "letter").write_text("拝啓", encoding="utf-8")
    assert refused(lambda: back_up(sqlite_url, tmp_path / "letter", NOW)) == "upkeep.exists"
    assert (tmp_path / "letter").read_text(encoding="utf-8") == "拝啓"


def test_what_was_there_is_kept_when_a_copy_is_brought_back(sqlite_url, path, tmp_path):
    add(sqlite_url, "A-001")
    back_up(sqlite_url, tmp_path / "copy.db", NOW)
    add(sqlite_url, "A-002")
    path.chmod(0o640)
    kept = restore(sqlite_url, tmp_path / "copy.db", NOW)
    assert kept == path.with_name("book.db.before-restore-20261122-093000")
    assert (names(sqlite_url), names(f"sqlite:///{kept}")) == (["A-001"], ["A-001", "A-002"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert refused(lambda: restore(sqlite_url, tmp_path / "copy.db", NOW)) == "upkeep.exists"
    assert names(sqlite_url) == ["A-001"]


def test_a_copy_is_brought_back_where_the_casebook_is_gone_or_broken(sqlite_url, path, tmp_path):
    add(sqlite_url, "A-001")
    back_up(sqlite_url, tmp_path / "copy.db", NOW)
    path.write_text("拝啓" * 9000, encoding="utf-8")
    kept = restore(sqlite_url, tmp_path / "copy.db", NOW)
    assert kept is not None
    assert kept.read_text(encoding="utf-8") == "拝啓" * 9000
    path.unlink()
    assert restore(sqlite_url, tmp_path / "copy.db", NOW) is None
    assert names(sqlite_url) == ["A-001"]


def test_what_is_no_casebook_is_not_brought_back(sqlite_url, path, tmp_path):
    before = path.read_bytes()
    for name, content in (("letter.db", "拝啓" * 9000), ("empty.db", "")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "diary.db")) as diary:
        diary.execute("CREATE TABLE diary (line TEXT)")
    back_up(sqlite_url, tmp_path / "sealed", NOW)
    laid_out(tmp_path / "sealed", tmp_path / "newer.db")
    (tmp_path / "sealed").unlink()
    with closing(sqlite3.connect(tmp_path / "newer.db", isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    for name in ("letter.db", "empty.db", "diary.db", "newer.db"):
        assert refused(lambda name=name: restore(sqlite_url, tmp_path / name, NOW)) == "upkeep.unfit"
    assert refused(lambda: restore(sqlite_url, tmp_path / "nothing.db", NOW)) == "upkeep.no_file"
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"book.db", "letter.db", "empty.db", "diary.db", "newer.db"}


HEAD = bytes.fromhex("d9d505f920a163d7") + b"".join(number.to_bytes(4, "big") for number in (1, 7, 40, 512, 4096))
JOURNAL = HEAD.ljust(512, b"\0") + (2).to_bytes(4, "big") + b"x" * 4096 + b"\0\0\0\0"
"""Of another file: its second page is another one."""


def test_nothing_is_brought_back_under_a_server_a_writer_or_beside_a_log(sqlite_url, path, tmp_path):
    back_up(sqlite_url, tmp_path / "copy.db", NOW)
    with serving(sqlite_url), serving(sqlite_url):
        assert refused(lambda: restore(sqlite_url, tmp_path / "copy.db", NOW)) == "upkeep.served"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert refused(lambda: restore(sqlite_url, tmp_path / "copy.db", NOW)) == "upkeep.busy"
    laid_out(tmp_path / "copy.db", tmp_path / "plain.db")
    for name in ("book.db-wal", "plain.db-wal", "book.db-journal"):
        (tmp_path / name).write_bytes(JOURNAL)
        told = refused(lambda: restore(sqlite_url, tmp_path / "plain.db", NOW))
        assert told == ("casebook.foreign_journal" if name.endswith("journal") else "casebook.foreign_log")
        (tmp_path / name).unlink()
    assert restore(sqlite_url, tmp_path / "copy.db", NOW) is not None


def test_a_plain_copy_of_an_earlier_version_is_brought_back(sqlite_url, tmp_path):
    add(sqlite_url, "A-001")
    back_up(sqlite_url, tmp_path / "sealed", NOW)
    laid_out(tmp_path / "sealed", tmp_path / "plain.db")
    add(sqlite_url, "A-002")
    assert check_copy(tmp_path / "plain.db", KEYS) == []
    assert restore(sqlite_url, tmp_path / "plain.db", NOW) is not None
    assert names(sqlite_url) == ["A-001"]


def test_a_server_that_was_killed_is_none(sqlite_url, path, tmp_path):
    Path(f"{path}.serving").touch()
    back_up(sqlite_url, tmp_path / "copy.db", NOW)
    assert restore(sqlite_url, tmp_path / "copy.db", NOW) is not None
    assert not Path(f"{path}.serving").exists()


def earlier(tmp_path, version):
    url = f"sqlite:///{tmp_path / 'early.db'}"
    engine = connect(url, making=True)
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        command.upgrade(engine_module._config(connection), version)
    engine.dispose()
    return url


def test_a_casebook_is_brought_up_to_date_after_a_copy(tmp_path):
    url = earlier(tmp_path, "0006")
    assert refused(lambda: open_casebook(url, COORDINATOR, lambda: NOW)) == "casebook.other_version"
    assert [one.message.code for one in check(url)] == ["check.earlier_version"]
    kept = bring_up_to_date(url, NOW)
    assert kept is not None
    assert [one.message.params for one in check_copy(kept, KEYS)] == [{"version": "0006"}]
    assert check(url) == []
    assert bring_up_to_date(url, NOW) is None
    nowhere = f"sqlite:///{tmp_path / 'nowhere.db'}"
    assert refused(lambda: bring_up_to_date(nowhere, NOW)) in {"casebook.gone", "casebook.not_there"}


def leave_log(path, count):
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    for number in range(count):
        writer.execute("INSERT INTO person (code_name, status) VALUES (?, 'active')", (f"W-{number}",))
    return writer


def test_the_log_of_an_earlier_version_is_taken_in_when_somebody_says_that_it_belongs_there(sqlite_url, path, tmp_path):
    writer = leave_log(path, 20)
    left = tmp_path / "left"
    left.mkdir()
    for suffix in ("", "-wal"):
        (left / f"book.db{suffix}").write_bytes(Path(f"{path}{suffix}").read_bytes())
    writer.close()
    url = f"sqlite:///{left / 'book.db'}"
    assert refused(lambda: bring_up_to_date(url, NOW)) == "casebook.foreign_log"
    kept = bring_up_to_date(url, NOW, with_log=True)
    assert kept is not None
    assert len(names(url)) == 20
    assert {one.name for one in left.iterdir()} == {"book.db", kept.name, f"{kept.name}-wal"}


def test_a_copy_waits_for_nobody_and_a_damaged_casebook_is_not_copied(sqlite_url, path, tmp_path):
    create(sqlite_url)
    with path.open("r+b") as file:
        file.seek(6 * 4096)
        file.write(b"\xa5" * 4096)
    assert refused(lambda: back_up(sqlite_url, tmp_path / "copy.db", NOW)) == "casebook.damaged"
    assert not (tmp_path / "copy.db").exists()


def test_an_earlier_program_refuses_a_casebook_of_a_newer_version_and_changes_nothing(sqlite_url, path, tmp_path):
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    assert refused(lambda: open_casebook(sqlite_url, COORDINATOR, lambda: NOW)) == "casebook.unknown_version"
    assert refused(lambda: bring_up_to_date(sqlite_url, NOW)) == "casebook.unknown_version"
    assert [one.message.code for one in check(sqlite_url)] == ["check.unknown_version"]
    back_up(sqlite_url, tmp_path / "copy", NOW)  # what is there can be kept, whatever it is
    assert [one.message.code for one in check_copy(tmp_path / "copy", KEYS)] == ["check.unknown_version"]
    assert refused(lambda: restore(sqlite_url, tmp_path / "copy", NOW)) == "upkeep.unfit"
    assert path.read_bytes() == before


def test_a_server_that_is_gone_is_told_and_leaves_no_file(tmp_path):
    nowhere = f"postgresql://sonae@/gone?host={tmp_path}"
    for call in (
        lambda: back_up(nowhere, tmp_path / "copy", NOW),
        lambda: move(nowhere, f"sqlite:///{tmp_path / 'new.db'}"),
        lambda: check(nowhere),
    ):
        assert refused(call) in {"casebook.read_failed", "casebook.unreachable"}
    assert list(tmp_path.iterdir()) == []
