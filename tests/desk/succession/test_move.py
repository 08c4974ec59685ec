"""What moves to a successor: everything that refers to the office, in one transaction, and back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.errors import ChangedMeanwhileError
from casebook.mapping import KINDS, table_of, to_row
from casebook.records import (
    Audit,
    Consultation,
    Contact,
    Correction,
    Enquiry,
    ExitPlan,
    Facility,
    FacilityCondition,
    FacilityLink,
    FreeBed,
    IncomingAnswer,
    PairRule,
    Person,
    PersonAvoid,
    Plan,
    Proposal,
    Scenario,
    Stay,
    Visit,
)
from casebook.vocabulary import INCOMING
from desk.errors import DeskError
from desk.plan import Edits
from desk.succession import confirmed_before_move, has_moved, let_go, move, undo
from tests.conftest import NOW, TODAY
from tests.desk.conftest import entries
from tests.desk.importing.wamnet_editions import ADDRESS, NEXT, edition


def office(name, number, **more):
    return Facility(
        source="wamnet", service_code="24", service_name="短期入所", name=name, office_number=number, city="仙台市",
        ward="青葉区", address="本町3-7-1", **more,
    )  # fmt: skip


def snapshot(book):
    """Return every row of the casebook but the audit's."""
    return {kind: [to_row(one) for one in book.all(kind)] for kind in KINDS if kind is not Audit}


@pytest.fixture
def pair(book):
    """Return an office that is gone, to which a record of every kind refers, and the one that follows it."""
    with book.writing("before") as writer:
        old = writer.add(
            office(
                "もみじ",
                "0415100001",
                missing_since=TODAY,
                is_base=True,
                emergency_rooms=2,
                phone="022-1",
                lat=38.2,
                lon=140.8,
                located_at="office",
                corrected_fields="lat located_at lon name phone",
            )
        )
        new = writer.add(office("もみじ２", "0415100009", phone="022-9", lat=38.1, lon=140.7, located_at="office"))
        person = writer.add(Person(code_name="A-1"))
        writer.add(FacilityCondition(facility_id=old, offers_trial=True, trial_places=2, confirmed_on=TODAY))
        writer.add(FreeBed(facility_id=old, night=TODAY, beds=1))
        writer.add(Visit(visited_on=TODAY, kind="short_stay", facility_id=old))
        writer.add(PersonAvoid(person_id=person, facility_id=old))
        writer.add(PairRule(person_id=person, facility_id=old, kind="never"))
        writer.add(Contact(facility_id=old, contacted_on=TODAY, kind="visit", purpose="trial"))
        wrong: dict[str, Any] = {"entity": "visit", "entity_id": 1, "kind": "corrected", "reason": "x", "who": "x"}
        writer.add(Correction(facility_id=old, at=NOW, since=0, **wrong))
        stay = writer.add(Stay(person_id=person, facility_id=old, kind="trial", start_on=TODAY))
        writer.add(ExitPlan(stay_id=stay, step="assessment", next_facility_id=old))
        call = writer.add(Consultation(received_at=NOW, source="ward_disability", result="advice"))
        writer.add(Enquiry(consultation_id=call, facility_id=old, at=NOW, answer="accepted"))
        plan = writer.add(
            Plan(
                made_at=NOW,
                made_by="x",
                period_start=TODAY,
                period_end=TODAY,
                policy_name="s",
                policy_version="1",
                policy_sha256="0",
                solver="x",
                placed=1,
                cost=0,
                record={},
            )
        )
        writer.add(Proposal(plan_id=plan, person_id=person, facility_id=old, cost=1, status="suggested"))
        marks: dict[str, Any] = {"facility_id": old, "expires_on": TODAY}
        link = writer.add(FacilityLink(token_hash="0" * 64, made_at=NOW, made_by="x", **marks))
        given: dict[str, Any] = {"received_at": NOW, "form": "0" * 64, "part": 0, "payload": {}, "state": "waiting"}
        writer.add(IncomingAnswer(link_id=link, facility_id=old, what=INCOMING[0], **given))
        edits = Edits(locks=frozenset({(person, old)}), places={old: 3}, closed=frozenset({old})).to_json()
        writer.add(Scenario(name="s", period_start=TODAY, period_end=TODAY, edits=edits, made_at=NOW, made_by="x"))
    return old, new


def references():
    return {
        (kind, column.name)
        for kind in KINDS
        for column in table_of(kind).columns
        if any(key.column.table.name == "facility" for key in column.foreign_keys)
    }


def test_a_record_of_every_kind_that_refers_to_an_office_moves(book, pair):
    old, new = pair
    before = {(kind, column): len(book.all(kind, **{column: old})) for kind, column in references()}
    assert set(before.values()) == {1}
    moved = move(book, old, new)
    assert sum(moved.moved.values()) == len(before) + 1
    assert moved.kept == {}
    for kind, column in references():
        assert (len(book.all(kind, **{column: old})), len(book.all(kind, **{column: new}))) == (0, 1)
    (scenario,) = book.all(Scenario)
    person = book.all(Person)[0].id
    assert Edits.from_json(scenario.edits) == Edits(
        locks=frozenset({(person, new)}), places={new: 3}, closed=frozenset({new}), aim=scenario.edits["aim"]
    )


def test_rooms_and_corrections_move_as_far_as_they_hold_and_the_ghost_is_closed(book, pair):
    old, new = pair
    move(book, old, new)
    gone, follower = book.one(Facility, old), book.one(Facility, new)
    assert (gone.status, gone.is_base, gone.emergency_rooms) == ("closed", False, None)
    assert (follower.is_base, follower.emergency_rooms, follower.phone) == (True, 2, "022-1")
    assert (follower.lat, follower.lon, follower.name) == (38.2, 140.8, "もみじ２")
    assert follower.corrected_fields == "lat located_at lon phone"


def test_a_point_corrected_at_the_old_address_is_not_the_point_of_another(book, pair):
    old, new = pair
    with book.writing("moved") as writer:
        writer.change(replace(book.one(Facility, new), address="中央1-1"))
    move(book, old, new)
    assert (book.one(Facility, new).lat, book.one(Facility, new).corrected_fields) == (38.1, "phone")


def test_a_move_is_one_transaction_in_the_audit_and_is_undone_whole(book, pair):
    old, new = pair
    before, revision = snapshot(book), book.revision()
    move(book, old, new)
    assert {entry.what for entry in entries(book, revision)} == {f"succeed facility {old} by {new}"}
    undo(book, old, new)
    assert snapshot(book) == before
    with pytest.raises(ChangedMeanwhileError):
        undo(book, old, new)
    move(book, old, new)
    undo(book, old, new)
    assert snapshot(book) == before


def test_what_the_successor_has_of_its_own_stays_and_what_is_unknown_is_filled(book, pair):
    old, new = pair
    person = book.all(Person)[0].id
    with book.writing("own") as writer:
        own = FacilityCondition(facility_id=new, trial_places=5, wheelchair=False, sharing="private", vacancy="free")
        writer.add(replace(own, vacancy_on=TODAY, confirmed_on=TODAY + timedelta(days=3)))
        writer.add(FreeBed(facility_id=new, night=TODAY, beds=7))
        writer.add(PairRule(person_id=person, facility_id=new, kind="never"))
    before = snapshot(book)
    moved = move(book, old, new)
    assert moved.kept == {"free_bed": 1, "pair_rule": 1}
    (condition,) = book.all(FacilityCondition)
    assert (condition.facility_id, condition.trial_places, condition.offers_trial) == (new, 5, True)
    assert (condition.sharing, condition.vacancy, condition.confirmed_on) == ("private", "free", TODAY)
    assert [bed.beds for bed in book.all(FreeBed, facility_id=new)] == [7]
    undo(book, old, new)
    assert snapshot(book) == before


def test_only_an_office_that_is_gone_is_followed_by_another(book, pair):
    old, new = pair
    for wrong, code in (((old, old), "succession.same"), ((new, old), "succession.still_listed")):
        with pytest.raises(DeskError) as caught:
            move(book, *wrong)
        assert caught.value.code == code
    with pytest.raises(DeskError) as caught:
        undo(book, old, new)
    assert caught.value.code == "succession.nothing_to_undo"


def test_what_stays_with_the_ghost_is_there_and_the_ghost_closed(book, pair):
    old, _ = pair
    let_go(book, old)
    assert book.one(Facility, old).status == "closed"
    assert len(book.all(Stay, facility_id=old)) == 1


def test_conditions_confirmed_before_an_office_moved_are_said_to_be_so(book, published, take):
    take(book, "wamnet", edition(published))
    facility = book.all(Facility)[0]
    with book.writing("ask") as writer:
        writer.add(FacilityCondition(facility_id=facility.id, offers_trial=True, confirmed_on=TODAY))
    (condition,) = book.all(FacilityCondition)
    assert confirmed_before_move(book, facility, condition) is None
    preview = take(book, "wamnet", edition([{**published[0], ADDRESS: "中央一丁目1-1"}, *published[1:]]), on=NEXT)
    (note,) = [one for one in preview.problems if one.code.startswith("import.moved")]
    assert (note.code, note.params["day"], note.params["old"]) == ("import.moved_confirmed", TODAY, facility.address)
    assert book.all(FacilityCondition) == [condition]
    assert confirmed_before_move(book, facility, condition) == TODAY
    later = replace(condition, confirmed_on=date(2027, 6, 1))
    assert confirmed_before_move(book, facility, later) is None


@pytest.mark.parametrize(
    ("change", "moved"),
    [({}, False), ({"address": "本町三丁目７−１"}, False), ({"address": "本町3-7-2"}, True), ({"ward": "泉区"}, True),
     ({"lat": 38.201}, False), ({"lat": 38.3}, True), ({"lat": 38.3, "located_at": "town"}, False)],
)  # fmt: skip
def test_an_office_has_moved_when_its_address_or_its_point_is_another(change, moved):
    before = {
        "city": "仙台市",
        "ward": "青葉区",
        "address": "本町3-7-1",
        "lat": 38.2,
        "lon": 140.8,
        "located_at": "office",
    }
    assert has_moved(before, {**before, **change}) is moved
