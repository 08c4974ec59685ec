"""An admission without consent has its ground, who decided it and when; all of them are counted."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.records import AdmissionGround, Audit, Consent, Stay
from desk.emergency.calls import end_call
from desk.emergency.grounds import Admitted, admitted, grounds_by_stay, record_ground
from desk.emergency.rooms import board
from desk.errors import DeskError, InvalidInputError
from tests.conftest import TODAY
from tests.desk.emergency.world import everything, make_place

DAY = timedelta(days=1)


def ground(stay=0, **more):
    return AdmissionGround(stay_id=stay, **{"ground": "abuse_9", "decided_by": "青葉区", "decided_on": TODAY, **more})


def consent(person=0, **more):
    return Consent(person_id=person, given_by="person", form="oral", given_on=TODAY, **more)


def test_the_ground_is_written_with_the_admission_and_shown_with_the_guest(book, place):
    ended = end_call(book, place.call(None, at=place.base, ground=ground()), today=TODAY)
    assert grounds_by_stay(book) == {ended.stay_id: ground(ended.stay_id, id=1)}
    [row] = book.all(Audit, entity="admission_ground")
    assert (row.what, row.action) == ("emergency call", "insert")
    [guest] = board(book, TODAY).bases[0].guests
    assert (guest.ground, guest.ground_missing) == (ground(ended.stay_id, id=1), False)
    assert grounds_by_stay(book, ended.person_id).keys() == {ended.stay_id}
    assert grounds_by_stay(book, place.people[0]) == {}


def test_consent_given_at_the_admission_is_hers(book, place):
    ended = end_call(book, place.call(None, at=place.base, consent=consent()), today=TODAY)
    assert [one.person_id for one in book.all(Consent)] == [ended.person_id]
    assert not board(book, TODAY).bases[0].guests[0].ground_missing


def test_neither_is_told_on_the_board_until_it_is_recorded(book, place):
    ended = end_call(book, place.call(place.people[0], at=place.base), today=TODAY)
    assert board(book, TODAY).bases[0].guests[0].ground_missing
    key = record_ground(book, ground(ended.stay_id), today=TODAY)
    assert record_ground(book, ground(ended.stay_id, ground="child_33"), today=TODAY) == key
    assert [one.ground for one in book.all(AdmissionGround)] == ["child_33"]
    assert not board(book, TODAY).bases[0].guests[0].ground_missing


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"ground": "because"}, ("ground", "call.not_listed")),
        ({"decided_by": " "}, ("decided_by", "input.required")),
        ({"decided_on": TODAY + DAY}, ("decided_on", "input.not_in_future")),
        ({"reason": "あ\x07"}, ("reason", "casebook.text_control")),
    ],
)
def test_what_cannot_be_kept_of_a_ground_is_named_at_its_field(book, place, more, expected):
    stay = end_call(book, place.call(place.people[0], at=place.base), today=TODAY).stay_id
    before = everything(book)
    for job in (
        lambda: record_ground(book, ground(stay, **more), today=TODAY),
        lambda: end_call(book, place.call(place.people[1], at=place.base, ground=ground(**more)), today=TODAY),
    ):
        with pytest.raises(InvalidInputError) as refused:
            job()
        [found] = refused.value.faults
        assert found.field == expected[0]
        assert expected[0] == "reason" or found.code == expected[1]
    assert everything(book) == before


def test_consent_and_ground_exclude_each_other_and_a_consent_is_of_today_at_most(book, place):
    later = Consent(person_id=0, given_by="somebody", form="oral", given_on=TODAY + DAY)
    with pytest.raises(InvalidInputError) as refused:
        end_call(book, place.call(place.people[0], at=place.base, ground=ground(), consent=later), today=TODAY)
    assert {one.field for one in refused.value.faults} == {"ground", "given_by", "given_on"}


def test_a_ground_belongs_to_an_emergency_stay(book, place):
    with book.writing("before") as writer:
        trial = writer.add(Stay(person_id=place.people[0], facility_id=place.base, kind="trial", start_on=TODAY))
    with pytest.raises(DeskError, match=r"exit\.not_emergency"):
        record_ground(book, ground(trial), today=TODAY)


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from([None, *v.ADMISSION_GROUNDS[:3]]), st.booleans(), st.booleans()),
        max_size=5,
    )
)
def test_admissions_are_counted_as_by_hand(shared_book, lived):
    book = shared_book
    before = admitted(book, TODAY - 9 * DAY, TODAY - 5 * DAY)
    place = make_place(book, people=len(lived), named=f"G{len(book.all(Stay))}-{len(everything(book)['Person'])}")
    counts, grounds = Counter(agreed=before.agreed, open=before.open), Counter(before.grounds)
    with book.writing("before") as writer:
        for person, (back, code, agreed, goes_on) in zip(place.people, lived, strict=True):
            start = TODAY - back * DAY
            known = {"person_id": person, "kind": "emergency", "start_on": start}
            stay = writer.add(Stay(facility_id=place.base, end_on=start + DAY if goes_on else None, **known))
            if goes_on:  # elsewhere from the next day: no admission of its own
                writer.add(Stay(**{**known, "facility_id": place.outside, "start_on": start + DAY}))
            if code:
                writer.add(AdmissionGround(stay_id=stay, ground=code, decided_by="x", decided_on=start))
            if agreed:
                writer.add(Consent(person_id=person, given_by="person", form="oral", given_on=start))
            if 5 <= back <= 9 and code:
                grounds[code] += 1
            elif 5 <= back <= 9:
                counts["agreed" if agreed else "open"] += 1
    found = admitted(book, TODAY - 9 * DAY, TODAY - 5 * DAY)
    assert found == Admitted(counts["agreed"], grounds, counts["open"])
    assert found.without_consent == grounds.total() + counts["open"]
