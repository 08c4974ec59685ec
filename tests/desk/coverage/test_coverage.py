"""Coverage of areas against a plain recount; nobody and nothing is dropped, and what nobody knows is no zero."""

import json
import math
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from casebook.book import Casebook
from casebook.records import (
    Area,
    Centre,
    Consent,
    Facility,
    FacilityCondition,
    Person,
    Statistic,
    Stay,
    Town,
    Visit,
)
from desk.city.places import town_key
from desk.city.travel import read_travel
from desk.coverage.access import DECAYS, METHODS
from desk.coverage.areas import CITY as WHOLE
from desk.coverage.areas import LEVELS, UNKNOWN_AREA
from desk.coverage.coverage import coverage_of, read_coverage, soles
from desk.coverage.measures import MEASURES
from desk.coverage.snapshot import read_snapshot
from desk.plan.edits import Edits, Imagined
from geodata.access import balanced, enhanced_two_step, pairs_of, stepped
from geodata.findings import UnreadableFile
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.desk.conftest import square
from words.say import LANGUAGES, say

POLICY = load_policy()
CITY = "仙台市"
WARDS = {"青葉区": 140.8, "泉区": 140.9, "太白区": 141.0}
TOWNS = {  # ward, town: longitude, centre
    ("青葉区", "一番町"): (140.82, "あおば"),
    ("青葉区", "二日町"): (140.85, "あおば"),
    ("青葉区", "三本松"): (140.88, None),
    ("泉区", "一番町"): (140.92, "いずみ"),
    ("泉区", "高森"): (140.97, "いずみ"),
    ("泉区", "点なし"): (None, "いずみ"),
}
LAT = 38.25


def values(book: Casebook, level: str = "ward", **more):
    """Return the measures of a level, by area."""
    return read_coverage(book, TODAY, POLICY, level, **more).values


def build(book: Casebook) -> dict[str, int]:
    """Write three wards (one without towns), six towns and two centres; return the centres' ids."""
    with book.writing("city") as writer:
        for number, (ward, lon) in enumerate(WARDS.items()):
            place = {"prefecture": "宮城県", "city": CITY, "geometry": square(lon, 38.2)}
            writer.add(Area(code=f"0410{number}", name=ward, **place))
        centres = {name: writer.add(Centre(name=name, city=CITY)) for name in ("あおば", "いずみ")}
        for (ward, name), (lon, centre) in TOWNS.items():
            writer.add(
                Town(
                    city=CITY,
                    ward=ward,
                    name=name,
                    lat=LAT if lon else None,
                    lon=lon,
                    population=1000,
                    centre_id=centre and centres[centre],
                )
            )
    return centres


@pytest.fixture
def city(book: Casebook) -> Casebook:
    build(book)
    return book


def person(number: int, ward: str | None = "青葉区", town: str | None = None, **more) -> Person:
    return Person(code_name=f"P-{number:03d}", city=CITY, ward=ward, town=town, **more)


def facility(name: str, lon: float | None = None, ward: str | None = "青葉区", **more) -> Facility:
    place = {"lat": LAT, "lon": lon, "located_at": "office"} if lon else {}
    kind = {"service_code": "24", "service_name": "短期入所", **more}
    return Facility(source="manual", name=name, city=CITY, ward=ward, **{**place, **kind})


def put(book: Casebook, *records, **condition) -> list[int]:
    """Write records; every facility among them gets the condition."""
    with book.writing("things") as writer:
        keys = [writer.add(one) for one in records]
        for key, one in zip(keys, records, strict=True):
            if isinstance(one, Facility) and condition:
                writer.add(FacilityCondition(facility_id=key, **condition))
    return keys


# a whole city by chance, recounted in loops


def scatter(book: Casebook, seed: int) -> None:
    """Fill a city with people and facilities of which much is not known."""
    chance = random.Random(seed)  # noqa: S311
    centres = build(book)
    some = [
        *TOWNS,
        ("青葉区", None),
        ("太白区", None),
        (None, None),
        ("名取市", "杜せきのした"),
        ("泉区", "なくなった町"),
    ]
    services = ("24", "33", "32", "34", "WH", "53", "OTHER")
    with book.writing("scattered") as writer:
        people = []
        for number in range(30):
            ward, town = chance.choice(some)
            at = {"city": "名取市", "ward": None} if ward == "名取市" else {"city": CITY, "ward": ward}
            people.append(
                writer.add(
                    Person(
                        code_name=f"P-{number}",
                        **at,
                        town=town,
                        tier_override=chance.choice([1, 2, 3]),
                        tier_override_reason="試験",
                        status=chance.choice(["active", "watching", "closed"]),
                        wheelchair=chance.choice([True, False, None]),
                    )
                )
            )
        for number in range(25):
            ward = chance.choice([*WARDS, None, "名取市"])
            lon = chance.choice([None, 140.81, 140.86, 140.9, 140.95, 141.05, 142.0])
            located = chance.choice(["office", "town", "ward"]) if lon else "none"
            key = writer.add(
                Facility(
                    source="manual",
                    service_code=chance.choice(services),
                    service_name="試験",
                    name=f"F-{number}",
                    city=CITY,
                    ward=ward,
                    lat=LAT if lon else None,
                    lon=lon,
                    located_at=located,
                    status=chance.choice(["open", "open", "closed"]),
                    is_base=number == 0,
                )
            )
            if chance.random() < 0.7:
                writer.add(
                    FacilityCondition(
                        facility_id=key,
                        offers_trial=chance.choice([True, False, None]),
                        trial_places=chance.choice([None, 0, 1, 3]),
                        emergency_policy=chance.choice([None, "none", "past_use", "always"]),
                        wheelchair=chance.choice([True, False, None]),
                    )
                )
            for one in chance.sample(people, 2):
                start = TODAY - timedelta(days=chance.randrange(700))
                writer.add(Stay(person_id=one, facility_id=key, kind="trial", start_on=start, end_on=start))
            if chance.random() < 0.5:
                day = TODAY - timedelta(days=chance.randrange(700))
                writer.add(Visit(visited_on=day, kind="other", facility_id=key))
        writer.add(Visit(visited_on=TODAY, kind="other", place="喫茶店"))
        writer.add(
            Statistic(level="ward", city=CITY, ward="泉区", kind="certificate_mental", on=TODAY, value=70, source="市")
        )
    assert centres


def plain_area(level: str, ward: str | None, town: str | None, centres: dict[str, str]) -> str:
    """Say in which area something lies whose ward and town are known by name."""
    if level == "ward":
        return ward if ward in WARDS else UNKNOWN_AREA
    if (ward, town) not in TOWNS:
        return UNKNOWN_AREA
    return f"{ward}/{town}" if level == "town" else centres.get(TOWNS[ward, town][1] or "", UNKNOWN_AREA)


def plain_site(one: Facility) -> tuple[str | None, str | None]:
    """Say in which ward and town a facility lies: the stated ward or the one around it, and the nearest town in it."""
    exact = one.lon is not None and one.located_at in ("office", "town")
    ward = one.ward
    if ward not in WARDS:
        around = [name for name, lon in WARDS.items() if exact and lon <= one.lon <= lon + 0.1]
        ward = around[0] if around else None
    near = [(abs(lon - one.lon), town) for (at, town), (lon, _) in TOWNS.items() if exact and lon and at == ward]
    return ward, min(near)[1] if near else None


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
        expected = {code: Counter() for code in MEASURES}
        unsaid = Counter()
        for one in people:
            area = plain_area(level, one.ward or one.city, one.town, centres)
            expected["people"][area] += 1
            expected[f"tier_{one.tier_override}"][area] += 1
            expected["need_wheelchair"][area] += one.wheelchair is True
        for one in book.all(Facility):
            area = plain_area(level, *plain_site(one), centres)
            condition = conditions.get(one.id) or FacilityCondition(facility_id=one.id)
            expected["stays"][area] += sum(stay.facility_id == one.id and stay.end_on > year for stay in stays)
            mine = [visit for visit in visits if visit.facility_id == one.id]
            expected["visits"][area] += sum(visit.visited_on > year for visit in mine)
            if one.status == "closed":
                continue
            expected["short_stay"][area] += one.service_code == "24"
            expected["group_home"][area] += one.service_code == "33"
            willing = condition.emergency_policy in ("past_use", "always")
            overnight = one.service_code in POLICY.scope.trial_services or condition.offers_trial or willing
            if one.is_base or not overnight:
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


def test_no_level_but_the_three(city: Casebook) -> None:
    with pytest.raises(ValueError, match="no such level: street; one of ward, catchment, town"):
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
    assert found.values.loc[str(key), ["people", "short_stay"]].tolist() == [1, 1]
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
    assert math.isnan(by_town.loc["泉区/点なし", "access_population"])
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


def test_a_kind_of_which_no_list_was_imported_is_unknown_and_one_that_closed_is_none(city: Casebook) -> None:
    put(city, facility("開いている", 140.83), facility("閉じた", 140.83, service_code="33", status="closed"))
    found = values(city)
    assert found.loc["青葉区", ["short_stay", "group_home"]].tolist() == [1, 0]
    assert found.loc["泉区", "short_stay"] == 0
    assert found[["welfare_home", "training", "residential"]].isna().all(axis=None)


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
        each = balanced(np.ones(7), [2, 2, 5], pairs_of(snapshot.problem.home_metres), DECAYS[decay](6000))
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


def test_every_measure_has_its_words() -> None:
    for code, one in MEASURES.items():
        assert code == one.code
        for text in (one.name, one.definition, one.source, one.unit):
            assert all(say(text, language) for language in LANGUAGES), text
        assert {one.over, *(one.of or ())} - {None} <= set(MEASURES)


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
