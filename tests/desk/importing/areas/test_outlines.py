"""A newer edition replaces areas by place, retires what it covers, and takes what lay there along."""

from datetime import date
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import Area, Facility, Person, PersonAvoid, Statistic, Town
from desk import importing
from desk.importing import ImportPreview
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY
from tests.desk.conftest import square
from tests.desk.importing.areas.editions import n03

OLD = {"中区": (137.6, "22131"), "東区": (137.7, "22132"), "天竜区": (137.8, "22137")}


def edition(*features: tuple[str, str, str]) -> NamedBytes:
    return n03("浜松市", *features)


MERGED = edition(
    ("中央区", "22138", "POLYGON ((137.6 34.7, 137.8 34.7, 137.8 34.8, 137.6 34.8, 137.6 34.7))"),
    ("天竜区", "22140", square(137.8, 34.7)),
)
"""中区 and 東区 are one, 天竜区 has a new code."""
PARTED = edition(
    ("中央区", "22138", "POLYGON ((137.6 34.7, 137.75 34.7, 137.75 34.8, 137.6 34.8, 137.6 34.7))"),
    ("浜名区", "22139", "POLYGON ((137.75 34.7, 137.8 34.7, 137.8 34.8, 137.75 34.8, 137.75 34.7))"),
    ("天竜区", "22140", square(137.8, 34.7)),
)
"""東区 lies in two."""


@pytest.fixture
def hamamatsu(book: Casebook) -> Casebook:
    """Return a city of three wards with a town, an office and a person in each of two."""
    place: dict[str, Any] = {"prefecture": "静岡県", "city": "浜松市"}
    with book.writing("before") as writer:
        for name, (lon, code) in OLD.items():
            writer.add(Area(code=code, name=name, geometry=square(lon, 34.7), **place))
        for ward, town, lon in (("中区", "砂山町", 137.65), ("東区", "和田町", 137.72), ("東区", "天王町", 137.78)):
            writer.add(Town(city="浜松市", ward=ward, name=town, lat=34.75, lon=lon))
        office: dict[str, Any] = {"source": "manual", "service_code": "24", "service_name": "短期入所"}
        writer.add(
            Facility(name="もみじ", city="浜松市", ward="東区", lat=34.75, lon=137.78, located_at="office", **office)
        )
        first = writer.add(Person(code_name="A-1", city="浜松市", ward="中区", town="砂山町"))
        writer.add(
            Person(code_name="A-2", city="浜松市", ward="東区", town="天王町", day_city="浜松市", day_ward="中区")
        )
        writer.add(Person(code_name="A-3", city="浜松市", ward="東区"))
        for ward in ("中区", "東区"):
            writer.add(PersonAvoid(person_id=first, ward=ward))
            for kind, value in (("population", 100), ("certificate_physical", 7)):
                writer.add(
                    Statistic(
                        level="ward", city="浜松市", ward=ward, kind=kind, on=date(2025, 4, 1), value=value, source="市"
                    )
                )
    return book


def taken_over(book: Casebook, file: NamedBytes, **options: Any) -> ImportPreview:
    preview = importing.preview(book, "areas", [file], TODAY, **options)
    importing.commit(book, preview)
    return preview


def homes(book: Casebook) -> dict[str, str | None]:
    return {person.code_name: person.ward for person in book.all(Person)}


def test_a_new_code_for_the_same_ward_replaces_the_old_one(hamamatsu: Casebook) -> None:
    before = {area.name: area.id for area in hamamatsu.all(Area)}
    taken_over(hamamatsu, MERGED)
    after = {area.name: (area.id, area.code) for area in hamamatsu.all(Area)}
    assert after["天竜区"] == (before["天竜区"], "22140")
    assert sorted(after) == ["中央区", "天竜区"]


def test_the_preview_tells_what_goes_and_what_moves_and_writes_nothing(hamamatsu: Casebook) -> None:
    preview = importing.preview(hamamatsu, "areas", [MERGED], TODAY)
    (told,) = [finding for finding in preview.problems if finding.code == "import.areas_retired"]
    assert told.params["old"] == "中区、東区"
    assert told.params["new"] == "中央区"
    moved = {change.label for change in preview.changes if change.status == "changed"}
    assert {"A-1", "A-2", "A-3", "もみじ", "中区砂山町"} <= moved
    assert homes(hamamatsu) == {"A-1": "中区", "A-2": "東区", "A-3": "東区"}


def test_people_offices_and_towns_move_with_their_ground(hamamatsu: Casebook) -> None:
    taken_over(hamamatsu, MERGED)
    assert homes(hamamatsu) == {"A-1": "中央区", "A-2": "中央区", "A-3": "中央区"}
    assert [person.day_ward for person in hamamatsu.all(Person)] == [None, "中央区", None]
    assert {town.ward for town in hamamatsu.all(Town)} == {"中央区"}
    assert {facility.ward for facility in hamamatsu.all(Facility)} == {"中央区"}


def test_what_both_old_wards_were_avoided_for_is_one_place_to_avoid(hamamatsu: Casebook) -> None:
    taken_over(hamamatsu, MERGED)
    assert [avoid.ward for avoid in hamamatsu.all(PersonAvoid)] == ["中央区"]


def test_figures_of_wards_that_became_one_are_added_up(hamamatsu: Casebook) -> None:
    taken_over(hamamatsu, MERGED)
    figures = {(one.ward, one.kind): one.value for one in hamamatsu.all(Statistic)}
    assert figures == {("中央区", "population"): 200, ("中央区", "certificate_physical"): 14}


def test_of_a_ward_that_was_parted_each_town_and_office_goes_where_it_lies(hamamatsu: Casebook) -> None:
    preview = taken_over(hamamatsu, PARTED)
    assert {town.name: town.ward for town in hamamatsu.all(Town)} == {
        "砂山町": "中央区",
        "和田町": "中央区",
        "天王町": "浜名区",
    }
    assert [facility.ward for facility in hamamatsu.all(Facility)] == ["浜名区"]
    # Of A-3 no town is known: nobody can tell where she lives now, and nobody guesses.
    assert homes(hamamatsu) == {"A-1": "中央区", "A-2": "浜名区", "A-3": "東区"}
    not_moved = {str(finding.value) for finding in preview.problems if finding.code == "import.not_moved"}
    assert not_moved == {"A-3", "A-1"}  # A-1 for 東区, which she wants to avoid


def test_figures_of_a_ward_that_was_parted_stay_history(hamamatsu: Casebook) -> None:
    taken_over(hamamatsu, PARTED)
    assert {one.ward for one in hamamatsu.all(Statistic)} == {"中区", "東区"}


def test_a_file_of_one_ward_retires_no_other(hamamatsu: Casebook) -> None:
    taken_over(hamamatsu, edition(("天竜区", "22140", square(137.8, 34.7))))
    assert sorted(area.name for area in hamamatsu.all(Area)) == ["中区", "天竜区", "東区"]


def test_what_is_to_stay_stays_and_it_says_that_ground_counts_twice(hamamatsu: Casebook) -> None:
    preview = taken_over(hamamatsu, MERGED, retire=False)
    assert sorted(area.name for area in hamamatsu.all(Area)) == ["中区", "中央区", "天竜区", "東区"]
    assert homes(hamamatsu) == {"A-1": "中区", "A-2": "東区", "A-3": "東区"}
    assert "import.areas_kept" in {finding.code for finding in preview.problems}


def test_the_same_edition_once_more_changes_nothing(hamamatsu: Casebook) -> None:
    taken_over(hamamatsu, MERGED)
    assert importing.preview(hamamatsu, "areas", [MERGED], TODAY).writes == []


def test_a_ward_that_stands_twice_under_two_codes_is_one_afterwards(hamamatsu: Casebook) -> None:
    with hamamatsu.writing("before") as writer:
        writer.add(Area(code="221376", prefecture="静岡県", city="浜松市", name="天竜区", geometry=square(137.8, 34.7)))
    taken_over(hamamatsu, MERGED)
    assert [area.code for area in hamamatsu.all(Area) if area.name == "天竜区"] == ["22140"]


def test_a_new_spelling_of_a_municipality_takes_its_people_and_towns_along(book: Casebook) -> None:
    with book.writing("before") as writer:
        writer.add(Town(city="龍ヶ崎市", name="佐貫町", lat=35.93, lon=140.13))
        writer.add(
            Area(code="08208", prefecture="茨城県", city="龍ヶ崎市", name="龍ヶ崎市", geometry=square(140.1, 35.9))
        )
        writer.add(Person(code_name="R-1", city="龍ヶ崎市", town="佐貫町"))
    taken_over(book, n03("龍ケ崎市", ("", "08208", square(140.1, 35.9)), prefecture="茨城県"))
    assert [area.city for area in book.all(Area)] == ["龍ケ崎市"]
    assert [town.city for town in book.all(Town)] == ["龍ケ崎市"]
    assert [(person.city, person.ward) for person in book.all(Person)] == [("龍ケ崎市", None)]


def test_a_coarser_edition_retires_no_ward(hamamatsu: Casebook) -> None:
    before = [(area.code, area.name) for area in hamamatsu.all(Area)]
    whole = "POLYGON ((137.6 34.7, 137.9 34.7, 137.9 34.8, 137.6 34.8, 137.6 34.7))"
    preview = taken_over(hamamatsu, n03("浜松市", ("", "22130", whole)))
    assert [(area.code, area.name) for area in hamamatsu.all(Area)] == before
    assert homes(hamamatsu) == {"A-1": "中区", "A-2": "東区", "A-3": "東区"}
    assert [finding.code for finding in preview.problems] == ["import.area_of_wards"]


def test_the_wards_of_a_city_that_was_known_as_a_whole_replace_it(book: Casebook) -> None:
    whole = "POLYGON ((137.6 34.7, 137.9 34.7, 137.9 34.8, 137.6 34.8, 137.6 34.7))"
    with book.writing("before") as writer:
        writer.add(Area(code="22130", prefecture="静岡県", city="浜松市", name="浜松市", geometry=whole))
        writer.add(Town(city="浜松市", name="砂山町", lat=34.75, lon=137.65))
        writer.add(Person(code_name="A-1", city="浜松市", town="砂山町"))
    taken_over(book, MERGED)
    assert sorted(area.name for area in book.all(Area)) == ["中央区", "天竜区"]
    assert homes(book) == {"A-1": "中央区"}
    assert [town.ward for town in book.all(Town)] == ["中央区"]
