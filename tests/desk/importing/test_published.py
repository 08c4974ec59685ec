"""Offices as published: taken once, updated by newer editions, marked when missing, never mixed up."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.records import Area, Facility, FacilityCondition, Town
from desk import importing
from desk.city.facilities import PUBLISHED_FIELDS, FacilityFile, facility_files, save_facility
from desk.city.places import read_places
from desk.importing.published import pair_offices
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY
from tests.desk.conftest import entries
from tests.desk.importing.wamnet_editions import (
    ADDRESS,
    LAT,
    LON,
    MUNICIPALITY,
    NAME,
    NEXT,
    NO,
    NUMBER,
    PHONE,
    by_number,
    edition,
)
from tests.optional import present


def test_the_63_short_stays_of_sendai_stand_in_their_wards(sendai):
    files = facility_files(sendai)
    assert len(files) == 63
    wards = Counter(file.facility.ward or file.facility.city for file in files)
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
    assert sorted(present(one.id) for one in [*found, *left_over]) == list(range(len(known)))
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


def test_the_five_wards_come_once_and_are_known_again(book, reference_data, take):
    path = reference_data / "areas" / "miyagi_n03_2021.geojson"
    assert take(book, "areas", path, city="仙台市").counts["new"] == 5
    revision = book.revision()
    assert take(book, "areas", path, city="仙台市").counts == {
        "new": 0, "changed": 0, "unchanged": 5, "missing": 0, "rejected": 0,
    }  # fmt: skip
    assert book.revision() == revision
    areas = book.all(Area)
    assert {area.name for area in areas} == {"青葉区", "宮城野区", "若林区", "太白区", "泉区"}
    assert all("国土数値情報" in (area.credit or "") and not area.schematic for area in areas)


def test_an_outline_that_has_moved_is_a_change_and_a_ward_left_out_is_kept(book, reference_data, take):
    path = reference_data / "areas" / "sendai_wards_n03_2021.geojson"
    take(book, "areas", path)
    document = json.loads(path.read_text(encoding="utf-8"))
    first = document["features"][0]["properties"]["N03_007"]
    gone = next(one["properties"]["N03_007"] for one in document["features"] if one["properties"]["N03_007"] != first)
    document["features"] = [one for one in document["features"] if one["properties"]["N03_007"] != gone]
    square = [[140.8, 38.2], [140.9, 38.2], [140.9, 38.3], [140.8, 38.2]]
    document["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [square]}
    preview = take(book, "areas", NamedBytes("n03.geojson", json.dumps(document).encode()), city="仙台市")
    assert (preview.counts["changed"], preview.counts["missing"]) == (1, 1)
    assert len(book.all(Area)) == 5


def test_towns_come_once_and_those_without_a_point_come_without(book, reference_data, take):
    folder = reference_data / "towns"
    files = sorted(folder.glob("*.json"))
    first = take(book, "towns", *files)
    towns = book.all(Town)
    assert len(towns) == first.counts["new"] == 2195
    assert sum(town.lat is None for town in towns) == 5
    revision = book.revision()
    assert take(book, "towns", *files).counts["unchanged"] == 2195
    assert book.revision() == revision


def test_population_is_laid_over_towns_without_taking_their_points(book, reference_data, take):
    folder = reference_data / "towns"
    take(book, "towns", *sorted(folder.glob("*.json")))
    take(book, "towns", folder / "sendai_town_population_2020.csv")
    towns = book.all(Town)
    assert sum(town.population or 0 for town in towns) > 900_000
    assert len({(town.city, town.ward, town.name, town.koaza) for town in towns}) == len(towns)


def test_no_facility_is_made_by_a_preview_of_towns(book, reference_data):
    importing.preview(book, "towns", [reference_data / "towns"], TODAY)
    assert book.all(Facility) == []


def test_rows_equal_but_for_their_no_are_one_office_and_told(book, published, take):
    rows = [{**published[0], NO: number} for number in ("9001", "9002", "9003")] + [{**published[1], NO: "9004"}]
    preview = take(book, "wamnet", edition(rows))
    assert preview.counts["new"] == 2
    told = [problem for problem in preview.problems if problem.code == "import.row_twice_but_for_no"]
    assert [(problem.row, problem.value, problem.params["other_row"]) for problem in told] == [
        (3, "9002", 2), (4, "9003", 2),
    ]  # fmt: skip
    assert take(book, "wamnet", edition(rows)).counts == {
        "new": 0, "changed": 0, "unchanged": 2, "missing": 0, "rejected": 0,
    }  # fmt: skip


@pytest.mark.parametrize("order", [("cp932", "utf-8-sig"), ("utf-8-sig", "cp932")])
def test_one_edition_in_two_encodings_is_one_edition(book, published, take, order):
    """What UTF-8 files write as 〜 − ‖ — ¢ stands in CP932 as ～ － ∥ ― ￠."""
    names, address = ["ステイ〜つむぎ〜", "ピース−１", "ホーム‖あかり", "ステイ…はるか—", "¢£¬"], "国分町三丁目７−１"
    rows = [
        {**row, NAME: name, ADDRESS: address, PHONE: "022−000−0000"}
        for row, name in zip(published, names, strict=False)
    ]
    windows = str.maketrans("〜−‖—¢£¬", "～－∥―￠￡￢")
    files = {
        "utf-8-sig": edition(rows),
        "cp932": edition(
            [{key: text.translate(windows) for key, text in row.items()} for row in rows], encoding="cp932"
        ),
    }
    take(book, "wamnet", files[order[0]])
    preview = take(book, "wamnet", files[order[1]])
    assert preview.counts == {"new": 0, "changed": 0, "unchanged": 5, "missing": 0, "rejected": 0}
    for name in names:
        for written in (name, name.translate(windows)):
            sheet = f"サービスコード,事業所の名称,体験利用\r\n24,{written},○\r\n".encode()
            counts = importing.preview(book, "conditions", [NamedBytes("conditions.csv", sheet)], TODAY).counts
            assert (counts["new"], counts["rejected"]) == (1, 0)
