"""The ward sheet of the demonstration: what is on it, what must not be, and its files opened again."""

from datetime import date
from typing import Any, cast

from casebook.book import Casebook
from casebook.records import Facility, Person, Statistic, Visit
from desk.coverage.measures import MEASURES
from desk.publication.suppression import HIDDEN, MERGED
from desk.ward_sheet.files import sheet_files
from desk.ward_sheet.sheet import WardSheet
from desk.ward_sheet.text import gap_text, side_text, tables
from tests.conftest import TODAY
from tests.desk.ward_sheet.conftest import EVIL, LIMIT, WARD, City, sheets_today
from tests.desk.ward_sheet.regions import LABELS, WARDS, scatter
from words.say import LANGUAGES


def test_ward_and_city_stand_side_by_side_and_no_small_count_of_people_does(sheet: WardSheet) -> None:
    by_code = {line.code: line for line in sheet.lines}
    assert by_code["people"].city == 95
    assert by_code["population"].ward == 58760
    for line in sheet.lines:
        if MEASURES[line.code].people:
            for figure in (line.ward, line.city):
                assert figure in (HIDDEN, 0) or cast("int", figure) >= LIMIT


def test_a_gap_is_told_of_what_is_shown_and_is_worse_than_the_city(sheet: WardSheet) -> None:
    shown = {line.code for line in sheet.lines if HIDDEN not in (line.ward, line.city)}
    assert sheet.gaps
    for gap in sheet.gaps:
        assert gap.code in shown
        assert (gap.ward < gap.city) == (MEASURES[gap.code].gap == "low")
        assert gap_text(sheet, gap, "ja") != gap_text(sheet, gap, "en")


def test_the_trend_has_twelve_months_and_today_and_ends_as_the_figures_say(sheet: WardSheet) -> None:
    by_code = {line.code: line for line in sheet.lines}
    assert len(sheet.trend.days) == 13
    assert sheet.trend.days[-1] == TODAY
    for side in ("ward", "city"):
        people, none = (getattr(by_code[code], side) for code in ("people", "no_option"))
        last = sheet.trend.ready[side][-1]
        if HIDDEN in (people, none):
            assert last == HIDDEN
        else:
            assert abs(last - 100 * (people - none) / people) <= 100 / people


def test_visits_are_counted_in_their_month(city: City, sheet: WardSheet) -> None:
    since, shown = date(2025, 11, 1), {one.id for one in city[2].snapshot.problem.facilities}
    visits = [one for one in city[0].all(Visit) if one.facility_id in shown]
    assert sum(sheet.trend.visits["city"]) == sum(since <= one.visited_on <= TODAY for one in visits) > 0


def test_who_was_identified_is_hidden_where_few(city: City, sheet: WardSheet) -> None:
    book = city[0]
    last = sum(
        date(2025, 4, 1) <= one.identified_on <= date(2026, 3, 31) for one in book.all(Person) if one.identified_on
    )
    assert sheet.identified["city"][0] in (last, HIDDEN)
    for figures in sheet.identified.values():
        assert all(one in (HIDDEN, MERGED, 0) or cast("int", one) >= LIMIT for one in figures)


def test_only_published_facilities_of_the_ward_and_the_base_are_there(city: City, sheet: WardSheet) -> None:
    found = sheet.layers["facilities"]
    names = set(found["name"])
    assert not {"知られたくない所", "なじみの喫茶店"} & names
    assert "BASE" in set(found["kind"])
    assert found.loc[found["name"] == EVIL, "phone"].isna().all()
    other = {one.name for one in city[0].all(Facility) if one.ward != WARD}
    assert not other & names


def test_a_city_made_of_wards_has_a_sheet_beside_those_of_its_wards_and_of_towns(book: Casebook) -> None:
    scatter(book, 1)
    sheets = sheets_today(book)
    assert set(sheets) == {"甲市", "乙市", *LABELS}
    whole, people = sheets["甲市"], book.all(Person)
    assert whole.parts == ("甲市東区", "西区", "南区")
    assert sheets["丙町"].parts == ("丙町",)
    assert next(line.ward for line in whole.lines if line.code == "people") in (
        HIDDEN,
        sum(one.city == "甲市" for one in people),
    )
    assert {line.city for sheet in sheets.values() for line in sheet.lines if line.code == "people"} == {len(people)}
    offices = {one.name for one in book.all(Facility) if one.city == "甲市"}
    assert set(whole.layers["facilities"]["name"]) == offices
    assert list(whole.layers["areas"]["key"]) == list(LABELS)
    assert list(sheets["西区"].layers["municipalities"]["key"]) == list(WARDS)
    assert {label: sheet.trend.ready["city"] for label, sheet in sheets.items()} == dict.fromkeys(
        sheets, whole.trend.ready["city"]
    )
    for language in LANGUAGES:
        assert len(tables(whole, language)) == 9
        assert {side_text(whole, side, language) for side in ("ward", "city")} & {"区", "市", "Ward", "City"} == set()
    assert "甲市_2026-11-22_ja.pdf" in sheet_files(whole, ["pdf"], "ja")


def test_of_one_city_there_are_the_sheets_of_its_wards_alone(little: Casebook, sheet: WardSheet) -> None:
    assert "仙台市" not in sheets_today(little)
    assert "municipalities" not in sheet.layers
    assert side_text(sheet, "ward", "ja") == "区"


def test_nothing_is_compared_by_residents_where_those_of_some_areas_are_not_known(book: Casebook) -> None:
    scatter(book, 1)
    office: dict[str, Any] = {"source": "demo", "service_code": "24", "service_name": "短期入所", "name": "一つ"}
    with book.writing("published") as writer:
        for city in ("甲市", "乙市"):
            writer.add(Statistic(level="city", city=city, kind="population", on=TODAY, value=1000, source="県"))
        for _ in range(9):
            writer.add(Facility(city="丙町", **office))
    per = {gap.per for gap in sheets_today(book)["甲市"].gaps}
    assert "population" not in per
    with book.writing("the last") as writer:
        writer.add(Statistic(level="city", city="丙町", kind="population", on=TODAY, value=10, source="県"))
    gaps = sheets_today(book)["甲市"].gaps
    assert "population" in {gap.per for gap in gaps}
