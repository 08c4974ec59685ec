"""What an edition covers, and what is missing from it."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.records import Facility
from desk import importing
from tests.conftest import TODAY
from tests.desk.importing.wamnet_editions import ADDRESS, NAME, NEXT, NUMBER, by_number, edition


def test_an_office_stays_missing_since_the_first_edition_without_it_until_it_is_back(sendai, published, take):
    number = published[5][NUMBER]
    without = edition(published[:5] + published[6:])
    take(sendai, "wamnet", without, city="仙台市", on=NEXT)
    revision = sendai.revision()
    later = date(2028, 4, 1)
    assert take(sendai, "wamnet", without, city="仙台市", on=later).counts["missing"] == 1
    assert by_number(sendai, number).missing_since == NEXT
    assert sendai.revision() == revision
    back = take(sendai, "wamnet", edition(published), city="仙台市", on=later)
    assert back.counts == {"new": 0, "changed": 1, "unchanged": 62, "missing": 0, "rejected": 0}
    assert by_number(sendai, number).missing_since is None


def test_an_office_whose_row_is_refused_is_not_marked_as_missing(sendai, published, take):
    broken = [dict(row) for row in published]
    broken[0][NAME] = "=HYPERLINK(1)"
    preview = take(sendai, "wamnet", edition(broken), city="仙台市", on=NEXT)
    assert preview.counts == {"new": 0, "changed": 0, "unchanged": 62, "missing": 0, "rejected": 1}
    assert by_number(sendai, published[0][NUMBER]).missing_since is None


@pytest.mark.parametrize("number", ["without its zero", ""])
def test_an_office_whose_number_was_refused_is_known_all_the_same(sendai, published, take, number):
    broken = [dict(row) for row in published]
    broken[0][NUMBER] = published[0][NUMBER].removeprefix("0") if number else ""
    preview = take(sendai, "wamnet", edition(broken), city="仙台市", on=NEXT)
    assert preview.counts == {"new": 0, "changed": 0, "unchanged": 62, "missing": 0, "rejected": 1}
    assert by_number(sendai, published[0][NUMBER]).missing_since is None


def test_an_edition_without_a_row_says_so_whatever_it_was_narrowed_to(sendai, published):
    empty = edition(published[:1])
    header = replace(empty, data=empty.data.splitlines(keepends=True)[0])
    for city in (None, "仙台市", "04100"):
        preview = importing.preview(sendai, "wamnet", [header], NEXT, city=city)
        assert [problem.code for problem in preview.problems] == ["table.no_rows"]


@pytest.mark.parametrize(
    ("city", "missing"), [("東京都", 0), ("仙台市", 63), ("仙台市青葉区", 22), ("04100", 63), ("13104", 0)]
)
def test_only_offices_that_the_import_should_have_held_can_be_missing(sendai, reference_data, published, city, missing):
    """An edition of Tokyo with one office of Sendai under another number says nothing about the rest of Sendai."""
    stranger = {**published[1], NUMBER: "0415109999", NAME: "別の事業所", ADDRESS: "どこか1番1号"}
    elsewhere = {
        **stranger,
        "事業所住所（市区町村）": "東京都新宿区",
        "都道府県コード又は市区町村コード": "13104",
        NUMBER: "1310400001",
    }
    preview = importing.preview(sendai, "wamnet", [edition([stranger, elsewhere])], NEXT, city=city)
    assert preview.counts["missing"] == missing


def test_another_city_without_a_filter_says_nothing_about_sendai(sendai, published):
    elsewhere = {
        **published[1],
        "事業所住所（市区町村）": "東京都新宿区",
        "都道府県コード又は市区町村コード": "13104",
        NUMBER: "1310400001",
    }
    preview = importing.preview(sendai, "wamnet", [edition([elsewhere])], NEXT)
    assert preview.counts == {"new": 1, "changed": 0, "unchanged": 0, "missing": 0, "rejected": 0}


def test_another_service_says_nothing_about_short_stays(sendai, reference_data, take):
    preview = take(sendai, "wamnet", reference_data / "wamnet" / "sendai_34.csv", city="仙台市")
    assert preview.counts["missing"] == 0
    assert len(sendai.all(Facility)) == 63 + preview.counts["new"]


def test_a_file_that_breaks_off_marks_nobody_as_missing(book, reference_data, tmp_path):
    """What stood behind the break is not known to be missing."""
    whole = (reference_data / "wamnet" / "sendai_24.csv").read_bytes()
    importing.commit(book, importing.preview(book, "wamnet", [reference_data / "wamnet" / "sendai_24.csv"], TODAY))
    cut = tmp_path / "sendai_24.csv"
    cut.write_bytes(whole[: len(whole) // 2])
    found = importing.preview(book, "wamnet", [cut], TODAY)
    assert found.counts["missing"] == 0
    assert "import.missing_withheld" in {problem.code for problem in found.problems}
