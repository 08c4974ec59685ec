"""How a filled-in sheet is taken in, row by row."""

from dataclasses import replace

import pytest

from casebook.records import Facility, Person, PersonWish, Stay
from desk import importing
from desk.export import to_csv
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY
from tests.desk.importing.filled_sheets import GOOD, OFFICE, STAY, codes, person, sheet


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
        ({"birth_year": "1990", "born_on": "1991-04-01"}, "input.births_differ"),
        ({"born_on": "2027-04-01"}, "input.not_in_future"),
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


def test_a_column_that_is_not_ours_is_told_and_left_out(book, take):
    data = sheet("people", GOOD).data.decode("utf-8-sig").splitlines()
    file = NamedBytes("people.csv", "\r\n".join([data[0] + ",血液型", data[1] + ",A"]).encode())
    preview = importing.preview(book, "people", [file], TODAY)
    assert "sheet.column_ignored" in codes(preview, "note")
    assert preview.counts["new"] == 1


@pytest.mark.parametrize("name", ["Ａ－００１", "A‐001", "A−001", "Aー001", "A- 001"])
def test_a_code_name_is_found_however_it_is_typed_and_keeps_its_first_spelling(ready, take, name):
    take(ready, "people", sheet("people", {**GOOD, "code_name": name, "note": "静か"}))
    take(ready, "stays", sheet("stays", {**STAY, "code_name": name}))
    take(ready, "nights", sheet("nights", {"code_name": name, "nights": "2"}))
    (only,) = ready.all(Person)
    assert (only.code_name, only.note) == ("A-001", "静か")
    assert len(ready.all(Stay)) == len(ready.all(PersonWish)) == 1


@pytest.mark.parametrize("name", ["А-001", "Α-001", "A-OO1", "A-00l", "a-001", "A\ufe0f-001", "A 001"])
def test_a_code_name_that_only_looks_like_a_known_one_is_set_aside(ready, take, name):
    for kind, row in (("people", GOOD), ("stays", STAY), ("nights", {"nights": "2"})):
        preview = take(ready, kind, sheet(kind, {**row, "code_name": name}))
        assert [(one.code, one.params["known"]) for one in preview.problems] == [("import.looks_alike", "A-001")]
        assert len(preview.rejects) == 1
    assert [one.code_name for one in ready.all(Person)] == ["A-001"]


def test_two_new_names_that_look_alike_in_one_sheet_make_one_file(book, take):
    rows = [{**GOOD, "code_name": name} for name in ("B-001", "В-001", "B－001", "B-002")]
    preview = take(book, "people", sheet("people", *rows))
    assert codes(preview) == ["import.looks_alike", "import.duplicate_in_file"]
    assert [one.code_name for one in book.all(Person)] == ["B-001", "B-002"]
