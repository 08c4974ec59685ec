"""From one key to the next: broken off anywhere, everything stays readable, and it goes on where it was."""

import pytest

from casebook import tables as t
from casebook.book import open_casebook
from casebook.engine import connect
from casebook.errors import NotReadyError
from casebook.records import Audit, Facility, Person, Scenario, Stay
from casebook.vault import rotation
from casebook.vault.keys import KeyFile
from tests.casebook.test_tables import SCENARIO
from tests.casebook.vault.test_rows import kept, overwrite
from tests.conftest import COORDINATOR, KEYS, NOW, TODAY


@pytest.fixture
def keys(tmp_path):
    made = KeyFile(tmp_path / "own.key")
    made.path.touch(0o600)
    made.path.write_text(KEYS.path.read_text())
    return made


@pytest.fixture
def book(url, keys):
    book = open_casebook(url, COORDINATOR, lambda: NOW, keys=keys)
    with book.writing("add") as writer:
        people = writer.add_many([Person(code_name=f"A-{n}", real_name=f"佐藤 {n}", note="x") for n in range(5)])
        office = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="田中さん宅"))
        writer.add(Stay(person_id=people[0], facility_id=office, kind="trial", start_on=TODAY, note="よく眠れた"))
        writer.add(SCENARIO)
    yield book
    book.close()


@pytest.fixture
def engine(url, keys):
    engine = connect(url, keys=keys)
    yield engine
    engine.dispose()


def everything(book):
    return [book.all(kind) for kind in (Person, Facility, Stay, Scenario, Audit)]


def test_all_is_sealed_anew_while_others_read_and_write(book, engine, keys, monkeypatch):
    monkeypatch.setattr(rotation, "PORTION", 2)
    old, before = keys.read().newest, everything(book)
    assert rotation.begin(engine) == old
    assert list(rotation.reseal(engine)) == []
    new = keys.add()
    assert rotation.begin(engine) == new
    portions = rotation.reseal(engine)
    next(portions)
    portions.close()  # as if it had been killed here
    assert everything(book) == before
    with book.writing("meanwhile") as writer:
        writer.add(Person(code_name="B", real_name="鈴木"))
    assert sum(rotation.reseal(engine)) > 0
    assert list(rotation.reseal(engine)) == []
    assert everything(book)[1:4] == before[1:4]
    assert book.all(Audit)[: len(before[4])] == before[4]
    assert [one.code_name for one in book.all(Person, real_name="佐藤 1")] == ["A-1"]
    assert [one.code_name for one in book.all(Person, real_name="鈴木")] == ["B"]
    uses = rotation.uses(engine)
    assert list(uses) == [old, new]
    assert (uses[old][0], uses[new][0]) == (0, 9)
    assert uses[old][1] == 8
    with pytest.raises(NotReadyError) as caught:
        rotation.retire(engine, old)
    assert (caught.value.code, caught.value.params["rows"]) == ("vault.still_used", 0)


def test_what_cannot_be_opened_stays_as_it_is(book, engine, keys):
    overwrite(book, "UPDATE person SET note = (SELECT note FROM person WHERE id = 1) WHERE id = 2")
    overwrite(book, "UPDATE scenario SET edits = '{}'")
    damaged = kept(book, t.person, 2)
    keys.add()
    rotation.begin(engine)
    list(rotation.reseal(engine))
    after = kept(book, t.person, 2)
    assert after["note"] == damaged["note"]
    assert after["real_name"] != damaged["real_name"]
    assert kept(book, t.scenario)["edits"] == {}


def test_a_key_that_nothing_needs_is_retired(sqlite_url, keys):
    engine = connect(sqlite_url, keys=keys)
    old, new = keys.read().newest, keys.add()
    with pytest.raises(NotReadyError) as caught:
        rotation.retire(engine, new)
    assert caught.value.code == "vault.not_ours"
    rotation.begin(engine)
    rotation.retire(engine, old)
    with pytest.raises(NotReadyError) as caught:
        rotation.retire(engine, new)
    assert caught.value.code == "vault.still_used"
    engine.dispose()
