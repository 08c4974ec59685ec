"""All that is held about somebody is found by the tables' references; a new table is in it, or a test fails."""

from casebook import tables
from casebook.mapping import KINDS, table_of
from casebook.records import Person
from desk.rights.disclosure import disclosure_json
from desk.rights.held import NOT_OF_A_PERSON, held, ways
from tests.conftest import NOW
from tests.desk.rights.conftest import SECRETS


def test_every_table_leads_to_a_person_or_says_why_not() -> None:
    of_a_person = {table_of(kind).name for kind in ways()}
    assert of_a_person & set(NOT_OF_A_PERSON) == set()
    assert of_a_person | set(NOT_OF_A_PERSON) == set(tables.metadata.tables)
    assert {"person", "stay", "exit_plan", "enquiry", "emergency_need", "proposal_step"} <= of_a_person
    assert all(why for why in NOT_OF_A_PERSON.values())


def test_every_column_that_names_a_person_is_a_reference() -> None:
    named = [
        (table.name, column.name)
        for table in tables.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("person_id") and not column.foreign_keys
    ]
    assert named == []


def test_all_of_hers_is_found_and_nothing_of_another(lived) -> None:
    mine, other = lived.people
    found = held(lived.book, mine)
    none = {table for table, rows in found.rows.items() if not rows}
    assert none <= {
        "sharing_ground",
        "admission_ground",
        "named_reader",
        "broken_glass",
    }  # what restricts or opens a file has its own tests
    written = disclosure_json(found, [], NOW).decode()
    for secret in SECRETS:
        assert f"{secret}-0" in written
        assert f"{secret}-1" not in written
    assert lived.book.one(Person, other).code_name not in written
    keys = {(table_of(kind).name, row.id) for kind in KINDS for row in found.rows.get(table_of(kind).name, ())}
    assert {(one.entity, one.entity_id) for one in found.changes} == keys
