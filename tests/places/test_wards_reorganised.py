"""浜松市 before and after 2024: seven wards became three, and everything goes along."""

from pathlib import Path

import geopandas as gpd
import pytest

from casebook.records import Area, Person
from desk.city import read_places
from tests.places.conftest import gone
from tests.places.places import PLACES
from tests.places.walk import PERIOD, Walked
from tests.ui.conftest import show
from ui import shell

# What of the old wards is nearly all in one new one; of 北区, 三方原 went to 中央区.
AFTER = {
    "22138": ("中央区", ("中区", "東区", "西区", "南区")),
    "22139": ("浜名区", ("北区", "浜北区")),
    "22140": ("天竜区", ("天竜区",)),
}


def edition_of_2024(before: Path, path: Path) -> Path:
    """Make the newer edition, in its columns: the city in N03_004, the ward in N03_005."""
    areas = gpd.read_file(before).to_crs(6668)
    wards = areas[areas["N03_003"] == "浜松市"].set_index("N03_004")
    made = gpd.GeoDataFrame(
        [
            {"N03_001": "静岡県", "N03_003": None, "N03_004": "浜松市", "N03_005": name, "N03_007": code}
            for code, (name, _) in AFTER.items()
        ],
        geometry=[wards.loc[[*old]].geometry.union_all() for _, old in AFTER.values()],
        crs=6668,
    )
    made.to_file(path, driver="GeoJSON")
    return path


@pytest.fixture(scope="module")
def walked(reference_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """浜松市 with its old wards, full, and then the new edition."""
    place = next(one for one in PLACES if one.name == "浜松市")
    folder = tmp_path_factory.mktemp("hamamatsu")
    walked = gone(place, reference_data, folder)
    walked.imports("areas", edition_of_2024(reference_data / place.areas, folder / "2024.geojson"), cities=place.cities)
    return walked


def test_the_new_wards_stand_alone_and_what_went_is_told(walked: Walked) -> None:
    assert sorted(area.name for area in walked.book.all(Area)) == sorted(("中央区", "浜名区", "天竜区"))
    assert sorted(area.label for area in read_places(walked.book).names) == sorted(("中央区", "浜名区", "天竜区"))
    told = [problem["reason_ja"] for problem in walked.said["areas"]["problems"]]
    for gone_ward in ("中区", "東区", "西区", "南区", "北区", "浜北区"):
        assert any(gone_ward in reason for reason in told), gone_ward


def test_people_move_along(walked: Walked) -> None:
    places = read_places(walked.book)
    people = {one.code_name: one for one in walked.book.all(Person)}
    assert {name: places.label_of(one) for name, one in people.items()} == {
        "W-01": "天竜区",
        "W-02": "浜名区",
        "W-03": "中央区",
    }
    assert {places.home(one).level for one in people.values()} == {"ward"}


def test_every_office_is_in_a_ward_that_there_is_and_everybody_has_a_place(walked: Walked) -> None:
    offices = walked.json("facilities")
    assert {one["ward"] for one in offices} == {"中央区", "浜名区", "天竜区"}
    plan = walked.json("plan", "--period", PERIOD)
    assert len(plan["assignments"]) == 3
    area_of = {one["id"]: one["ward"] for one in offices}
    lines = walked.json("emergency", "W-01")["lines"]
    assert (lines[0]["still_known"], lines[0]["ward"]) == (True, "天竜区")
    chosen = {one["person"]: area_of[one["facility"]] for one in plan["assignments"]}
    assert chosen[1] == "天竜区"


def test_coverage_sheets_and_readiness_know_the_new_wards_only(walked: Walked) -> None:
    measured = walked.json("coverage")
    assert {area["label"]: area["values"]["people"] for area in measured["areas"] if area["label"]} == {
        "中央区": 1,
        "浜名区": 1,
        "天竜区": 1,
    }
    for ward in ("中央区", "浜名区", "天竜区"):
        walked.run("sheet", ward, "--to", walked.folder / "sheets")
    assert walked.json("readiness")


def test_every_page_opens(walked: Walked) -> None:
    with walked.at():
        for name in shell.PAGES:
            assert [error.value for error in show(name).error] == [], name


def test_the_same_edition_again_changes_nothing(walked: Walked) -> None:
    again = walked.imports("areas", walked.folder / "2024.geojson", cities=walked.place.cities)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)
