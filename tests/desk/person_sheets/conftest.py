"""Somebody of whom sheets are made, and the base."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.records import (
    CareNote,
    Consent,
    Consultation,
    ContactPerson,
    ExitPlan,
    ExitTask,
    Facility,
    Person,
    PersonWish,
    Stay,
    SupportTeamMember,
)
from tests.conftest import NOW, TODAY

DAY = timedelta(days=1)
BASE = Facility(
    source="manual", service_code="24", service_name="短期入所", name="拠点", phone="022-000-0001", is_base=True
)


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
