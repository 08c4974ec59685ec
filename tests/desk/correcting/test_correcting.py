"""What is corrected or cancelled is followed by everything, named where it cannot be, and undone to the letter."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from casebook.errors import ChangedMeanwhileError, ConflictError, NotFoundError
from casebook.mapping import KINDS
from casebook.records import (
    AdmissionGround,
    Audit,
    CaseReview,
    Consent,
    Consultation,
    Contact,
    Correction,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    NamedReader,
    Person,
    Record,
    Stay,
    SupportTeamMember,
    Visit,
)
from casebook.records.base import require
from casebook.roles import Actor
from desk.city.yearly import consultations_by_source, room_use
from desk.consultations import later_calls, linked, read_call
from desk.contacts import record_contact, record_review
from desk.correcting import cancel, cancelled, cancelled_of, cancelled_one, cancelling, correct, named, told, undo
from desk.emergency import board, end_call, leave, record_ground
from desk.errors import DeskError, InvalidInputError
from desk.period import fiscal_year
from tests.conftest import NOW, TODAY
from tests.desk.emergency.world import make_place
from tests.desk.proposals.world import AFTER, make
from tests.optional import present

DAY = timedelta(days=1)
KEPT = [kind for kind in KINDS if kind not in (Audit, Correction)]


def rows(book):
    """Return all that the casebook holds but what was done to it."""
    return {kind: book.all(kind) for kind in KEPT}


def admitted(book, rooms=2):
    """Return the ids of a call that ended in a stay at the base."""
    place = make_place(book, rooms)
    return place, end_call(book, place.call(place.people[0], at=place.base, start_on=TODAY), today=TODAY)


@pytest.fixture(scope="module")
def lived(shared_book):
    """Return a casebook with one record of each kind that can be corrected."""
    place, ended = admitted(shared_book)
    with shared_book.writing("before") as writer:
        writer.add(Visit(visited_on=TODAY, kind="other", facility_id=place.outside))
        writer.add(Contact(person_id=place.people[0], contacted_on=TODAY, kind="visit", purpose="exit"))
        writer.add(ExitTask(stay_id=ended.stay_id, task="motivation", note="見学"))
        writer.add(AdmissionGround(stay_id=ended.stay_id, ground="abuse_9", decided_by="担当者", decided_on=TODAY))
    record_review(shared_book, reviewed(place), TODAY)
    return shared_book, place, ended


def reviewed(place, next_on=AFTER):
    return CaseReview(person_id=place.people[0], reviewed_on=TODAY, decided="体験", next_on=next_on)


def counted(book):
    """Return the figures of the year and of tonight."""
    year = fiscal_year(TODAY)
    return [room_use(book, year, TODAY), consultations_by_source(book, year), board(book, TODAY).bases[0].in_use]


def last(book):
    return next(one for one in reversed(book.all(Correction)) if one.kind != "restored" and not one.taken_back)


CHANGES: dict[type[Record], dict[str, list[Any]]] = {
    Stay: {"residence_before": ["home", None], "note": ["静か", None], "start_on": [TODAY, TODAY + DAY - DAY]},
    Consultation: {"source": ["police", "medical"], "reason": ["discharge", None], "description": ["電話", "夜中"]},
    EmergencyNeed: {"age": [None, 0, 130], "wheelchair": [True, False, None], "disability_kinds": [{"mental": True}]},
    Enquiry: {"note": ["満室でした", None], "reason": ["facility_staffing", "facility_other"]},
    ExitPlan: {"step": ["trial", "next_place"], "handover": ["鍵", None], "expected_until": [TODAY, None]},
    CaseReview: {"decided": ["面談", "見学"], "council": ["区", None], "next_on": [TODAY + DAY, None]},
    ExitTask: {"note": ["試し", None], "due_on": [TODAY, None], "done_on": [TODAY - DAY, None]},
    AdmissionGround: {"ground": ["abuse_9", "child_33"], "reason": ["急病", None], "decided_on": [TODAY - DAY, TODAY]},
    Contact: {"note": ["元気", None], "with_whom": ["母", None]},
    Visit: {"purpose": ["あいさつ", None], "willingness": ["willing", None], "visited_on": [TODAY - DAY, TODAY]},
}


@given(some.data())
@settings(max_examples=10)
def test_whatever_is_corrected_or_cancelled_and_then_undone_is_as_it_was_row_for_row(lived, data):
    book, _, _ = lived
    kind = data.draw(some.sampled_from(sorted(CHANGES, key=lambda one: one.__name__)))
    before = rows(book)
    record = data.draw(some.sampled_from(before[kind]))
    values = {name: data.draw(some.sampled_from(choices)) for name, choices in CHANGES[kind].items()}
    typed = replace(record, **values)
    do = partial(cancel, book, record, "取り違え")
    if data.draw(some.booleans()):
        do = partial(correct, book, typed, record, "聞き違い", today=TODAY)
        if typed == record:
            return
    elif kind is Stay:
        record = book.all(Consultation)[0]
        do = partial(cancel, book, record, "取り違え")
    do()
    assert rows(book) != before
    undo(book, last(book), "合っていた")
    assert rows(book) == before


def test_a_call_goes_with_all_that_hangs_on_it_and_every_figure_follows(book):
    place, ended = admitted(book)
    figures = counted(book)
    call = book.one(Consultation, ended.consultation_id)
    assert len(cancelling(book, call).along) == 5
    cancel(book, call, "別の方の相談でした")
    assert [len(book.all(kind)) for kind in (Consultation, EmergencyNeed, Enquiry, Stay, ExitPlan)] == [0] * 5
    assert [one != other for one, other in zip(counted(book), figures, strict=True)] == [True] * 3
    assert [one.record for one in cancelled(book, Consultation, place.people[0])] == [call]
    undo(book, last(book), "やはり本人")
    assert counted(book) == figures
    assert cancelled_one(book, Consultation, ended.consultation_id) is None
    assert [one.correction.kind for one in told(book, Consultation, ended.consultation_id)] == ["restored", "cancelled"]


def test_what_stands_in_the_way_is_named_and_nothing_is_written(book):
    _, ended = admitted(book)
    key = ended.consultation_id
    before = rows(book)
    stay = book.one(Stay, ended.stay_id)
    why = present(cancelling(book, stay).in_the_way)
    assert (why.code, why.params["other"]) == ("correcting.in_the_way", named(book.one(Consultation, key)))
    with pytest.raises(DeskError, match="in_the_way"):
        cancel(book, stay, "二重")
    for nothing in ("", "  "):
        with pytest.raises(InvalidInputError):
            cancel(book, stay, nothing)
    assert rows(book) == before
    assert book.all(Correction) == []


def test_a_stay_that_a_trial_has_become_is_corrected_by_its_step(book):
    world = make(book, [2], [(0, 0, 0)])
    world.to(world.proposals[0], "asked", "accepted", "booked", "done")
    (stay,) = book.all(Stay)
    for wrong in (replace(stay, start_on=stay.start_on - DAY), replace(stay, outcome="broken_off")):
        with pytest.raises(DeskError, match="by_a_step"):
            correct(book, wrong, stay, "日付", today=AFTER)
    with pytest.raises(DeskError, match="by_a_step"):
        cancel(book, stay, "日付")
    correct(book, replace(stay, outcome="mixed"), stay, "聞き違い", today=AFTER)
    assert [one.outcome for one in book.all(Stay)] == ["mixed"]


def test_the_file_is_reviewed_when_the_last_standing_decision_says(book):
    place = make_place(book)
    before = book.one(Person, place.people[0])
    key = record_review(book, reviewed(place), TODAY)
    review = book.one(CaseReview, key)
    correct(book, replace(review, next_on=TODAY + DAY), review, "聞き違い", today=TODAY)
    assert book.one(Person, place.people[0]).review_on == TODAY + DAY
    cancel(book, book.one(CaseReview, key), "別の方")
    assert book.one(Person, place.people[0]) == before
    undo(book, last(book), "本人")
    assert book.one(Person, place.people[0]).review_on == TODAY + DAY
    assert {one.entity for one in book.all(Correction)} == {"case_review"}


def test_a_decision_about_the_wrong_person_goes_to_the_right_one_with_its_day(book):
    place = make_place(book)
    mine, other = (book.one(Person, key) for key in place.people[:2])
    key = record_review(book, reviewed(place), TODAY)
    before = rows(book)

    def days():
        return [book.one(Person, require(one.id)).review_on for one in (mine, other)]

    def give(to):
        review = book.one(CaseReview, key)
        correct(book, replace(review, person_id=require(to.id)), review, "人違い", today=TODAY)

    give(other)
    assert days() == [mine.review_on, AFTER]
    give(mine)
    assert days() == [AFTER, other.review_on]
    for _ in range(2):
        undo(book, last(book), "合っていた")
    assert rows(book) == before


def test_what_was_written_anew_meanwhile_is_named_when_the_old_is_brought_back(book):
    place, ended = admitted(book)
    ground = AdmissionGround(stay_id=ended.stay_id, ground="abuse_9", decided_by="担当者", decided_on=TODAY)
    record_ground(book, ground, today=TODAY)
    record_review(book, reviewed(place), TODAY)
    for kind in (AdmissionGround, CaseReview):
        cancel(book, book.all(kind)[0], "誤り")
    record_ground(book, ground, today=TODAY)
    record_review(book, reviewed(place), TODAY)
    for cancelling_row in [one for one in book.all(Correction) if one.kind == "cancelled"]:
        with pytest.raises(InvalidInputError) as refused:
            undo(book, cancelling_row, "やはり")
        assert [one.code for one in refused.value.faults] == ["correcting.there_already"]


def test_a_call_recorded_under_the_wrong_person_takes_its_stay_to_the_right_one(book):
    place, ended = admitted(book)
    call = book.one(Consultation, ended.consultation_id)
    correct(book, replace(call, person_id=place.people[1]), call, "人違い", today=TODAY)
    assert book.one(Stay, ended.stay_id).person_id == place.people[1]
    found = {(one.entity, one.person_id) for one in book.all(Correction)}
    assert found == {(entity, person) for entity in ("stay", "consultation") for person in place.people[:2]}
    (change,) = told(book, Consultation, ended.consultation_id)[0].changes
    assert (change.field, change.before, change.after) == ("person_id", *place.people[:2])
    undo(book, last(book), "合っていた")
    assert book.one(Stay, ended.stay_id).person_id == place.people[0]
    assert book.one(Consultation, ended.consultation_id) == call


def test_calls_of_one_unknown_person_are_linked_and_all_say_who_she_is_once_it_is_known(book):
    place = make_place(book)
    keys = [end_call(book, place.call(), today=TODAY).consultation_id for _ in range(4)]

    def call(number):
        return book.one(Consultation, keys[number])

    def link(one, other):
        correct(book, linked(call(one), call(other)), call(one), "同じ声", today=TODAY)

    before = rows(book)
    link(1, 0)
    link(3, 2)
    link(0, 3)
    assert [one.id for one in read_call(book, keys[2]).others] == [keys[0], keys[1], keys[3]]
    assert later_calls(book, call(0)) == []
    correct(book, replace(call(1), person_id=place.people[2]), call(1), "分かった", today=TODAY)
    assert {call(number).person_id for number in range(4)} == {place.people[2]}
    for _ in range(4):
        undo(book, last(book), "別の方")
    assert rows(book) == before


def test_who_did_not_leave_after_all_is_in_her_room_again_and_so_is_her_way_out(book):
    _, ended = admitted(book)
    leave(book, ended.stay_id, TODAY, today=TODAY)
    stay = book.one(Stay, ended.stay_id)
    correct(book, replace(stay, end_on=None), stay, "まだ利用中", today=TODAY)
    assert [one.step for one in book.all(ExitPlan)] == ["assessment"]
    correct(book, replace(stay, end_on=TODAY), replace(stay, end_on=None), "退所した", today=TODAY)
    assert [one.step for one in book.all(ExitPlan)] == ["moved"]


def test_the_newest_correction_is_undone_first_and_what_changed_since_is_not_overwritten(book):
    _, ended = admitted(book)
    call = book.one(Consultation, ended.consultation_id)
    correct(book, replace(call, source="medical"), call, "一", today=TODAY)
    first = last(book)
    again = book.one(Consultation, ended.consultation_id)
    correct(book, replace(again, urgency="weeks"), again, "二", today=TODAY)
    with pytest.raises(DeskError, match="another_since"):
        undo(book, first, "三")
    undo(book, last(book), "三")
    with book.writing("edit") as writer:
        writer.change(replace(call, source="other"))
    with pytest.raises(ChangedMeanwhileError):
        undo(book, first, "四")
    with pytest.raises(DeskError, match="nothing_to_undo"):
        undo(book, book.all(Correction)[-1], "五")


def test_however_many_were_cancelled_the_log_is_read_once_for_each_kind(book, monkeypatch):
    place = make_place(book)
    with book.writing("before") as writer:
        visits = [Visit(visited_on=TODAY, kind="other", facility_id=place.outside)] * 4
        contacts = [Contact(facility_id=place.outside, contacted_on=TODAY, kind="visit", purpose="trial")] * 3
        for one in (*visits, *contacts):
            writer.add(one)
    for kind in (Visit, Contact):
        for one in book.all(kind):
            cancel(book, one, "二重")
    looked = Mock(wraps=book.all)
    monkeypatch.setattr(book, "all", looked)
    assert len(cancelled(book, Visit)) == 4
    gone = cancelled_of(book, facility_id=place.outside)
    assert [type(one.record) for [one] in gone] == [Contact] * 3 + [Visit] * 4
    assert sum(one.args[0] is Audit for one in looked.call_args_list) == 3


def test_what_two_people_correct_in_one_record_is_to_be_settled(book):
    place = make_place(book)
    about: dict[str, Any] = {"person_id": place.people[0], "contacted_on": TODAY}
    key = record_contact(book, Contact(**about, kind="telephone", purpose="prevention", note="一"), TODAY)
    read = book.one(Contact, key)
    correct(book, replace(read, note="二"), read, "書き間違い", today=TODAY)
    correct(book, replace(read, kind="visit"), read, "訪ねた", today=TODAY)
    assert (book.one(Contact, key).note, book.one(Contact, key).kind) == ("二", "visit")
    with pytest.raises(ConflictError):
        correct(book, replace(read, note="三"), read, "書き間違い", today=TODAY)


def test_what_would_be_in_two_places_is_not_brought_back(book):
    place, ended = admitted(book)
    cancel(book, book.one(Consultation, ended.consultation_id), "誤り")
    cancelling_row = last(book)
    end_call(book, place.call(place.people[0], at=place.base, start_on=TODAY), today=TODAY)
    before = rows(book)
    with pytest.raises(InvalidInputError):
        undo(book, cancelling_row, "やはり")
    assert rows(book) == before


def test_an_advice_is_given_its_person_later_and_an_admission_its_stay(book):
    place = make_place(book)
    ended = end_call(book, place.call(), today=TODAY)
    call = book.one(Consultation, ended.consultation_id)
    correct(book, replace(call, person_id=place.people[2]), call, "名前が分かった", today=TODAY)
    call = book.one(Consultation, ended.consultation_id)
    typed = replace(call, result="admitted")
    with pytest.raises(InvalidInputError) as refused:
        correct(book, typed, call, "受けた", today=TODAY)
    assert [one.field for one in refused.value.faults] == ["result"]
    with book.writing("before") as writer:
        stay = writer.add(Stay(person_id=place.people[2], facility_id=place.base, kind="emergency", start_on=TODAY))
    correct(book, typed, call, "受けた", today=TODAY)
    assert book.one(Consultation, ended.consultation_id).stay_id == stay


def test_an_office_corrects_the_stays_of_its_people_and_a_coordinator_undoes_it(book):
    place = make_place(book)
    mine, other = place.people[:2]
    with book.writing("before") as writer:
        agreed: dict[str, Any] = {"given_by": "person", "form": "oral", "scope": "matching_and_sharing"}
        writer.add(Consent(person_id=mine, given_on=TODAY, **agreed))
        writer.add(SupportTeamMember(person_id=mine, agency="ひろせ"))
        at: dict[str, Any] = {"facility_id": place.outside, "kind": "short_stay", "start_on": TODAY - DAY}
        stays = [writer.add(Stay(person_id=person, **at)) for person in (mine, other)]
    office = book.opened_for(Actor("相談員", "consultation_office", "ひろせ"))
    stay, another = (book.one(Stay, key) for key in stays)
    correct(office, replace(stay, note="静か"), stay, "書き忘れ", today=TODAY)
    [seen] = told(office, Stay, stays[0])
    assert (seen.correction.reason, seen.changes) == ("書き忘れ", ())
    assert [one.changes[0].after for one in told(book, Stay, stays[0])] == ["静か"]
    with pytest.raises(NotFoundError):
        correct(office, replace(another, note="静か"), another, "書き忘れ", today=TODAY)
    with pytest.raises(DeskError, match="not_seen"):
        undo(office, seen.correction, "やはり")
    cancel(office, book.one(Stay, stays[0]), "別の方")
    undo(book, last(book), "本人")
    assert book.one(Stay, stays[0]).note == "静か"


def test_what_was_cancelled_of_a_restricted_file_is_in_nobody_elses_log(book):
    place, ended = admitted(book)
    enquiry = book.all(Enquiry)[0]
    cancel(book, enquiry, "別の電話")
    cancel(book, book.one(Consultation, ended.consultation_id), "別の方")
    with book.writing("restrict") as writer:
        for name in ("甲", "乙"):
            writer.add(NamedReader(person_id=place.people[0], name=name, named_by=book.actor.name, named_at=NOW))
    theirs = {"stay", "exit_plan", "consultation", "enquiry", "emergency_need", "correction"}
    assert {one.entity for one in book.all(Audit)} & theirs == set()
    named = book.opened_for(Actor("甲", "coordinator"))
    assert {one.entity for one in named.all(Audit)} >= theirs
    assert (book.all(Correction), len(named.all(Correction))) == ([], 6)
