"""A correction keeps the rules by which the record was made; each fault is at its field."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.records import (
    AdmissionGround,
    CaseReview,
    Consultation,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    Stay,
    Visit,
)
from desk.correcting import correct
from desk.errors import InvalidInputError
from tests.conftest import NOW, TODAY
from tests.desk.correcting.test_correcting import admitted

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def made(shared_book):
    """Return a casebook with a call that ended in a stay, another stay of hers, and a visit."""
    place, ended = admitted(shared_book)
    at: dict[str, Any] = {"person_id": place.people[0], "kind": "emergency"}
    with shared_book.writing("before") as writer:
        writer.add(Stay(**at, facility_id=place.outside, start_on=TODAY - 9 * DAY, end_on=TODAY - 2 * DAY))
        writer.add(Visit(visited_on=TODAY, kind="other", place="喫茶店"))
        writer.add(ExitTask(stay_id=ended.stay_id, task="viewing"))
        writer.add(AdmissionGround(stay_id=ended.stay_id, ground="abuse_9", decided_by="課長", decided_on=TODAY))
        for day in (TODAY, TODAY - DAY):
            writer.add(CaseReview(person_id=place.people[0], reviewed_on=day, decided="体験"))
    return shared_book, ended


WRONG: dict[str, tuple[Any, dict[str, Any], str, str]] = {
    "end before start": (Stay, {"end_on": TODAY - DAY}, "end_on", "exit.before_start"),
    "an end to come": (Stay, {"end_on": TODAY + DAY}, "end_on", "input.not_in_future"),
    "a start to come": (Stay, {"start_on": TODAY + DAY}, "start_on", "input.not_in_future"),
    "in two places": (Stay, {"start_on": TODAY - 4 * DAY}, "start_on", "call.in_stay"),
    "before the call": (Stay, {"start_on": TODAY - DAY}, "start_on", "call.starts_before_call"),
    "no emergency": (Stay, {"kind": "trial"}, "kind", "exit.not_emergency"),
    "no such kind": (Stay, {"kind": "x"}, "kind", "call.not_listed"),
    "nothing where something must be": (Stay, {"start_on": None}, "start_on", "input.required"),
    "too long": (Stay, {"note": "あ" * 10_001}, "note", "cell.too_long"),
    "a call to come": (Consultation, {"received_at": NOW + DAY}, "received_at", "call.time_in_future"),
    "a call without its hour": (
        Consultation, {"received_at": NOW.replace(tzinfo=None)}, "received_at", "call.zone_missing",
    ),
    "a call long before": (Consultation, {"received_at": NOW - 9 * DAY}, "received_at", "call.starts_long_after"),
    "an admission of nobody": (Consultation, {"person_id": None}, "person_id", "input.required"),
    "an age": (EmergencyNeed, {"age": 131}, "age", "input.range"),
    "a level without its scale": (EmergencyNeed, {"support_level": 3}, "support_scale", "input.level_needs_scale"),
    "a refusal without a reason": (Enquiry, {"reason": None}, "reason", "call.reason_with_refusal"),
    "a telephone call too early": (Enquiry, {"at": NOW - DAY}, "at", "call.before_call"),
    "a way out before the way in": (
        ExitPlan, {"expected_until": TODAY - DAY}, "expected_until", "call.until_before_start",
    ),
    "moved and still there": (ExitPlan, {"step": "moved"}, "step", "exit.moved_when_left"),
    "a step done to come": (ExitTask, {"done_on": TODAY + DAY}, "done_on", "input.not_in_future"),
    "no ground of the law": (AdmissionGround, {"ground": "x"}, "ground", "call.not_listed"),
    "decided by nobody": (AdmissionGround, {"decided_by": None}, "decided_by", "input.required"),
    "nothing decided": (CaseReview, {"decided": None}, "decided", "input.required"),
    "reviewed again before": (CaseReview, {"next_on": TODAY - DAY}, "next_on", "contacts.next_before"),
    "reviewed twice that day": (
        CaseReview, {"reviewed_on": TODAY - DAY}, "reviewed_on", "correcting.there_already",
    ),
    "a visit to come": (Visit, {"visited_on": TODAY + DAY}, "visited_on", "input.not_in_future"),
    "a visit to nowhere": (Visit, {"place": None}, "place", "input.required"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_at_its_field(made, case):
    book, _ = made
    kind, values, field, code = WRONG[case]
    record = book.all(kind)[0]
    revision = book.revision()
    with pytest.raises(InvalidInputError) as refused:
        correct(book, replace(record, **values), record, "誤り", today=TODAY)
    assert (field, code) in [(one.field, one.code) for one in refused.value.faults]
    assert book.revision() == revision


def test_what_broke_a_rule_before_does_not_keep_the_rest_from_being_mended(made):
    book, _ = made
    with book.writing("before") as writer:
        key = writer.add(Visit(visited_on=TODAY + DAY, kind="other", place="集会所"))
    visit = book.one(Visit, key)
    correct(book, replace(visit, purpose="相談"), visit, "書き忘れ", today=TODAY)
    assert book.one(Visit, key).purpose == "相談"
