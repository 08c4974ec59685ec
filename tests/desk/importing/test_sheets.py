"""Sheets that coordinators fill in: each row taken or refused with its reason, and what is blank stays as it was."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from casebook.records import (
    Centre,
    Consent,
    Facility,
    FacilityCondition,
    Person,
    PersonAvoid,
    Stay,
    SupportTeamMember,
    Town,
)
from desk import importing
from desk.export import to_csv
from desk.importing.templates import TEMPLATES, template_bytes
from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY

OFFICE = Facility(
    source="wamnet", service_code="24", service_name="短期入所", name="ショートステイ○○", office_number="0415100000"
)
FORMS = ("csv", "xlsx")


def headers(kind):
    return {field.name: field.header for field in TEMPLATES[kind]}


def sheet(kind, *rows, form="csv"):
    """Write rows (field name -> cell) under the template's headings, as somebody would fill it in."""
    titles = headers(kind)
    lines = [list(titles.values()), *[[row.get(name, "") for name in titles] for row in rows]]
    if form == "csv":
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(lines)
        return NamedBytes(f"{kind}.csv", stream.getvalue().encode("utf-8-sig"))
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    data = io.BytesIO()
    book.save(data)
    return NamedBytes(f"{kind}.xlsx", data.getvalue())


@pytest.fixture
def ready(little):
    """Return the little city with the person and the office that the examples speak of."""
    with little.writing("before") as writer:
        writer.add(Person(code_name="A-001"))
        writer.add(OFFICE)
    return little


def person(book, code_name="A-001"):
    return next(one for one in book.all(Person) if one.code_name == code_name)


def codes(preview, severity="rejected"):
    return [problem.code for problem in preview.problems if problem.severity == severity]


# --- the templates themselves ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_filled_example_is_taken_as_it_is(ready, take, kind, form):
    example = NamedBytes(f"{kind}.{form}", template_bytes(kind, form))
    preview = take(ready, kind, example)
    assert preview.counts["rejected"] == 0
    records = 3 if kind == "certificates" else 1  # a row of it is three counts
    assert preview.counts["new"] + preview.counts["changed"] == records
    revision = ready.revision()
    again = take(ready, kind, example)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": records, "missing": 0, "rejected": 0}
    assert ready.revision() == revision


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_column_has_a_heading_of_its_own_and_an_explanation(kind):
    titles = [field.header for field in TEMPLATES[kind]]
    assert len(set(titles)) == len(titles)
    assert all(field.help_code for field in TEMPLATES[kind])


def test_the_example_of_a_person_says_what_it_seems_to_say(book, take):
    take(book, "people", NamedBytes("people.csv", template_bytes("people", "csv")))
    found = person(book)
    assert (found.birth_year, found.sex, found.ward, found.town) == (1990, "female", "青葉区", "国分町一丁目")
    assert found.disability_kinds["intellectual"] is True
    assert found.disability_kinds["physical"] is False
    assert set(found.medical_care.values()) == {False}
    assert (found.severe_behaviour, found.wheelchair) == (False, True)
    assert (found.identified_on, found.review_on) == (date(2026, 5, 12), date(2026, 11, 12))
    (consent,) = book.all(Consent)
    assert (consent.given_by, consent.form, consent.given_on, consent.scope) == (
        "person", "oral", date(2026, 5, 12), "matching_and_sharing",
    )  # fmt: skip
    (member,) = book.all(SupportTeamMember)
    assert (member.agency, member.is_lead) == ("○○相談支援事業所", True)


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


GOOD = {"code_name": "B-001", "ward": "泉区"}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"code_name": ""}, "cell.required"),
        ({"birth_year": "1899"}, "cell.out_of_range"),
        ({"birth_year": "平成"}, "cell.not_a_whole_number"),
        ({"sex": "おとこ"}, "cell.not_a_choice"),
        ({"wheelchair": "たぶん"}, "cell.not_yes_or_no"),
        ({"identified_on": "令和8年2月30日"}, "cell.no_such_day"),
        ({"identified_on": "平成31年5月1日"}, "cell.no_such_day"),
        ({"identified_on": "春"}, "cell.not_a_date"),
        ({"note": "=cmd()"}, "cell.formula"),
        ({"note": '+HYPERLINK("http://x")'}, "cell.formula"),
        ({"note": "静か\x07に"}, "cell.control_character"),
        ({"support_level": "4"}, "input.level_needs_scale"),
        ({"support_scale": "障害児の区分", "support_level": "4"}, "input.range"),
        ({"tier_override": "1"}, "input.reason_for_override"),
        ({"birth_year": "2027"}, "input.range"),
        ({"identified_on": "2026-11-23"}, "input.not_in_future"),
        ({"consent_given_by": "本人", "consent_form": "口頭", "consent_given_on": "2026-11-23"}, "input.not_in_future"),
        ({"consent_given_by": "本人"}, "import.consent_incomplete"),
        ({"avoid_facilities": "0415199999"}, "import.facility_not_found"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_others_are_kept(ready, take, cells, code):
    rows = [GOOD, {**GOOD, "code_name": "B-002", **cells}, {**GOOD, "code_name": "B-003"}]
    preview = take(ready, "people", sheet("people", *rows))
    assert codes(preview) == [code]
    assert preview.counts["new"] == 2
    assert preview.counts["rejected"] == 1
    assert {one.code_name for one in ready.all(Person)} == {"A-001", "B-001", "B-003"}
    problem = next(one for one in preview.problems if one.severity == "rejected")
    assert (problem.file, problem.row) == ("people.csv", 3)
    assert list(preview.rejects["row"].astype(str)) == ["3"]


def test_a_formula_cell_of_a_workbook_is_refused(book, take):
    preview = take(book, "people", sheet("people", GOOD, {"code_name": "B-002", "note": "=1+1"}, form="xlsx"))
    assert codes(preview) == ["cell.formula"]
    assert [one.code_name for one in book.all(Person)] == ["B-001"]


def test_a_second_row_about_the_same_person_is_refused(book, take):
    preview = take(book, "people", sheet("people", {**GOOD, "note": "first"}, {**GOOD, "note": "second"}))
    assert codes(preview) == ["import.duplicate_in_file"]
    assert person(book, "B-001").note == "first"


def test_the_rejected_rows_can_be_mended_and_handed_in_again(book, take):
    preview = take(book, "people", sheet("people", GOOD, {"code_name": "B-002", "birth_year": "x"}))
    mended = to_csv(preview.rejects).decode("utf-8-sig").replace(",x,", ",1980,")
    again = take(book, "people", NamedBytes("mended.csv", mended.encode()))
    assert again.counts["new"] == 1
    assert person(book, "B-002").birth_year == 1980


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


def test_without_imported_wards_none_is_called_unknown_whatever_earlier_rows_avoid(book, take):
    rows = [{"code_name": "B-001", "avoid_wards": "仙台市青葉区"}, {"code_name": "B-002", "ward": "北区"}]
    assert codes(take(book, "people", sheet("people", *rows)), "note") == []


def test_places_to_avoid_are_added_once(ready, take):
    row = {**GOOD, "avoid_wards": "青葉区、泉区、青葉区", "avoid_facilities": "0415100000"}
    for _ in range(2):
        take(ready, "people", sheet("people", row))
    assert len(ready.all(PersonAvoid)) == 3


def test_a_town_that_only_one_ward_has_gives_the_ward(little, take):
    take(little, "people", sheet("people", {"code_name": "B-001", "town": "国分町１丁目"}))
    found = person(little, "B-001")
    assert (found.city, found.ward, found.town) == ("仙台市", "青葉区", "国分町1丁目")


@pytest.mark.parametrize(
    ("cells", "code", "ward"),
    [
        ({"town": "中央"}, "import.town_ambiguous", None),
        ({"town": "中央", "ward": "泉区"}, None, "泉区"),
        ({"town": "どこか", "ward": "泉区"}, "import.unknown_town", "泉区"),
        ({"town": "どこか"}, "import.unknown_town_nowhere", None),
        ({"ward": "北区"}, "import.unknown_ward", "北区"),
        ({"ward": "泉区", "city": "横浜市"}, "import.unknown_ward", "泉区"),
        ({"ward": "青葉区", "avoid_wards": "どこか区"}, "import.unknown_ward", "青葉区"),
        ({"ward": "青葉区", "avoid_wards": "泉区、仙台市青葉区"}, None, "青葉区"),
    ],
)
def test_a_doubtful_place_is_kept_with_a_note_and_never_guessed(little, take, cells, code, ward):
    preview = take(little, "people", sheet("people", {"code_name": "B-001", **cells}))
    assert codes(preview, "note") == ([code] if code else [])
    assert person(little, "B-001").ward == ward


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"ward": "仙台市青葉区"}, ("仙台市", "青葉区", None)),
        ({"ward": "宮城県仙台市泉区", "town": "中央１－１８－１５"}, ("仙台市", "泉区", "中央")),
        ({"city": "宮城県仙台市泉区"}, ("仙台市", "泉区", None)),
        ({"town": "宮城県仙台市青葉区国分町1丁目7-1"}, ("仙台市", "青葉区", "国分町一丁目")),
        ({"ward": "青葉区", "town": "国分町1-7-1コーポ201"}, ("仙台市", "青葉区", "国分町一丁目")),
        ({"ward": "青葉区", "town": "国分町１丁目"}, ("仙台市", "青葉区", "国分町1丁目")),
        ({"ward": "青葉区", "town": "国分町3-7-1"}, ("仙台市", "青葉区", "国分町")),
        ({"ward": "泉区", "town": "どこか5-18-15"}, ("仙台市", "泉区", "どこか")),
        ({"town": "中央5-18"}, (None, None, "中央")),
        ({"city": "横浜市", "ward": "青葉区", "town": "国分町1丁目7"}, ("横浜市", "青葉区", "国分町1丁目")),
    ],
)
def test_no_more_than_the_town_of_an_address_is_kept(little, take, cells, kept):
    preview = take(little, "people", sheet("people", {"code_name": "B-001", **cells}))
    found = person(little, "B-001")
    assert (found.city, found.ward, found.town) == kept
    cut = [one for one in preview.problems if one.code == "import.town_only"]
    assert len(cut) == (cells.get("town") not in {kept[2], None, "国分町１丁目"})
    assert all(one.params["town"] == kept[2] for one in cut)


def test_without_imported_towns_no_block_is_kept_either(book, take):
    take(
        book, "people", sheet("people", {"code_name": "B-001", "ward": "青葉区", "town": "八乙女中央５丁目１８－１５"})
    )
    assert person(book, "B-001").town == "八乙女中央5丁目"


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

STAY = {"code_name": "A-001", "office_number": "0415100000", "kind": "体験利用", "start_on": "令和8年6月1日"}


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


def test_the_same_stay_twice_in_a_sheet_is_refused(ready, take):
    preview = take(ready, "stays", sheet("stays", STAY, {**STAY, "note": "again"}))
    assert codes(preview) == ["import.duplicate_in_file"]


def test_a_facility_is_found_by_number_or_name_but_never_guessed(ready, take):
    with ready.writing("test") as writer:
        writer.add(replace(OFFICE, service_code="33", service_name="共同生活援助", name="ホーム○○"))
    ambiguous = take(ready, "stays", sheet("stays", STAY))
    assert codes(ambiguous) == ["import.facility_ambiguous"]
    for number, cells in enumerate(
        ({"service_code": "33"}, {"service_code": "共同生活援助"}, {"facility_name": "ホーム○○"}), 1
    ):
        take(ready, "stays", sheet("stays", {**STAY, "start_on": f"2026-06-0{number}", **cells}))
    take(
        ready,
        "stays",
        sheet("stays", {**STAY, "start_on": "2026-06-04", "office_number": "", "facility_name": "ホーム○○"}),
    )
    home = next(one.id for one in ready.all(Facility) if one.service_code == "33")
    assert [stay.facility_id for stay in ready.all(Stay)] == [home] * 4


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


def test_a_column_that_is_not_ours_is_told_and_left_out(book, take):
    data = sheet("people", GOOD).data.decode("utf-8-sig").splitlines()
    file = NamedBytes("people.csv", "\r\n".join([data[0] + ",血液型", data[1] + ",A"]).encode())
    preview = importing.preview(book, "people", [file], TODAY)
    assert "sheet.column_ignored" in codes(preview, "note")
    assert preview.counts["new"] == 1


@pytest.mark.parametrize(("word", "code"), [("男", "male"), ("女", "female"), ("男性", "male")])
def test_a_sex_may_be_written_in_short(little, take, word, code):
    take(little, "people", sheet("people", {"code_name": "B-001", "sex": word}))
    assert {person.sex for person in little.all(Person) if person.code_name == "B-001"} == {code}
