"""Sheets that coordinators fill in: each row taken or refused with its reason, and what is blank stays as it was."""

import zipfile
from dataclasses import replace
from datetime import date

import pytest

from casebook.records import (
    CareNote,
    Centre,
    Consent,
    ContactPerson,
    FacilityCondition,
    Person,
    PersonAvoid,
    Stay,
    SupportTeamMember,
    Town,
)
from desk import importing
from desk.city import name_readers
from desk.importing.templates import TEMPLATES
from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from tests.conftest import NOW, TODAY
from tests.desk.importing.filled_sheets import FORMS, GOOD, OFFICE, STAY, codes, person, sheet

# --- people ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cell", ["令和8年5月12日", "R8.5.12", "2026-05-12", "2026/5/12", "令和８年５月１２日"])
def test_a_date_is_read_in_every_usual_form(book, take, cell, form):
    take(book, "people", sheet("people", {"code_name": "A-001", "identified_on": cell}, form=form))
    assert person(book).identified_on == date(2026, 5, 12)


@pytest.mark.parametrize(
    ("cell", "value"), [("○", True), ("×", False), ("有", True), ("無", False), ("", None), ("不明", None)]
)
def test_yes_no_and_unknown_are_three_things(book, take, cell, value):
    take(book, "people", sheet("people", {"code_name": "A-001", "wheelchair": cell}))
    assert person(book).wheelchair is value


@pytest.mark.parametrize(("cell", "value"), [("", {}), ("なし", False), ("吸引", True)])
def test_no_care_and_care_unknown_are_two_things(book, take, cell, value):
    take(book, "people", sheet("people", {"code_name": "A-001", "medical_care": cell}))
    care = person(book).medical_care
    assert care == {} if value == {} else care["suction"] is value
    assert value == {} or care["oxygen"] is False


def test_a_name_that_was_used_is_refused_like_one_that_somebody_has_who_is_not_to_be_seen(book, take):
    take(book, "people", sheet("people", {"code_name": "A-001"}, {"code_name": "A-002"}))
    with book.writing("rename") as writer:
        writer.change(replace(person(book, "A-001"), code_name="B-001"))
    name_readers(book, person(book, "A-002").id, ["一人", "二人"], NOW)
    preview = take(book, "people", sheet("people", {"code_name": "A-001"}, {"code_name": "A-002"}))
    assert [one.message.code for one in preview.problems] == ["input.once_used"] * 2
    assert [one.code_name for one in book.all(Person)] == ["B-001"]


def test_a_blank_cell_leaves_what_is_known(book, take):
    full = {**GOOD, "note": "静かな所", "wheelchair": "○", "medical_care": "吸引", "sex": "女性", "support_scale": "障害支援区分",
            "support_level": "3"}  # fmt: skip
    take(book, "people", sheet("people", full))
    known = person(book, "B-001")
    preview = take(book, "people", sheet("people", {"code_name": "B-001", "birth_year": "1990"}))
    assert person(book, "B-001") == replace(known, birth_year=1990)
    (change,) = preview.changes
    assert [(one.field, one.old, one.new) for one in change.differences] == [("birth_year", None, 1990)]


def test_a_consent_is_attached_once_and_a_withdrawn_one_is_not_revived(book, take):
    rows = {**GOOD, "consent_given_by": "本人", "consent_form": "書面", "consent_given_on": "2026-05-12"}
    take(book, "people", sheet("people", rows))
    take(book, "people", sheet("people", {**rows, "note": "再読込"}))
    (consent,) = book.all(Consent)
    assert consent.scope == "matching"
    with book.writing("withdraw") as writer:
        writer.change(replace(consent, withdrawn_on=TODAY))
    take(book, "people", sheet("people", rows))
    assert [one.withdrawn_on for one in book.all(Consent)] == [TODAY]


def test_a_new_lead_takes_over_from_the_old_one(book, take):
    for agency in ("ひろせ", "いずみ", "ひろせ"):
        take(book, "people", sheet("people", {**GOOD, "lead_agency": agency}))
    assert {member.agency: member.is_lead for member in book.all(SupportTeamMember)} == {
        "ひろせ": True,
        "いずみ": False,
    }


def test_places_to_avoid_are_added_once(ready, take):
    row = {**GOOD, "avoid_wards": "青葉区、泉区、青葉区", "avoid_facilities": "0415100000"}
    for _ in range(2):
        take(ready, "people", sheet("people", row))
    assert len(ready.all(PersonAvoid)) == 3


@pytest.mark.parametrize(
    "cells",
    [
        {"ward": "泉区", "town": "仙台市青葉区国分町1丁目"},
        {"ward": "仙台市泉区", "city": "横浜市"},
        {"ward": "泉区", "city": "仙台市青葉区"},
    ],
)
def test_two_places_in_one_row_are_refused(little, take, cells):
    preview = take(little, "people", sheet("people", {"code_name": "B-001", **cells}))
    assert codes(preview) == ["import.places_differ"]


@pytest.mark.parametrize("column", ["disability_kinds", "medical_care", "risk_factors"])
def test_none_beside_some_is_refused(book, take, column):
    word = next(word for field in TEMPLATES["people"] if field.name == column for word in field.choices)
    preview = take(book, "people", sheet("people", {**GOOD, column: f"なし、{word}"}))
    assert codes(preview) == ["import.none_and_some"]


# --- stays -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"code_name": "Z-999"}, "import.person_not_found"),
        ({"office_number": "0415199999"}, "import.facility_not_found"),
        ({"office_number": ""}, "import.facility_not_found"),
        ({"end_on": "2026-05-31"}, "import.ends_before_start"),
        ({"start_on": "2026-11-23"}, "input.not_in_future"),
        ({"end_on": "2026-11-23"}, "input.not_in_future"),
        ({"start_on": ""}, "cell.required"),
        ({"outcome": "最高"}, "cell.not_a_choice"),
    ],
)
def test_a_bad_stay_is_refused_and_the_others_are_kept(ready, take, cells, code):
    preview = take(ready, "stays", sheet("stays", STAY, {**STAY, "start_on": "2026-07-01", **cells}))
    assert codes(preview) == [code]
    assert len(ready.all(Stay)) == 1


def test_a_stay_that_goes_on_is_ended_by_a_later_sheet(ready, take):
    take(ready, "stays", sheet("stays", STAY))
    (begun,) = ready.all(Stay)
    assert begun.end_on is None
    take(ready, "stays", sheet("stays", {**STAY, "end_on": "2026-06-03", "outcome": "課題が残った"}))
    assert ready.all(Stay) == [replace(begun, end_on=date(2026, 6, 3), outcome="mixed")]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([("0415100000", "06-01", "06-05"), ("0415100001", "06-03", "06-07")], ["import.two_places_one_night"]),
        ([("0415100000", "06-01", "06-05"), ("0415100001", "06-05", "06-07")], []),
        ([("0415100000", "06-01", ""), ("0415100001", "07-01", "07-03")], ["import.two_places_one_night"]),
        ([("0415100000", "06-01", ""), ("0415100001", "07-01", "")], ["import.two_open_stays"]),
        ([("0415100000", "06-01", "06-05"), ("0415100000", "06-02", "06-04")], ["import.stays_overlap"]),
        ([("0415100000", "06-01", "06-05"), ("0415100001", "06-03", "06-03")], []),
        ([("0415100000", "06-01", "06-09"), ("0415100001", "06-02", "06-03"), ("0415100001", "06-04", "06-05")],
         ["import.two_places_one_night"] * 2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("at_once", [True, False])
def test_stays_that_cannot_both_be_are_taken_with_a_note(ready, take, spans, expected, order, at_once):
    with ready.writing("before") as writer:
        writer.add(replace(OFFICE, name="もみじ", office_number="0415100001"))
    rows = [
        {**STAY, "office_number": office, "start_on": f"2026-{start}", "end_on": end and f"2026-{end}"}
        for office, start, end in spans[::order]
    ]
    previews = [
        take(ready, "stays", sheet("stays", *some)) for some in ([rows] if at_once else [[one] for one in rows])
    ]
    assert len(ready.all(Stay)) == len(spans)
    assert [code for preview in previews for code in codes(preview, "note")] == expected
    assert all("A-001" in problem.params.values() for preview in previews for problem in preview.problems)


def test_the_same_stay_twice_in_a_sheet_is_refused(ready, take):
    preview = take(ready, "stays", sheet("stays", STAY, {**STAY, "note": "again"}))
    assert codes(preview) == ["import.duplicate_in_file"]


# --- conditions ------------------------------------------------------------------------------------------------

ASKED = {"office_number": "0415100000"}


def condition(book):
    (found,) = book.all(FacilityCondition)
    return found


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"age_min": "65", "age_max": "18"}, "input.ages_in_order"),
        ({"vacancy": "○"}, "input.vacancy_date"),
        ({"vacancy_on": "2026-11-01"}, "input.vacancy_itself"),
        ({"vacancy_until": "2026-11-01"}, "input.vacancy_itself"),
        ({"vacancy": "△", "vacancy_on": "2026-11-02", "vacancy_until": "2026-11-01"}, "input.vacancy_expiry"),
        ({"adult_levels": "7"}, "import.levels_form"),
        ({"adult_levels": "たくさん"}, "import.levels_form"),
        ({"child_levels": "4"}, "import.levels_form"),
        ({"trial_places": "-1"}, "cell.out_of_range"),
        ({"longest_stay_nights": "0"}, "cell.out_of_range"),
        ({"accepts_mental": "△"}, "cell.not_yes_or_no"),
        ({"office_number": "1"}, "import.facility_not_found"),
        ({"confirmed_on": "2030-01-01"}, "input.not_in_future"),
        ({"vacancy": "○", "vacancy_on": "2030-01-01"}, "input.not_in_future"),
        ({"weekdays": "月、なし"}, "import.none_and_some"),
        ({}, "import.nothing_told"),
    ],
)
def test_bad_conditions_are_refused_and_nothing_is_written(ready, take, cells, code):
    preview = take(ready, "conditions", sheet("conditions", {**ASKED, **cells}))
    assert codes(preview) == [code]
    assert ready.all(FacilityCondition) == []


def test_a_published_file_is_no_sheet_of_conditions(ready):
    """It has the office number in common, and says nothing of what coordinators ask."""
    file = NamedBytes("sendai_24.csv", "事業所番号,事業所の名称,定員\r\n0415100000,ショートステイ○○,4\r\n".encode())
    with pytest.raises(UnreadableFile) as refused:
        importing.preview(ready, "conditions", [file], TODAY)
    assert refused.value.problem.code == "table.columns_missing"


@pytest.mark.parametrize(("cell", "vacancy"), [("○", "free"), ("△", "few"), ("×", "full")])
def test_a_vacancy_is_read_from_its_sign(ready, take, cell, vacancy):
    take(ready, "conditions", sheet("conditions", {**ASKED, "vacancy": cell, "vacancy_on": "2026-11-01"}))
    assert condition(ready).vacancy == vacancy


def test_a_condition_left_blank_stays_unknown_or_as_it_was(ready, take):
    take(
        ready,
        "conditions",
        sheet("conditions", {**ASKED, "accepts_mental": "×", "adult_levels": "3、4", "medical_oxygen": "○"}),
    )
    first = condition(ready)
    assert first.disability_kinds == {"mental": False}
    assert first.adult_levels == {"1": False, "2": False, "3": True, "4": True, "5": False, "6": False}
    assert (first.child_levels, first.wheelchair, first.weekdays) == ({}, None, {})
    take(ready, "conditions", sheet("conditions", {**ASKED, "accepts_physical": "○", "child_levels": "なし"}))
    assert condition(ready) == replace(
        first,
        disability_kinds={"mental": False, "physical": True},
        child_levels={"1": False, "2": False, "3": False},
    )


def test_the_same_facility_twice_in_a_sheet_is_refused(ready, take):
    preview = take(
        ready, "conditions", sheet("conditions", {**ASKED, "trial_places": "1"}, {**ASKED, "trial_places": "2"})
    )
    assert codes(preview) == ["import.duplicate_in_file"]
    assert condition(ready).trial_places == 1


# --- community care centres ------------------------------------------------------------------------------------

CENTRE = {"name": "国分町センター", "city": "仙台市", "ward": "青葉区", "lat": "38.25", "lon": "140.85"}


def catchment(book, name):
    key = next(centre.id for centre in book.all(Centre) if centre.name == name)
    return {(town.ward, town.name) for town in book.all(Town) if town.centre_id == key}


def test_a_centre_takes_its_towns_and_only_those_of_its_ward(little, take):
    take(little, "centres", sheet("centres", {**CENTRE, "towns": "国分町1丁目、中央"}))
    assert catchment(little, "国分町センター") == {("青葉区", "国分町一丁目"), ("青葉区", "中央")}


def test_a_town_that_moves_to_another_centre_leaves_the_first(little, take):
    both = {**CENTRE, "towns": "国分町一丁目、中央"}
    other = {**CENTRE, "name": "中央センター"}
    take(little, "centres", sheet("centres", both))
    for rows in (
        [{**CENTRE, "towns": "国分町一丁目"}, {**other, "towns": "中央"}],
        [{**other, "towns": "国分町一丁目"}, {**CENTRE, "towns": "中央"}],
    ):
        take(little, "centres", sheet("centres", *rows))
        for row in rows:
            assert catchment(little, row["name"]) == {("青葉区", row["towns"])}
        revision = little.revision()
        take(little, "centres", sheet("centres", *rows))
        assert little.revision() == revision


def test_a_town_left_out_of_a_catchment_is_let_go(little, take):
    take(little, "centres", sheet("centres", {**CENTRE, "towns": "国分町一丁目、中央"}))
    preview = take(little, "centres", sheet("centres", {**CENTRE, "towns": "中央"}))
    assert catchment(little, "国分町センター") == {("青葉区", "中央")}
    shown = {(one.field, one.old, one.new) for one in preview.changes[0].differences}
    assert ("record.Town", "国分町一丁目", None) in shown
    take(little, "centres", sheet("centres", CENTRE))
    assert catchment(little, "国分町センター") == {("青葉区", "中央")}


def test_a_town_cannot_be_of_two_centres(little, take):
    rows = [{**CENTRE, "towns": "中央"}, {**CENTRE, "name": "中央センター", "towns": "国分町一丁目、中央"}]
    preview = take(little, "centres", sheet("centres", *rows))
    assert codes(preview) == ["import.town_of_two_centres"]
    assert [centre.name for centre in little.all(Centre)] == ["国分町センター"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"lat": ""}, "input.both_coordinates"),
        ({"lat": "北緯38度"}, "import.not_a_number"),
        ({"lat": "140.85", "lon": "38.25"}, "input.swapped"),
        ({"lat": "51.5", "lon": "0.1"}, "input.outside_japan"),
        ({"lat": "nan", "lon": "nan"}, "input.outside_japan"),
        ({"name": ""}, "cell.required"),
    ],
)
def test_a_bad_centre_is_refused(little, take, cells, code):
    preview = take(little, "centres", sheet("centres", {**CENTRE, **cells}))
    assert codes(preview) == [code]
    assert little.all(Centre) == []


BLANK = {**CENTRE, "lat": "", "lon": ""}


def test_a_centre_at_zero_zero_has_no_coordinates(little, take):
    take(little, "centres", sheet("centres", {**CENTRE, "lat": "0", "lon": "0.0", "address": "国分町一丁目12番2号"}))
    (centre,) = little.all(Centre)
    assert (centre.lat, centre.lon, centre.located_at) == (38.25, 140.85, "town")


def test_a_centre_without_coordinates_is_placed_by_its_address_and_says_so(little, take):
    rows = [
        {**BLANK, "address": "国分町一丁目12番2号"},
        {**BLANK, "name": "区だけ", "address": "どこか1-1"},
        {**BLANK, "name": "市も知らない", "city": "横浜市", "address": "国分町一丁目12番2号"},
    ]
    preview = take(little, "centres", sheet("centres", *rows))
    assert [(one.located_at, one.lon) for one in little.all(Centre)][::2] == [("town", 140.85), ("none", None)]
    assert little.all(Centre)[1].located_at == "ward"
    assert [one.code for one in preview.problems if one.code.startswith("place.")] == [
        "place.matched", "place.town_unknown", "place.city_unknown",
    ]  # fmt: skip
    assert take(little, "centres", sheet("centres", *rows)).counts["unchanged"] == 3


def test_an_exact_point_of_a_centre_stays_until_its_address_changes(little, take):
    take(little, "centres", sheet("centres", {**CENTRE, "address": "中央1-1"}))
    (known,) = little.all(Centre)
    for cells in ({**BLANK, "phone": "022-000-0000"}, {**BLANK, "address": "中央１丁目１"}):
        take(little, "centres", sheet("centres", cells))
        assert little.all(Centre)[0].located_at == "office"
        assert little.all(Centre)[0].lat == known.lat
    take(little, "centres", sheet("centres", {**BLANK, "address": "国分町一丁目2"}))
    assert (little.all(Centre)[0].located_at, little.all(Centre)[0].lon) == ("town", 140.85)


def test_a_centre_in_another_ward_than_its_own_is_told(little, take):
    preview = take(little, "centres", sheet("centres", CENTRE, {**CENTRE, "name": "隣", "ward": "泉区"}))
    (note,) = [one for one in preview.problems if one.code.startswith("ward.")]
    assert (note.row, note.code, note.params) == (3, "ward.disagrees", {"stated": "泉区", "found": "青葉区"})


def test_an_unknown_town_of_a_catchment_is_told(little, take):
    preview = take(little, "centres", sheet("centres", {**CENTRE, "towns": "幻町"}))
    assert codes(preview, "note") == ["import.unknown_catchment_town"]


def test_several_sheets_are_one_import(book, take):
    preview = take(book, "people", sheet("people", GOOD), sheet("people", {**GOOD, "code_name": "B-002"}, GOOD))
    assert preview.counts == {"new": 2, "changed": 0, "unchanged": 0, "missing": 0, "rejected": 1}
    assert codes(preview) == ["import.duplicate_in_file"]


def test_a_folder_and_an_archive_of_sheets_are_read_like_the_sheets_themselves(book, take, tmp_path):
    one, two = sheet("people", GOOD), sheet("people", {**GOOD, "code_name": "B-002"}, form="xlsx")
    with zipfile.ZipFile(tmp_path / "people.zip", "w") as archive:
        archive.writestr("people.csv", one.data)
        archive.writestr("people.xlsx", two.data)
    assert take(book, "people", tmp_path / "people.zip").counts["new"] == 2
    for file in (one, two):
        (tmp_path / file.name).write_bytes(file.data)
    (tmp_path / "people.zip").unlink()
    assert take(book, "people", tmp_path).counts["unchanged"] == 2


@pytest.mark.parametrize(("word", "code"), [("男", "male"), ("女", "female"), ("男性", "male")])
def test_a_sex_may_be_written_in_short(little, take, word, code):
    take(little, "people", sheet("people", {"code_name": "B-001", "sex": word}))
    assert {person.sex for person in little.all(Person) if person.code_name == "B-001"} == {code}


CARE = {
    "medicine": "朝食後 ○○錠",
    "calms": "音楽",
    "checked_on": "令和8年5月12日",
    "full_name_1": "見本 花子",
    "relation_1": "母",
    "phone_1": "０９０ー００００ー０００１",
    "relation_2": "叔父",
}


def test_what_calms_and_whom_to_call_come_in_with_the_person_and_a_blank_cell_leaves_it(book, take):
    take(book, "people", sheet("people", {**GOOD, **CARE}))
    [note] = book.all(CareNote)
    assert (note.medicine, note.calms, note.seizures, note.checked_on) == (
        *("朝食後 ○○錠", "音楽"),
        None,
        date(2026, 5, 12),
    )
    mother, uncle = sorted(book.all(ContactPerson), key=lambda one: one.call_order)
    assert (mother.full_name, mother.relation, mother.phone) == ("見本 花子", "母", "090-0000-0001")
    assert (uncle.full_name, uncle.relation, uncle.phone) == (None, "叔父", None)
    take(
        book,
        "people",
        sheet("people", {**GOOD, "seizures": "月に1回", "relation_1": "叔父", "phone_1": "022-000-0000"}),
    )
    [later] = book.all(CareNote)
    assert later == replace(note, seizures="月に1回")
    assert {one.relation: one.phone for one in book.all(ContactPerson)} == {
        "母": "090-0000-0001",
        "叔父": "022-000-0000",
    }
    again = importing.preview(book, "people", [sheet("people", {**GOOD, **CARE, "relation_2": ""})], TODAY)
    assert again.counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"full_name_1": "見本", "phone_1": "不明"}, "連絡先1：電話番号", "care.no_number"),
        ({"phone_2": "022-000-0000"}, "連絡先2：氏名", "care.who_is_it"),
        ({"medicine": "○○錠", "checked_on": "2030-01-01"}, "確認日", "input.not_in_future"),
    ],
)
def test_care_that_cannot_be_kept_is_refused_by_its_column(book, cells, column, code):
    found = importing.preview(book, "people", [sheet("people", {**GOOD, **cells})], TODAY)
    assert [(one.column, one.code) for one in found.problems if one.severity == "rejected"] == [(column, code)]


def test_an_import_that_is_taken_back_takes_what_it_said_of_care_with_it(book, take):
    take(book, "people", sheet("people", {**GOOD, **CARE}))
    [made] = importing.imports_made(book)
    importing.take_back_import(book, made)
    assert (book.all(Person), book.all(CareNote), book.all(ContactPerson)) == ([], [], [])
