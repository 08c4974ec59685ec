"""Every write leaves exactly one audit row; whoever replays the audit has the tables."""

import sqlite3
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import tables
from casebook.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, RefusedError
from casebook.mapping import KINDS, table_of, to_json, to_row
from casebook.records import Audit, Consultation, Facility, Person, PersonAvoid, Plan, Record, Stay
from tests.casebook.strategies import facilities, people
from tests.conftest import NOW
from tests.optional import present
from words.zone import TOKYO


def audit(book):
    return book.all(Audit)


def rows(book):
    """Return what every table but the logs holds now, as it is kept: (table, id) -> JSON row."""
    held = {}
    with book._engine.connect() as connection:
        for table in map(table_of, KINDS):
            if table not in (tables.audit, tables.access_log):
                for row in connection.execute(sa.select(table)).mappings():
                    held[table.name, row["id"]] = to_json(row)
    return held


def replayed(book):
    held: dict[tuple[str, int], Any] = {}
    with book._engine.connect() as connection:
        entries = connection.execute(sa.select(tables.audit).order_by(tables.audit.c.id)).all()
    for entry in entries:
        key = entry.entity, entry.entity_id
        assert held.get(key) == entry.before
        if entry.after is None:
            del held[key]
        else:
            held[key] = entry.after
    return held


def test_adding_tells_who_when_what_and_how_it_is_now(book):
    person = Person(code_name="A-001", wheelchair=False, identified_on=date(2026, 5, 12))
    with book.writing("save person") as writer:
        key = writer.add(person)
    (entry,) = audit(book)
    assert (entry.who, entry.role, entry.what) == ("担当者", "coordinator", "save person")
    assert (entry.entity, entry.entity_id, entry.action) == ("person", key, "insert")
    assert entry.at == NOW
    assert entry.before is None
    assert entry.after == {
        "id": key, "code_name": "A-001", "wheelchair": False, "identified_on": "2026-05-12", "status": "active",
    }  # fmt: skip


def test_changing_keeps_the_row_before_and_after(book):
    with book.writing("test") as writer:
        key = writer.add(Person(code_name="A-001", note="静か"))
    with book.writing("test") as writer:
        assert writer.change(Person(id=key, code_name="A-001", note=None)) is True
    entry = audit(book)[-1]
    assert entry.action == "update"
    assert entry.before is not None
    assert entry.before["note"] == "静か"
    assert entry.after is not None
    assert "note" not in entry.after


def test_a_change_that_changes_nothing_leaves_no_trace(book):
    person = Person(code_name="A-001", disability_kinds={"mental": True}, identified_on=date(2026, 1, 1))
    consultation = Consultation(received_at=NOW, source="police", result="advice")
    plan = Plan(
        made_at=NOW, made_by="x", period_start=date(2027, 1, 1), period_end=date(2027, 3, 31), policy_name="p",
        policy_version="1", policy_sha256="0", solver="ortools", placed=1, cost=2**40, record={"people": [{"id": 1}]},
    )  # fmt: skip
    with book.writing("test") as writer:
        added = [replace(one, id=writer.add(one)) for one in (person, consultation, plan)]
    revision = book.revision()
    with book.writing("test") as writer:
        assert [writer.change(one) for one in added] == [False, False, False]
    assert book.revision() == revision


def test_removing_keeps_what_was(book):
    with book.writing("test") as writer:
        person = writer.add(Person(code_name="A-001"))
        key = writer.add(PersonAvoid(person_id=person, ward="青葉区", reason="騒がしい"))
    with book.writing("test") as writer:
        writer.remove(PersonAvoid, key)
    entry = audit(book)[-1]
    assert (entry.action, entry.after) == ("delete", None)
    assert entry.before == {"id": key, "person_id": person, "ward": "青葉区", "reason": "騒がしい"}
    assert book.all(PersonAvoid) == []


def test_what_an_entry_did_can_be_undone_and_the_audit_says_so(book):
    person = Person(code_name="A-001", identified_on=date(2026, 5, 12), disability_kinds={"mental": True}, note="静か")
    with book.writing("test") as writer:
        person = replace(person, id=writer.add(person))
        avoid = PersonAvoid(person_id=present(person.id), ward="青葉区")
        avoid = replace(avoid, id=writer.add(avoid))
    with book.writing("test") as writer:
        writer.change(replace(person, identified_on=None, note="活発", disability_kinds={}))
        writer.remove(PersonAvoid, avoid.id)
        consultation = writer.add(Consultation(received_at=NOW, source="police", result="advice"))
    before = book.revision()
    with book.writing("undo") as writer:
        for entry in reversed(writer.entries(2, before)):
            writer.undo(entry)
    assert book.all(Person) == [person]
    assert book.all(PersonAvoid) == [avoid]
    assert book.all(Consultation) == []
    assert [entry.what for entry in audit(book)[before:]] == ["undo"] * 3
    with book.writing("undo") as writer:  # and the undoing, which brings a time back
        writer.undo(audit(book)[before])
    assert book.one(Consultation, consultation).received_at == NOW
    assert replayed(book) == rows(book)


def test_undoing_leaves_what_others_changed_since(book):
    with book.writing("test") as writer:
        person = Person(id=writer.add(Person(code_name="A-001")), code_name="A-001")
    with book.writing("test") as writer:
        writer.change(replace(person, ward="泉区"))
    with book.writing("test") as writer:
        writer.change(replace(person, ward="泉区", note="転居"))
    with book.writing("undo") as writer:
        writer.undo(audit(book)[1])
    assert book.all(Person) == [replace(person, note="転居")]


@pytest.mark.parametrize("meanwhile", ["changed", "removed"])
def test_what_was_changed_since_is_not_undone(book, meanwhile):
    with book.writing("test") as writer:
        person = Person(id=writer.add(Person(code_name="A-001")), code_name="A-001")
        writer.change(replace(person, ward="泉区"))
    with book.writing("test") as writer:
        if meanwhile == "changed":
            writer.change(replace(person, ward="青葉区"))
        else:
            writer.remove(Person, person.id)
    with pytest.raises(ChangedMeanwhileError), book.writing("undo") as writer:
        writer.undo(audit(book)[1])


def test_whoever_writes_reads_what_is_not_there_yet_for_others(book):
    with book.writing("test") as writer:
        key = writer.add(Person(code_name="A-001"))
        assert writer.one(Person, key) == Person(id=key, code_name="A-001")
        assert writer.all(Person, code_name="A-002") == []
        assert writer.revision() == 1
        assert book.all(Person) == []
        with pytest.raises(NotFoundError):
            writer.one(Person, 99)


def test_an_id_is_never_used_twice(book):
    with book.writing("test") as writer:
        first = writer.add(Person(code_name="A-001"))
        writer.remove(Person, first)
        second = writer.add(Person(code_name="A-002"))
    assert second != first


@pytest.mark.parametrize(
    "act", [lambda writer: writer.change(Person(id=99, code_name="x")), lambda writer: writer.remove(Person, 99)]
)
def test_what_is_not_there_can_neither_be_changed_nor_removed(book, act):
    with pytest.raises(NotFoundError), book.writing("test") as writer:
        act(writer)
    assert audit(book) == []


class InterruptedWorkError(Exception):
    pass


@pytest.mark.parametrize("error", [InterruptedWorkError(), KeyboardInterrupt()])
def test_what_goes_wrong_inside_leaves_neither_row_nor_audit(book, error):
    with pytest.raises(type(error)), book.writing("test") as writer:  # noqa: PT012
        writer.add(Person(code_name="A-001"))
        raise error
    assert rows(book) == {}
    assert audit(book) == []


def test_what_is_tried_in_vain_leaves_nothing_and_what_was_written_before_stays(shared_book):
    with shared_book.writing("test") as writer:
        first = writer.add(Person(code_name="TRY-1"))
        before = writer.revision()
        with suppress(NotFoundError), writer.trying():
            writer.add(Person(code_name="TRY-2"))
            writer.one(Person, 0)
        assert writer.revision() == before
        second = writer.add(Person(code_name="TRY-3"))
    names = {shared_book.one(Person, key).code_name for key in (first, second)}
    assert names == {"TRY-1", "TRY-3"}
    assert not shared_book.all(Person, code_name="TRY-2")


def test_a_refused_record_takes_the_whole_transaction_with_it(book):
    with pytest.raises(RefusedError) as caught, book.writing("test") as writer:  # noqa: PT012
        writer.add(Person(code_name="A-001"))
        writer.add_many([Person(code_name="A-002"), Person(code_name="A-001")])
    assert "code_name" in str(caught.value.params["rule"])
    assert rows(book) == {}
    assert audit(book) == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET who = 'nobody'", "UPDATE audit SET after = NULL WHERE id = 1", "DELETE FROM audit"],
)
def test_the_audit_itself_can_be_neither_changed_nor_deleted(book, statement):
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    before = audit(book)
    with pytest.raises(sa.exc.IntegrityError, match="audit_is_append_only"), book._engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert audit(book) == before


REPLACING = (
    "INTO audit (id, at, who, role, what, entity, entity_id, action) "
    "VALUES (1, '2026-11-22 00:00:00', 'nobody', 'coordinator', 'x', 'person', 1, 'insert')"
)


@pytest.mark.parametrize("statement", [f"INSERT OR REPLACE {REPLACING}", f"REPLACE {REPLACING}"])
def test_a_row_of_the_audit_is_not_replaced_by_any_connection(sqlite_url, open_book, statement):
    book = open_book(sqlite_url)
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    before = audit(book)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        with pytest.raises(sqlite3.IntegrityError, match="audit_is_append_only"):
            other.execute(statement)
        other.commit()
    assert audit(book) == before
    with book.writing("test") as writer:  # a row of its own is taken as ever
        writer.add(Person(code_name="A-002"))
    assert len(audit(book)) == 2


def test_a_row_of_the_audit_is_not_replaced_on_a_server(postgres_url, open_book):
    book = open_book(postgres_url)
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    statement = f"INSERT {REPLACING} ON CONFLICT (id) DO UPDATE SET who = 'nobody'"
    with pytest.raises(sa.exc.IntegrityError, match="audit_is_append_only"), book._engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert [entry.who for entry in audit(book)] == ["担当者"]


def test_the_audit_cannot_be_emptied_at_once(postgres_url, open_book):
    book = open_book(postgres_url)
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    with pytest.raises(sa.exc.IntegrityError, match="audit_is_append_only"), book._engine.begin() as connection:
        connection.execute(sa.text("TRUNCATE audit"))
    assert len(audit(book)) == 1


def test_a_time_without_its_zone_is_refused(book):
    naive = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - that is the point
    with pytest.raises((ValueError, sa.exc.StatementError), match="zone"), book.writing("test") as writer:
        writer.add(Consultation(received_at=naive, source="police", result="advice"))
    assert rows(book) == {}


# One transaction is a list of steps; a step that cannot be done where it stands is passed over.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.one_of(people(), facilities())),
        st.tuples(st.just("change"), st.integers(0, 9), st.sampled_from(["a", "b", None])),
        st.tuples(st.just("remove"), st.integers(0, 9)),
        st.tuples(st.just("stay"), st.integers(0, 9), st.dates(date(2020, 1, 1), date(2020, 1, 5))),
    ),
    max_size=6,
)
TRANSACTIONS = st.lists(st.tuples(STEPS, st.booleans()), min_size=1, max_size=6)


def _do(writer, step, held):
    """Take one step and return how many rows it must have written."""
    name, *rest = step
    if name == "add":
        held.append(replace(rest[0], id=writer.add(rest[0])))
        return 1
    chosen = held[rest[0] % len(held)] if held else None
    if chosen is None:
        return 0
    if name == "change":
        wanted = replace(chosen, note=rest[1]) if isinstance(chosen, Person) else replace(chosen, notes=rest[1])
        held[held.index(chosen)] = wanted
        changes = writer.change(wanted)
        assert changes == (wanted != chosen)
        return int(changes)
    if name == "remove":
        held.remove(chosen)
        writer.remove(type(chosen), chosen.id)
        return 1
    person = next((one for one in held if isinstance(one, Person)), None)
    facility = next((one for one in held if isinstance(one, Facility)), None)
    if person is None or facility is None:
        return 0
    writer.add(Stay(person_id=present(person.id), facility_id=present(facility.id), kind="trial", start_on=rest[1]))
    return 1


@given(TRANSACTIONS)
@settings(max_examples=25)
def test_the_audit_replayed_gives_exactly_the_tables(shared_book, transactions):
    """Transactions succeed, break off, or are refused by a rule; never is there a row without its entry."""
    book = shared_book
    held: list[Record] = []
    for steps, breaks_off in transactions:
        revision, entries, trial, written = book.revision(), len(audit(book)), list(held), 0
        try:
            with book.writing("test", since=revision) as writer:
                for step in steps:
                    written += _do(writer, step, trial)
                if breaks_off:
                    raise InterruptedWorkError  # noqa: TRY301 - as if the program had failed here
        except (InterruptedWorkError, RefusedError):
            written = 0
        else:
            held = trial
        assert len(audit(book)) == entries + written
    assert replayed(book) == rows(book)


def test_every_kind_of_record_is_audited_under_its_own_name(book):
    assert Counter(table_of(kind).name for kind in KINDS).most_common(1)[0][1] == 1
    assert {entry.at.tzinfo for entry in audit(book)} <= {TOKYO}


def test_the_audit_keeps_the_row_as_it_was_written(book):
    person = Person(code_name="A-001", risk_factors={"isolated": True, "no_services": False}, max_distance_m=15000)
    with book.writing("test") as writer:
        key = writer.add(person)
    assert audit(book)[0].after == to_json({**to_row(person), "id": key})


def test_a_casebook_serves_only_for_as_long_as_whoever_opened_it_may(book):
    asked = []

    def still_may():
        asked.append(1)
        if len(asked) > 3:
            raise NotAllowedError("casebook.may_not_write", name="x")

    held = book.while_(still_may)
    with held.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    assert len(held.all(Person)) == 1
    held.revision()
    for call in (lambda: held.all(Person), held.revision, held.counting().revision):
        with pytest.raises(NotAllowedError):
            call()
    with pytest.raises(NotAllowedError), held.writing("test"):
        pass
    assert len(book.all(Person)) == 1


def test_what_was_filled_in_since_does_not_go_with_the_row_that_is_undone(book):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-001"))
    with book.writing("edit") as writer:
        writer.change(replace(writer.one(Person, key), note="静か"))
    with pytest.raises(ChangedMeanwhileError), book.writing("undo") as writer:
        writer.undo(audit(book)[0])
    assert book.one(Person, key).note == "静か"


def test_columns_alone_are_those_of_the_records_and_none_that_is_sealed(book):
    with book.writing("before") as writer:
        for number in range(5):
            writer.add(Person(code_name=f"P-{number}", ward="青葉区", birth_year=1980 + number))
    asked = {"ward": "青葉区", "birth_year": frozenset((1981, 1983, 2000))}
    found = book.all(Person, **asked)
    assert [one.birth_year for one in found] == [1981, 1983]
    values = book.values(Person, ("code_name", "birth_year"), **asked)
    assert values == [(one.code_name, one.birth_year) for one in found]
    moments = [one.at for one in book.all(Audit)]
    assert book.values(Audit, ("at",), moments[0], moments[0] + timedelta.resolution) == [(at,) for at in moments]
    assert book.values(Audit, ("at",), moments[0] - timedelta.resolution, moments[0]) == []
    for fields, equal in ((("note",), {}), (("id",), {"note": "x"})):
        with pytest.raises(TypeError, match="note"):
            book.values(Person, fields, **equal)


def test_more_can_be_asked_for_than_a_query_takes(book):
    with book.writing("before") as writer:
        keys = {writer.add(Person(code_name=f"P-{number}")) for number in range(3)}
    many = frozenset({*keys, *range(1_000_000, 1_070_000)})
    assert {one.id for one in book.all(Person, id=many)} == keys
    assert {key for (key,) in book.values(Person, ("id",), id=many)} == keys
