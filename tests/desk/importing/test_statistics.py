"""Counts of people: taken once, by day; towns of the census; certificates typed in by the city."""

from datetime import date

import pytest
from shapely.geometry import box

from casebook.records import Area, Statistic, Town
from desk import importing
from desk.importing.templates import CERTIFICATES
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY
from tests.geodata.sources.published import frame, geojson, small_area

REGISTER = (
    "ward,town_code,town_name,population,population_under_15,population_15_64,population_65_plus,lat,lon\n"
    "aoba,41010000001,国分町一丁目,644,55,431,158,38.28,140.86\n"
    "izumi,41050000001,中央,100,10,,30,38.28,140.86\n"
    "izumi,41050000002,どこにもない町,7,,,,,\n"
)
CENSUS = "A002005212020DDSWC04101.geojson"


def register(text=REGISTER, name="sendai_20200401.csv"):
    return NamedBytes(name, text.encode())


def census(*rows, name=CENSUS):
    return geojson(frame(list(rows)), name)


def area(key, name, population, households=10, lon=140.85, **more):
    return small_area(key, name, box(lon, 38.2, lon + 0.01, 38.21), population, households, **more)


def values(book, **equal):
    return {(one.ward, one.town, one.kind): one.value for one in book.all(Statistic, **equal)}


def test_the_population_of_towns_comes_by_age_and_a_blank_stays_unknown(little, take):
    preview = take(little, "population", register())
    assert values(little) == {
        ("青葉区", "国分町一丁目", "population"): 644,
        ("青葉区", "国分町一丁目", "population_0_14"): 55,
        ("青葉区", "国分町一丁目", "population_15_64"): 431,
        ("青葉区", "国分町一丁目", "population_65_over"): 158,
        ("泉区", "中央", "population"): 100,
        ("泉区", "中央", "population_0_14"): 10,
        ("泉区", "中央", "population_65_over"): 30,
        ("泉区", "どこにもない町", "population"): 7,
    }
    assert {(one.level, one.city, one.on, one.source) for one in little.all(Statistic)} == {
        ("town", "仙台市", date(2020, 4, 1), "住民基本台帳")
    }
    assert [(one.code, one.value) for one in preview.problems] == [("import.count_unknown_town", "どこにもない町")]


def test_the_same_file_changes_nothing_a_mended_one_changes_the_count_and_a_later_one_adds(little, take):
    take(little, "population", register())
    revision = little.revision()
    assert take(little, "population", register()).counts["unchanged"] == 8
    assert little.revision() == revision
    assert take(little, "population", register(REGISTER.replace("644", "645"))).counts["changed"] == 1
    assert take(little, "population", register(name="sendai_20210401.csv")).counts["new"] == 8
    assert len(little.all(Statistic)) == 16


def test_a_town_is_counted_under_the_name_that_the_casebook_has(little, take):
    take(little, "population", register(REGISTER.replace("国分町一丁目", "国分町１丁目")))
    assert ("青葉区", "国分町一丁目", "population") in values(little)


def test_the_real_register_comes_in_whole(book, reference_data, take):
    for _ in range(2):
        preview = take(book, "population", reference_data / "towns" / "sendai_town_population_2020.csv")
    assert preview.counts == {"new": 0, "changed": 0, "unchanged": 949 * 4, "missing": 0, "rejected": 0}
    counts = book.all(Statistic)
    assert sum(one.value for one in counts if one.kind == "population") == 1_054_307
    assert sum(one.value for one in counts if one.kind != "population") == 1_054_307


def test_small_areas_bring_towns_with_point_population_and_counts(little, take):
    take(little, "estat", census(area("04101001001", "国分町一丁目", 50), area("04101002000", "本町", 0, None)))
    towns = {town.name: town for town in little.all(Town, ward="青葉区")}
    assert (towns["本町"].population, towns["国分町一丁目"].population, towns["中央"].population) == (0, 50, None)
    assert 140.85 < towns["本町"].lon < 140.86
    assert towns["国分町一丁目"].lon == 140.85
    assert values(little) == {
        ("青葉区", "国分町一丁目", "population"): 50,
        ("青葉区", "国分町一丁目", "households"): 10,
        ("青葉区", "本町", "population"): 0,
    }
    assert {(one.on, one.source) for one in little.all(Statistic)} == {
        (date(2020, 10, 1), "国勢調査 小地域集計（e-Stat）")
    }
    again = importing.preview(little, "estat", [census(area("04101001001", "国分町一丁目", 50))], TODAY)
    assert again.counts["changed"] == again.counts["new"] == 0


def test_small_areas_of_one_name_are_one_town_unknown_as_soon_as_one_is(little, take):
    rows = [area("04101001001", "本町", 5), area("04101001002", "本町", 6, lon=140.87)]
    take(little, "estat", census(*rows))
    assert values(little)["青葉区", "本町", "population"] == 11
    take(little, "estat", census(rows[0], area("04101001002", "本町", None), name=CENSUS.replace("2020", "2015")))
    assert len(little.all(Statistic, on=date(2015, 10, 1))) == 1
    assert next(town.population for town in little.all(Town) if town.name == "本町") == 11


def test_the_ward_comes_from_the_code_where_the_file_names_only_the_ward(little, take):
    take(little, "estat", census(area("04101001001", "本町", 5, ward="青葉区")))
    (town,) = little.all(Town, name="本町")
    assert (town.city, town.ward) == ("仙台市", "青葉区")


def test_a_census_of_no_known_year_brings_towns_without_dated_counts(little, take):
    preview = take(little, "estat", census(area("04101001001", "本町", 5), name="towns.geojson"))
    assert [one.code for one in preview.problems] == ["import.count_undated"]
    assert little.all(Statistic) == []
    assert little.all(Town, name="本町")[0].population == 5


TITLES = [field.header for field in CERTIFICATES]


def sheet(*rows):
    lines = [",".join(TITLES), *(",".join(row) for row in rows)]
    return NamedBytes("certificates.csv", "\r\n".join([*lines, ""]).encode())


def test_certificates_come_by_ward_and_day_and_blank_is_unknown(little, take):
    take(
        little,
        "certificates",
        sheet(("", "青葉区", "令和8年3月31日", "1200", "", "0", ""), ("仙台市", "", "2026-03-31", "9", "", "", "市報")),
    )
    assert [(one.level, one.city, one.ward, one.kind, one.value, one.source) for one in little.all(Statistic)] == [
        ("ward", "仙台市", "青葉区", "certificate_physical", 1200, "市の集計"),
        ("ward", "仙台市", "青葉区", "certificate_mental", 0, "市の集計"),
        ("city", "仙台市", "", "certificate_physical", 9, "市報"),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "どこか区", "2026-03-31", "1", "", "", ""), "import.count_of_no_city"),
        (("", "青葉区", "2027-03-31", "1", "", "", ""), "input.not_in_future"),
        (("", "青葉区", "2026-03-31", "-1", "", "", ""), "cell.out_of_range"),
        (("", "青葉区", "", "1", "", "", ""), "cell.required"),
    ],
)
def test_a_row_that_cannot_be_placed_is_rejected(little, row, code):
    preview = importing.preview(little, "certificates", [sheet(row)], TODAY)
    assert [one.code for one in preview.problems if one.severity == "rejected"] == [code]
    assert (preview.changes, len(preview.rejects)) == ([], 1)


def test_two_rows_of_one_ward_and_day_are_not_guessed_between(little):
    row = ("", "青葉区", "2026-03-31", "1", "", "", "")
    preview = importing.preview(little, "certificates", [sheet(row, row)], TODAY)
    assert [one.code for one in preview.problems] == ["import.duplicate_in_file"]


def test_a_ward_that_is_a_municipality_has_no_ward_of_its_own(book, take):
    with book.writing("before") as writer:
        writer.add(Area(code="04202", prefecture="宮城県", city="石巻市", name="石巻市", geometry="POINT EMPTY"))
    take(book, "estat", census(area("04202001001", "門脇", 5, ward="石巻市")))
    (town,) = book.all(Town)
    assert (town.city, town.ward) == ("石巻市", "")
