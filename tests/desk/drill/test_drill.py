"""A copy is brought back aside and proven; what is wrong with one is said, and kept for whoever asks."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from casebook.engine import connect
from casebook.records import Drill, Plan
from casebook.upkeep import back_up
from desk.drill import fault_of, last_drill, proven_copy, run_drill, told_of
from desk.period import parse_period
from desk.plan import keep_adopted, plan_trials
from matching.policy import load_policy
from tests.conftest import KEYS, NOW, TODAY
from tests.desk.conftest import add_person
from words.message import Message, as_json, from_json
from words.say import say

PERIOD = parse_period("2027-01/2027-03")


@pytest.fixture
def book(url, open_book):
    """Return an empty casebook on each database."""
    return open_book(url)


@pytest.fixture
def adopted(offices):
    """Return a casebook with an adopted plan."""
    with offices.writing("before") as writer:
        for name in ("A-001", "A-002"):
            add_person(writer, name)
    keep_adopted(offices, plan_trials(offices, PERIOD, load_policy(), TODAY), NOW)
    return offices


def drilled(book, url, copy):
    return run_drill(book, url, copy, KEYS, lambda: NOW)


def test_a_copy_is_proven_and_nothing_of_the_drill_stays(adopted, url, tmp_path):
    rows = sum(back_up(url, tmp_path / "copy", NOW).held.rows.values())
    before = {path.name for path in tmp_path.iterdir()}
    told = drilled(adopted, url, tmp_path / "copy")
    assert fault_of(told) is None
    assert (told.copy, told.copied_at, told.plan_id) == ("copy", NOW, 1)
    assert told.rows == rows
    assert {path.name for path in tmp_path.iterdir()} == before
    assert (last_drill(adopted), proven_copy(adopted)) == (told, "copy")
    assert told_of(told, TODAY + timedelta(days=1)).code == "drill.proven"
    if url.startswith("postgresql"):
        engine = connect(url)
        with engine.connect() as connection:
            query = sa.text("SELECT count(*) FROM pg_database WHERE datname LIKE 'sonae_drill_%'")
            assert connection.execute(query).scalar_one() == 0
        engine.dispose()


def test_a_copy_that_does_not_hold_is_told_with_what_is_wrong(adopted, url, tmp_path):
    back_up(url, tmp_path / "copy", NOW)
    assert drilled(adopted, url, tmp_path / "copy").fault is None
    written = bytearray((tmp_path / "copy").read_bytes())
    written[len(written) // 2] ^= 1
    (tmp_path / "bad").write_bytes(written)
    for path, code in ((tmp_path / "bad", "copy.part_damaged"), (tmp_path / "none", "upkeep.no_file")):
        told = drilled(adopted, url, path)
        fault = fault_of(told)
        assert fault is not None
        assert fault.code == code
        assert told_of(told, TODAY).code == "drill.failed"
        assert str(path) in say(told_of(told, TODAY), "en")
    assert (last_drill(adopted), proven_copy(adopted)) == (told, "copy")


def execute(url, *statements):
    engine = connect(url)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()
    engine.dispose()


def test_an_audit_that_was_rewritten_before_the_copy_is_found(adopted, url, tmp_path):
    postgresql = url.startswith("postgresql")
    off, on = (
        (["ALTER TABLE audit DISABLE TRIGGER USER"], ["ALTER TABLE audit ENABLE TRIGGER USER"])
        if postgresql
        else (["DROP TRIGGER audit_no_update"], [])
    )
    execute(url, *off, "UPDATE audit SET who = 'somebody' WHERE id = 2", *on)
    if not postgresql:
        refuse = "BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: audit_is_append_only'); END"
        execute(url, f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit {refuse}")
    back_up(url, tmp_path / "copy", NOW)
    fault = fault_of(drilled(adopted, url, tmp_path / "copy"))
    assert fault is not None
    assert (fault.code, fault.params["what"].code) == ("drill.fault", "audit.fault.changed")  # type: ignore[attr-defined]


def test_a_plan_whose_certificate_does_not_fit_is_found(adopted, url, tmp_path):
    kept = adopted.one(Plan, 1)
    objective = {**kept.record["objective"], "cost": kept.record["objective"]["cost"] + 1}
    with adopted.writing("test") as writer:
        writer.change(replace(kept, record={**kept.record, "objective": objective}))
    back_up(url, tmp_path / "copy", NOW)
    fault = fault_of(drilled(adopted, url, tmp_path / "copy"))
    assert fault is not None
    assert fault.code == "record.differs"


def test_a_message_outlasts_being_kept():
    told = Message("upkeep.unfit", {"path": "copy", "what": Message("copy.rows_differ", {"told": 3, "found": 4})})
    assert from_json(as_json(told)) == told


def test_what_was_never_drilled_is_not_told(adopted):
    assert adopted.all(Drill) == []
    assert last_drill(adopted) is None
    assert proven_copy(adopted) is None
