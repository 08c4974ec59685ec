"""The three-way merge: what one changed is kept, what both changed is settled, half of what belongs together never."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.errors import ConflictError
from casebook.mapping import KINDS, from_row, to_row
from casebook.merging import TOGETHER, merged
from casebook.records import Person
from tests.casebook.strategies import any_record


def unit_of(column):
    return next((group for group in TOGETHER if column in group), (column,))


def mixed(data, rows, kind):
    """Return a record whose every column is one of those of the records given: versions meet, and differ, often."""
    which = data.draw(st.lists(st.booleans(), min_size=len(rows[0]), max_size=len(rows[0])))
    row = {name: rows[side][name] for name, side in zip(rows[0], which, strict=True)}
    return from_row(kind, {**row, "id": 7})


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.lists(any_record(kind), min_size=2, max_size=2)), st.data())
@settings(max_examples=150)
def test_each_column_is_of_whoever_changed_it_and_of_both_only_what_is_named(versions, data):
    kind = type(versions[0])
    rows = [{"id": None, **to_row(one)} for one in versions]
    read, present, typed = (mixed(data, rows, kind) for _ in range(3))
    found, conflicts = merged(present, read, typed)
    old, now, new, result = map(to_row, (read, present, typed, found))
    named = {name for conflict in conflicts for name in conflict.columns}
    for column in old.keys() - {"id"}:
        unit = [name for name in unit_of(column) if name in old]
        mine = any(new[name] != old[name] for name in unit)
        theirs = any(now[name] != old[name] for name in unit)
        alike = all(new[name] == now[name] for name in unit)
        assert (column in named) is (mine and theirs and not alike)
        assert result[column] == (new if mine else now)[column]
    assert result["id"] == now["id"]


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.lists(any_record(kind), min_size=2, max_size=2)), st.data())
@settings(max_examples=100)
def test_what_was_chosen_holds_for_what_was_shown(versions, data):
    kind = type(versions[0])
    rows = [{"id": None, **to_row(one)} for one in versions]
    read, present, typed = (mixed(data, rows, kind) for _ in range(3))
    _, conflicts = merged(present, read, typed)
    chosen = {conflict.seen: data.draw(st.booleans()) for conflict in conflicts}
    found, left = merged(present, read, typed, chosen)
    assert left == ()
    row = to_row(found)
    for conflict in conflicts:
        side = conflict.mine if chosen[conflict.seen] else conflict.theirs
        assert tuple(row[name] for name in conflict.columns) == side
        assert list(conflict.differences)


READ = Person(id=7, code_name="A-001", note="朝が早い")


def test_a_choice_does_not_hold_for_what_was_not_shown():
    typed = replace(READ, note="夜は静か")
    _, (shown,) = merged(replace(READ, note="犬がいる"), READ, typed)
    _, (again,) = merged(replace(READ, note="猫がいる"), READ, typed, {shown.seen: True})
    assert again.theirs == ("猫がいる",)


def test_half_of_a_place_is_not_taken_from_each():
    theirs, mine = replace(READ, city="仙台市", ward="青葉区", town="中央"), replace(READ, town="国分町一丁目")
    _, (conflict,) = merged(theirs, READ, mine)
    assert conflict.columns == ("city", "ward", "town")
    assert [field for field, *_ in conflict.differences] == ["city", "ward", "town"]


def test_an_item_of_a_group_is_a_field_of_its_own():
    theirs = replace(READ, disability_kinds={"physical": True, "mental": True})
    mine = replace(READ, disability_kinds={"physical": False, "intellectual": True})
    found, (conflict,) = merged(theirs, READ, mine)
    assert list(conflict.differences) == [("disability_kinds", "physical", True, False)]
    assert found.disability_kinds == {"physical": False, "mental": True, "intellectual": True}


def changed(book, record: Person, read: Person | None = None, **fields: Any) -> None:
    with book.writing("edit") as writer:
        writer.change(replace(record, **fields), read)


def test_of_two_who_change_one_field_the_second_is_told_who_wrote_what_and_nothing_is_written(book, url, open_book):
    with book.writing("test") as writer:
        read = replace(READ, id=writer.add(replace(READ, id=None)))
    changed(open_book(url), read, read, note="犬がいる")
    revision = book.revision()
    with pytest.raises(ConflictError) as caught:
        changed(book, read, read, note="夜は静か", town="中央")
    (conflict,) = caught.value.conflicts
    assert (conflict.theirs, conflict.mine, conflict.who) == (("犬がいる",), ("夜は静か",), "担当者")
    assert caught.value.params["theirs"] == "犬がいる"
    assert (book.revision(), book.one(Person, read.id).note) == (revision, "犬がいる")
    changed(book.settling({conflict.seen: True}), read, read, note="夜は静か", town="中央")
    found = book.one(Person, read.id)
    assert (found.note, found.town) == ("夜は静か", "中央")


def _added(writer, name: str) -> Person:
    person = replace(READ, id=None, code_name=name)
    return replace(person, id=writer.add(person))


def all_changed(book, people: list[Person], **fields: Any) -> None:
    with book.writing("edit") as writer:
        for person in people:
            writer.change(replace(person, **fields), person)


def test_all_that_two_changed_in_a_transaction_is_told_at_once(book):
    with book.writing("test") as writer:
        people = [_added(writer, f"A-{number}") for number in range(3)]
    for person in people[:2]:
        changed(book, person, person, note="犬がいる")
    with pytest.raises(ConflictError) as caught:
        all_changed(book, people, note="夜は静か")
    assert [conflict.id for conflict in caught.value.conflicts] == [person.id for person in people[:2]]
    assert [one.note for one in book.all(Person)] == ["犬がいる", "犬がいる", "朝が早い"]
