"""Whatever is done to a log afterwards is found, and told with its row."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.audit.anchors import anchor, read_anchors, to_text
from casebook.audit.chain import begun, first, link, mac_of
from casebook.audit.key import NO_KEY, ChainKey
from casebook.audit.proof import faults_of, verify
from casebook.book import open_casebook
from casebook.engine import connect, create
from casebook.records import Person, Plan
from casebook.vault.keys import KeyFile
from tests.casebook.databases import open_at
from tests.casebook.test_migrations import earlier, execute
from tests.casebook.test_tables import PLAN
from tests.conftest import COORDINATOR, KEYS, NOW

if TYPE_CHECKING:
    from words.message import Message

KEY, OTHER = ChainKey("ours", b"k" * 32), ChainKey("theirs", b"o" * 32)
FIELDS = ("at", "who", "role", "kind", "entity", "entity_id", "detail")


def log_of(entries, key=KEY, start=None):
    """Return the rows of an access log, chained, and the stretch that says how far it goes."""
    stretch = start or first("access_log", 0, "", key, NOW)
    rows, head = [], stretch.head
    for number, (who, kind, entity_id) in enumerate(entries, stretch.last_id + 1):
        plain = {"id": number, "at": NOW, "who": who, "role": "planner", "kind": kind, "entity": "person"}
        row = {**plain, "entity_id": entity_id, "detail": {"rows": entity_id}}
        head = link(key, head, "access_log", row)
        rows.append({**row, "link": head})
    stretch = replace(stretch, count=stretch.count + len(rows), last_id=stretch.last_id + len(rows), head=head)
    return rows, replace(stretch, mac=mac_of(stretch, key))


def faults(rows, *stretches, anchors=()):
    known = {key.name: key for key in (KEY, NO_KEY)}
    return [
        (one.code.rpartition(".")[2], one.params)
        for one in faults_of("access_log", stretches, "", rows, known, anchors)
    ]


ENTRIES = st.lists(
    st.tuples(st.sampled_from("甲乙"), st.sampled_from(("search", "print")), st.integers(1, 9)), min_size=3
)


def named(found):
    """Return the numbers of all rows that faults name."""
    return {
        number
        for _, params in found
        for number in ([params["row"]] if "row" in params else range(params["first"], params["last"] + 1))
    }


@given(ENTRIES, st.data())
@settings(max_examples=60)
def test_any_single_change_removal_insertion_swap_or_cut_is_found_with_its_row(entries, data):
    rows, stretch = log_of(entries)
    assert faults(rows, stretch) == []
    at = data.draw(st.integers(0, len(rows) - 1))
    done = data.draw(st.sampled_from(("change", "remove", "insert", "append", "swap", "cut", "cut and say so")))
    if done == "change":
        field = data.draw(st.sampled_from((*FIELDS, "link")))
        value = {"at": NOW.replace(year=2020), "entity_id": 10, "detail": None, "link": "0" * 64}.get(field, "x")
        touched, rows[at] = rows[at]["id"], {**rows[at], field: value}
    elif done == "remove":
        touched = rows.pop(at)["id"]
    elif done == "insert":  # those behind get the next numbers, so that there is no gap
        touched = rows[at]["id"]
        rows[at:] = [{**rows[at], "who": "x"}, *({**row, "id": row["id"] + 1} for row in rows[at:])]
    elif done == "append":
        touched = len(rows) + 1
        rows.append({**rows[at], "id": touched})
    elif done == "swap":
        other = (at + 1) % len(rows)
        touched = rows[at]["id"]
        rows[at], rows[other] = {**rows[other], "id": touched}, {**rows[at], "id": rows[other]["id"]}
    else:
        touched = rows[-1]["id"]
        cut, rows = rows[at:], rows[:at]
        if done == "cut and say so":
            touched = cut[0]["id"] - 1
            head = rows[-1]["link"] if rows else stretch.start
            stretch = replace(stretch, count=at, last_id=touched, head=head)
    assert touched in named(faults(rows, stretch))


@pytest.mark.parametrize("field", ["after_id", "start", "count", "last_id", "head", "mac", "begun_at"])
def test_what_is_said_of_the_log_cannot_be_changed_either(field):
    rows, stretch = log_of([("甲", "search", 1)] * 3)
    value = {"begun_at": NOW.replace(year=2020)}.get(field, 1 if isinstance(getattr(stretch, field), int) else "0" * 64)
    assert "head" in {code for code, _ in faults(rows, replace(stretch, **{field: value}))}


def test_a_stretch_behind_another_holds_it_fast():
    early, before = log_of([("甲", "search", 1)] * 2, NO_KEY)
    late, after = log_of([("乙", "print", 2)] * 2, KEY, begun(before, KEY, NOW))
    assert faults([*early, *late], before, after) == []
    forged, other = log_of([("乙", "search", 1)] * 2, NO_KEY)  # without a key, anybody can
    assert [code for code, _ in faults([*forged, *late], other, after)] == ["begins"]
    assert faults([*early[:1], *late], before, after) == [("cut", {"log": named_log(), "first": 2, "last": 2})]


def named_log():
    return next(faults_of("access_log", [log_of([])[1]], "x", [], {KEY.name: KEY})).params["log"]


def test_who_goes_on_without_the_key_or_with_another_is_told():
    early, before = log_of([("甲", "search", 1)] * 2)
    late, after = log_of([("乙", "print", 2)] * 2, NO_KEY, begun(before, NO_KEY, NOW))
    assert [code for code, _ in faults([*early, *late], before, after)] == ["without_key"]
    foreign, other = log_of([("乙", "print", 2)] * 2, OTHER, begun(before, OTHER, NOW))
    assert [code for code, _ in faults([*early, *foreign], before, other)] == ["unknown_key"]


def filled(book):
    with book.writing("test") as writer:
        writer.note("export", detail={"rows": 2, "page": "people", "名": 1.5})
        key = writer.add(Person(code_name="A-001", note="雪"))
        writer.add(replace(PLAN, record={"cost": 1e-9, "nested": {"2": [1, None, True]}, "z": "あ"}))
    with book.writing("test") as writer:
        writer.change(replace(writer.one(Person, key), note=None))
        with suppress(ZeroDivisionError), writer.trying():
            writer.note("print")
            writer.add(Person(code_name="A-002"))
            raise ZeroDivisionError
        writer.remove(Plan, 1)
    book.note("sign_in")


@contextmanager
def at_the_database(url):
    """Go past the triggers, as whoever administers the server or has the file can."""
    engine = connect(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER ALL")
            connection.exec_driver_sql("ALTER TABLE access_log DISABLE TRIGGER ALL")
        else:
            for name in ("audit_no_update", "audit_no_delete", "access_log_no_update", "access_log_no_delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield connection
    engine.dispose()


def test_what_is_written_is_proven_from_either_database_and_what_is_rewritten_is_found(url, open_book, tmp_path):
    book = open_book(url)
    filled(book)
    proof = verify(url)
    assert (proof.faults, proof.keyed, proof.rows, proof.unproven) == ((), True, {"audit": 4, "access_log": 2}, {})
    (tmp_path / "anchor.json").write_text(to_text(anchor(url, NOW)), encoding="utf-8")
    anchors = read_anchors(tmp_path / "anchor.json")
    assert verify(url, anchors).faults == ()
    with at_the_database(url) as connection:
        connection.exec_driver_sql("UPDATE audit SET who = 'nobody' WHERE id = 2")
        connection.exec_driver_sql("DELETE FROM access_log WHERE id = 2")
    told = [(one.code, cast("Message", one.params["log"]).code) for one in verify(url, anchors).faults]
    assert told == [
        ("audit.fault.changed", "audit.log_audit"),
        ("audit.fault.cut", "audit.log_access_log"),
        ("audit.fault.anchor_differs", "audit.log_access_log"),
    ]


def test_an_older_copy_put_back_is_found_by_an_anchor_alone(sqlite_url, open_book, tmp_path):
    book = open_book(sqlite_url)
    filled(book)
    with closing(sqlite3.connect(tmp_path / "book.db")) as now, closing(sqlite3.connect(tmp_path / "old.db")) as old:
        now.backup(old)
    book.note("export")
    anchors = anchor(sqlite_url, NOW)
    older = f"sqlite:///{tmp_path / 'old.db'}"
    assert verify(older).faults == ()
    assert [(one.code, one.params["row"]) for one in verify(older, anchors).faults] == [
        ("audit.fault.anchor_differs", 3)
    ]
    forged = [replace(one, row=2) for one in anchors]
    assert {one.code for one in verify(older, forged).faults} == {"audit.fault.anchor_forged"}


def test_a_log_goes_on_under_a_new_key_and_is_proven_under_both(url, open_book, tmp_path):
    book = open_book(url)
    filled(book)
    source = KeyFile(tmp_path / "own.key")
    source.path.write_bytes(KEYS.path.read_bytes())
    source.path.chmod(0o600)
    source.add()
    other = open_casebook(url, COORDINATOR, lambda: NOW, keys=source)
    with other.writing("test") as writer:
        writer.add(Person(code_name="B-001"))
    other.close()
    assert verify(url, keys=source).faults == ()
    assert {one.code for one in verify(url).faults} == {"audit.fault.unknown_key"}
    with at_the_database(url) as connection:
        connection.exec_driver_sql("UPDATE audit SET what = 'x' WHERE id = 1")
    assert [(one.code, one.params["row"]) for one in verify(url, keys=source).faults] == [("audit.fault.changed", 1)]


def test_what_was_rewritten_by_hand_is_found_for_ever_though_work_goes_on(url, open_book):
    book = open_book(url)
    filled(book)
    with at_the_database(url) as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE id = 4")
        connection.exec_driver_sql("UPDATE audit_chain SET last_id = 3, count = 3 WHERE log = 'audit' AND count > 0")
    with open_book(url).writing("test") as writer:
        writer.add(Person(code_name="B-001"))
    assert "audit.fault.head" in {one.code for one in verify(url).faults}


def test_a_row_that_somebody_put_in_is_found_and_keeps_nobody_from_working(url, open_book):
    book = open_book(url)
    filled(book)
    insert = "INSERT INTO access_log (id, at, who, role, kind) VALUES (3, '2026-11-22 00:00:00', 'x', 'y', 'search')"
    with at_the_database(url) as connection:
        connection.exec_driver_sql(insert)
    book.note("sign_in")
    assert [(one.code, one.params["row"]) for one in verify(url).faults] == [("audit.fault.changed", 3)]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_stood_in_the_log_before_it_was_chained_is_held_as_it_was_found(request, kind):
    url = earlier(request, kind, "0011")
    insert = "INSERT INTO audit (at, who, role, what, entity, entity_id, action) VALUES "
    execute(url, f"{insert} ('2026-11-22 00:00:00', 'x', 'coordinator', 'test', 'person', 1, 'delete')")
    assert create(url) is True
    book = open_at(url)
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    book.close()
    assert (verify(url).faults, verify(url).unproven, verify(url).rows["audit"]) == ((), {"audit": 1}, 2)
    with at_the_database(url) as connection:
        connection.exec_driver_sql("UPDATE audit SET who = 'y' WHERE id = 1")
    assert [(one.code, one.params["row"]) for one in verify(url).faults] == [("audit.fault.before", 1)]


def test_many_who_write_and_note_at_once_leave_one_chain(url, open_book):
    books = [open_book(url) for _ in range(4)]

    def work(number):
        book = books[number % 4]
        book.note("search")
        book.note_look("list_read")
        with book.writing("test") as writer:
            writer.note("export")
            writer.add(Person(code_name=f"A-{number}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(12)))
    for book in books:
        book.flush()
    assert (verify(url).rows, verify(url).faults) == ({"audit": 12, "access_log": 36}, ())
