"""A person's timeline holds every record of hers, the newest first, and nothing that its reader may not see."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casebook.errors import NotFoundError
from casebook.mapping import table_of
from casebook.records import AdmissionGround, CaseReview, Consent, Contact, ExitTask, Facility, FollowUp, Person, Stay
from casebook.roles import Actor
from desk.rights import rows_of, ways
from desk.timeline import person_timeline
from desk.timeline.person import NOT_TOLD, PARTS
from tests.conftest import TODAY
from tests.desk.rights.conftest import SECRETS, lived  # noqa: F401 - a fixture
from words.say import LANGUAGES, say, show


def told(entries, language="ja"):
    return [(show(one.what, language), *(show(detail, language) for detail in one.details)) for one in entries]


def test_every_record_of_hers_is_told_and_each_says_what_it_is(lived):  # noqa: F811
    mine, _ = lived.people
    found = person_timeline(lived.book, mine)
    rows = rows_of(lived.book, lived.book.one(Person, mine))
    once = {(one.kind, one.record_id) for one in found}
    own = {table_of(kind).name for kind in ways() if kind not in NOT_TOLD + PARTS}
    assert {(table, row.id) for table, here in rows.items() if table in own for row in here} <= once
    assert {vars(row)["facility_id"] for row in rows["proposal"]} <= {
        one.facility_id for one in found if one.kind == "proposal_step"
    }
    text = str(told(found))
    being_typed = str(rows["draft"])
    for secret in SECRETS:
        assert f"{secret}-0" in text or f"{secret}-0" in being_typed
        assert f"{secret}-1" not in text
    assert {len(told(found, language)) for language in LANGUAGES} == {len(found)}


def test_the_newest_comes_first_and_what_ended_is_told_on_its_day(lived):  # noqa: F811
    found = person_timeline(lived.book, lived.people[0])
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
    assert [one.day for one in found if one.kind == "stay"] == [date(2020, 5, 3), date(2020, 5, 1)]


def test_changes_of_risk_and_of_consent_are_told_with_what_was_before(book):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-1", caregiver="single"))
        consent = Consent(person_id=key, given_by="person", form="oral", given_on=TODAY)
        consent = replace(consent, id=writer.add(consent))
    with book.writing("edit") as writer:
        changed = replace(writer.one(Person, key), caregiver="none", risk_factors={"isolated": True})
        writer.change(replace(changed, birth_year=1961, status="watching"))
        writer.change(replace(consent, withdrawn_on=TODAY))
    kinds = [one.kind for one in person_timeline(book, key)]
    assert sorted(kinds) == ["consent", "consent", "file", "file", "risk"]
    [risk] = [one for one in person_timeline(book, key) if one.kind == "risk"]
    [file] = [one for one in person_timeline(book, key) if one.kind == "file" and one.details]
    assert {"生年（西暦）：不明 → 1961 に変更", "状態：支援中 → 見守り に変更"} <= {
        show(one, "ja") for one in file.details
    }
    changed = [show(detail, "ja") for detail in risk.details]
    assert len(changed) == 2
    assert any(text.endswith("不明 → ○ に変更") for text in changed)


def test_the_ground_of_an_admission_is_told_in_words(book):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-1"))
        base = writer.add(Facility(source="manual", service_code="BASE", service_name="x", name="拠点"))
        stay = writer.add(Stay(person_id=key, facility_id=base, kind="emergency", start_on=TODAY))
        decided: dict[str, Any] = {"decided_by": "児童相談所", "decided_on": TODAY}
        writer.add(AdmissionGround(stay_id=stay, ground="child_33", **decided))
    text = str(told(person_timeline(book, key)))
    assert say("legal_ground.child_33", "ja") in text
    assert "児童相談所" in text
    assert "child_33" not in text


def test_what_may_not_be_seen_is_on_no_timeline(book):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-1", ward="青葉区", city="仙台市"))
        writer.add(Consent(person_id=key, given_by="person", form="oral", given_on=TODAY, scope="matching_and_sharing"))
    ward = book.opened_for(Actor("x", "ward_office", "青葉区"))
    assert [one.kind for one in person_timeline(ward, key)] == ["consent"]
    other = book.opened_for(Actor("x", "ward_office", "泉区"))
    messages = []
    for asked in (key, key + 1):
        with pytest.raises(NotFoundError) as caught:
            person_timeline(other, asked)
        messages.append(caught.value.code)
    assert len(set(messages)) == 1


def test_a_kind_without_a_sentence_has_the_general_one_with_all_that_it_says(lived, monkeypatch):  # noqa: F811
    from desk.timeline import sentences

    monkeypatch.setattr(sentences, "SENTENCES", {})
    entries = [one for one in person_timeline(lived.book, lived.people[0]) if one.kind == table_of(Stay).name]
    assert [one.what.code for one in entries] == ["timeline.left", "timeline.general"]
    assert any(f"{SECRETS[0]}-0" in show(detail, "ja") for detail in entries[1].details)


def test_what_is_done_between_emergencies_is_told_on_its_day_and_what_is_to_come_as_it_was_written(book):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-1"))
        writer.add(
            Contact(
                person_id=key, contacted_on=date(2026, 6, 1), kind="visit", purpose="trial", next_on=date(2030, 1, 1)
            )
        )
        writer.add(CaseReview(person_id=key, reviewed_on=date(2026, 6, 2), council="青葉区", decided="体験を勧める"))
        writer.add(FollowUp(person_id=key, follow_level="monthly", next_on=date(2030, 1, 1)))
        site = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="拠点"))
        stay = writer.add(Stay(person_id=key, facility_id=site, kind="emergency", start_on=date(2026, 5, 1)))
        writer.add(ExitTask(stay_id=stay, task="motivation", done_on=date(2026, 5, 2), note="写真を見せた"))
        writer.add(ExitTask(stay_id=stay, task="trial", due_on=date(2030, 1, 1)))
    found = {(one.kind, one.day): show(one.what, "ja") for one in person_timeline(book, key)}
    assert found["contact", date(2026, 6, 1)] == "訪問（体験利用）"
    assert found["case_review", date(2026, 6, 2)] == "ケース検討（青葉区）"
    assert found["follow_up", TODAY] == "継続支援：毎月"
    assert found["exit_task", date(2026, 5, 2)] == "出口支援：移行への動機づけ"
    assert found["exit_task", TODAY] == "出口支援：次の場所での体験（まだ）"
