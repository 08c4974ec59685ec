"""A record becomes a row and comes back the same; what the lists do not know is refused before it is written."""

import json
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings

from casebook.mapping import KINDS, column_parts, from_row, table_of, to_json, to_row
from casebook.records import Facility, FacilityCondition, Person
from tests.casebook.strategies import ANY_RECORD, facilities, people


@given(ANY_RECORD)
@settings(max_examples=300)
def test_every_record_comes_back_from_its_row_as_it_was(record):
    row = {"id": None, **to_row(record)}
    assert set(row) == {column.name for column in table_of(type(record)).columns}
    assert from_row(type(record), row) == record


@given(ANY_RECORD)
def test_every_row_can_stand_in_the_audit(record):
    row = to_row(record)
    kept = json.loads(json.dumps(to_json(row)))
    assert set(kept) == {name for name, value in row.items() if value is not None}


def test_every_column_belongs_to_a_field_or_to_an_item_of_one():
    for kind in KINDS:
        listed = {field.name: field.metadata.get("items") for field in fields(kind)}
        for column in table_of(kind).columns:
            field, item = column_parts(kind, column.name)
            assert (item is None) == (listed[field] is None)
            assert item is None or item in (listed[field] or ())
    assert column_parts(Person, "has_physical") == ("disability_kinds", "physical")
    assert column_parts(Person, "note") == ("note", None)


def test_unknown_is_a_value_of_its_own(book):
    condition = FacilityCondition(facility_id=0, disability_kinds={"mental": False, "physical": True}, wheelchair=None)
    with book.writing("test") as writer:
        facility = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        key = writer.add(replace(condition, facility_id=facility))
    found = book.one(FacilityCondition, key)
    assert found.disability_kinds == {"mental": False, "physical": True}
    assert found.wheelchair is None
    assert found.trial_places is None


def test_an_item_that_is_not_listed_is_refused():
    with pytest.raises(ValueError, match="not listed"):
        to_row(Person(code_name="A", disability_kinds={"tall": True}))


def test_there_is_a_record_class_for_the_audit_too():
    assert "Audit" in {kind.__name__ for kind in KINDS}


@given(people())
@settings(max_examples=25)
def test_people_come_back_from_the_database_as_they_were(shared_book, person):
    with shared_book.writing("test") as writer:
        key = writer.add(person)
    assert shared_book.one(Person, key) == replace(person, id=key)


@given(facilities())
@settings(max_examples=25)
def test_facilities_come_back_from_the_database_as_they_were(shared_book, facility):
    with shared_book.writing("test") as writer:
        key = writer.add(facility)
    assert shared_book.one(Facility, key) == replace(facility, id=key)


def test_add_many_gives_the_ids_in_the_order_of_the_records(book):
    people_ = [Person(code_name=f"A-{number:04}") for number in reversed(range(1500))]
    with book.writing("test") as writer:
        keys = writer.add_many(people_)
    names = {person.id: person.code_name for person in book.all(Person)}
    assert [names[key] for key in keys] == [person.code_name for person in people_]


def test_times_come_back_in_tokyo(book):
    from casebook.records import Consultation

    seattle = timezone(timedelta(hours=-8))
    with book.writing("test") as writer:
        key = writer.add(
            Consultation(received_at=datetime(2026, 11, 21, 16, 30, tzinfo=seattle), source="police", result="advice")
        )
    found = book.one(Consultation, key).received_at
    assert found.isoformat() == "2026-11-22T09:30:00+09:00"
    assert str(found.tzinfo) == "Asia/Tokyo"
