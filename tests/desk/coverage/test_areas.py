"""Municipalities as a level: only where they tell something, drawn around their wards, with all who are known to be there."""

from typing import Any

import pytest
import shapely

from casebook.book import Casebook
from casebook.records import Area, Facility, Person, Statistic
from desk.coverage.areas import CITY, LEVELS, MUNICIPALITY, UNKNOWN_AREA, levels_of
from desk.coverage.coverage import coverage_of
from desk.coverage.snapshot import read_snapshot
from tests.conftest import TODAY
from tests.desk.conftest import square
from tests.desk.coverage.six_towns import POLICY, build, facility, person, put, values
from tests.optional import present


@pytest.fixture
def region(book: Casebook) -> Casebook:
    """Return a city of three wards beside a town without."""
    build(book)
    with book.writing("beside") as writer:
        writer.add(Area(code="04581", prefecture="宮城県", city="女川町", name="女川町", geometry=square(141.1, 38.2)))
    return book


def outlines(book: Casebook) -> dict[str, Any]:
    areas = read_snapshot(book, TODAY, POLICY).areas(MUNICIPALITY).frame
    return dict(zip(areas["key"], areas.geometry, strict=True))


def test_who_is_known_to_be_in_the_city_counts_there_whatever_is_known_of_the_ward(region: Casebook) -> None:
    put(region, person(1, "青葉区", "一番町"), person(2, "泉区"), person(3, None))
    put(region, Person(code_name="P-4", city="女川町"), Person(code_name="P-5", city="名取市"), Person(code_name="P-6"))
    put(region, facility("まち", 140.82), facility("どこか", None, None), facility("そと", 141.15, None))
    with region.writing("published") as writer:
        for city, kind in (("仙台市", "certificate_mental"), ("女川町", "certificate_mental")):
            writer.add(Statistic(level="city", city=city, kind=kind, on=TODAY, value=70, source="県"))
    found = values(region, MUNICIPALITY)
    assert found["people"].to_dict() == {"仙台市": 3, "女川町": 1, UNKNOWN_AREA: 2}
    assert found["short_stay"].to_dict() == {"仙台市": 2, "女川町": 1, UNKNOWN_AREA: 0}
    assert found["certificate_mental"]["仙台市"] == 70
    by_ward = values(region)
    assert by_ward["people"].to_dict() == {"青葉区": 1, "泉区": 1, "太白区": 0, "女川町": 1, UNKNOWN_AREA: 3}
    snapshot = read_snapshot(region, TODAY, POLICY)
    for code in ("people", "short_stay", "no_option", "stays", "population"):
        assert len({coverage_of(snapshot, level).values[code].sum() for level in (CITY, *LEVELS)}) == 1, code


def test_a_city_is_drawn_around_its_wards_and_a_town_as_it_was_imported(region: Casebook) -> None:
    drawn = outlines(region)
    assert drawn["仙台市"].symmetric_difference(shapely.box(140.8, 38.2, 141.1, 38.3)).area < 1e-9
    assert drawn["仙台市"].geom_type == "Polygon"
    assert drawn["女川町"].equals(shapely.from_wkt(square(141.1, 38.2)))
    assert drawn[UNKNOWN_AREA] is None


def test_the_level_is_there_where_municipalities_are_neither_the_whole_nor_each_one_area(region: Casebook) -> None:
    assert levels_of(read_snapshot(region, TODAY, POLICY).places) == LEVELS
    with region.writing("retired") as writer:
        for one in region.all(Area):
            if one.name in ("泉区", "太白区"):
                writer.remove(Area, present(one.id))
    assert MUNICIPALITY not in levels_of(read_snapshot(region, TODAY, POLICY).places)


def test_of_one_city_there_is_no_such_level_but_asked_for_it_is_one_row(book: Casebook) -> None:
    build(book)
    put(book, person(1, None), person(2, "泉区"))
    assert MUNICIPALITY not in levels_of(read_snapshot(book, TODAY, POLICY).places)
    assert values(book, MUNICIPALITY)["people"].to_dict() == {"仙台市": 2, UNKNOWN_AREA: 0}


def test_without_areas_everybody_is_somewhere_unknown(book: Casebook) -> None:
    put(book, person(1), Facility(source="manual", service_code="24", service_name="短期入所", name="F"))
    assert values(book, MUNICIPALITY)["people"].to_dict() == {UNKNOWN_AREA: 1}
