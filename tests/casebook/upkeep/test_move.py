"""A casebook moves between the two databases as it is stored: every row, every id, every link; or not at all."""

import shutil

import psycopg
import pytest
import sqlalchemy as sa

from casebook.audit.proof import verify
from casebook.book import open_casebook
from casebook.engine import connect, create
from casebook.errors import NotReadyError
from casebook.records import Person, Plan
from casebook.upkeep import check, move, serving
from casebook.upkeep.manifest import differences, held_by
from tests.conftest import COORDINATOR, NOW


@pytest.fixture(scope="module")
def demo_file(planned_template, tmp_path_factory):
    path = shutil.copy(planned_template, tmp_path_factory.mktemp("moving") / "demo.db")
    book = open_casebook(f"sqlite:///{path}", COORDINATOR, lambda: NOW)
    with book.writing("removed") as writer:
        writer.remove(Person, writer.add(Person(code_name="Z-999")))
    book.close()
    return path


@pytest.fixture
def demo_url(demo_file, tmp_path):
    shutil.copy(demo_file, tmp_path / "demo.db")
    return f"sqlite:///{tmp_path / 'demo.db'}"


@pytest.fixture
def empty_url(postgres_server):
    name = "moved"
    with psycopg.connect(postgres_server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_server.format(name)


def held(url):
    engine = connect(url)
    with engine.connect() as connection:
        found = held_by(connection)
    engine.dispose()
    return found


def next_id(url):
    book = open_casebook(url, COORDINATOR, lambda: NOW)
    with book.writing("test") as writer:
        key = writer.add(Person(code_name="N-001"))
    record = book.all(Plan)[0].record
    book.close()
    return key, record


def test_the_demonstration_moves_there_and_back(demo_url, empty_url, tmp_path):
    rows = move(demo_url, empty_url)
    assert rows["person"] > 0
    assert list(differences(held(demo_url), held(empty_url))) == []
    back = f"sqlite:///{tmp_path / 'back.db'}"
    assert move(empty_url, back) == rows
    assert list(differences(held(demo_url), held(back))) == []
    for url in (empty_url, back):
        assert check(url) == []
        assert verify(url).faults == ()
    assert next_id(demo_url) == next_id(empty_url) == next_id(back)
    for url in (empty_url, back):
        assert verify(url).faults == ()
    assert {path.name for path in tmp_path.iterdir()} == {"demo.db", "back.db"}


def refused(call):
    with pytest.raises(NotReadyError) as caught:
        call()
    return caught.value.code


def tables_in(url):
    engine = connect(url)
    with engine.connect() as connection:
        found = sa.inspect(connection).get_table_names()
    engine.dispose()
    return found


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_left_in_the_new_place_when_a_move_fails(sqlite_url, request, kind, tmp_path, monkeypatch):
    target = f"sqlite:///{tmp_path / 'new.db'}" if kind == "sqlite" else request.getfixturevalue("empty_url")
    before = {path.name for path in tmp_path.iterdir()}
    monkeypatch.setitem(move.__globals__, "_to_insert", lambda table, row: {**row, **changed_of(table)})
    assert refused(lambda: move(sqlite_url, target)) == "move.differs"
    assert {path.name for path in tmp_path.iterdir()} == before
    if kind == "postgresql":
        assert tables_in(target) == []


def changed_of(table):
    return {"head": "0" * 64} if table.name == "audit_chain" else {}


def test_only_an_empty_place_is_moved_into_and_nobody_may_be_at_work(sqlite_url, postgres_url, tmp_path):
    create(f"sqlite:///{tmp_path / 'other.db'}")
    assert refused(lambda: move(sqlite_url, f"sqlite:///{tmp_path / 'other.db'}")) == "move.not_empty"
    assert refused(lambda: move(sqlite_url, sqlite_url)) == "move.not_empty"
    assert refused(lambda: move(sqlite_url, postgres_url)) == "move.not_empty"
    with serving(sqlite_url):
        assert refused(lambda: move(sqlite_url, f"sqlite:///{tmp_path / 'new.db'}")) == "upkeep.served"
    with psycopg.connect(postgres_url):
        assert refused(lambda: move(postgres_url, f"sqlite:///{tmp_path / 'new.db'}")) == "upkeep.connected"
    assert not (tmp_path / "new.db").exists()
