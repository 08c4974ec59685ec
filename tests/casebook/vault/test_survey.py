"""What cannot be opened is found, wherever it stands."""

from casebook.records import Person
from casebook.upkeep import check
from tests.casebook.test_tables import PLAN, SCENARIO
from tests.casebook.vault.test_rows import overwrite


def test_whatever_does_not_open_is_named(book, url):
    with book.writing("add") as writer:
        writer.add_many([Person(code_name=f"A-{n}", real_name="佐藤", note="x") for n in range(3)])
        writer.add(PLAN)
        writer.add(SCENARIO)
    assert check(url) == []
    overwrite(book, "UPDATE person SET note = real_name WHERE id = 2")
    overwrite(book, "UPDATE plan SET record = '[]'")
    found = [one.message for one in check(url)]
    assert {(one.params["table"], one.params["column"], one.params["row"]) for one in found} == {
        ("person", "note", 2),
        ("plan", "record", 1),
    }
