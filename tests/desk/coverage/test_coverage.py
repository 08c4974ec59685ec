"""Coverage of areas against a plain recount; nobody and nothing is dropped, and what nobody knows is no zero."""

import json
import math
from collections import Counter
from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pytest
import shapely

from casebook.book import Casebook
from casebook.records import (
    Area,
    Centre,
    Facility,
    FacilityCondition,
    Person,
    Statistic,
    Stay,
    Town,
    Visit,
)
from desk.city.names import town_key
from desk.coverage.areas import CITY as WHOLE
from desk.coverage.areas import LEVELS, UNKNOWN_AREA
from desk.coverage.coverage import coverage_of, read_coverage, soles
from desk.coverage.measures import MEASURES
from desk.coverage.snapshot import read_snapshot
from desk.plan.edits import Edits, Imagined
from geodata.findings import UnreadableFile
from tests.conftest import TODAY
from tests.desk.coverage.reference import plain_area, plain_site, scatter
from tests.desk.coverage.six_towns import CITY, LAT, POLICY, build, facility, person, put, values
from tests.optional import present

# a whole city by chance, recounted in loops


@pytest.mark.parametrize("seed", range(3))
def test_every_count_is_that_of_a_plain_recount(book: Casebook, seed: int) -> None:
    scatter(book, seed)
    centres = {one.name: str(one.id) for one in book.all(Centre)}
    people = [one for one in book.all(Person) if one.status != "closed"]
    conditions = {one.facility_id: one for one in book.all(FacilityCondition)}
    visits, stays = book.all(Visit), book.all(Stay)
    year = date(2025, 11, 22)
    for level in LEVELS:
        found = values(book, level)
        expected: dict[str, Counter[str]] = {code: Counter() for code in MEASURES}
        unsaid: Counter[str] = Counter()
        for one in people:
            area = plain_area(level, one.ward or one.city, one.town, centres)
            expected["people"][area] += 1
            expected[f"tier_{one.tier_override}"][area] += 1
            expected["need_wheelchair"][area] += one.wheelchair is True
        for site in book.all(Facility):
            area = plain_area(level, *plain_site(site), centres)
            condition = conditions.get(present(site.id)) or FacilityCondition(facility_id=present(site.id))
            expected["stays"][area] += sum(
                stay.facility_id == site.id and present(stay.end_on) > year for stay in stays
            )
            mine = [visit for visit in visits if visit.facility_id == site.id]
            expected["visits"][area] += sum(visit.visited_on > year for visit in mine)
            if site.status == "closed":
                continue
            expected["short_stay"][area] += site.service_code == "24"
            expected["group_home"][area] += site.service_code == "33"
            willing = condition.emergency_policy in ("past_use", "always")
            overnight = site.service_code in POLICY.scope.trial_services or condition.offers_trial or willing
            if site.is_base or not overnight:
                continue
            places = 0 if condition.offers_trial is False else condition.trial_places
            expected["trial_places"][area] += places or 0
            expected["places_unasked"][area] += places is None
            expected["emergency"][area] += willing
            expected["emergency_unasked"][area] += condition.emergency_policy is None
            expected["never_visited"][area] += not mine
            unsaid[area] += places is None
        expected["visits"][UNKNOWN_AREA] += 1
        for code in (
            *("people", "tier_1", "tier_2", "tier_3", "need_wheelchair", "short_stay", "group_home", "places_unasked"),
            *("emergency_unasked", "stays", "visits", "never_visited"),
        ):
            assert found[code].to_dict() == {key: expected[code][key] for key in found.index}, (level, code)
        for area in found.index:
            assert math.isnan(found["trial_places"][area]) == (expected["trial_places"][area] == 0 and unsaid[area] > 0)
        assert found["trial_places"].sum() == expected["trial_places"].total()


@pytest.mark.parametrize("seed", range(2))
def test_all_levels_have_the_same_totals(book: Casebook, seed: int) -> None:
    scatter(book, seed)
    snapshot = read_snapshot(book, TODAY, POLICY)
    found = {level: coverage_of(snapshot, level).values for level in (WHOLE, *LEVELS)}
    counts = [code for code, one in MEASURES.items() if one.of is None and one.over is None and not special(code)]
    for code in counts:
        if code in found["ward"]:
            assert len({float(one[code].sum()) for one in found.values()}) == 1, code
    people = len(snapshot.problem.people)
    assert found["ward"]["people"].sum() == people == found["ward"][["tier_1", "tier_2", "tier_3"]].sum().sum()
    assert (
        found["town"]["certificate_mental"].to_dict()[UNKNOWN_AREA] == found["ward"]["certificate_mental"]["泉区"] == 70
    )


def special(code: str) -> bool:
    """Tell which measures are neither counts nor ratios of counts."""
    return code.startswith(("function_", "access_"))


@pytest.mark.parametrize("seed", range(2))
def test_closing_a_facility_costs_exactly_those_who_depend_on_it(book: Casebook, seed: int) -> None:
    scatter(book, seed)
    snapshot = read_snapshot(book, TODAY, POLICY)
    now = coverage_of(snapshot, "ward", 8000).values
    before = now[["no_place_near", "place_near_unknown", "no_option"]].sum()
    found = {one.facility_id: one for one in soles(snapshot, 8000)}
    for site in snapshot.problem.facilities:
        after = values(book, within_m=8000, edits=Edits(closed=frozenset({site.id})))
        lost = after[["no_place_near", "place_near_unknown", "no_option"]].sum() - before
        one = found.get(site.id)
        assert (lost["no_place_near"] + lost["place_near_unknown"], lost["no_option"]) == (
            (len(one.place), len(one.option)) if one else (0, 0)
        )
    assert now["one_place_near"].sum() == sum(len(one.place) for one in found.values())
    assert now["one_option"].sum() == sum(len(one.option) for one in found.values())


# edges


def test_a_ward_without_facilities_and_a_town_without_people_have_zeros(city: Casebook) -> None:
    put(city, person(1, "青葉区", "一番町"))
    put(city, facility("まち", 140.82), trial_places=2, offers_trial=True, emergency_policy="always")
    by_ward, by_town = values(city), values(city, "town")
    assert by_ward.loc["太白区", ["people", "short_stay", "trial_places", "emergency"]].tolist() == [0, 0, 0, 0]
    assert by_ward.loc["太白区", "function_emergency"] == 0
    assert math.isnan(by_ward.loc["太白区", "places_per_person"])
    assert by_town.loc["青葉区/二日町", ["people", "trial_places"]].tolist() == [0, 0]
    assert math.isnan(by_town.loc["青葉区/二日町", "access_people"])
    assert by_town.loc["青葉区/一番町", ["people", "trial_places", "places_per_person"]].tolist() == [1, 2, 2]


def test_an_empty_casebook_has_one_row_and_no_figures(book: Casebook) -> None:
    for level in LEVELS:
        found = values(book, level)
        assert list(found.index) == [UNKNOWN_AREA]
        assert found.loc[UNKNOWN_AREA, "people"] == 0


def test_no_level_but_the_four(city: Casebook) -> None:
    with pytest.raises(ValueError, match="no such level: street; one of ward, municipality, catchment, town"):
        values(city, "street")


def test_a_facility_on_a_border_counts_once_where_it_says_it_is(city: Casebook) -> None:
    put(city, facility("境", 140.9, "泉区"), facility("名のらない境", 140.9, None))
    assert values(city)["short_stay"].to_dict() == {"青葉区": 1, "泉区": 1, "太白区": 0, UNKNOWN_AREA: 0}
    assert values(city, "town")["short_stay"].sum() == 2


def test_a_facility_in_the_sea_counts_in_its_ward_or_as_unknown(city: Casebook) -> None:
    put(city, facility("海", 142.5, "泉区"), facility("名のらない海", 142.5, None))
    assert values(city)["short_stay"].to_dict() == {"青葉区": 0, "泉区": 1, "太白区": 0, UNKNOWN_AREA: 1}
    assert values(city, "town")["short_stay"].to_dict()["泉区/高森"] == 1


def test_a_facility_without_a_point_lies_in_no_town(city: Casebook) -> None:
    put(city, facility("点なし"), facility("区の点", 140.85, located_at="ward"))
    assert values(city)["short_stay"]["青葉区"] == 2
    for level in ("town", "catchment"):
        assert values(city, level)["short_stay"][UNKNOWN_AREA] == 2


def test_a_facility_in_the_hole_of_a_ward_is_not_in_it(book: Casebook) -> None:
    outline = shapely.box(140.8, 38.2, 140.9, 38.3) - shapely.box(140.84, 38.24, 140.86, 38.26)
    put(book, Area(code="1", prefecture="宮城県", city=CITY, name="輪の区", geometry=outline.wkt))
    put(book, facility("穴", 140.85, None), facility("輪", 140.82, None))
    assert values(book)["short_stay"].to_dict() == {"輪の区": 1, UNKNOWN_AREA: 1}
    put(book, Town(city=CITY, ward="輪の区", name="輪の町", lat=LAT, lon=140.82))
    found = read_coverage(book, TODAY, POLICY, "town")
    assert found.areas.geometry.iloc[0].symmetric_difference(outline).area < 1e-9
    assert found.values["short_stay"].to_dict() == {"輪の区/輪の町": 1, UNKNOWN_AREA: 1}


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_outlines_in_metres_are_read_as_such_and_without_a_crs_refused(book: Casebook, take, tmp_path) -> None:
    frame = gpd.GeoDataFrame(
        {"N03_001": ["宮城県"], "N03_003": [CITY], "N03_004": ["青葉区"], "N03_007": ["04101"]},
        geometry=[shapely.box(140.8, 38.2, 140.9, 38.3)],
        crs="EPSG:6668",
    ).to_crs("EPSG:6691")
    frame.to_file(tmp_path / "metres.gpkg")
    frame.set_crs(None, allow_override=True).to_file(tmp_path / "nothing.gpkg")
    with pytest.raises(UnreadableFile):
        take(book, "areas", tmp_path / "nothing.gpkg")
    take(book, "areas", tmp_path / "metres.gpkg")
    put(book, facility("なか", 140.85, None), facility("そと", 140.95, None))
    found = read_coverage(book, TODAY, POLICY, "ward")
    assert found.values["short_stay"].to_dict() == {"青葉区": 1, UNKNOWN_AREA: 1}
    assert found.areas.crs.to_epsg() == 6668


def test_areas_and_values_go_together_and_the_unknown_comes_last(city: Casebook) -> None:
    for level in LEVELS:
        found = read_coverage(city, TODAY, POLICY, level)
        assert list(found.areas["key"]) == list(found.values.index)
        assert found.areas["key"].is_unique
        assert list(found.areas["key"])[-1] == UNKNOWN_AREA
        assert found.areas.geometry.iloc[-1] is None
        assert all(dtype == np.float64 for dtype in found.values.dtypes)
    town = read_coverage(city, TODAY, POLICY, "town").areas.set_index("key")
    assert town.geometry["泉区/点なし"] is None
    assert town.geometry["青葉区/一番町"].contains(shapely.Point(140.82, LAT))


def test_a_catchment_with_an_outline_of_its_own_holds_the_towns_in_it(city: Casebook) -> None:
    outline = shapely.box(140.87, 38.2, 140.9, 38.3)
    (key,) = put(city, Centre(name="学区", city=CITY, outline=outline.wkt))
    put(city, person(1, "青葉区", "三本松"), person(2, "青葉区", "一番町"), facility("学区のなか", 140.88))
    found = read_coverage(city, TODAY, POLICY, "catchment")
    assert found.values.T[str(key)][["people", "short_stay"]].tolist() == [1, 1]
    assert found.areas.set_index("key").geometry[str(key)].equals(outline)


def test_towns_written_in_two_ways_are_one_and_its_parts_count_with_it(book: Casebook) -> None:
    build(book)
    put(
        book,
        Town(city=CITY, ward="太白区", name="長町一丁目", koaza="北", lat=LAT, lon=141.05, population=30),
        Town(city=CITY, ward="太白区", name="長町1丁目", koaza="南", lat=LAT, lon=141.06, population=40),
        person(1, "太白区", "長町１丁目"),
    )
    found = values(book, "town")
    (key,) = [key for key in found.index if key.startswith("太白区/")]
    assert town_key(key) == town_key("太白区/長町一丁目")
    assert found.loc[key, ["people", "population"]].tolist() == [1, 70]


# what the measures say


def test_what_nobody_said_is_unknown_and_what_is_known_adds_up(city: Casebook) -> None:
    put(city, person(1), facility("答えない", 140.82))
    assert values(city).loc["青葉区", ["trial_places", "emergency", "places_per_person"]].isna().all()
    assert values(city).loc["青葉区", ["places_unasked", "emergency_unasked"]].tolist() == [1, 1]
    put(city, facility("しない", 140.83), offers_trial=False, emergency_policy="none")
    assert values(city).loc["青葉区", ["trial_places", "emergency"]].isna().all()
    put(city, facility("する", 140.84), trial_places=3, emergency_policy="past_use")
    assert values(city).loc["青葉区", ["trial_places", "emergency"]].tolist() == [3, 1]
    put(city, facility("拠点", 140.84, is_base=True), trial_places=9, emergency_policy="always")
    assert values(city).loc["青葉区", ["trial_places", "emergency"]].tolist() == [3, 1]


def functions(book: Casebook, area: str = "青葉区") -> list[float | None]:
    row = values(book).loc[area]
    found = [row[f"function_{name}"] for name in ("consultation", "emergency", "trial", "experts", "system")]
    return [None if math.isnan(one) else one for one in found]


def test_the_five_functions_are_present_thin_missing_or_unknown(city: Casebook) -> None:
    assert functions(city) == [None, 0, 0, 0, None]
    (first,) = put(city, facility("一つめ", 140.82))
    assert functions(city) == [None, None, None, None, None]
    put(city, facility("二つめ", 140.83), offers_trial=True, emergency_policy="always", severe_behaviour=True)
    put(city, facility("移行", 140.83, service_code="53"))
    assert functions(city) == [1, 1, 1, 1, None]
    put(city, Visit(visited_on=TODAY, kind="short_stay", facility_id=first))
    assert functions(city) == [1, 1, 1, 1, 2]
    put(city, facility("三つめ", 140.84), trial_places=1, emergency_policy="information", medical_care={"oxygen": True})
    put(city, facility("拠点", 140.84, is_base=True, emergency_rooms=4))
    assert functions(city) == [2, 2, 2, 2, 1]
    assert functions(city, "泉区") == [0, 0, 0, 0, None]


def test_one_facility_carries_the_load(city: Casebook) -> None:
    one, two = put(city, facility("一つめ", 140.82), facility("二つめ", 140.83))
    (guest,) = put(city, person(1))
    days = [TODAY - timedelta(days=30 * number) for number in range(1, 5)]
    put(city, *(Stay(person_id=guest, facility_id=one, kind="trial", start_on=day, end_on=day) for day in days[:3]))
    put(city, Stay(person_id=guest, facility_id=two, kind="short_stay", start_on=days[3]))
    old = date(2025, 11, 22)
    put(city, Stay(person_id=guest, facility_id=two, kind="trial", start_on=old, end_on=old))
    row = values(city).loc["青葉区"]
    assert row[["stays", "busiest_share", "herfindahl"]].tolist() == [4, 75, 0.625]
    assert values(city).loc["泉区", ["busiest_share", "herfindahl"]].isna().all()


def test_visits_are_counted_where_the_facility_is(city: Casebook) -> None:
    seen, _ = put(city, facility("行った", 140.82), facility("行っていない", 140.83))
    put(city, Visit(visited_on=date(2024, 1, 5), kind="short_stay", facility_id=seen))
    put(city, Visit(visited_on=TODAY, kind="other", place="喫茶店"))
    found = values(city)[["visits", "never_visited"]]
    assert found.loc["青葉区"].tolist() == [0, 1]
    assert found.loc[UNKNOWN_AREA].tolist() == [1, 0]


def test_a_kind_of_which_no_list_was_imported_is_unknown_and_one_that_closed_is_none(city: Casebook) -> None:
    put(city, facility("開いている", 140.83), facility("閉じた", 140.83, service_code="33", status="closed"))
    found = values(city)
    assert found.loc["青葉区", ["short_stay", "group_home"]].tolist() == [1, 0]
    assert found.loc["泉区", "short_stay"] == 0
    assert found[["welfare_home", "training", "residential"]].isna().all(axis=None)


def test_statistics_are_the_newest_and_the_finest(city: Casebook) -> None:
    def count(level, on, value, kind="population", **place):
        return Statistic(level=level, city=CITY, kind=kind, on=on, value=value, source="市", **place)

    old, new, coming = date(2024, 4, 1), date(2026, 4, 1), date(2027, 4, 1)
    put(
        city,
        count("town", old, 1, ward="青葉区", town="一番町"),
        count("town", new, 10, ward="青葉区", town="一番町"),
        count("town", new, 20, ward="青葉区", town="二日町"),
        count("town", coming, 99, ward="青葉区", town="二日町"),
        count("ward", new, 500, ward="青葉区"),
        count("ward", new, 700, ward="泉区"),
        count("city", new, 5000),
        count("city", new, 60, "certificate_physical"),
    )
    by_ward, by_town = values(city), values(city, "town")
    assert by_ward["population"].to_dict() == pytest.approx(
        {"青葉区": 30, "泉区": 700, "太白区": math.nan, UNKNOWN_AREA: 0}, nan_ok=True
    )
    assert by_town.loc[["青葉区/一番町", "青葉区/二日町", UNKNOWN_AREA], "population"].tolist() == [10, 20, 700]
    assert math.isnan(by_town.loc["泉区/高森", "population"])
    assert by_ward.loc[UNKNOWN_AREA, "certificate_physical"] == 60
    assert by_ward.drop(UNKNOWN_AREA)["certificate_physical"].isna().all()
    assert "households" not in by_ward


def test_needs_are_columns_as_far_as_anybody_has_them_or_they_are_asked_for(city: Casebook) -> None:
    put(city, person(1, wheelchair=True, medical_care={"oxygen": True}))
    assert [code for code in values(city) if code.startswith("need_")] == ["need_care", "need_wheelchair"]
    asked = values(city, kinds=["physical"])
    assert [code for code in asked if code.startswith("need_")] == ["need_physical"]


def test_the_city_as_it_would_be_is_measured_alike(city: Casebook) -> None:
    put(city, person(1, "青葉区", "一番町", tier_override=3, tier_override_reason="試験"))
    (key,) = put(city, facility("近く", 140.83), trial_places=2)
    imagined = Imagined("新しい施設", "33", CITY, "泉区", "高森", 4)
    edits = Edits(closed=frozenset({key}), imagined=(imagined,), tiers={1: 1})
    found = values(city, edits=edits)
    assert found["trial_places"].to_dict() == {"青葉区": 0, "泉区": 4, "太白区": 0, UNKNOWN_AREA: 0}
    assert found.loc["青葉区", ["short_stay", "no_place_near", "tier_1"]].tolist() == [0, 1, 1]
    assert values(city, "town", edits=edits).loc["泉区/高森", ["group_home", "trial_places"]].tolist() == [1, 4]
    assert values(city, edits=Edits()).equals(values(city))
    assert values(city, edits=Edits(places={key: 5})).loc["青葉区", "trial_places"] == 5


def test_the_real_wards_and_towns_have_the_same_totals(sendai: Casebook) -> None:
    put(sendai, *(person(number, "泉区", "泉中央一丁目") for number in range(3)), person(9, None, None))
    snapshot = read_snapshot(sendai, TODAY, POLICY)
    found = {level: coverage_of(snapshot, level).values for level in LEVELS}
    for code in ("people", "short_stay", "places_unasked", "population"):
        assert len({float(found[level][code].sum()) for level in LEVELS}) == 1, code
    assert found["ward"]["population"].sum() > 1_000_000
    assert found["ward"].loc[["青葉区", "宮城野区", "若林区", "太白区", "泉区"], "short_stay"].tolist() == [
        22,
        7,
        6,
        14,
        14,
    ]
    assert found["town"].loc["泉区/泉中央一丁目", "people"] == 3
    assert json.dumps(found["ward"].loc["泉区", "people"]) == "3.0"
