"""Offices as published: taken once, updated by newer editions, marked when missing, never mixed up."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.records import Facility, FacilityCondition
from desk import importing
from desk.city.facilities import PUBLISHED_FIELDS, FacilityFile, facility_files, save_facility, ward_label
from desk.city.places import read_places
from desk.importing.published import pair_offices
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY
from tests.desk.conftest import entries

NEXT = date(2027, 4, 1)
NO, NAME, NUMBER, PHONE, ADDRESS = (
    "NO（※システム内の固有の番号、連番）", "事業所の名称", "事業所番号", "事業所電話番号", "事業所住所（番地以降）",
)  # fmt: skip
MUNICIPALITY = "事業所住所（市区町村）"
LAT, LON = "事業所緯度", "事業所経度"


@pytest.fixture
def published(reference_data):
    """Return the rows of the published file of Sendai's short stays."""
    with (reference_data / "wamnet" / "sendai_24.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def edition(rows, name="newer_24.csv", encoding="utf-8-sig"):
    """Write rows as a newer edition."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, rows[0].keys(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return NamedBytes(name, stream.getvalue().encode(encoding))


def by_number(book, number):
    return next(one for one in book.all(Facility) if one.office_number == number)


def test_the_63_short_stays_of_sendai_stand_in_their_wards(sendai):
    files = facility_files(sendai)
    assert len(files) == 63
    wards = Counter(ward_label(file.facility) for file in files)
    assert wards == {"青葉区": 22, "宮城野区": 7, "若林区": 6, "太白区": 14, "泉区": 14}


def test_a_blank_capacity_is_unknown(sendai):
    assert sum(file.facility.capacity is None for file in facility_files(sendai)) == 18


def test_the_national_file_narrowed_to_the_city_holds_the_same_offices(sendai, reference_data):
    national = reference_data / "wamnet" / "national_24_202404.csv"
    preview = importing.preview(sendai, "wamnet", [national], TODAY, city="仙台市")
    assert preview.counts == {"new": 0, "changed": 0, "unchanged": 63, "missing": 0, "rejected": 0}


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(sendai, reference_data, take):
    revision = sendai.revision()
    preview = take(sendai, "wamnet", reference_data / "wamnet" / "sendai_24.csv", city="仙台市", on=NEXT)
    assert preview.counts == {"new": 0, "changed": 0, "unchanged": 63, "missing": 0, "rejected": 0}
    assert sendai.revision() == revision


def test_a_preview_writes_nothing(book, reference_data):
    preview = importing.preview(book, "wamnet", [reference_data / "wamnet" / "sendai_24.csv"], TODAY)
    assert preview.counts["new"] == 63
    assert book.revision() == 0


def test_a_newer_edition_updates_what_is_published_and_touches_nothing_else(sendai, published, take):
    """One office has moved its telephone, one is gone, one is new, all rows are shuffled and numbered anew."""
    first, gone = by_number(sendai, published[0][NUMBER]), by_number(sendai, published[5][NUMBER])
    for facility in (first, gone):
        save_facility(sendai, facility, FacilityCondition(facility_id=0, trial_places=2, note="玄関は裏"))
    revision = sendai.revision()
    newer = [dict(row) for row in published]
    newer[0][PHONE] = "022-999-9999"
    del newer[5]
    newer.append({**published[7], NUMBER: "0415109999", NAME: "新しいショートステイ"})
    newer.reverse()
    for number, row in enumerate(newer):
        row[NO] = f"Z{number:010}"
    preview = take(sendai, "wamnet", edition(newer), city="仙台市", on=NEXT)

    assert preview.counts == {"new": 1, "changed": 1, "unchanged": 61, "missing": 1, "rejected": 0}
    (change,) = [change for change in preview.changes if change.status == "changed"]
    assert [(one.field, one.old, one.new) for one in change.differences] == [("phone", first.phone, "022-999-9999")]
    after = {facility.id: facility for facility in sendai.all(Facility)}
    assert len(after) == 64
    edited = replace(first, phone="022-999-9999", edition="newer_24.csv", edition_no=after[first.id].edition_no)
    assert after[first.id] == edited
    assert after[gone.id] == replace(gone, missing_since=NEXT)
    assert [condition.note for condition in sendai.all(FacilityCondition)] == ["玄関は裏", "玄関は裏"]
    assert "facility_condition" not in {entry.entity for entry in entries(sendai, revision)}
    assert not [facility for facility in after.values() if facility.missing_since and facility.id != gone.id]


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


def test_a_correction_by_hand_survives_newer_editions(sendai, published, take):
    facility = by_number(sendai, published[0][NUMBER])
    save_facility(sendai, replace(facility, phone="022-111-1111"), FacilityCondition(facility_id=0))
    newer = [dict(row) for row in published]
    newer[0] |= {PHONE: "022-999-9999", ADDRESS: "八乙女中央一丁目1番1号"}
    preview = take(sendai, "wamnet", edition(newer), city="仙台市", on=NEXT)
    found = by_number(sendai, published[0][NUMBER])
    assert found.phone == "022-111-1111"
    assert found.address != facility.address
    (note,) = [problem for problem in preview.problems if problem.code == "import.kept_correction"]
    assert note.params == {"new": "022-999-9999", "kept": "022-111-1111"}


@pytest.mark.parametrize("newer", [{LAT: "38.30000000", LON: "140.80000000"}, {LAT: "", LON: ""}])
def test_a_corrected_point_is_never_half_an_editions(sendai, published, take, newer):
    facility = by_number(sendai, published[0][NUMBER])
    save_facility(sendai, replace(facility, lat=38.25), FacilityCondition(facility_id=0))
    take(sendai, "wamnet", edition([{**published[0], **newer}, *published[1:]]), city="仙台市", on=NEXT)
    found = by_number(sendai, published[0][NUMBER])
    assert (found.lat, found.lon, found.located_at) == (38.25, facility.lon, "office")


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


def test_an_office_without_coordinates_is_placed_as_surely_as_its_address_allows(sendai, published, take):
    rows = [dict(row) for row in published[:2]]
    rows[0] |= {
        NUMBER: "0415100011",
        ADDRESS: "国分町三丁目7番1号",
        "事業所住所（市区町村）": "宮城県仙台市青葉区",
        LAT: "",
        LON: "",
    }
    rows[1] |= {
        NUMBER: "0415100012",
        ADDRESS: "どこにもない町1-1",
        "事業所住所（市区町村）": "宮城県仙台市青葉区",
        LAT: "",
        LON: "",
    }
    preview = take(sendai, "wamnet", edition(rows), city="仙台市")
    town, ward = by_number(sendai, "0415100011"), by_number(sendai, "0415100012")
    assert (town.located_at, ward.located_at) == ("town", "ward")
    assert {"place.matched", "place.town_unknown"} <= {problem.code for problem in preview.problems}


def test_an_office_that_nothing_places_is_kept_without_a_point(book, published, take):
    preview = take(book, "wamnet", edition([{**published[0], LAT: "", LON: ""}]))
    (facility,) = book.all(Facility)
    assert (facility.lat, facility.lon, facility.located_at) == (None, None, "none")
    assert "place.city_unknown" in {problem.code for problem in preview.problems}


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("宮城県石巻市", "中央二丁目1番1号"),
        ("福島県福島市", "荒井一丁目2番"),
        ("神奈川県横浜市青葉区", "奈良町1757-3"),
        ("神奈川県横浜市泉区", "八乙女中央5-18-15"),
    ],
)
def test_an_office_of_another_city_is_not_placed_in_ours(sendai, published, place, address):
    """Towns and wards of the same name are in many cities."""
    row = {**published[0], MUNICIPALITY: place, ADDRESS: address, NUMBER: "1310400001", LAT: "", LON: ""}
    preview = importing.preview(sendai, "wamnet", [edition([row])], NEXT)
    (change,) = [change for change in preview.changes if change.status == "new"]
    assert (change.record.lat, change.record.located_at) == (None, "none")
    (note,) = [problem for problem in preview.problems if problem.code.startswith("place.")]
    assert (note.code, note.params["city"]) == ("place.city_unknown", place[: place.index("市") + 1])


def test_how_surely_an_address_was_understood_is_told(sendai, published):
    rows = [
        {
            **published[0],
            MUNICIPALITY: f"宮城県仙台市{ward}",
            ADDRESS: address,
            NUMBER: f"041510001{key}",
            LAT: "",
            LON: "",
        }
        for key, (ward, address) in enumerate(
            [("青葉区", "中央"), ("若林区", "荒井1-2"), ("青葉区", "中央五丁目1"), ("青葉区", "大倉字大原新田16-51")]
        )
    ]
    preview = importing.preview(sendai, "wamnet", [edition(rows)], NEXT)
    notes = [one for one in preview.problems if one.code.startswith("place.")]
    assert [(one.code, one.params["town"], one.params["rest"]) for one in notes] == [
        ("place.chome_unclear", "中央", ""),
        ("place.chome_assumed", "荒井一丁目", ""),
        ("place.chome_unclear", "中央", ""),
        ("place.rest_unknown", "大倉", "大原新田16-51"),
    ]


def test_a_blank_point_is_no_news_as_long_as_the_address_stays(sendai, published, take):
    """An edition with an office's coordinates left out knows less than the one before, not something else."""
    known = by_number(sendai, published[0][NUMBER])
    blank = {**published[0], LAT: "", LON: ""}
    preview = take(sendai, "wamnet", edition([blank, *published[1:]]), city="仙台市", on=NEXT)
    assert preview.counts["unchanged"] == 63
    told = {problem.code for problem in preview.problems if problem.row == 2}
    assert told & {"import.point_kept", "coordinate.missing"} == {"import.point_kept"}
    assert not [problem for problem in preview.problems if problem.code.startswith("place.")]
    assert (by_number(sendai, published[0][NUMBER]).lat, known.located_at) == (known.lat, "office")
    moved = {**blank, ADDRESS: "八乙女中央五丁目1番1号"}
    take(sendai, "wamnet", edition([moved, *published[1:]], "next_24.csv"), city="仙台市", on=NEXT)
    assert by_number(sendai, published[0][NUMBER]).located_at == "town"


def test_offices_of_another_city_do_not_count_in_our_wards(sendai, published, take):
    """A national file has wards of the same names: their points and people are not ours."""
    row = {**published[0], MUNICIPALITY: "神奈川県横浜市青葉区", NUMBER: "1410400001", LAT: "35.55", LON: "139.49"}
    preview = take(sendai, "wamnet", edition([row]), on=NEXT)
    assert not [problem for problem in preview.problems if problem.code.startswith("ward.")]
    places = read_places(sendai)
    labels = Counter(places.label(file.facility.city, file.facility.ward) for file in facility_files(sendai))
    assert labels == {"青葉区": 22, "宮城野区": 7, "若林区": 6, "太白区": 14, "泉区": 14, "横浜市青葉区": 1}
    assert places.at("横浜市", "青葉区", "国分町1丁目").level == "none"
    assert places.at(None, "青葉区", "国分町1丁目").level == "town"


@pytest.mark.parametrize("ward", ["04101", "041017", "青葉区", "仙台市青葉区"])
def test_a_ward_may_be_named_by_its_code_or_alone_where_its_area_is_known(sendai, reference_data, ward):
    file = reference_data / "wamnet" / "national_24_202404.csv"
    preview = importing.preview(sendai, "wamnet", [file], NEXT, city=ward)
    assert preview.counts == {"new": 0, "changed": 0, "unchanged": 22, "missing": 0, "rejected": 0}


def test_a_ward_imported_by_itself_says_nothing_of_the_others(sendai, reference_data):
    file = reference_data / "areas" / "miyagi_n03_2021.geojson"
    for city, counts in (("仙台市泉区", (1, 0)), ("04105", (1, 0)), ("仙台市", (5, 0)), ("石巻市", (0, 0))):
        found = importing.preview(sendai, "areas", [file], NEXT, city=city).counts
        assert (found["unchanged"], found["missing"]) == counts


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


def duplicates(book, service):
    counts = Counter(one.office_number for one in book.all(Facility) if one.service_code == service)
    return {number for number, count in counts.items() if count > 1}


@pytest.mark.parametrize(
    ("file", "service", "city"),
    [
        ("national_24_202404.csv", "24", None),
        ("national_33_2022_cp932.csv", "33", "北海道"),
        ("national_33_2022_cp932.csv", "33", "大阪府"),
    ],
)
def test_offices_that_share_a_number_keep_apart(book, reference_data, take, file, service, city):
    path = reference_data / "wamnet" / file
    first = take(book, "wamnet", path, city=city)
    shared = duplicates(book, service)
    assert shared
    seqs = [one.office_seq for one in book.all(Facility) if one.office_number in shared]
    assert max(seqs) >= 1
    revision = book.revision()
    again = take(book, "wamnet", path, city=city, on=NEXT)
    assert again.counts["unchanged"] == first.counts["new"]
    assert book.revision() == revision


def test_offices_that_share_a_number_are_told_apart_when_one_of_them_changes(book, published, take):
    twin = [
        {**published[0], NO: "A1", NAME: "もみじ", ADDRESS: "国分町1番1号", PHONE: "1"},
        {**published[0], NO: "A2", NAME: "もみじ分館", ADDRESS: "国分町2番2号", PHONE: "2"},
    ]
    take(book, "wamnet", edition(twin))
    ids = {one.name: one.id for one in book.all(Facility)}
    newer = [{**twin[1], NO: "B1", PHONE: "3"}, {**twin[0], NO: "B2"}]
    preview = take(book, "wamnet", edition(newer), on=NEXT)
    assert preview.counts == {"new": 0, "changed": 1, "unchanged": 1, "missing": 0, "rejected": 0}
    assert {one.name: (one.id, one.phone) for one in book.all(Facility)} == {
        "もみじ": (ids["もみじ"], "1"), "もみじ分館": (ids["もみじ分館"], "3"),
    }  # fmt: skip
    only = take(book, "wamnet", edition(newer[:1]), on=NEXT)
    assert only.counts["missing"] == 1
    assert {one.name for one in book.all(Facility) if one.missing_since} == {"もみじ"}


def test_several_editions_at_once_are_read_together(book, reference_data, take):
    folder = reference_data / "wamnet"
    files = [folder / f"sendai_{code}.csv" for code in ("21", "24", "32", "33", "34", "53", "54", "61")]
    preview = take(book, "wamnet", *files)
    assert preview.counts["new"] == 230
    assert take(book, "wamnet", *files).counts["unchanged"] == 230


def test_an_office_that_stands_in_two_files_is_one_office(book, reference_data, take):
    """A folder holds the city's file and the nation's, or one download twice."""
    folder = reference_data / "wamnet"
    both = [folder / "sendai_24.csv", folder / "national_24_202404.csv"]
    preview = take(book, "wamnet", *both, city="仙台市")
    assert preview.counts["new"] == 63
    assert sum(problem.code == "wamnet.row_twice" for problem in preview.problems) == 63
    assert take(book, "wamnet", folder, city="仙台市").counts["new"] == 230 - 63


# --- pairing, as a property -------------------------------------------------------------------------------------

OFFICES = st.lists(
    st.fixed_dictionaries(
        {
            "service_code": st.sampled_from(["24", "33"]),
            "service_name": st.just("x"),
            "office_number": st.sampled_from(["0000000001", "0000000002"]),
            "edition_no": st.sampled_from(["1", "2", "3", None]),
            "name": st.sampled_from(["a", "b", "c"]),
            "address": st.sampled_from(["p", "q", None]),
        }
    ),
    max_size=8,
)


def facility(row, key):
    return Facility(id=key, source="wamnet", office_seq=key, **row)


def number_of(row):
    return row["service_code"], row["office_number"]


@given(OFFICES, OFFICES, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_pairing_is_one_to_one_within_a_number_and_leaves_over_only_what_must_be(rows, others, random):
    known = [facility(row, key) for key, row in enumerate(others)]
    pairs, left_over = pair_offices(rows, known)
    assert [row for row, _ in pairs] == rows
    found = [one for _, one in pairs if one is not None]
    assert sorted(one.id for one in [*found, *left_over]) == list(range(len(known)))
    wanted, there = Counter(map(number_of, rows)), Counter(map(number_of, others))
    assert len(found) == sum((wanted & there).values())
    for row, one in pairs:
        assert one is None or number_of(row) == (one.service_code, one.office_number)
    # However the rows and the facilities are ordered, as many are recognised by all their marks.
    random.shuffle(rows)
    random.shuffle(known)
    again, left_again = pair_offices(rows, known)
    assert len(left_again) == len(left_over)
    assert _exact(again) == _exact(pairs)


def _exact(pairs):
    return sum(
        one is not None and all(row[name] == getattr(one, name) for name in ("edition_no", "name", "address"))
        for row, one in pairs
    )


@given(OFFICES, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_an_identical_edition_pairs_every_row_with_its_own_facility(rows, random):
    distinct = list({tuple(row.items()): row for row in rows}.values())
    known = [facility(row, key) for key, row in enumerate(distinct)]
    shuffled = random.sample(distinct, len(distinct))
    pairs, left_over = pair_offices(shuffled, known)
    assert left_over == []
    for row, one in pairs:
        assert {name: getattr(one, name) for name in row} == row


def test_every_published_field_is_one_of_the_record_and_of_nobodys_conditions():
    assert set(PUBLISHED_FIELDS) <= set(Facility.__dataclass_fields__)
    assert not set(PUBLISHED_FIELDS) & {
        "status",
        "is_base",
        "emergency_rooms",
        "missing_since",
        "corrected_fields",
        "id",
    }
    assert not set(PUBLISHED_FIELDS) & set(FacilityCondition.__dataclass_fields__)
    assert FacilityFile.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_file_that_breaks_off_marks_nobody_as_missing(book, reference_data, tmp_path):
    """What stood behind the break is not known to be missing."""
    whole = (reference_data / "wamnet" / "sendai_24.csv").read_bytes()
    importing.commit(book, importing.preview(book, "wamnet", [reference_data / "wamnet" / "sendai_24.csv"], TODAY))
    cut = tmp_path / "sendai_24.csv"
    cut.write_bytes(whole[: len(whole) // 2])
    found = importing.preview(book, "wamnet", [cut], TODAY)
    assert found.counts["missing"] == 0
    assert "import.missing_withheld" in {problem.code for problem in found.problems}
