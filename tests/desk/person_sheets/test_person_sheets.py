"""Sheets about a person: what is recorded fills them, nothing is invented, consent decides, and who has an old one is told."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from casebook import vocabulary as v
from casebook.records import (
    AdmissionGround,
    CareNote,
    Consent,
    Consultation,
    ContactPerson,
    ExitPlan,
    ExitTask,
    Facility,
    Person,
    PersonSheet,
    PersonWish,
    SharingGround,
    SheetHanding,
    Stay,
    SupportTeamMember,
)
from casebook.roles import Actor
from desk.documents import warning_of
from desk.errors import DeskError, InvalidInputError
from desk.merging import merge_people
from desk.person_sheets import (
    BLOCKS,
    MAKERS,
    covered,
    document_of,
    filled,
    hand_out,
    handings,
    holding,
    keep_version,
    left_out,
    outdated,
    read_recorded,
    versions,
    withdraw,
)
from tests.conftest import COORDINATOR, NOW, TODAY
from words.say import LANGUAGES, say

DAY = timedelta(days=1)
BASE = Facility(
    source="manual", service_code="24", service_name="短期入所", name="拠点", phone="022-000-0001", is_base=True
)
HANDED: dict[str, Any] = {"handed_on": TODAY, "handed_to": "ホームひろせ", "ground": "consent", "way": "in_person"}


@pytest.fixture
def book(sqlite_template, tmp_path, open_book):
    """Return a casebook with somebody of whom nothing is known but her code, and the base."""
    path = tmp_path / "book.db"
    path.write_bytes(sqlite_template.read_bytes())
    made = open_book(f"sqlite:///{path}")
    with made.writing("before") as writer:
        writer.add(Person(code_name="A-1"))
        writer.add(BASE)
    return made


def agree(book, person_id=1):
    with book.writing("agreed") as writer:
        told: dict[str, Any] = {"given_by": "person", "form": "oral", "scope": "matching_and_sharing"}
        return writer.add(Consent(person_id=person_id, given_on=TODAY - DAY, **told))


def live(book):
    """Record all of which a sheet knows a block."""
    with book.writing("life") as writer:
        person = writer.one(Person, 1)
        writer.change(
            replace(
                person, real_name="髙橋𠮷子", kana="たかはし", born_on=date(1990, 2, 1), sex="female", city="仙台市",
                ward="泉区", caregiver="single", severe_behaviour=False, medical_care={"suction": True}, day_place="えんがわ",
                risk_factors={"isolated": True}, disability_kinds={"mental": True},
            )
        )  # fmt: skip
        writer.add(
            CareNote(
                person_id=1,
                medicine="朝1錠",
                seizures="月1回",
                allergies="卵",
                upsets="大きな音",
                calms="お茶",
                communication="絵",
            )
        )
        writer.add(ContactPerson(person_id=1, relation="母", phone="022-000-0002"))
        writer.add(SupportTeamMember(person_id=1, agency="ひろせ", role="計画", is_lead=True))
        writer.add(PersonWish(person_id=1, nights=2))
        stay = writer.add(
            Stay(person_id=1, facility_id=1, kind="emergency", start_on=TODAY - 3 * DAY, residence_before="home")
        )
        call: dict[str, Any] = {"source": "police", "result": "admitted", "reason": "caregiver_ill"}
        writer.add(Consultation(received_at=NOW - 3 * DAY, person_id=1, stay_id=stay, description="母が入院", **call))
        writer.add(ExitPlan(stay_id=stay, handover="先に予定を絵で示す", medicine="夕1錠"))
        writer.add(ExitTask(stay_id=stay, task="viewing", in_charge="緑川"))
        writer.add(ExitTask(stay_id=stay, task="meeting", done_on=TODAY))
    agree(book)
    return stay


def test_of_somebody_of_whom_nothing_is_known_every_block_is_blank_but_her_code_and_the_base(book):
    recorded = read_recorded(book, 1, TODAY)
    assert filled(recorded, "ja") == {"who": "A-1", "return_contact": "拠点　022-000-0001"}
    assert not recorded.shared


def test_what_is_recorded_fills_the_blocks_and_what_is_done_is_no_open_question(book):
    live(book)
    found = filled(read_recorded(book, 1, TODAY), "ja")
    assert found["who"] == "髙橋𠮷子（たかはし）\n生年月日：1990/02/01、36歳、女性"
    assert found["home"] == "仙台市泉区\n介護者の状況：介護者は一人だけ"
    assert found["why"].splitlines()[1:3] == ["理由：介護者の急病・入院", "母が入院"]
    assert found["medicine"] == "朝1錠\n夕1錠"
    assert found["health"] == "吸引"
    assert found["worked"] == "先に予定を絵で示す"
    assert found["family"] == "1. 母　022-000-0002"
    assert "緑川" in found["questions"]
    assert len(found["questions"].splitlines()) == 1
    nowhere = {"money", "day_morning", "day_meals", "day_bath", "day_evening", "day_night"}
    assert {block for blocks in BLOCKS.values() for block in blocks} - set(found) == nowhere


@pytest.mark.parametrize("kind", v.PERSON_SHEETS)
def test_without_consent_a_sheet_says_what_is_said_on_the_telephone_and_the_rest_is_named(book, kind):
    shared = kind == "intake"  # the desk's own
    assert (left_out(kind, shared=False) == ()) == shared
    assert {*covered(kind, shared=False), *left_out(kind, shared=False)} == set(BLOCKS[kind])
    assert shared or "who" in left_out(kind, shared=False)
    assert covered(kind, shared=True) == BLOCKS[kind]


@pytest.mark.parametrize("ground", ["consent", "withdrawn", "law", "law over", "admission", "admission over"])
def test_consent_or_a_ground_of_the_law_covers_what_is_handed_on_as_long_as_it_holds(book, ground):
    key = agree(book) if ground in ("consent", "withdrawn") else None
    with book.writing("ground") as writer:
        if ground == "withdrawn":
            writer.change(replace(writer.one(Consent, key), withdrawn_on=TODAY))
        decided: dict[str, Any] = {"decided_by": "x", "decided_on": TODAY - 9 * DAY}
        if ground.startswith("law"):
            until = TODAY - DAY if "over" in ground else TODAY
            law: dict[str, Any] = {"ground": "appi_27_1_2", "shared_with": "x", "reason": "x", "until": until}
            writer.add(SharingGround(person_id=1, **law, **decided))
        if ground.startswith("admission"):
            end = TODAY - DAY if "over" in ground else None
            days: dict[str, Any] = {"start_on": TODAY - 9 * DAY, "end_on": end}
            stay = writer.add(Stay(person_id=1, facility_id=1, kind="emergency", **days))
            writer.add(AdmissionGround(stay_id=stay, ground="abuse_9", **decided))
    assert read_recorded(book, 1, TODAY).shared == (ground in ("consent", "law", "admission"))


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
    assert outdated(book, 1, "handover") == []
    second = keep_version(book, 1, "handover", {"wants": "海へ"}, book.one(PersonSheet, first), TODAY)
    assert {one.handing.handed_to for one in outdated(book, 1, "handover")} == {"ホームひろせ", "母"}
    hand_out(book, SheetHanding(sheet_id=second, **HANDED), TODAY)
    assert [one.handing.handed_to for one in outdated(book, 1, "handover")] == ["母"]
    for reason in ("", " "):
        with pytest.raises(DeskError):
            withdraw(book, second, reason)
    withdraw(book, second, "別の方の内容")
    with pytest.raises(DeskError):
        withdraw(book, second, "もう一度")
    now = holding(versions(book, 1, "handover"))
    assert now is not None
    assert now.id == first
    assert [one.handing.handed_to for one in outdated(book, 1, "handover")] == ["ホームひろせ"]
    with pytest.raises(InvalidInputError):
        hand_out(book, SheetHanding(sheet_id=second, **HANDED), TODAY)
    assert len(handings(book, versions(book, 1, "handover"))) == 3


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", v.PERSON_SHEETS)
def test_the_papers_say_every_block_and_leave_room_where_nothing_is_known(book, kind, language):
    live(book)
    content = filled(read_recorded(book, 1, TODAY), language)
    paper = document_of(kind, "A-1", content, "1", language, TODAY, shared=True)
    assert warning_of(paper) == ""
    [table] = docx.Document(io.BytesIO(MAKERS["docx"](paper))).tables
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    told = dict(cells)
    (facts,) = paper.blocks
    assert list(told) == [label for label, _ in vars(facts)["rows"]]
    assert told == {label: text or say("document.blank", language) for label, text in vars(facts)["rows"]}
    pages = PdfReader(io.BytesIO(MAKERS["pdf"](paper))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "髙橋𠮷子" in text
    assert kind != "emergency" or len(pages) == 1
    assert len(pages) <= 3


def test_a_paper_printed_after_consent_was_withdrawn_says_nothing_that_it_covered(book):
    live(book)
    content = filled(read_recorded(book, 1, TODAY), "ja")
    paper = document_of("handover", "A-1", content, "1", "ja", TODAY, shared=False)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(MAKERS["pdf"](paper))).pages)
    assert "髙橋" not in text
    assert "朝1錠" not in text


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
