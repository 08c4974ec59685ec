"""What is said of people is sealed, wherever it is kept; which columns that is, is decided of each."""

import json
from dataclasses import replace
from importlib import import_module

import pytest
import sqlalchemy as sa

from casebook import tables as t
from casebook.columns import SEALED
from casebook.errors import NotReadyError, RefusedError
from casebook.records import Audit, Facility, Person, Plan, Scenario
from casebook.vault.rows import SECRETS
from casebook.vault.vault import is_mark
from tests.casebook.test_tables import PLAN, SCENARIO

OPEN = {
    "area": "code prefecture city name geometry credit",
    "centre": "name city ward address phone located_at catchment outline",
    "town": "code city ward name koaza",
    "statistic": "level city ward town kind source",
    "public_facility": "city ward name address located_at",
    "base_layer": "kind credit shapes",
    "facility": "source service_code service_name office_number edition_no edition operator_number authority_code "
    "prefecture city ward hours_weekday hours_saturday hours_sunday hours_holiday closed_days located_at "
    "corrected_fields status",
    "facility_condition": "sexes emergency_policy vacancy sharing",
    "visit": "kind willingness",
    "person": "code_name sex city ward support_scale town day_city day_ward day_town caregiver status identified_as",
    "person_avoid": "ward",
    "consent": "given_by form scope",
    "care_note": "checked_by",
    "support_team_member": "agency",
    "contact": "kind purpose in_charge",
    "follow_up": "follow_level",
    "case_review": "council",
    "exit_task": "task in_charge",
    "shift_note": "who",
    "read_mark": "who",
    "stay": "kind outcome residence_before residence_after",
    "consultation": "source reason urgency result",
    "draft": "kind typed_by",
    "saved_view": "who page",
    "emergency_need": "sex city ward support_scale",
    "enquiry": "answer reason given_for",
    "exit_plan": "step next_residence",
    "correction": "entity kind who",
    "plan": "made_by policy_name policy_version policy_sha256 solver",
    "adoption": "adopted_by replaced_by",
    "proposal": "status in_charge",
    "proposal_step": "who from_status to_status reason",
    "pair_rule": "kind reason",
    "scenario": "name made_by",
    "facility_link": "token_hash made_by revoked_by",
    "incoming_answer": "form what state decided_by",
    "person_sheet": "kind made_by withdrawn_by",
    "sheet_handing": "ground way",
    "resource": "sharing readers written_by city ward town open_hours",
    "resource_use": "need",
    "council_year": "ward",
    "council_plan": "kind name",
    "council_meeting": "ward kind name meeting_form",
    "regional_issue": "theme ward raised_by in_charge",
    "regional_issue_step": "passed_to",
    "joint_case": "core_centre ending",
    "advice_visit": "office ward kind",
    "training_event": "kind hours ward meeting_form",
    "corporation_visit": "corporation kind result",
    "rights_request": "kind asked_by done_by",
    "sharing_ground": "ground shared_with decided_by",
    "admission_ground": "ground decided_by",
    "named_reader": "name named_by",
    "broken_glass": "who reviewed_by",
    "audit": "who role what entity action before after link",
    "access_log": "who role kind entity detail link",
    "audit_chain": "log key_name start head mac",
    "drill": "copy fault",
    "sheet_edition": "made_by withdrawn_by",
    "review_edition": "checksum made_by withdrawn_by",
    "review_papers": "record",
    "account": "name login email issuer subject",
    "role_grant": "role scope deputy_for",
    "credential": "password_hash",
    "recovery_code": "code_hash",
    "session": "token_hash ended_why way identity",
    "calendar_feed": "token_hash",
    "failed_attempts": "what",
    "vault_key": "name proof",
    "name_index": "entity field key mac",
}
"""Texts that stay in the clear: closed lists, what was published, pseudonyms, where in the city, who of the staff."""


def test_of_each_text_it_is_decided_whether_it_is_sealed():
    kinds = (sa.Text, sa.JSON)
    found = {
        table.name: [one.name for one in table.columns if isinstance(one.type, kinds) and SEALED not in one.info]
        for table in t.metadata.tables.values()
    }
    assert {name: columns for name, columns in found.items() if columns} == {
        name: columns.split() for name, columns in OPEN.items()
    }


def kept(book, table, key=1):
    with book._engine.connect() as connection:
        return dict(connection.execute(sa.select(table).where(table.c.id == key)).mappings().one())


def overwrite(book, statement, **values):
    with book._engine.connect() as connection:
        connection.execute(sa.text(statement), values)
        connection.commit()


def test_a_row_and_its_audit_hold_what_is_sealed_and_read_as_it_was_written(book):
    person = Person(code_name="A-001", real_name="佐藤 花子", note="発作のあと眠る")
    with book.writing("add") as writer:
        key = writer.add(person)
    with book.writing("edit") as writer:
        writer.change(replace(person, id=key, note="静かな部屋がよい"))
    row = kept(book, t.person)
    assert row["real_name"].startswith("v1:")
    assert row["other_needs"] is None
    last = kept(book, t.audit, 2)
    assert last["after"]["note"] == row["note"] != last["before"]["note"]
    assert last["after"]["real_name"] == last["before"]["real_name"] == row["real_name"]
    assert book.one(Person, key) == replace(person, id=key, note="静かな部屋がよい")
    entry = book.all(Audit)[-1]
    assert (entry.before["note"], entry.after["note"]) == ("発作のあと眠る", "静かな部屋がよい")


def test_what_says_the_same_is_not_written(book):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-001", note="静か"))
    with book.writing("again") as writer:
        assert writer.change(Person(id=key, code_name="A-001", note="静か")) is False


def test_plans_and_scenarios_are_sealed_as_a_whole(book):
    with book.writing("keep") as writer:
        plan = writer.add(replace(PLAN, record={"people": [{"name": "佐藤花子"}]}))
        scenario = writer.add(replace(SCENARIO, edits={"people": ["佐藤花子"]}))
    for row in (kept(book, t.plan), kept(book, t.scenario), kept(book, t.audit), kept(book, t.audit, 2)):
        assert "佐藤" not in json.dumps(row, ensure_ascii=False, default=str)
    assert book.one(Plan, plan).record == {"people": [{"name": "佐藤花子"}]}
    assert book.one(Scenario, scenario).edits == {"people": ["佐藤花子"]}
    assert book.all(Audit)[0].after["record"] == {"people": [{"name": "佐藤花子"}]}


def test_a_place_entered_by_hand_is_sealed_and_a_published_one_is_not(book):
    office = Facility(source="wamnet", service_code="24", service_name="短期入所", name="もみじ", phone="022-1")
    with book.writing("add") as writer:
        published, informal = writer.add_many([office, replace(office, source="manual", name="田中さん宅")])
    assert kept(book, t.facility, published)["name"] == "もみじ"
    assert kept(book, t.facility, informal)["name"].startswith("v1:")
    one = book.one(Facility, informal)
    assert (one.name, one.phone) == ("田中さん宅", "022-1")
    with book.writing("published since") as writer:
        writer.change(replace(one, source="wamnet"))
        writer.change(replace(book.one(Facility, published), source="manual"))
    assert kept(book, t.facility, informal)["name"] == "田中さん宅"
    assert kept(book, t.facility, published)["name"].startswith("v1:")
    assert [one.name for one in book.all(Facility)] == ["もみじ", "田中さん宅"]


@pytest.mark.parametrize("name", ["佐藤 花子", "佐藤花子", "さとう　ハナコ", "ｻﾄｳ"])
def test_a_person_is_found_by_the_name_that_was_written(book, name):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-001", real_name=name))
        writer.add_many([Person(code_name="A-002", real_name="鈴木"), Person(code_name="A-003")])
    assert [one.id for one in book.all(Person, real_name=name)] == [key]
    assert book.all(Person, real_name="佐") == []
    assert [one.code_name for one in book.all(Person, real_name=None)] == ["A-003"]
    assert book.all(Person, note="") == []


def test_what_was_moved_or_damaged_is_marked_and_all_else_is_read(book):
    people = [Person(code_name=f"A-{number}", note=f"{number}", real_name="x") for number in range(3)]
    with book.writing("add") as writer:
        writer.add_many(people)
    overwrite(book, "UPDATE person SET note = (SELECT note FROM person WHERE id = 1) WHERE id = 2")
    overwrite(book, "UPDATE person SET note = 'plain' WHERE id = 3")
    notes = [one.note for one in book.all(Person)]
    assert notes[0] == "0"
    assert is_mark(notes[1])
    assert is_mark(notes[2])
    assert {place.row for place in book.unreadable()} == {2, 3}
    before = kept(book, t.person, 2)["note"]
    with book.writing("edit") as writer:  # what could not be read stays as it is
        writer.change(replace(book.one(Person, 2), ward="青葉区"))
    assert kept(book, t.person, 2)["note"] == before
    with pytest.raises(RefusedError), book.writing("copy") as writer:
        writer.change(replace(book.one(Person, 1), note=notes[1]))
    with book.writing("mend") as writer:
        writer.change(replace(book.one(Person, 2), note="書き直した"))
    assert [one.note for one in book.all(Person)][:2] == ["0", "書き直した"]
    assert {place.row for place in book.unreadable()} == {3}


def test_a_plan_that_cannot_be_read_is_told(book):
    with book.writing("keep") as writer:
        writer.add(PLAN)
    overwrite(book, "UPDATE plan SET record = '{}'")
    with pytest.raises(NotReadyError) as caught:
        book.all(Plan)
    assert (caught.value.code, caught.value.params["table"]) == ("vault.unreadable", "plan")


SINCE = {
    "correction": ("reason",),
    "sheet_edition": ("reason",),
    "edition_papers": ("record",),
    "review_edition": ("reason",),
    "incoming_answer": ("payload", "reason"),
    "contact": ("with_whom", "note", "next_step"),
    "follow_up": ("closed_reason",),
    "case_review": ("decided",),
    "exit_task": ("note",),
    "shift_note": ("note",),
    "rights_request": ("what", "done"),
    "broken_glass": ("review", "reason"),
    "sharing_ground": ("reason",),
    "draft": ("content", "closed_because"),
    "saved_view": ("name", "parameters"),
    "consultation": ("description", "caller_office", "caller_name", "caller_phone"),
    "admission_ground": ("reason",),
    "exit_plan": ("handover", "note", "medicine"),
    "person": ("kana",),
    "care_note": ("medicine", "seizures", "allergies", "upsets", "calms", "communication"),
    "person_sheet": ("content", "reason"),
    "sheet_handing": ("handed_to", "received_by", "note"),
    "resource": ("name", "contact", "accessibility", "note", "source"),
    "resource_use": ("story",),
    "council_year": ("main_work", "issues", "next_plans"),
    "council_plan": ("summary",),
    "council_meeting": ("place", "summary"),
    "regional_issue": ("title", "ending"),
    "regional_issue_step": ("action", "answered"),
    "issue_case": ("note",),
    "joint_case": ("by_base", "by_centre", "by_office", "by_ward", "note", "ending_note"),
    "joint_report": ("done", "situation", "next_step"),
    "advice_visit": ("who_went", "summary", "next_step", "note"),
    "training_event": ("title", "place", "lecturers", "participating_offices", "summary", "opinions"),
    "capacity_count": ("note",),
    "capacity_target": ("note",),
    "corporation_visit": ("opinions", "who_went"),
    "contact_person": ("full_name", "relation", "phone", "note"),
}
"""Sealed columns that came later: they are empty when they are made."""


def test_every_sealed_column_is_sealed_by_the_migrations_too():
    made = import_module("casebook.migrations.versions.0013e_vault")
    assert {name: {one.name for one in secrets} for name, secrets in SECRETS.items() if secrets} == {
        name: {column for listed in (made.TEXTS, made.DOCUMENTS, SINCE) for column in listed.get(name, ())}
        for name in {**made.TEXTS, **made.DOCUMENTS, **SINCE}
    }
