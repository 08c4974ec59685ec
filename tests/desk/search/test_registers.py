"""What registers hold is found by its name, narrowed down by what it is about, and by each role as far as it may see it."""

from datetime import date
from typing import Any

import pytest

from casebook.records import (
    Consent,
    CorporationVisit,
    CouncilMeeting,
    Person,
    PersonSheet,
    RegionalIssue,
    Resource,
    SupportTeamMember,
    TrainingEvent,
)
from casebook.roles import Actor
from desk.search import search
from tests.conftest import NOW, TODAY
from words.message import Message

OFFICE = "みどり相談"


@pytest.fixture
def full(book):
    with book.writing("add") as writer:
        for name, sharing, readers in (
            ("喫茶ポプラ", "public", None),
            ("川べりの家", "network", None),
            ("ポプラの間", "named", "はるか"),
            ("ポプラの奥", "never", None),
        ):
            writer.add(
                Resource(
                    name=name, sharing=sharing, readers=readers, written_by="x", checked_on=TODAY, city="仙台市", ward="泉区",
                    contact="022-555-6666", note="ひみつの合図",
                )
            )  # fmt: skip
        for ward, day in ((None, date(2026, 4, 5)), ("泉区", date(2026, 2, 3)), ("太白区", date(2025, 5, 6))):
            writer.add(CouncilMeeting(held_on=day, kind="general", held=True, ward=ward))
        writer.add(
            TrainingEvent(kind="training", title="ポプラに学ぶ", held_on=TODAY, lecturers="齋藤 一", ward="泉区")
        )
        writer.add(RegionalIssue(title="ポプラ通りの夜", theme="housing", raised_on=TODAY, ward="太白区"))
        writer.add(CorporationVisit(visited_on=TODAY, corporation="医療法人ポプラ会", opinions="人がいない"))
        for name in ("A-001", "A-002"):
            person = writer.add(Person(code_name=name, kana="ぽぷら", city="仙台市", ward="泉区"))
            for version, withdrawn in ((1, None), (2, None), (3, NOW)):
                by: dict[str, Any] = (
                    {"withdrawn_at": withdrawn, "withdrawn_by": "x", "reason": "別人"} if withdrawn else {}
                )
                writer.add(
                    PersonSheet(
                        person_id=person, kind="intake", version=version, made_at=NOW, made_by="x",
                        content={"who": "ポプラが好き"}, **by,
                    )
                )  # fmt: skip
            if name == "A-001":
                writer.add(SupportTeamMember(person_id=person, agency=OFFICE))
                writer.add(
                    Consent(
                        person_id=person, given_by="person", form="oral", given_on=TODAY, scope="matching_and_sharing"
                    )
                )
    return book


def found(book, text, most=99):
    return [
        (one.kind, one.name if isinstance(one.name, str) else one.name.code)
        for one in search(book, text, most).registered
    ]


POPLAR = {
    ("resource", "喫茶ポプラ"),
    ("resource", "ポプラの間"),
    ("resource", "ポプラの奥"),
    ("training_event", "ポプラに学ぶ"),
    ("regional_issue", "ポプラ通りの夜"),
    ("corporation_visit", "医療法人ポプラ会"),
}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ﾎﾟﾌﾟﾗ 通り", {"ポプラ通りの夜"}),
        ("ぽぷら会", {"医療法人ポプラ会"}),
        ("poplar", set()),
        ("斉藤", {"ポプラに学ぶ"}),
        ("ポプラ 太白区", {"ポプラ通りの夜"}),
        ("ポプラ 法人訪問", {"医療法人ポプラ会"}),
        ("太白区", set()),
        ("令和8年度", set()),
        ("ひみつの合図", set()),
        ("人がいない", set()),
        ("0225556666 川べり", {"川べりの家"}),
        ("インテークシート a001", {"A-001"}),
        ("intake 002", {"A-002"}),
        ("好き", set()),
    ],
)
def test_each_is_found_by_its_name_in_any_spelling_and_notes_are_not_looked_through(full, text, names):
    assert {name for _, name in found(full, text)} == names


def test_meetings_of_a_kind_come_the_newest_first_and_are_narrowed_down_by_council_and_fiscal_year(full):
    def days(text):
        return [one.day for one in search(full, text).registered]

    assert days("全体協議会") == [date(2026, 4, 5), date(2026, 2, 3), date(2025, 5, 6)]
    assert days("全体協議会 令和7年度") == [date(2026, 2, 3), date(2025, 5, 6)]
    assert days("全体協議会 2026") == [date(2026, 4, 5), date(2026, 2, 3)]
    assert days("全体協議会 泉区") == [date(2026, 2, 3)]
    assert days("general council") == days("全体協議会")


def test_a_sheet_is_found_in_the_version_that_holds_and_leads_to_it(full):
    [sheet] = search(full, "インテーク A-002").registered
    assert sheet.told[:2] == (Message("person_sheet_kind.intake"), Message("person_sheets.one", {"version": 2}))
    assert (sheet.page, sheet.asked) == ("person", {"id": "2", "view": "sheets", "sheet": "intake"})


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (Actor("x", "coordinator"), POPLAR),
        (Actor("はるか", "consultation_office", OFFICE), {("resource", "喫茶ポプラ"), ("resource", "ポプラの間")}),
        (Actor("だれか", "core_centre", "ほか"), {("resource", "喫茶ポプラ")}),
        (Actor("だれか", "ward_office", "泉区"), {("resource", "喫茶ポプラ"), ("training_event", "ポプラに学ぶ")}),
        (Actor("だれか", "planner"), {one for one in POPLAR if one[0] != "resource"}),
        (Actor("だれか", "facility", "1"), set()),
        (Actor("だれか", "administrator"), set()),
        (Actor("だれか", "auditor"), set()),
    ],
    ids=lambda one: one.role if isinstance(one, Actor) else "",
)
def test_of_registers_each_role_finds_and_counts_what_it_may_see_alone(full, actor, seen):
    book = full.opened_for(actor)
    everything = search(book, "ポプラ", 0)
    assert set(found(book, "ポプラ")) == seen
    assert everything.left_out == len(seen) + len(search(book, "ポプラ").people)
    sheets = {"coordinator": ["A-001", "A-002"], "consultation_office": ["A-001"], "ward_office": ["A-001"]}
    assert sorted(name for _, name in found(book, "インテークシート")) == sheets.get(actor.role, [])
