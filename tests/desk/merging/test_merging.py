"""Two files of one person become one in one transaction, and taken apart both are what they were."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from casebook.errors import ChangedMeanwhileError, NotAllowedError
from casebook.mapping import table_of
from casebook.records import CareNote, CaseReview, NamedReader, Person, PersonSheet, Proposal, Stay, SupportTeamMember
from casebook.roles import Actor
from desk.errors import DeskError, InvalidInputError
from desk.merging import differences, is_merged, merge_people, take_apart
from desk.rights import rows_of
from tests.conftest import NOW, TODAY
from tests.desk.rights.conftest import lived  # noqa: F401 - a fixture


@pytest.fixture
def pair(lived):  # noqa: F811
    """Return two people of whom nothing stands in the way: their stays and plans are of other days."""
    mine, other = lived.people
    with lived.book.writing("apart") as writer:
        [stay] = writer.all(Stay, person_id=other)
        writer.change(replace(stay, start_on=date(2021, 5, 1), end_on=date(2021, 5, 3)))
        writer.change_many(
            [replace(one, reviewed_on=date(2021, 6, 1)) for one in writer.all(CaseReview, person_id=other)]
        )
        writer.change_many([replace(one, status="released") for one in writer.all(Proposal, person_id=other)])
        gone: dict[str, Any] = {"withdrawn_at": NOW, "withdrawn_by": "x", "reason": "x"}
        writer.change_many([replace(one, **gone) for one in writer.all(PersonSheet, person_id=other)])
        writer.change(replace(writer.one(Person, mine), caregiver="single", birth_year=1961, note=None))
        writer.change(
            replace(writer.one(Person, other), caregiver="none", birth_year=1962, note="犬が好き", kana="さとう")
        )
    return lived.book, mine, other


def everything(book, *people):
    return [rows_of(book, book.one(Person, key)) for key in people]


def test_all_goes_to_one_file_and_back(pair):
    book, mine, other = pair
    before = everything(book, mine, other)
    count = {table: len(before[0][table]) + len(before[1][table]) for table in before[0]}
    asked = [one.field for one in differences(book.one(Person, mine), book.one(Person, other))]
    assert {"caregiver", "birth_year"} <= set(asked)
    assert "kana" not in asked
    merge_people(book, mine, other, ["caregiver"], TODAY)
    merged, emptied = book.one(Person, mine), book.one(Person, other)
    assert (merged.caregiver, merged.birth_year, merged.kana) == ("none", 1961, "さとう")
    assert (emptied.status, merged.code_name in (emptied.note or "")) == ("closed", True)
    after = everything(book, mine, other)
    assert {table for table, rows in after[1].items() if rows} == {"person"}
    same = {"consent", "support_team_member", "person_avoid", "person_wish", "person_night", "pair_rule"}
    same |= {"follow_up", "care_note"}
    assert {table: len(rows) for table, rows in after[0].items() if table not in {"person", *same}} == {
        table: number for table, number in count.items() if table not in {"person", *same}
    }
    assert sum(vars(one)["is_lead"] for one in after[0]["support_team_member"]) <= 1
    [care], hers = after[0]["care_note"], [vars(one["care_note"][0]) for one in before]
    assert vars(care)["medicine"] == "\n".join(one["medicine"] for one in hers)  # neither is lost
    assert vars(care)["checked_on"] is None  # of one it is not known when it was checked
    assert (is_merged(book, other), is_merged(book, mine)) == (True, False)
    take_apart(book, other)
    assert everything(book, mine, other) == before
    assert not is_merged(book, other)
    with pytest.raises(DeskError, match=r"merge\.not_merged"):
        take_apart(book, other)


def test_what_was_done_since_keeps_both_together(pair):
    book, mine, other = pair
    merge_people(book, mine, other, [], TODAY)
    with book.writing("since") as writer:
        moved = next(one for one in writer.all(Stay, person_id=mine) if one.start_on.year == 2021)
        writer.remove(SupportTeamMember, writer.add(SupportTeamMember(person_id=mine, agency="あとから")))
        writer.change(replace(moved, person_id=next(one for one in (other,))))
    left = everything(book, mine, other)
    with pytest.raises(ChangedMeanwhileError):
        take_apart(book, other)
    assert everything(book, mine, other) == left


@pytest.mark.parametrize("why", ["same", "in_the_way", "restricted"])
def test_what_cannot_be_merged_says_why_and_nothing_is_written(pair, why):
    book, mine, other = pair
    with book.writing("x") as writer:
        if why == "in_the_way":
            [stay] = writer.all(Stay, person_id=mine)
            writer.add(replace(stay, id=None, person_id=other))
        if why == "restricted":
            for name in (book.actor.name, "別の人"):
                writer.add(NamedReader(person_id=mine, name=name, named_by=book.actor.name, named_at=NOW))
    before = everything(book, mine, other)
    with pytest.raises(DeskError, match=rf"merge\.{why}"):
        merge_people(book, mine, mine if why == "same" else other, [], TODAY)
    assert everything(book, mine, other) == before


def test_what_does_not_go_together_is_refused(pair):
    book, mine, other = pair
    with book.writing("x") as writer:
        writer.change(replace(writer.one(Person, other), support_scale="child", support_level=3))
        writer.change(replace(writer.one(Person, mine), support_scale="adult", support_level=6))
    with pytest.raises(InvalidInputError):
        merge_people(book, mine, other, ["support_scale"], TODAY)


def test_only_who_sees_everybody_merges(pair):
    book, mine, other = pair
    office = book.opened_for(Actor("x", "consultation_office", "ひろせ相談室"))
    for do in (lambda: merge_people(office, mine, other, [], TODAY), lambda: take_apart(office, other)):
        with pytest.raises(NotAllowedError):
            do()


def test_every_kind_of_which_only_one_may_be_is_known():
    from desk.merging.merging import BY_HAND, SAME

    unique = {
        table.name
        for table in (table_of(Person).metadata.sorted_tables)
        if "person_id" in table.c
        and (
            any("person_id" in one.columns for one in table.constraints if isinstance(one, sa.UniqueConstraint))
            or any("person_id" in one.columns for one in table.indexes if one.unique)
        )
    }
    assert {table_of(kind).name for kind in (*SAME, *BY_HAND, NamedReader, CareNote, PersonSheet)} == unique
