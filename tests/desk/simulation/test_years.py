"""The simulated city: rates and stays are the casebook's, and observed years lie beside it without being bent."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from scipy.stats import gamma

from casebook.records import Consultation, Enquiry, Facility, FacilityCondition, Person, Stay
from desk.city.emergencies import fit
from desk.demo.demo import make_demo
from desk.errors import DeskError
from desk.readiness.options import emergency_options, read_readiness
from desk.simulation.observed import observed_years
from desk.simulation.years import (
    READINESS,
    SimulationChoice,
    city_model,
    known_places,
    lengths_of,
    open_rates,
    run_city,
    simulate_all,
)
from matching.policy import load_policy
from matching.simulation.estimates import summarise
from matching.simulation.year import DAYS, fit_lengths
from tests.conftest import TODAY
from tests.optional import present
from words.zone import TOKYO

FIRST = TODAY - timedelta(days=729)  # two years of 365 days, today included


def add_person(writer, name, identified, *, tier=1, status="active"):
    return writer.add(
        Person(
            code_name=name,
            identified_on=identified,
            status=status,
            tier_override=tier,
            tier_override_reason="テスト",
        )
    )


@pytest.fixture
def years(book):
    """Two years: one person known all along, one from the second year on, one closed, one who was never identified."""
    with book.writing("before") as writer:
        base = writer.add(
            Facility(
                source="manual", service_code="BASE", service_name="拠点", name="拠点", is_base=True, emergency_rooms=3
            )
        )
        other = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        writer.add(FacilityCondition(facility_id=other, emergency_policy="always"))
        year = timedelta(days=365)
        people = [
            add_person(writer, "A", FIRST - year),
            add_person(writer, "B", FIRST + year),
            add_person(writer, "C", FIRST - year, status="closed"),
            add_person(writer, "D", None, tier=2),
        ]
        for person, facility, day, nights in (
            (people[0], base, FIRST, 4),
            (people[0], other, FIRST + timedelta(days=100), 9),
            (people[1], base, FIRST + timedelta(days=10), 0),
            (people[1], base, FIRST + timedelta(days=400), 6),
            (people[2], base, FIRST + timedelta(days=20), 1),
            (people[3], base, FIRST + timedelta(days=30), None),
        ):
            end = None if nights is None else day + timedelta(days=nights)
            writer.add(Stay(person_id=person, facility_id=facility, kind="emergency", start_on=day, end_on=end))
        writer.add(Stay(person_id=people[0], facility_id=other, kind="trial", start_on=FIRST, end_on=FIRST))
    return book, other, people


def test_rates_are_admissions_by_person_years_and_the_rest_is_unknown_beforehand(years):
    book, _, _ = years
    found = fit(book, TODAY)
    assert (found.first, found.years, found.rooms) == (FIRST, 2.0, 3)
    assert found.admissions == {"1": 3, "2": 0, "3": 0, "unknown": 3}
    assert found.outside == 1
    assert found.person_years == {"1": 3.0, "2": 0.0, "3": 0.0}
    assert found.rates == {"1": 1.0, "unknown": 1.5}


def test_stays_are_inclusive_days_of_those_at_the_base_that_have_ended(years):
    book, _, _ = years
    assert sorted(fit(book, TODAY).days) == [1, 2, 5, 7]


def test_a_base_that_has_closed_has_no_rooms_but_its_stays_remain(years):
    book, _, _ = years
    before = fit(book, TODAY)
    with book.writing("moved") as writer:
        [old] = writer.all(Facility, is_base=True)
        writer.change(replace(old, status="closed"))
        writer.add(replace(old, id=None, name="新しい拠点", emergency_rooms=2))
    after = fit(book, TODAY)
    assert (before.rooms, after.rooms) == (3, 2)
    assert replace(after, rooms=3) == before


def test_a_room_day_of_the_model_is_a_room_day_of_the_review(years):
    book, _, _ = years
    found = fit(book, TODAY)
    own = [one for one in observed_years(book, TODAY) if not one.published]
    still_there = (TODAY - FIRST - timedelta(days=30)).days + 1
    assert sum(one.room_days for one in own) == sum(found.days) + still_there


def test_the_model_has_those_whose_support_goes_on_and_all_others_together(years):
    book, other, people = years
    model = city_model(book, TODAY, fit(book, TODAY), SimulationChoice(), {people[0]: (other,)})
    assert [(one.rate, one.many) for one in model.callers] == [(1.0, False), (1.0, False), (1.5, True)]
    assert [one.options for one in model.callers] == [((other, 0.5),), (), ()]
    assert (model.rooms, dict(model.beds)) == (3, {other: 1})
    assert model.lengths.shape == "empirical"


def test_rates_that_are_given_take_the_place_of_the_casebooks_and_reach_everybody(years):
    book, _, _ = years
    choice = SimulationChoice(rooms=5, cluster=2, mean_stay=20, shape="fixed", rates={"2": 0.5, "unknown": 0})
    model = city_model(book, TODAY, fit(book, TODAY), choice, {})
    assert [one.rate for one in model.callers] == [1.0, 1.0, 0.5, 0]
    assert (model.rooms, model.cluster, model.lengths.mean) == (5, 2, 20)


def test_what_few_years_leave_open_is_simulated_at_both_ends_and_given_rates_leave_nothing_open(years):
    book, _, _ = years
    found, choice = fit(book, TODAY), SimulationChoice()
    rates = present(open_rates(book, TODAY, found, choice, {}))
    assert (rates.low.rate, rates.high.rate) == pytest.approx((rates.ends.low, rates.ends.high))
    assert rates.low.rate < city_model(book, TODAY, found, choice, {}).rate < rates.high.rate
    # Three admissions of two people in three years, three of others in two: the posterior of their sum, by hand.
    mean, variance = 2 * 3.5 / 3 + 3.5 / 2, 4 * 3.5 / 9 + 3.5 / 4
    expected = gamma.ppf([0.005, 0.995], mean**2 / variance, scale=variance / mean)
    assert (rates.ends.low, rates.ends.high) == pytest.approx(tuple(expected))
    partly = present(open_rates(book, TODAY, found, SimulationChoice(rates={"unknown": 1.5}), {}))
    assert partly.ends.high < rates.ends.high
    assert open_rates(book, TODAY, found, SimulationChoice(rates={"1": 1, "unknown": 1.5}), {}) is None


def test_the_interval_of_a_run_holds_the_years_chance_and_the_open_rates(years):
    book, _, _ = years
    run = run_city(book, TODAY, SimulationChoice(), {"today": {}}, "today", 30, 3)
    chance, rates, whole = (one.arrivals for one in (run.found[run.chosen], present(run.unsure).found, run.whole))
    assert whole.low <= min(chance.low, rates.low)
    assert whole.high >= max(chance.high, rates.high)
    assert rates.low == pytest.approx(present(run.unsure).ends.low, rel=0.4)
    given = run_city(book, TODAY, SimulationChoice(rates={"1": 1, "unknown": 2}), {"today": {}}, "today", 30, 3)
    assert (given.unsure, given.whole) == (None, given.found[given.chosen])


def test_a_facility_accepts_as_often_as_it_has_answered(years):
    book, other, people = years
    at = datetime(2026, 11, 1, 20, tzinfo=TOKYO)
    with book.writing("call") as writer:
        call = writer.add(Consultation(received_at=at, source="person", result="advice", person_id=people[0]))
        for minute in range(8):
            at = at.replace(minute=minute)
            writer.add(Enquiry(consultation_id=call, facility_id=other, at=at, answer="accepted"))
    model = city_model(book, TODAY, fit(book, TODAY), SimulationChoice(), {people[0]: (other,)})
    assert model.callers[0].options == ((other, 0.9),)


def test_without_any_emergency_the_rates_must_be_given(book):
    found = fit(book, TODAY)
    assert (found.first, found.years, found.rates) == (None, 0, {})
    with pytest.raises(DeskError) as caught:
        city_model(book, TODAY, found, SimulationChoice(), {})
    assert caught.value.code == "simulation.no_rates"
    model = city_model(book, TODAY, found, SimulationChoice(rates={"unknown": 40}), {})
    assert (model.rate, model.rooms, model.lengths.shape, model.lengths.mean) == (40, 4, "lognormal", 13)


def test_lengths_are_those_on_record_unless_asked_otherwise():
    assert lengths_of(SimulationChoice(), (2, 4)) == fit_lengths("empirical", (2, 4))
    assert lengths_of(SimulationChoice(), (2,)).shape == "lognormal"
    assert lengths_of(SimulationChoice(shape="fixed"), (2, 4)).mean == 3


def test_variants_are_compared_under_the_same_luck_and_progress_runs_once_through(years):
    book, other, people = years
    found, ready = fit(book, TODAY), {people[0]: (other,), people[1]: (other,)}
    models = {
        ("today", 1): city_model(book, TODAY, found, SimulationChoice(rooms=1), {}),
        ("ready", 1): city_model(book, TODAY, found, SimulationChoice(rooms=1), ready),
        ("today", 2): city_model(book, TODAY, found, SimulationChoice(rooms=2), {}),
    }
    told = []
    outcomes = simulate_all(models, 20, 3, lambda done, total: told.append((done, total)))
    assert told[-1] == (60, 60)
    assert [done for done, _ in told] == list(range(1, 61))
    assert not outcomes["today", 1].outside.any()
    assert outcomes["ready", 1].outside.any()
    assert (outcomes["today", 2].nowhere <= outcomes["today", 1].nowhere).all()


def test_a_run_lays_other_rooms_and_other_readiness_beside_what_was_asked(years):
    book, other, people = years
    known = {"today": {}, "plan": {people[0]: (other,)}}
    run = run_city(book, TODAY, SimulationChoice(rooms=2), known, "today", 30, 3)
    assert run.chosen == ("today", 2)
    assert list(run.found) == [*(("today", rooms) for rooms in (2, 3, 4, 5, 6)), ("plan", 2)]
    assert run.nowhere[run.chosen].mean == 0
    assert run.nowhere["today", 6].mean <= 0
    assert present(run.found["plan", 2].outside_share).mean > 0
    assert all(len(found.days_by_rooms) == rooms + 1 for (_, rooms), found in run.found.items())


def test_the_demonstration_carries_the_rooms_that_its_rates_say(book):
    make_demo(book, date(2026, 11, 22))
    model = city_model(book, date(2026, 11, 22), fit(book, date(2026, 11, 22)), SimulationChoice(rooms=30), {})
    mean = summarise(simulate_all({("", 30): model}, 100, 7)["", 30]).mean_rooms
    assert mean.mean == pytest.approx(model.rate / DAYS * model.lengths.mean, rel=0.05)


def test_who_would_be_taken_where_comes_from_readiness_and_never_names_the_base(book):
    day = date(2026, 11, 22)
    make_demo(book, day)
    view = read_readiness(book, day, load_policy())
    known = {name: known_places(book, day, name) for name in READINESS}
    assert known["today"] == emergency_options(view)
    bases = {one.id for one in book.all(Facility) if one.is_base}
    assert not any(bases & set(sites) for one in known.values() for sites in one.values())
    options = {name: sum(bool(sites) for sites in one.values()) for name, one in known.items()}
    assert options["later"] < options["plan"] <= options["plan_readiness"]


def test_trials_of_a_plan_leave_fewer_with_nowhere_to_go_than_none(book):
    day = date(2026, 11, 22)
    make_demo(book, day)
    known = {name: known_places(book, day, name) for name in ("later", "plan_readiness")}
    run = run_city(book, day, SimulationChoice(), known, "later", 300, 7)
    assert run.nowhere["plan_readiness", 4].high < 0


def test_an_empty_casebook_knows_nobody(book):
    assert [dict(known_places(book, TODAY, name)) for name in READINESS] == [{}] * len(READINESS)
