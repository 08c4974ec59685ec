"""Readiness from the casebook, held to plain recounts; and what a plan promises comes true once its stays are written."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings

from casebook.book import Casebook
from casebook.records import Consent, Consultation, Facility, FacilityCondition, PairRule, Person, Stay
from desk.coverage.compare import values_of
from desk.coverage.coverage import read_coverage
from desk.emergency.calls import Admission, EmergencyCall, end_call
from desk.readiness.options import (
    CONFIRM,
    TRIAL,
    ReadinessView,
    by_group,
    emergency_options,
    month_ends,
    over_time,
    over_time_by,
    read_readiness,
    tally,
    without_option,
)
from matching.problem.model import PastUse, Problem
from matching.problem.needs import needs_of
from tests.conftest import NOW, TODAY
from tests.desk.proposals.by_hand import set_rule
from tests.desk.readiness.strategies import FITS_ALL, POLICY, TAKES_ALL, kept, plain_tally, records
from tests.matching.reference import CONFIRM as UNSURE
from tests.matching.reference import NO, YES, emergency_verdicts, knows, verdicts
from tests.optional import present
from words.say import catalogue, say


def plain_options(problem: Problem, day: date) -> dict[int, set[int]]:
    """Return the facilities that would take each person on a day, pair by pair."""
    return {
        person.id: {
            site.id
            for site in problem.facilities
            if set(
                emergency_verdicts(problem, person, site, known=knows(problem, person, site, day)).values()
            ) == {YES}
        }
        for person in problem.people
    }  # fmt: skip


def check_counts(view: ReadinessView) -> None:
    problem = view.problem
    plain = plain_options(problem, view.day)
    assert {key: set(found) for key, found in emergency_options(view).items()} == plain
    assert tally(view.counts.values()) == plain_tally(map(len, plain.values()))
    keys = {
        "ward": lambda one: [one.ward or ""],
        "tier": lambda one: [str(one.tier)],
        "need": lambda one: sorted(needs_of(one)),
    }
    for group, of in keys.items():
        names = {key for one in problem.people for key in of(one)}
        assert by_group(view, group) == {
            name: plain_tally(len(plain[one.id]) for one in problem.people if name in of(one)) for name in names
        }
        assert all(key in catalogue() for key in names if group == "need")
    shaded = without_option(view, ["青葉区", "どこにもない区"])
    at_home = [len(plain[one.id]) for one in problem.people if one.ward == "青葉区"]
    assert shaded == {"青葉区": at_home.count(0), "どこにもない区": 0}


def test_the_wards_are_those_of_coverage_also_where_nobody_lives(little: Casebook) -> None:
    with little.writing("somebody") as writer:
        writer.add(Person(code_name="P-1", city="仙台市", ward="青葉区"))
    view, covered = read_readiness(little, TODAY, POLICY), read_coverage(little, TODAY, POLICY, "ward")
    assert without_option(view, ["青葉区", "泉区"]) == values_of(covered, "no_option") == {"青葉区": 1, "泉区": 0}


def check_nearest_first(view: ReadinessView) -> None:
    for person in view.problem.people:
        far = [view.metres(person.id, key) for key in view.options(person.id)]
        known = [one for one in far if one is not None]
        assert far == sorted(known) + [None] * (len(far) - len(known))


def came_to_notice(book: Casebook) -> dict[int, date]:
    """Go through the casebook for the day from which each person counts."""
    found: dict[int, date] = {}
    for person in book.all(Person):
        days = [one.start_on for one in book.all(Stay, person_id=person.id)]
        days += [(one.received_at + timedelta(hours=9)).date() for one in book.all(Consultation, person_id=person.id)]
        if person.identified_on or days:
            found[present(person.id)] = person.identified_on or min(days)
    return found


def check_trend(view: ReadinessView, days: list[date], since: dict[int, date]) -> None:
    for day, counts in over_time(view, days).items():
        plain = plain_options(view.problem, day)
        known = {key for key in plain if day >= since.get(key, view.day)}
        assert counts == plain_tally(len(plain[key]) for key in known)
        for tier, trend in over_time_by(view, [day], "tier").items():
            mine = {person.id for person in view.problem.people if str(person.tier) == tier}
            assert trend[day] == plain_tally(len(plain[key]) for key in known & mine)
        wards = over_time_by(view, [day], "ward")
        assert [sum(trend[day][level] for trend in wards.values()) for level in range(3)] == list(counts)


def check_losing(view: ReadinessView, people: list[int]) -> None:
    """Walk from day to day, and see whose last option goes within three months."""
    told = {one.person.key: one for one in view.losing}
    month = view.day.month + 3
    horizon = view.day.replace(year=view.day.year + (month > 12), month=(month - 1) % 12 + 1)
    for key in people:
        day, last = view.day, view.day
        one = next(person for person in view.problem.people if person.id == key)
        alone = replace(
            view.problem,
            people=(one,),
            past_use=tuple(stay for stay in view.problem.past_use if stay.person_id == key),
            home_metres=view.problem.home_metres[[view.problem.people.index(one)]],
            day_metres=view.problem.day_metres[[view.problem.people.index(one)]],
        )
        today, then = plain_options(alone, day)[key], plain_options(alone, horizon)[key]
        assert (key in told) == (bool(today) and not then)
        if key in told:
            while plain_options(alone, last + timedelta(days=1))[key]:
                last += timedelta(days=1)
            assert (set(told[key].facility_ids), told[key].last_day) == (today, last)


def check_ways(view: ReadinessView, people: list[int], forbidden: Collection[tuple[int, int]] = ()) -> None:
    """Have every single trial, and look for every pair that lacks one answer."""
    problem = view.problem
    now = plain_options(problem, view.day)
    for key in people:
        person = next(one for one in problem.people if one.id == key)
        expected = set()
        for site in problem.facilities:
            trial = PastUse(key, site.id, "trial", view.day, view.day, "went_well")
            after = replace(problem, past_use=(*problem.past_use, trial))
            then = emergency_verdicts(after, person, site, known=knows(after, person, site, view.day))
            possible = person.consent and NO not in verdicts(problem, person, site).values()
            possible = possible and (key, site.id) not in forbidden
            if possible and set(then.values()) == {YES} and site.id not in now[key]:
                expected.add((TRIAL, site.id))
            found = emergency_verdicts(problem, person, site, known=knows(problem, person, site, view.day))
            doubts = Counter(found.values())
            if not doubts[NO] and doubts[UNSURE] == 1:
                expected.add((CONFIRM, site.id))
        ways = view.ways(key)
        assert {(way.kind, way.facility_id) for way in ways} == expected
        assert len(ways) == len(expected)
        for way in ways:
            sentence = view.tell(key, way)
            assert say(sentence, "ja") != sentence.code


def check_why(view: ReadinessView, people: list[int]) -> None:
    """An option by past use holds until the day that is told, and without the stays not at all; others stay."""
    problem = view.problem
    for key in people:
        person = next(one for one in problem.people if one.id == key)
        told_of = view.why_options(key)
        assert list(told_of) == list(view.options(key))
        for facility, told in told_of.items():
            site = next(one for one in problem.facilities if one.id == facility)
            unknown = set(emergency_verdicts(problem, person, site, known=False).values()) == {YES}
            there = any(
                (stay.person_id, stay.facility_id) == (key, facility) and stay.start <= view.day
                and (stay.end is None or stay.end > view.day) for stay in problem.past_use
            )  # fmt: skip
            reason = site.emergency_policy if unknown else "staying" if there else "past_use"
            assert told.code == f"readiness.option_{reason}"
            if reason == "past_use":
                until = cast("date", told.params["until"])
                assert knows(problem, person, site, until)
                assert not knows(problem, person, site, until + timedelta(days=1))
            assert say(told, "en") != told.code


@settings(max_examples=40)
@given(drawn=records())
def test_small_casebooks_are_counted_as_by_hand(sqlite_template, drawn):
    with kept(sqlite_template, drawn) as book:
        view, since = read_readiness(book, TODAY, POLICY), came_to_notice(book)
    people = [one.id for one in view.problem.people]
    rules = [(one.person_id, one.facility_id, one.until) for one in drawn[5]]
    assert {(one.id, key) for one in view.problem.people for key in one.never} == {
        (person, site) for person, site, until in rules if until is None and person in people
    }
    check_counts(view)
    check_nearest_first(view)
    check_trend(view, month_ends(TODAY)[::3], since)
    check_losing(view, people)
    check_ways(view, people, [(person, site) for person, site, until in rules if until is None or until > TODAY])
    check_why(view, people)


def test_the_demonstration_is_counted_as_by_hand(view):
    check_counts(view)
    check_nearest_first(view)
    some = list(view.counts)[::20]
    check_losing(view, [*some, *(one.person.key for one in view.losing)])
    check_ways(view, some)
    check_why(view, some)
    assert view.losing


def test_of_two_stays_the_one_that_ended_last_counts(sqlite_template):
    site = Facility(source="manual", service_code="24", service_name="x", name="F")
    condition = FacilityCondition(facility_id=1, emergency_policy="past_use")
    long, short = (TODAY - timedelta(days=660), TODAY - timedelta(days=620)), (TODAY - timedelta(days=640),) * 2
    stays = tuple(
        Stay(person_id=1, facility_id=1, kind="trial", start_on=start, end_on=end) for start, end in (long, short)
    )
    with kept(sqlite_template, [(site,), (condition,), (Person(code_name="P"),), (), stays]) as book:
        view = read_readiness(book, TODAY, POLICY)
    assert view.why_options(1)[1].params == {"until": long[1].replace(year=long[1].year + 2)}
    check_losing(view, [1])


def test_somebody_taken_in_tonight_does_not_change_the_past(demo):
    days = month_ends(TODAY)
    before = over_time(read_readiness(demo, TODAY, POLICY), days)
    base = next(one.id for one in demo.all(Facility) if one.is_base)
    call = EmergencyCall(NOW, "police", admission=Admission(base, TODAY, new_code_name="緊急-1", allow_over=True))
    end_call(demo, call, today=TODAY)
    after = over_time(read_readiness(demo, TODAY, POLICY), days)
    assert {day: counts for day, counts in after.items() if day != TODAY} == {
        day: counts for day, counts in before.items() if day != TODAY
    }
    assert sum(after[TODAY]) == sum(before[TODAY]) + 1


def test_a_rule_of_a_pair_takes_option_and_ways_away_and_one_until_a_day_only_the_trial(demo):
    view = read_readiness(demo, TODAY, POLICY)
    person, site = next((one, view.options(one)[0]) for one in view.counts if view.options(one))
    other, way = next((one, way) for one in view.counts for way in view.ways(one) if way.kind == TRIAL)
    set_rule(demo, PairRule(person_id=person, facility_id=site, kind="never", reason="facility_safety"))
    later: dict[str, Any] = {"kind": "not_before", "until": TODAY + timedelta(days=30)}
    set_rule(demo, PairRule(person_id=other, facility_id=way.facility_id, **later))
    after = read_readiness(demo, TODAY, POLICY)
    assert after.options(person) == tuple(key for key in view.options(person) if key != site)
    assert site not in {one.facility_id for one in after.ways(person)}
    assert after.ways(other) == tuple(one for one in view.ways(other) if one != way)
    assert after.options(other) == view.options(other)
    set_rule(demo, PairRule(person_id=other, facility_id=way.facility_id, kind="not_before", until=TODAY))
    assert read_readiness(demo, TODAY, POLICY).ways(other) == view.ways(other)


def test_wards_come_in_the_order_of_the_city(view):
    wards = [area.name for area in view.source.places.areas.itertuples()]
    found = list(by_group(view, "ward"))
    assert found == [ward for ward in wards if ward in found] + [""] * ("" in found)
    assert sorted(found) != found
    assert list(over_time_by(view, [TODAY], "ward")) == found


def test_month_ends_are_the_twelve_before_today_and_today():
    days = month_ends(TODAY)
    assert (len(days), days[-1], days[-2], days[0]) == (13, TODAY, date(2026, 10, 31), date(2025, 11, 30))
    assert all((day + timedelta(days=1)).day == 1 for day in days[:-1])
    assert month_ends(date(2024, 3, 1))[-2] == date(2024, 2, 29)


def test_facilities_nobody_asked_are_counted_apart(view):
    unasked = [
        file
        for file in view.source.facilities.values()
        if file.condition.emergency_policy is None
        and not file.facility.is_base
        and file.facility.status != "closed"
        and file.facility.service_code in POLICY.scope.trial_services
    ]
    assert view.unasked == len(unasked) > 0
    assert view.asked


def test_a_facility_that_offers_trials_in_another_service_is_to_be_asked_about_emergencies_too(book):
    with book.writing("before") as writer:
        office: dict[str, Any] = {"source": "manual", "service_code": "53", "service_name": "x"}
        _, taking = (writer.add(Facility(name=name, **office)) for name in ("相談室", "泊まれる相談室"))
        writer.add(FacilityCondition(facility_id=taking, offers_trial=True))
    assert read_readiness(book, TODAY, POLICY).unasked == 1


@pytest.mark.parametrize(
    ("known_on", "scope", "expected"),
    [
        (None, "matching_and_sharing", "readiness.way_sheet"),
        (None, "matching", "readiness.way_both"),
        (TODAY, "matching", "readiness.way_consent"),
        (TODAY, None, "readiness.way_consent"),
        (TODAY, "matching_and_sharing", None),
    ],
)
def test_what_a_facility_that_wants_information_lacks_is_the_sheet_or_the_consent_to_sharing(
    sqlite_template, known_on, scope, expected
):
    site = Facility(source="manual", service_code="24", service_name="短期入所", name="A")
    condition = FacilityCondition(
        facility_id=1, emergency_policy="information", wheelchair=True, severe_behaviour=True, **TAKES_ALL
    )
    who = Person(code_name="P", identified_on=known_on, **FITS_ALL)
    consents = (
        () if scope is None else (Consent(person_id=1, given_by="person", form="oral", scope=scope, given_on=TODAY),)
    )
    with kept(sqlite_template, [(site,), (condition,), (who,), consents, ()]) as book:
        view = read_readiness(book, TODAY, POLICY)
    told = [view.tell(1, way).code for way in view.ways(1) if way.kind == CONFIRM]
    assert told == ([] if expected is None else [expected])
    assert view.counts[1] == (expected is None)
