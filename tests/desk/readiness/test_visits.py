"""Visits: who is worth one and why, the day's round, and a visit written with what was learnt, all of it or nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.errors import NotAllowedError, NotFoundError, RefusedError
from casebook.records import Facility, FacilityCondition, Visit
from casebook.roles import Actor
from desk.city.facilities import facility_files
from desk.city.travel import straight_line
from desk.coverage.coverage import read_coverage
from desk.errors import DeskError, InvalidInputError
from desk.readiness.options import read_readiness
from desk.readiness.visits import plan_round, read_visits, record_visit, round_lines
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.desk.conftest import entries
from tests.desk.readiness.little_city import fill

BLANK = FacilityCondition(facility_id=0)


def leads_of(book):
    return read_visits(book, read_readiness(book, TODAY, load_policy()))


def files_of(book):
    return {file.facility.name: file for file in facility_files(book)}


def test_facilities_stand_in_the_order_of_what_their_answers_would_unlock(book):
    sites, people = fill(book)
    found = leads_of(book)
    assert [lead.facility.facility.name for lead in found.leads] == [
        "たずねていない",  # nearest of the two that nobody asked
        "場所不明",
        "緊急は未確認",
        "緊急は断る",
        "利用歴があれば",
    ]
    by_name = {lead.facility.facility.name: lead for lead in found.leads}
    unasked = by_name["たずねていない"]
    assert unasked.at_once == ()
    assert set(unasked.after_trial) == set(unasked.without) == set(people.values())
    assert {"emergency_policy", "offers_trial", "medical_care", "no_places"} <= set(unasked.questions)
    assert (unasked.metres, by_name["場所不明"].metres) == (unasked.metres or 0, None)
    doubtful = by_name["緊急は未確認"]
    assert doubtful.after_trial == (people["あ"],)
    assert doubtful.refused == {"medical_care": (people["い"],)}
    assert by_name["緊急は断る"].refused == {
        "medical_care": (people["い"],),
        "emergency_policy": (people["あ"],),
    }
    assert by_name["利用歴があれば"].options == 0
    assert found.names(people.values()) == ("あ", "い")
    assert found.base.key == sites["拠点"]


def test_an_office_where_nobody_stays_overnight_is_no_lead_unless_it_said_that_it_takes_people(book):
    with book.writing("before") as writer:
        office: dict[str, Any] = {"source": "manual", "service_code": "53", "service_name": "x"}
        silent, taking = (writer.add(Facility(name=name, **office)) for name in ("相談室", "泊まれる相談室"))
        writer.add(FacilityCondition(facility_id=taking, emergency_policy="past_use"))
        shared = writer.add(Facility(source="kaigo", service_code="K210", service_name="x", name="共生型"))
    fill(book)
    found = leads_of(book)
    assert {taking, shared} <= found.by_facility.keys()
    assert silent not in found.by_facility


def test_who_may_not_see_names_gets_counts_alone(book, sqlite_url, open_book):
    sites, people = fill(book)
    for where in ({"facility_id": sites["緊急は断る"]}, {"place": "喫茶店"}):
        record_visit(book, Visit(visited_on=TODAY, kind="short_stay", **where), TODAY)
    planner = open_book(sqlite_url, Actor("市", "planner"))
    found, full = leads_of(planner.counting()), leads_of(book)
    assert not found.named
    assert found.names(people.values()) == ()
    assert [one.place for one in found.visits] == [None]
    assert found.leads == full.leads


@pytest.mark.parametrize("role", ["planner", "ward_office", "consultation_office", "core_centre"])
def test_who_sees_only_some_of_the_people_is_told_no_figures_of_all(book, sqlite_url, open_book, role):
    fill(book)
    reader = open_book(sqlite_url, Actor("市", role, "青葉区"))
    for read in (leads_of, lambda book: read_coverage(book, TODAY, load_policy(), "ward")):
        with pytest.raises(NotAllowedError) as caught:
            read(reader)
        assert caught.value.code == "casebook.not_everybody"


def test_the_last_visit_stands_with_its_facility(book):
    sites, _ = fill(book)
    for days, note in ((30, "前回"), (400, "ずっと前")):
        visit = Visit(visited_on=TODAY - timedelta(days), kind="short_stay", facility_id=sites["緊急は断る"], note=note)
        record_visit(book, visit, TODAY)
    found = leads_of(book)
    assert found.by_facility[sites["緊急は断る"]].last.note == "前回"
    assert found.by_facility[sites["たずねていない"]].last is None
    assert [one.note for one in found.visits] == ["前回", "ずっと前"]


def test_a_round_goes_out_along_the_line_and_back(book):
    fill(book)
    files = files_of(book)
    stops = [files[name] for name in ("緊急は断る", "たずねていない", "利用歴があれば", "場所不明")]
    found = plan_round(files["拠点"], stops)
    names = [one.facility.name for one, _ in found.legs]
    assert sorted(names[:-1]) == sorted(one.facility.name for one in stops[:-1])
    assert names[-1] == "拠点"
    assert [one.facility.name for one in found.unplaced] == ["場所不明"]
    far = straight_metres(files["拠点"], files["利用歴があれば"])
    assert abs(found.metres - 2 * far) <= len(found.legs)
    lines = round_lines(found)
    assert len(lines) == len(found.legs)
    assert lines.geometry.iloc[0].coords[0] == (140.80, 38.25)


def straight_metres(one, other):
    import numpy as np

    points = [np.array([[file.facility.lon, file.facility.lat]]) for file in (one, other)]
    return int(straight_line(*points)[0, 0])


def test_without_a_base_the_round_begins_at_a_stop_and_without_any_place_there_is_none(book):
    fill(book)
    files = files_of(book)
    found = plan_round(None, [files["緊急は断る"], files["たずねていない"]])
    assert (found.start, [one for one, _ in found.legs]) == (
        files["緊急は断る"],
        [files["たずねていない"], files["緊急は断る"]],
    )
    nowhere = plan_round(None, [files["場所不明"]])
    assert (nowhere.start, nowhere.legs, nowhere.metres) == (None, (), 0)
    assert len(round_lines(nowhere)) == 0
    assert plan_round(files["拠点"], []).legs == ()


def test_a_day_has_no_more_than_nine_stops(book):
    fill(book)
    with pytest.raises(DeskError, match="too_many_stops"):
        plan_round(None, [files_of(book)["緊急は断る"]] * 10)


VISIT = Visit(visited_on=TODAY, kind="short_stay", purpose="聞き取り", willingness="with_conditions")


def test_a_visit_and_what_was_learnt_are_written_together(url, open_book):
    book = open_book(url)
    sites, _ = fill(book)
    since = book.revision()
    key = sites["たずねていない"]
    told = FacilityCondition(facility_id=key, wheelchair=True, emergency_policy="past_use")
    record_visit(book, replace(VISIT, facility_id=key), TODAY, told)
    assert [(one.entity, one.what) for one in entries(book, since)] == [
        ("facility_condition", "record visit"),
        ("visit", "record visit"),
    ]
    (condition,) = book.all(FacilityCondition, facility_id=key)
    assert (condition.wheelchair, condition.emergency_policy, condition.confirmed_on) == (True, "past_use", TODAY)
    assert condition.offers_trial is None


def test_what_somebody_else_wrote_meanwhile_stays(book):
    sites, _ = fill(book)
    shown = files_of(book)["緊急は未確認"].condition
    with book.writing("meanwhile") as writer:
        writer.change(replace(shown, sharing="private", medical_care={**shown.medical_care, "oxygen": True}))
    said = replace(shown, wheelchair=False, medical_care={"suction": False, "tube_feeding": False})
    record_visit(book, replace(VISIT, facility_id=sites["緊急は未確認"]), TODAY, said, shown)
    (condition,) = book.all(FacilityCondition, facility_id=sites["緊急は未確認"])
    assert (condition.sharing, condition.wheelchair, condition.trial_places) == ("private", False, 1)
    assert condition.medical_care == {"suction": False, "tube_feeding": False, "oxygen": True}


@pytest.mark.parametrize(("days", "confirmed"), [(10, TODAY - timedelta(5)), (2, TODAY - timedelta(2))])
def test_an_earlier_visit_does_not_make_later_knowledge_older(book, days, confirmed):
    sites, _ = fill(book)
    key = sites["緊急は断る"]
    said = files_of(book)["緊急は断る"].condition
    record_visit(book, replace(VISIT, facility_id=key, visited_on=TODAY - timedelta(5)), TODAY, said)
    record_visit(book, replace(VISIT, facility_id=key, visited_on=TODAY - timedelta(days)), TODAY, said)
    assert book.all(FacilityCondition, facility_id=key)[0].confirmed_on == confirmed


def test_a_visit_without_conditions_leaves_them_as_they_were(book):
    sites, _ = fill(book)
    record_visit(book, replace(VISIT, facility_id=sites["たずねていない"]), TODAY)
    assert book.all(FacilityCondition, facility_id=sites["たずねていない"]) == []


def test_a_place_that_is_no_facility_is_kept_in_words(book):
    record_visit(book, replace(VISIT, kind="guest_house", place="見本の宿"), TODAY)
    assert [(one.place, one.facility_id) for one in book.all(Visit)] == [("見本の宿", None)]


@pytest.mark.parametrize(
    ("change", "said", "fault"),
    [
        ({}, None, ("place", "input.required")),
        ({"place": "　"}, None, ("place", "input.required")),
        ({"place": "宿"}, {}, ("place", "visit.nothing_to_learn")),
        ({"place": "宿", "visited_on": TODAY + timedelta(1)}, None, ("visited_on", "input.not_in_future")),
        ({"place": "宿", "visited_on": None}, None, ("visited_on", "input.required")),
        ({"facility": "緊急は断る"}, {"trial_places": -1}, ("trial_places", "input.range")),
        ({"facility": "緊急は断る"}, {"age_min": 65, "age_max": 18}, ("age_min", "input.ages_in_order")),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_written(book, change, said, fault):
    sites, _ = fill(book)
    revision = book.revision()
    change = {"facility_id": sites[change["facility"]]} if "facility" in change else change
    told = None if said is None else FacilityCondition(facility_id=0, **said)
    with pytest.raises(InvalidInputError) as caught:
        record_visit(book, replace(VISIT, **change), TODAY, told)
    assert [(one.field, one.code) for one in caught.value.faults] == [fault]
    assert book.revision() == revision


def test_what_the_database_refuses_takes_the_conditions_back_with_it(url, open_book):
    book = open_book(url)
    sites, _ = fill(book)
    revision = book.revision()
    with pytest.raises(RefusedError):
        record_visit(book, replace(VISIT, kind="picnic", facility_id=sites["緊急は断る"]), TODAY, BLANK)
    with pytest.raises(NotFoundError):
        record_visit(book, replace(VISIT, facility_id=999), TODAY, BLANK)
    assert book.revision() == revision
    assert book.all(FacilityCondition, facility_id=sites["緊急は断る"])[0].wheelchair


def test_only_coordinators_record(book, sqlite_url, open_book):
    fill(book)
    with pytest.raises(NotAllowedError):
        record_visit(open_book(sqlite_url, Actor("区", "ward_office", "青葉区")), replace(VISIT, place="宿"), TODAY)
