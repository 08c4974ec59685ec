"""The evening call: order and contents held to a plain reference, and every sentence in both languages."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import (
    Area,
    Consent,
    Consultation,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    Facility,
    FacilityCondition,
    FreeBed,
    PairRule,
    Person,
    PersonAvoid,
    Plan,
    Proposal,
    ProposalStep,
    Stay,
    Town,
)
from casebook.roles import Actor
from desk.emergency.facts import distance, in_words
from desk.emergency.tonight import Who, rooms_in_use, tonight
from desk.errors import DeskError
from tests.conftest import NOW, TODAY, copied
from tests.desk.emergency.reference import EVENING, POLICY, TOKYO, check
from tests.desk.emergency.strategies import (
    ANSWERS,
    CONDITIONS,
    FACILITIES,
    HOURS,
    NEEDS,
    NUMBERED,
    PEOPLE,
    STAYS,
    some,
)
from tests.desk.proposals.by_hand import set_rule
from words.say import catalogue, say


@pytest.fixture(scope="module")
def with_town(shared_book):
    with shared_book.writing("before") as writer:
        outline = "POLYGON ((140.8 38.2, 140.9 38.2, 140.9 38.3, 140.8 38.3, 140.8 38.2))"
        writer.add(Area(code="04101", prefecture="宮城県", city="仙台市", name="青葉区", geometry=outline))
        writer.add(Town(city="仙台市", ward="青葉区", name="本町", lat=38.26, lon=140.87))
    return shared_book


@given(
    st.lists(
        st.tuples(
            FACILITIES,
            st.none() | CONDITIONS,
            st.lists(STAYS, max_size=2, unique_by=lambda stay: stay[:2]),
            some([None, 0, 1, 2]),
            st.booleans(),
            st.lists(ANSWERS, max_size=3),
            some([None, None, None, "never", "not_before"]),
            some([None, None, *v.ENQUIRY_ANSWERS]),
        ),
        min_size=1,
        max_size=4,
    ),
    PEOPLE,
    st.booleans(),
    NEEDS,
    some(HOURS),
)
@settings(max_examples=12)
def test_the_call_list_is_that_of_a_plain_reference(with_town, sites, person, consent, need, at):
    book, number = with_town, next(NUMBERED)
    before = [one for one in book.all(Facility) if one.status == "open"]
    with book.writing("before") as writer:
        for one in before:  # those of earlier examples are closed: the list is of this one's
            writer.change(replace(one, status="closed"))
        key = writer.add(replace(person, code_name=f"T-{number}"))
        if consent:
            writer.add(Consent(person_id=key, given_by="person", form="oral", given_on=TODAY - timedelta(days=99)))
        call = writer.add(Consultation(received_at=NOW, source="police", result="advice"))
        plan = writer.add(
            Plan(
                made_at=NOW, made_by="x", period_start=TODAY, period_end=TODAY, policy_name="p", policy_version="1",
                policy_sha256="0", solver="x", placed=0, cost=0, record={"assignments": [], "unplaced": []},
            )
        )  # fmt: skip
        said = {}
        for facility, condition, stays, beds, booked, answers, rule, told in sites:
            site = writer.add(facility)
            if told is not None:
                said[site] = told
            if rule is not None:
                until = None if rule == "never" else TODAY + timedelta(days=30)
                writer.add(PairRule(person_id=key, facility_id=site, kind=rule, until=until))
            other = writer.add(Person(code_name=f"O-{number}-{site}"))
            if condition is not None:
                known_on = None if condition.vacancy is None else TODAY - timedelta(days=5)
                until = None if condition.vacancy is None else condition.vacancy_until
                writer.add(replace(condition, facility_id=site, vacancy_on=known_on, vacancy_until=until))
            for kind, first, length, outcome, own in stays:
                last = None if length is None else first + timedelta(days=length)
                stay = Stay(person_id=key if own else other, facility_id=site, kind=kind, start_on=first, end_on=last)
                writer.add(replace(stay, outcome=outcome))
            if beds is not None:
                writer.add(FreeBed(facility_id=site, night=at.date(), beds=beds))
            proposal = Proposal(plan_id=plan, person_id=other, facility_id=site, cost=0, status="booked")
            dates = {"start_on": at.date() - timedelta(days=1), "end_on": at.date() + timedelta(days=booked)}
            held = writer.add(replace(proposal, **dates))
            for answer, reason in answers:
                if answer == "trial":
                    step = ProposalStep(
                        proposal_id=held, at=NOW, who="x", from_status="asked", to_status=reason, since=0
                    )
                    writer.add(replace(step, reason="facility_full" if reason == "declined" else None))
                else:
                    writer.add(
                        Enquiry(consultation_id=call, facility_id=site, at=NOW, answer=answer, reason=reason),
                    )
    check(book, Who(key, need), at, said)
    check(book, Who(None, need), at, said)


# --- the demonstration -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> Casebook:
    return copied(demo_template, tmp_path_factory.mktemp("demo"))


@pytest.mark.parametrize("key", [3, 17, 42, 77, 101])
def test_the_call_list_of_a_demo_person_is_that_of_a_plain_reference(demo, key):
    view = check(demo, Who(key), HOURS[key % len(HOURS)])
    facilities = {one.id: one for one in demo.all(Facility)}
    assert not any(facilities[place.file.key].is_base for place in view.places)
    assert [base.facility.name for base in view.bases] == [one.name for one in facilities.values() if one.is_base]


def test_every_sentence_that_can_be_said_has_its_words():
    assert {f"tonight.policy_{one}" for one in v.EMERGENCY_POLICIES if one != "none"} <= set(catalogue())


def test_a_facility_telephoned_all_the_same_says_what_stands_against_it(demo):
    view = tonight(demo, Who(3), EVENING, POLICY)
    listed = {place.file.key for place in view.places}
    for key in view.facilities:
        told = in_words(view.refusals(key), "ja")
        assert bool(told) is (key not in listed)
        assert not any(one.startswith(("refused.", "tonight.")) for one in told)


def test_somebody_whose_town_is_not_known_is_not_kept_from_facilities_by_her_limit(demo):
    limited = [
        one for one in demo.all(Person) if one.town is None and one.ward is not None and one.max_distance_m is not None
    ]
    for person in limited[:3]:
        view = tonight(demo, Who(person.id), EVENING, POLICY)
        assert view.places
        assert all("max_distance" in place.line.to_confirm for place in view.places)
        assert "tonight.home_at_ward" in [one.code for one in view.notes]
        assert not any("max_distance" in one.code for key in view.facilities for one in view.refusals(key))
    assert limited


# --- what is said ----------------------------------------------------------------------------------------------


@pytest.fixture
def site(book):
    with book.writing("before") as writer:
        key = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="けやき"))
        writer.add(FacilityCondition(facility_id=key, emergency_policy="information"))
    return key


def add(book, *records):
    with book.writing("before") as writer:
        return [writer.add(one) for one in records]


def codes(book, who, at=EVENING):
    [place] = tonight(book, who, at, POLICY).places
    return [one.code for one in place.told]


@pytest.mark.parametrize(
    ("made_on", "scope", "code"),
    [
        (None, "matching_and_sharing", "tonight.no_sheet"),
        (date(2026, 5, 12), None, "tonight.no_consent"),
        (date(2026, 5, 12), "matching", "tonight.sheet_matching_only"),
        (date(2026, 5, 12), "matching_and_sharing", "tonight.sheet_ready"),
    ],
)
def test_the_list_says_whether_the_intake_sheet_can_be_sent(book, site, made_on, scope, code):
    [person] = add(book, Person(code_name="A", identified_on=made_on))
    if scope:
        add(book, Consent(person_id=person, given_by="person", form="oral", given_on=TODAY, scope=scope))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert code in [one.code for one in view.notes]
    assert code in codes(book, Who(person))
    if code == "tonight.sheet_ready":
        assert "2026/05/12" in view.places[0].sentences("ja")[1]


def test_the_row_itself_says_what_to_send_how_it_went_how_old_the_vacancy_is_and_how_calls_ended(book, site):
    made_on, stayed_on = date(2026, 5, 12), date(2024, 8, 1)
    [person] = add(book, Person(code_name="A", identified_on=made_on))
    [consultation] = add(
        book,
        Consultation(received_at=NOW, source="police", result="advice"),
    )
    add(
        book,
        Consent(person_id=person, given_by="person", form="oral", given_on=TODAY, scope="matching_and_sharing"),
        Stay(person_id=person, facility_id=site, kind="trial", start_on=stayed_on, end_on=stayed_on, outcome="mixed"),
        Enquiry(consultation_id=consultation, facility_id=site, at=NOW, answer="declined", reason="facility_full"),
    )
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, vacancy="few", vacancy_on=TODAY - timedelta(days=3)))
    [place] = tonight(book, Who(person), EVENING, POLICY).places
    told = place.in_brief("ja")
    assert told[:5] == [
        "方針に合う",
        "インテークシート（2026/05/12）を送る",
        "利用歴 2024/08/01（課題が残った）",
        "空き：△ 残りわずか（2026/11/19）",
        "受付時間不明",
    ]
    assert told[5] == "緊急時の電話 1回中0回受諾"
    [unknown] = tonight(book, Who(), EVENING, POLICY).places
    assert "tonight.brief_send_sheet" not in [one.code for one in unknown.brief]


def test_somebody_in_a_stay_already_is_said_to_be(book, site):
    [person] = add(book, Person(code_name="A"))
    add(book, Stay(person_id=person, facility_id=site, kind="emergency", start_on=TODAY - timedelta(days=3)))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert view.notes[0].code == "tonight.in_stay"
    assert say(view.notes[0], "ja").startswith("2026/11/19からけやきを利用中")
    assert "tonight.staying" in codes(book, Who(person))
    assert "2026/11/19から利用中" in tonight(book, Who(person), EVENING, POLICY).places[0].in_brief("ja")


def test_old_past_use_is_told_with_its_age_and_no_longer_counts(book, site):
    [person] = add(book, Person(code_name="A"))
    first = date(2024, 8, 1)
    add(book, Stay(person_id=person, facility_id=site, kind="trial", start_on=first, end_on=first, outcome="went_well"))
    told = codes(book, Who(person))
    assert "tonight.last_stay_months" in told
    assert "tonight.past_use_old" in told


def test_an_expired_vacancy_is_said_as_expired(book, site):
    [condition] = book.all(FacilityCondition)
    marked = replace(condition, vacancy="free", vacancy_on=TODAY, vacancy_until=TODAY)
    with book.writing("before") as writer:
        writer.change(marked)
    assert "tonight.vacancy" in codes(book, Who())
    assert "tonight.vacancy_expired" in codes(book, Who(), EVENING + timedelta(days=1))


def test_beds_known_for_the_night_come_with_the_day_on_which_they_were_written(book, site):
    add(book, FreeBed(facility_id=site, night=TODAY, beds=2))
    [place] = tonight(book, Who(), EVENING, POLICY).places
    assert (place.beds.free, place.beds.known_on) == (2, NOW.date())
    assert any("2床" in one for one in place.sentences("ja"))
    assert "tonight.beds_unknown" in codes(book, Who(), EVENING + timedelta(days=1))


@pytest.mark.parametrize(("hour", "free"), [(19, 2), (23, 2), (26, 2), (28, 2), (29, None)])
def test_in_the_small_hours_it_is_still_the_night_before(book, site, hour, free):
    add(book, FreeBed(facility_id=site, night=TODAY, beds=2))
    [place] = tonight(book, Who(), EVENING.replace(hour=0, minute=30) + timedelta(hours=hour), POLICY).places
    assert place.beds.free == free


def test_a_bed_taken_by_an_emergency_stay_is_not_free_and_is_again_on_the_day_of_leaving(book, site):
    [person] = add(book, Person(code_name="A"))
    add(book, FreeBed(facility_id=site, night=TODAY, beds=1))
    stay = Stay(person_id=person, facility_id=site, kind="emergency", start_on=TODAY - timedelta(days=1))
    [key] = add(book, stay)
    assert "tonight.beds_none" in codes(book, Who())
    with book.writing("before") as writer:
        writer.change(replace(stay, id=key, end_on=TODAY))
    assert "tonight.beds_free" in codes(book, Who())


def test_the_night_after_a_holiday_has_the_holidays_hours_until_they_end(book, site):
    with book.writing("before") as writer:
        writer.change(replace(book.one(Facility, site), hours_weekday="09:00-17:00", hours_holiday="17:00～9:00"))
    for hour, known in ((2, True), (8, True), (10, True), (18, False)):
        at = datetime(2026, 11, 24, hour, tzinfo=TOKYO)  # a Tuesday after a public holiday
        assert tonight(book, Who(), at, POLICY).places[0].line.tonight.open is known


@pytest.mark.parametrize(
    ("born", "said", "asked"),
    [
        ({"birth_year": 2008}, None, [True]),
        ({"birth_year": 2008}, 17, []),
        ({"birth_year": 2007}, None, [False]),
        ({"born_on": date(2008, 11, 22)}, None, [False]),
        ({"birth_year": 2008, "born_on": date(2008, 11, 23)}, None, []),
    ],
)
def test_who_may_still_be_too_young_is_asked_about_and_not_dropped(book, site, born, said, asked):
    with book.writing("before") as writer:
        writer.change(replace(book.all(FacilityCondition)[0], age_min=18))
    [person] = add(book, Person(code_name="A", **born))
    places = tonight(book, Who(person, EmergencyNeed(consultation_id=0, age=said)), EVENING, POLICY).places
    assert ["age" in place.line.to_confirm for place in places] == asked


def test_a_level_on_the_scale_of_another_age_is_asked_about_and_told(book, site):
    with book.writing("before") as writer:
        writer.change(replace(book.all(FacilityCondition)[0], child_levels={"2": True, "3": False}))
    [person] = add(book, Person(code_name="A", birth_year=1990, support_scale="child", support_level=3))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert "support_level" in view.places[0].line.to_confirm
    assert "tonight.child_scale" in [one.code for one in view.notes]
    child = tonight(book, Who(person, EmergencyNeed(consultation_id=0, age=12)), EVENING, POLICY)
    assert child.places == ()
    assert "tonight.child_scale" not in [one.code for one in child.notes]


def test_a_scale_said_tonight_goes_before_that_of_the_file_with_its_level(book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, adult_levels={"3": True}, child_levels={"1": False}))
    [person] = add(book, Person(code_name="A", support_scale="adult", support_level=3))

    def asked(**need):
        [place] = tonight(book, Who(person, EmergencyNeed(consultation_id=0, **need)), EVENING, POLICY).places
        return "support_level" in place.line.to_confirm

    assert not asked()
    assert asked(support_scale="adult")
    assert not asked(wheelchair=False)


def test_a_day_on_which_a_facility_takes_nobody_is_outside_whatever_its_hours(book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(book.one(Facility, site), hours_sunday="24時間"))
        writer.change(replace(condition, weekdays={"sun": False}))
    [place] = tonight(book, Who(), EVENING, POLICY).places
    assert place.line.tonight.open is False
    assert "tonight.day_refused" in [one.code for one in place.told]


def test_a_day_on_which_a_facility_takes_nobody_puts_it_behind_those_who_might_and_the_row_says_so(book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, emergency_policy="always", weekdays={"sun": False}))
        other = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        writer.add(FacilityCondition(facility_id=other, emergency_policy="always"))
    first, last = tonight(book, Who(), EVENING, POLICY).places
    assert (first.file.key, last.file.key) == (other, site)
    assert "tonight.brief_day_off" in [one.code for one in last.brief]
    assert [one.file.key for one in tonight(book, Who(), EVENING + timedelta(days=1), POLICY).places] == [site, other]


def test_at_two_in_the_morning_weekday_vacancy_and_bed_are_those_of_the_night_that_began_the_evening_before(book, site):
    [condition] = book.all(FacilityCondition)
    marked = replace(condition, vacancy="free", vacancy_on=TODAY, vacancy_until=TODAY)
    with book.writing("before") as writer:
        writer.change(replace(marked, weekdays={"mon": False}))
    [late] = tonight(book, Who(), EVENING + timedelta(hours=7), POLICY).places
    assert not late.line.tonight.day_off
    assert "tonight.vacancy" in [one.code for one in late.told]
    [next_evening] = tonight(book, Who(), EVENING + timedelta(days=1), POLICY).places
    assert next_evening.line.tonight.day_off
    assert "tonight.vacancy_expired" in [one.code for one in next_evening.told]


def test_who_came_after_midnight_has_taken_a_bed_of_the_night(book, site):
    [person] = add(book, Person(code_name="A"))
    add(book, FreeBed(facility_id=site, night=TODAY, beds=1))
    add(book, Stay(person_id=person, facility_id=site, kind="emergency", start_on=TODAY + timedelta(days=1)))
    assert "tonight.beds_free" in codes(book, Who())
    assert "tonight.beds_none" in codes(book, Who(), EVENING + timedelta(hours=7))


def test_without_a_bed_tonight_a_place_comes_after_those_with_beds_whatever_its_policy(book, site):
    with book.writing("before") as writer:
        always = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        writer.add(FacilityCondition(facility_id=always, emergency_policy="always"))
        for key, beds in ((site, 1), (always, 0)):
            writer.add(FreeBed(facility_id=key, night=TODAY, beds=beds))
    assert [one.file.key for one in tonight(book, Who(), EVENING, POLICY).places] == [site, always]


def sites_of(book, **more):
    """Add a short stay for each name, with what is known of it."""
    return {
        name: add(book, Facility(source="manual", service_code="24", service_name="短期入所", name=name, **fields))[0]
        for name, fields in more.items()
    }


def test_a_yes_comes_first_a_no_last_and_who_is_closed_after_those_who_answer_and_says_from_when(book):
    hours = {"hours_weekday": "9:00-17:00", "hours_sunday": "9:00-17:00", "hours_holiday": "9:00-17:00"}
    found = sites_of(book, yes=hours, now={}, rings={}, closed=hours, full={}, no={})
    for key in found.values():
        add(book, FacilityCondition(facility_id=key, emergency_policy="always"))
    add(book, FreeBed(facility_id=found["full"], night=TODAY, beds=0))
    said = {found["yes"]: "accepted", found["rings"]: "no_answer", found["no"]: "declined"}
    view = tonight(book, Who(), EVENING, POLICY, said=said)
    names = [one.file.facility.name for one in view.places]
    assert names in (
        ["yes", "now", "rings", "closed", "full", "no"],
        ["yes", "now", "closed", "rings", "full", "no"],
    )
    assert tonight(book, Who(), EVENING, POLICY).places[0].file.key == found["now"]
    [closed] = [one for one in view.places if one.file.key == found["closed"]]
    [opens] = [one for one in closed.told if one.code.startswith("tonight.opens")]
    assert (opens.code, opens.params["hour"]) == ("tonight.opens_tomorrow", "09:00")
    assert "tonight.brief_opens_tomorrow" in {one.code for one in closed.brief}
    at_night = tonight(book, Who(), EVENING + timedelta(hours=8), POLICY)
    told = {one.code for place in at_night.places for one in place.told}
    assert "tonight.opens_today" in told


def test_the_bases_own_limits_are_checked_and_whether_a_room_is_free(book, site):
    [base] = add(
        book,
        Facility(source="manual", service_code="BASE", service_name="x", name="拠点", is_base=True, emergency_rooms=2),
    )
    add(book, FacilityCondition(facility_id=base, age_min=18, wheelchair=False, medical_care={"ventilator": False}))
    child = EmergencyNeed(consultation_id=0, age=10, wheelchair=True, medical_care={"ventilator": True})
    view = tonight(book, Who(None, child), EVENING, POLICY)
    [room] = view.bases
    assert {one.code for one in view.against(room)} == {"refused.age", "refused.wheelchair", "refused.medical_care"}
    assert "confirm.disability_kind" in {one.code for one in view.to_confirm(room)}
    assert base not in [one.file.key for one in view.places]
    assert rooms_in_use(room).code == "tonight.rooms_free"
    people = add(book, Person(code_name="A"), Person(code_name="B"), Person(code_name="C"))
    days = [date(2026, 12, 1), None, TODAY - timedelta(days=1)]
    for person, until in zip(people, days, strict=True):
        [stay] = add(book, Stay(person_id=person, facility_id=base, kind="emergency", start_on=TODAY))
        add(book, ExitPlan(stay_id=stay, expected_until=until))
    [room] = tonight(book, Who(), EVENING, POLICY).bases
    assert (room.full, rooms_in_use(room).code) == (True, "tonight.rooms_full")
    assert [one.code_name for one in room.leaving] == ["C", "A", "B"]
    states = [one.way_out.code.removeprefix("room.leaves_") for one in room.leaving]
    assert states == ["overdue", "until", "unknown"]
    assert all(in_words([one.way_out for one in room.leaving], language) for language in ("ja", "en"))


@pytest.mark.parametrize("wish", ["max_distance", "avoid_place"])
def test_a_place_against_a_wish_stays_on_the_list_after_the_others_and_says_so(book, site, wish):
    with book.writing("before") as writer:
        writer.change(replace(book.one(Facility, site), lat=38.30, lon=140.87, located_at="office"))
        near = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        writer.change(replace(writer.one(Facility, near), lat=38.26, lon=140.87, located_at="office"))
        writer.add(FacilityCondition(facility_id=near, emergency_policy="information"))
        writer.add(Town(name="本町", city="仙台市", ward="青葉区", lat=38.26, lon=140.87))
        limit = 2000 if wish == "max_distance" else None
        person = writer.add(Person(code_name="A", city="仙台市", ward="青葉区", town="本町", max_distance_m=limit))
        if wish == "avoid_place":
            writer.add(PersonAvoid(person_id=person, facility_id=site))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert [one.file.key for one in view.places] == [near, site]
    assert [one.line.against_wishes for one in view.places] == [(), (wish,)]
    assert f"tonight.wish_{wish}" in [one.code for one in view.places[1].told]
    assert f"tonight.brief_wish_{wish}" in [one.code for one in view.places[1].brief]
    assert view.refusals(site) == ()
    if wish == "max_distance":
        assert "2.0km" in " ".join(view.places[1].sentences("ja"))


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"reason": "facility_safety"}, "施設：安全"),
        ({"reason": "person_wish"}, "本人：希望に合わない"),
        ({"note": "兄が働いている"}, "兄が働いている"),
        ({}, "記録されています。"),
    ],
)
def test_a_facility_that_is_never_to_take_the_person_is_not_listed_and_says_why(book, site, rule, told):
    person, other = add(book, Person(code_name="A"), Person(code_name="B"))
    set_rule(book, PairRule(person_id=person, facility_id=site, kind="never", **rule))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert view.places == ()
    [sentence] = in_words(view.refusals(site), "ja")
    assert told in sentence
    assert len(tonight(book, Who(other), EVENING, POLICY).places) == 1
    [kept] = book.all(PairRule)
    set_rule(book, replace(kept, kind="not_before", until=TODAY + timedelta(days=30)))
    assert len(tonight(book, Who(person), EVENING, POLICY).places) == 1


def test_a_private_place_is_marked_and_only_shown_to_those_who_may_see_it(sqlite_url, open_book, book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, sharing="private"))
    [place] = tonight(book, Who(), EVENING, POLICY).places
    assert place.told[0].code == "tonight.private"
    office = open_book(sqlite_url, Actor("x", "consultation_office", "ひかり"))
    assert tonight(office, Who(), EVENING, POLICY).places == ()


def test_somebody_who_is_not_in_the_casebook_is_an_error_in_words(book, site):
    with pytest.raises(DeskError) as refused:
        tonight(book, Who(99), EVENING, POLICY)
    assert refused.value.code == "tonight.no_such_person"
    assert "99" in say(refused.value.message, "ja")


def test_nothing_is_written_and_order_is_kept_when_asked_again(demo):
    before = demo.revision()
    first, second = (tonight(demo, Who(5), EVENING, POLICY) for _ in range(2))
    assert demo.revision() == before
    assert [one.file.key for one in first.places] == [one.file.key for one in second.places]
    assert all(one.rank < other.rank for one, other in pairwise(first.places))


@pytest.mark.parametrize(("level", "code"), [("office", ""), ("town", "_rough"), ("ward", "_rough")])
def test_a_distance_to_a_place_known_to_its_town_or_ward_is_to_be_confirmed(level, code) -> None:
    place = Facility(source="wamnet", service_code="24", service_name="短期入所", name="見本", located_at=level)
    assert distance(place, 3210).code == f"tonight.brief_distance{code}"
    assert distance(place, 3210, "tonight.distance").params == {"km": "3.2"}
    assert distance(place, None).code == "tonight.brief_distance_unknown"
