"""How well places can be reached."""

import math
from pathlib import Path

import numpy as np
import pytest

from casebook.book import Casebook
from casebook.records import Consent
from desk.city.travel import read_travel
from desk.coverage.access import DECAYS, METHODS
from desk.coverage.areas import UNKNOWN_AREA
from desk.coverage.coverage import coverage_of
from desk.coverage.snapshot import read_snapshot
from geodata.access import balanced, enhanced_two_step, pairs_of, stepped
from tests.conftest import TODAY
from tests.desk.coverage.six_towns import LAT, POLICY, TOWNS, facility, person, put, values


def test_distances_are_those_of_eligible_places(city: Casebook) -> None:
    put(city, person(1, "青葉区", "一番町", wheelchair=True), person(2, None, None))
    put(city, facility("段差", 140.821), wheelchair=False)
    put(city, facility("近く", 140.83), wheelchair=True)
    put(city, facility("遠く", 140.97, "泉区"))
    row = values(city).loc["青葉区"]
    assert row["metres_1"] == pytest.approx(1.3 * 875, rel=0.01)
    assert row["metres_2"] == pytest.approx(1.3 * 13_130, rel=0.01)
    assert math.isnan(row["metres_3"])
    assert row[["no_place_near", "one_place_near"]].tolist() == [0, 1]
    assert values(city, within_m=1000).loc["青葉区", "no_place_near"] == 1
    assert values(city, within_m=20_000).loc["青葉区", "one_place_near"] == 0
    assert "no_place_in_time" not in values(city)  # a straight line knows no times
    # Of somebody whose home is not known nothing is said.
    assert values(city).loc[UNKNOWN_AREA, ["no_place_near", "one_place_near"]].tolist() == [0, 0]


def test_a_table_of_times_tells_who_reaches_a_place_in_time(city: Casebook, tmp_path: Path) -> None:
    put(city, person(1, "青葉区", "一番町"), person(2, "泉区", "高森"), person(3, None, None))
    put(city, facility("近く", 140.83))
    ways = {("泉区", "高森"): 2400, ("青葉区", "一番町"): 900}
    rows = [f"{TOWNS[home][0]},{LAT},140.83,{LAT},{seconds}" for home, seconds in ways.items()]
    file = tmp_path / "ways.csv"
    file.write_text("\n".join(["from_lon,from_lat,to_lon,to_lat,seconds", *rows]), encoding="utf-8")
    timed = read_travel(f"table:{file}")
    for minutes, late in (
        (14, {"青葉区": 1, "泉区": 1}),
        (15, {"青葉区": 0, "泉区": 1}),
        (40, {"青葉区": 0, "泉区": 0}),
    ):
        found = values(city, travel=timed, within_minutes=minutes)["no_place_in_time"]
        assert found[list(late)].to_dict() == late
        assert found[UNKNOWN_AREA] == 0


def test_consent_is_not_what_makes_a_place_near(city: Casebook) -> None:
    (one,) = put(city, person(1, "青葉区", "一番町"))
    put(city, facility("近く", 140.83))
    before = values(city)
    put(city, Consent(person_id=one, given_by="person", form="oral", given_on=TODAY, scope="matching"))
    assert before["no_place_near"].equals(values(city)["no_place_near"])


def test_access_is_the_mean_of_e2sfca_over_people_and_over_residents(city: Casebook) -> None:
    put(city, *(person(number, *place) for number, place in enumerate(TOWNS)), person(9, "泉区", "高森"))
    put(city, facility("西", 140.82), trial_places=2)
    put(city, facility("東", 140.96, "泉区"), trial_places=5)
    put(city, facility("聞いていない", 140.96, "泉区"))
    snapshot = read_snapshot(city, TODAY, POLICY)
    problem = snapshot.problem
    places = np.array([2.0, 5.0, 0.0])
    decay = stepped([2000, 4000, 6000], [1, 0.68, 0.22])
    each = enhanced_two_step(np.ones(7), places, pairs_of(problem.home_metres), decay)
    found = coverage_of(snapshot, "ward", 6000).values
    wards = [one.ward for one in problem.people]
    for ward in ("青葉区", "泉区"):
        mine = [value for value, at in zip(each, wards, strict=True) if at == ward]
        assert found.loc[ward, "access_people"] == pytest.approx(np.mean(mine))
    people = found["people"]
    assert (found["access_people"] * people).sum() == pytest.approx(7)
    # The town without a point has residents, but nobody knows how far they have to go.
    by_town = coverage_of(snapshot, "town", 6000).values
    assert np.isnan(by_town["access_population"]["泉区/点なし"])
    assert (by_town["access_population"] * by_town["population"]).sum() / 1000 == pytest.approx(7)


def test_access_is_unknown_where_nobody_asked_a_facility_within_reach(city: Casebook) -> None:
    put(city, person(1, "青葉区", "一番町"), facility("聞いていない", 140.83))
    both = ["access_people", "access_population"]
    assert values(city).loc["青葉区", both].isna().all()
    assert values(city, "town").loc["泉区/高森", "access_population"] == 0
    put(city, facility("しない", 140.83), offers_trial=False)
    assert values(city).loc["青葉区", both].isna().all()
    put(city, facility("遠い", 140.97, "泉区"), trial_places=3)
    assert values(city).loc["青葉区", both].isna().all()
    assert values(city, "town").loc["泉区/高森", "access_population"] == pytest.approx(3)
    put(city, facility("する", 140.83), trial_places=3)
    assert (values(city).loc["青葉区", both] > 0).all()


def test_a_place_to_which_nobody_knows_the_way_is_neither_near_nor_far(city: Casebook) -> None:
    put(city, person(1, "青葉区", "一番町"))
    put(city, facility("場所が分からない"), trial_places=2)
    found = values(city).loc["青葉区"]
    assert found[["no_place_near", "place_near_unknown"]].tolist() == [0, 1]
    assert math.isnan(found["access_people"])
    put(city, facility("遠い", 140.97, "泉区"), trial_places=2)
    assert values(city).loc["青葉区", ["no_place_near", "place_near_unknown"]].tolist() == [0, 1]
    put(city, facility("近い", 140.83), trial_places=2)
    assert values(city).loc["青葉区", ["no_place_near", "place_near_unknown", "one_place_near"]].tolist() == [0, 0, 1]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("decay", DECAYS)
def test_access_is_measured_by_the_method_that_is_asked_for(city: Casebook, method: str, decay: str) -> None:
    put(city, *(person(number, *place) for number, place in enumerate(TOWNS)), person(9, "泉区", "高森"))
    put(city, facility("西", 140.82), facility("中", 140.85), trial_places=2)
    put(city, facility("東", 140.96, "泉区"), trial_places=5)
    found = values(city, "town", within_m=6000, method=method, decay=decay)
    if method in ("2sfca", "e2sfca"):
        assert (found["access_people"] * found["people"]).sum() == pytest.approx(9)
    assert found.equals(values(city, "town", within_m=6000)) == ((method, decay) == ("e2sfca", "stepped"))
    if method == "2sfca":
        assert found.equals(values(city, "town", within_m=6000, method="e2sfca", decay="binary"))
    if method == "balanced":
        snapshot = read_snapshot(city, TODAY, POLICY)
        each = balanced(
            np.ones(7), np.array([2.0, 2.0, 5.0]), pairs_of(snapshot.problem.home_metres), DECAYS[decay](6000)
        )
        towns = [snapshot.source.people[one.id].person.town for one in snapshot.problem.people]
        mine = [value for value, at in zip(each, towns, strict=True) if at == "高森"]
        assert found.loc["泉区/高森", "access_people"] == pytest.approx(np.mean(mine))


@pytest.mark.parametrize("method", METHODS)
def test_a_facility_without_places_near_by_takes_nobody_from_those_that_have_some(city: Casebook, method: str) -> None:
    put(city, *(person(number, *place) for number, place in enumerate(TOWNS)))
    put(city, facility("する", 140.83), trial_places=2)
    columns = ["access_people", "access_population"]
    before = values(city, "town", within_m=20_000, method=method)[columns]
    put(city, facility("閉じた", 140.83, status="closed"), trial_places=4)
    put(city, facility("しない", 140.83), offers_trial=False)
    put(city, facility("聞いていない", 140.83))
    assert values(city, "town", within_m=20_000, method=method)[columns].equals(before)


def test_an_unknown_method_is_refused(city: Casebook) -> None:
    with pytest.raises(ValueError, match="e2sfca"):
        values(city, method="4sfca")


def test_a_facility_known_to_the_ward_only_is_near_nobody_and_far_from_nobody(city: Casebook) -> None:
    put(city, person(1, "青葉区", "一番町"))
    put(city, facility("区の点", 140.82, located_at="ward"), offers_trial=True, trial_places=1)
    measures = ["no_place_near", "place_near_unknown", "one_place_near"]
    assert values(city).loc["青葉区", measures].tolist() == [0, 1, 0]
    put(city, facility("町の点", 140.82, located_at="town"), offers_trial=True, trial_places=1)
    assert values(city).loc["青葉区", measures].tolist() == [0, 0, 1]
