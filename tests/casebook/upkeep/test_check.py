"""What is wrong with a casebook is found and named."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from casebook.book import open_casebook
from casebook.engine import connect
from casebook.errors import NotReadyError
from casebook.records import Person, PersonAvoid
from casebook.upkeep import check
from tests.conftest import COORDINATOR, NOW


@pytest.fixture
def filled(url):
    book = open_casebook(url, COORDINATOR, lambda: NOW)
    with book.writing("test") as writer:
        for number in range(40):
            writer.add(PersonAvoid(person_id=writer.add(Person(code_name=f"A-{number}", note="あ" * 500)), ward="泉区"))
    book.close()
    return url


def execute(url, *statements):
    engine = connect(url)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()
    engine.dispose()


def found(url):
    return [(one.message.code, dict(one.message.params)) for one in check(url)]


def test_a_whole_casebook_has_no_findings(filled):
    assert found(filled) == []


def test_a_trigger_that_was_taken_away_is_named(filled):
    sqlite = filled.startswith("sqlite")
    name = "audit_no_delete" if sqlite else "audit_never_emptied"
    execute(filled, f"DROP TRIGGER {name}{'' if sqlite else ' ON audit'}")
    assert found(filled) == [("check.no_trigger", {"name": name})]


def test_what_is_no_casebook_and_what_is_of_another_version_is_told(filled):
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    assert found(filled) == [("check.unknown_version", {"version": "9999"})]
    execute(filled, "DROP TABLE alembic_version")
    assert found(filled) == [("check.no_casebook", {})]


def path_of(url):
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def file(sqlite_url):
    book = open_casebook(sqlite_url, COORDINATOR, lambda: NOW)
    with book.writing("test") as writer:
        for number in range(40):
            writer.add(PersonAvoid(person_id=writer.add(Person(code_name=f"A-{number}", note="あ" * 500)), ward="泉区"))
    book.close()
    return path_of(sqlite_url)


def test_rows_of_the_audit_that_are_missing_are_counted(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        trigger = other.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_no_delete'").fetchone()[0]
        other.execute("DROP TRIGGER audit_no_delete")
        other.execute("DELETE FROM audit WHERE id IN (2, 80)")
        other.execute(trigger)
    assert found(f"sqlite:///{file}") == [("check.audit_lacks", {"count": 2})]


def test_a_reference_to_nobody_is_named(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("DELETE FROM person WHERE id = 7")
    assert found(f"sqlite:///{file}") == [("check.reference", {"table": "person_avoid", "row": 7, "parent": "person"})]


def test_a_damaged_page_is_told_with_its_table(file):
    with closing(sqlite3.connect(file)) as other:
        root = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()[0]
    with file.open("r+b") as damaged:
        damaged.seek((root - 1) * 4096)
        damaged.write(b"\xa5" * 4096)
    told = found(f"sqlite:///{file}")
    assert told
    assert {code for code, _ in told} <= {"check.damaged", "check.table_damaged"}
    assert "person" in {params.get("table") for _, params in told}


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(NotReadyError) as caught:
        check(f"sqlite:///{tmp_path / 'nothing.db'}")
    assert caught.value.code == "upkeep.no_file"
