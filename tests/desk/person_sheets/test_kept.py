"""Versions are kept, withdrawn and handed over, and whoever has one that does not hold is told of."""

from datetime import timedelta
from typing import Any

import pytest

from casebook import vocabulary as v
from casebook.records import (
    Person,
    PersonSheet,
    SheetHanding,
    SupportTeamMember,
)
from casebook.roles import Actor
from desk.errors import DeskError, InvalidInputError
from desk.merging import merge_people
from desk.person_sheets import (
    acknowledge,
    hand_out,
    handings,
    holding,
    keep_version,
    outdated,
    versions,
    withdraw,
)
from tests.conftest import COORDINATOR, TODAY
from tests.desk.person_sheets.conftest import agree

DAY = timedelta(days=1)
HANDED: dict[str, Any] = {"handed_on": TODAY, "handed_to": "ホームひろせ", "ground": "consent", "way": "in_person"}


def behind(book):
    sheets = versions(book, 1, "handover")
    return outdated(sheets, handings(book, sheets))


def test_what_is_kept_is_the_next_version_and_whoever_opened_an_older_one_is_told(book):
    agree(book)
    first = keep_version(book, 1, "handover", {"wants": " 静かに ", "money": "  "}, None, TODAY)
    read = book.one(PersonSheet, first)
    assert (read.version, read.content, read.made_by) == (1, {"wants": "静かに"}, COORDINATOR.name)
    for content, opened, code in (
        ({"wants": "静かに"}, read, "person_sheets.unchanged"),
        ({"wants": "にぎやかに"}, None, "person_sheets.newer"),
    ):
        with pytest.raises(DeskError) as caught:
            keep_version(book, 1, "handover", content, opened, TODAY)
        assert caught.value.message.code == code
    for content in ({}, {"wants": " "}, {"wants": "x" * (v.LONGEST_NOTE + 1)}, {"wants": "=1+1"}):
        with pytest.raises(InvalidInputError):
            keep_version(book, 1, "handover", content, read, TODAY)
    keep_version(book, 1, "handover", {"wants": "にぎやかに"}, read, TODAY)
    assert [one.version for one in versions(book, 1, "handover")] == [2, 1]
    assert versions(book, 1, "emergency") == []


def test_what_nothing_covers_any_more_is_not_kept(book):
    with pytest.raises(DeskError) as caught:
        keep_version(book, 1, "handover", {"wants": "静かに"}, None, TODAY)
    assert caught.value.message.code == "person_sheets.not_covered"
    assert keep_version(book, 1, "handover", {"needs": "車いす"}, None, TODAY)


def test_with_the_first_intake_sheet_somebody_is_identified_in_advance_and_a_day_that_is_known_stays(book):
    key = keep_version(book, 1, "intake", {"wants": "静かに"}, None, TODAY)
    assert book.one(Person, 1).identified_on == TODAY
    keep_version(book, 1, "intake", {"wants": "海へ"}, book.one(PersonSheet, key), TODAY + DAY)
    assert book.one(Person, 1).identified_on == TODAY
    keep_version(book, 1, "emergency", {"needs": "x"}, None, TODAY)


def test_whoever_has_a_version_that_does_not_hold_is_told_of_until_she_is_handed_the_one_that_does(book):
    agree(book)
    first = keep_version(book, 1, "handover", {"wants": "静かに"}, None, TODAY)
    hand_out(book, SheetHanding(sheet_id=first, **HANDED), TODAY)
    hand_out(book, SheetHanding(sheet_id=first, **{**HANDED, "handed_to": "母"}), TODAY)
    assert behind(book) == []
    second = keep_version(book, 1, "handover", {"wants": "海へ"}, book.one(PersonSheet, first), TODAY)
    assert {one.handing.handed_to for one in behind(book)} == {"ホームひろせ", "母"}
    hand_out(book, SheetHanding(sheet_id=second, **HANDED), TODAY)
    assert [one.handing.handed_to for one in behind(book)] == ["母"]
    for reason in ("", " "):
        with pytest.raises(DeskError):
            withdraw(book, second, reason)
    withdraw(book, second, "別の方の内容")
    with pytest.raises(DeskError):
        withdraw(book, second, "もう一度")
    now = holding(versions(book, 1, "handover"))
    assert now is not None
    assert now.id == first
    assert [one.handing.handed_to for one in behind(book)] == ["ホームひろせ"]
    with pytest.raises(InvalidInputError):
        hand_out(book, SheetHanding(sheet_id=second, **HANDED), TODAY)
    assert len(handings(book, versions(book, 1, "handover"))) == 3


def test_that_it_was_received_is_written_once_and_not_before_it_was_handed_over(book):
    agree(book)
    sheet = keep_version(book, 1, "handover", {"wants": "静かに"}, None, TODAY)
    key = hand_out(book, SheetHanding(sheet_id=sheet, **HANDED), TODAY)
    for day in (TODAY - DAY, TODAY + DAY):
        with pytest.raises(InvalidInputError):
            acknowledge(book, key, day, None, TODAY)
    acknowledge(book, key, TODAY, "管理者", TODAY)
    with pytest.raises(DeskError):
        acknowledge(book, key, TODAY, None, TODAY)
    assert (book.one(SheetHanding, key).received_on, book.one(SheetHanding, key).received_by) == (TODAY, "管理者")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"handed_to": " "}, "handed_to"),
        ({"handed_on": TODAY + DAY}, "handed_on"),
        ({"handed_on": TODAY - DAY}, "handed_on"),
        ({"received_on": TODAY - DAY}, "received_on"),
        ({"received_on": TODAY + DAY}, "received_on"),
        ({"received_by": "x"}, "received_on"),
        ({"ground": "appi_27_1_2"}, "note"),
        ({"ground": "smoke"}, "ground"),
    ],
)
def test_a_handing_says_to_whom_when_and_on_what_ground(book, wrong, field):
    agree(book)
    key = keep_version(book, 1, "handover", {"wants": "静かに"}, None, TODAY)
    with pytest.raises(InvalidInputError) as caught:
        hand_out(book, SheetHanding(sheet_id=key, **{**HANDED, **wrong}), TODAY)
    assert [one.field for one in caught.value.faults] == [field]
    assert book.all(SheetHanding) == []


def test_nothing_is_handed_over_by_consent_on_a_day_on_which_none_held(book):
    key = keep_version(book, 1, "intake", {"wants": "静かに"}, None, TODAY)
    with pytest.raises(InvalidInputError) as caught:
        hand_out(book, SheetHanding(sheet_id=key, **HANDED), TODAY)
    assert [one.field for one in caught.value.faults] == ["ground"]
    law = {**HANDED, "ground": "appi_27_1_2", "note": "命の危険"}
    assert hand_out(book, SheetHanding(sheet_id=key, **law), TODAY)


def test_two_files_that_are_one_keep_the_versions_of_both_and_two_that_hold_are_looked_at_first(book):
    with book.writing("double") as writer:
        other = writer.add(Person(code_name="A-2"))
    for key in (1, other):
        agree(book, key)
    theirs = keep_version(book, other, "handover", {"wants": "海へ"}, None, TODAY)
    mine = keep_version(book, 1, "handover", {"wants": "静かに"}, None, TODAY)
    with pytest.raises(DeskError):
        merge_people(book, 1, other, (), TODAY)
    withdraw(book, theirs, "二重の登録")
    merge_people(book, 1, other, (), TODAY)
    kept = versions(book, 1, "handover")
    assert [(one.id, one.version) for one in kept] == [(theirs, 2), (mine, 1)]
    now = holding(kept)
    assert now is not None
    assert now.id == mine
    assert keep_version(book, 1, "handover", {"wants": "山へ"}, kept[0], TODAY)


def test_an_office_sees_the_sheets_of_her_own_people_and_writes_none(book):
    agree(book)
    with book.writing("team") as writer:
        writer.add(SupportTeamMember(person_id=1, agency="ひろせ"))
    keep_version(book, 1, "handover", {"wants": "静かに"}, None, TODAY)
    own = book.opened_for(Actor("相談員", "consultation_office", "ひろせ"))
    assert len(versions(own, 1, "handover")) == 1
    assert versions(book.opened_for(Actor("相談員", "consultation_office", "よそ")), 1, "handover") == []
    assert not own.may("add", PersonSheet)
