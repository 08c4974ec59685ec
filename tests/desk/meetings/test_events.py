"""Trainings are kept, found by year, kind, ward and words, and counted with whose number nobody knows apart."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from casebook.records import TrainingEvent
from desk.errors import InvalidInputError
from desk.meetings import EventsOfKind, WantedEvents, events_by_kind, hours_of, matching_events, record_event
from tests.conftest import TODAY

TRAINING = TrainingEvent(
    kind="training",
    title="強度行動障害のある方の支援",
    held_on=TODAY,
    ward="泉区",
    lecturers="けやき 所長",
    attendance=40,
)


def titles(book, **wanted):
    return [one.title for one in matching_events(book.all(TrainingEvent), WantedEvents(**wanted))]


def test_trainings_are_found_and_counted(book):
    record_event(book, TRAINING, TODAY)
    earlier = replace(TRAINING, title="ﾚﾋﾞｭｰの 報告", held_on=date(2026, 3, 31), ward=None, kind="practice_report")
    record_event(book, replace(earlier, attendance=None, lecturers=None), TODAY)
    record_event(book, replace(TRAINING, title="つながり", ward="青葉区", attendance=None), TODAY)
    assert titles(book) == ["つながり", "強度行動障害のある方の支援", "レビューの 報告"]
    assert titles(book, year=2025) == ["レビューの 報告"] == titles(book, kinds=["practice_report"], words="レビュー")
    assert titles(book, wards=["泉区"]) == ["強度行動障害のある方の支援", "レビューの 報告"]
    assert titles(book, words="ｹﾔｷ　所長", wards=["泉区"]) == ["強度行動障害のある方の支援"]
    assert events_by_kind(book.all(TrainingEvent)) == [
        EventsOfKind("training", 2, 40, 1),
        EventsOfKind("practice_report", 1, 0, 1),
        EventsOfKind("information_exchange", 0, 0, 0),
        EventsOfKind("joint_case_conference", 0, 0, 0),
    ]


@pytest.mark.parametrize("hours", [(time(9), time(16, 30)), (time(9), None), (None, time(16))])
def test_hours_are_kept_as_far_as_they_are_known(book, hours):
    key = record_event(book, replace(TRAINING, hours=hours_of(*hours)), TODAY)
    assert book.one(TrainingEvent, key).hours == "〜".join(f"{one:%H:%M}" if one else "" for one in hours).removesuffix(
        "〜"
    )
    assert hours_of(None, None) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
        ({"attendance": 10_000}, "attendance"),
        ({"offices_count": -1}, "offices_count"),
        *(({"hours": hours}, "hours") for hours in ("13時", "16:00〜13:30", "13:30〜13:30", "24:00", "〜")),
    ],
)
def test_what_cannot_be_kept_of_a_training_is_said(book, wrong, field):
    with pytest.raises(InvalidInputError) as refused:
        record_event(book, replace(TRAINING, **wrong), TODAY)
    assert [one.field for one in refused.value.faults] == [field]
    assert book.all(TrainingEvent) == []
