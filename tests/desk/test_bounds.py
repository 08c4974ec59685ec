"""Whatever number the database takes, everything that is made from it can still be made."""

from datetime import date
from typing import Any

import pytest

from casebook import vocabulary as v
from casebook.records import Consent, Facility, FacilityCondition, FreeBed, Person, PersonWish
from desk.bounds import check_point
from desk.coverage.coverage import read_coverage
from desk.emergency.tonight import Who, tonight
from desk.period import parse_period
from desk.plan.dates import date_plan_of
from desk.plan.trials import plan_trials
from desk.readiness.options import read_readiness
from geodata.reading import cells
from matching.policy import load_policy
from matching.problem import model
from tests.conftest import NOW, TODAY

FAR_AHEAD = "2200-01/2200-03"


@pytest.mark.parametrize("end", [0, 1], ids=["least", "most"])
def test_a_casebook_with_every_number_at_its_bounds_can_be_worked_with(little, end):
    def at(*names):
        return {name: v.BOUNDS[name][end] for name in names}

    with little.writing("before") as writer:
        person = writer.add(Person(code_name="A-001", **at("birth_year", "max_distance_m")))
        writer.add(Consent(person_id=person, given_by="person", form="oral", given_on=TODAY))
        base: dict[str, Any] = {"service_code": "BASE", "service_name": "拠点", "name": "拠点", "is_base": True}
        writer.add(Facility(source="manual", **base, **at("emergency_rooms")))
        place = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        told = at("trial_places", "longest_stay_nights", "age_min", "age_max")
        writer.add(FacilityCondition(facility_id=place, offers_trial=True, emergency_policy="always", **told))
        writer.add(FreeBed(facility_id=place, night=date(2027, 1, 10), **at("beds")))
        writer.add(PersonWish(person_id=person, **at("nights")))
    policy = load_policy()
    for period in ("2027-01/2027-03", FAR_AHEAD):
        view = plan_trials(little, parse_period(period), policy, TODAY)
        assert len(view.everybody) == 1
    date_plan_of(little, plan_trials(little, parse_period("2027-01"), policy, TODAY))
    assert len(read_readiness(little, TODAY, policy).counts) == 1
    assert tonight(little, Who(person), NOW, policy)
    assert read_coverage(little, TODAY, policy, "ward")


@pytest.mark.parametrize(
    ("lat", "lon", "fault"),
    [
        (None, None, None),
        (38.2, 140.8, None),
        (v.LATITUDES[1], v.LONGITUDES[0], None),
        (38.2, None, ("lon", "input.both_coordinates")),
        (None, 140.8, ("lat", "input.both_coordinates")),
        (140.8, 38.2, ("lat", "input.swapped")),
        (51.5, 0.1, ("lat", "input.outside_japan")),
        (float("nan"), float("nan"), ("lat", "input.outside_japan")),
    ],
)
def test_a_point_is_whole_inside_japan_and_the_right_way_round(lat, lon, fault):
    found = [(one.field, one.code) for one in check_point(lat, lon)]
    assert found == ([fault] if fault else [])


def test_the_most_places_are_the_same_for_readers_and_for_matching():
    assert cells.MOST_PLACES == model.MOST_PLACES >= max(v.BOUNDS["trial_places"][1], v.BOUNDS["beds"][1])
