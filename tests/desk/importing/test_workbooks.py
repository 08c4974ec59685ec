"""Workbooks as people make them: whom they bring, and what is said of what was not read."""

from datetime import date

import pytest

from casebook.records import Centre, Consent, FacilityCondition, Person, Stay
from desk import importing
from geodata.findings import UnreadableFile
from tests.conftest import TODAY
from tests.desk.importing.filled_sheets import STAY, headers
from tests.geodata.reading.made_workbooks import workbook

HEAD = ["仮名", "市町村", "区", "町名", "障害種別", "同意者", "同意の方法", "同意日", "その他の配慮"]
CONSENT = ["本人", "書面", "2026-05-12", None]


def row(name, ward="泉区", *, consent=CONSENT):
    return [name, "仙台市", ward, "中央", "知的障害", *consent]


def told(preview):
    return {problem.code: problem.params for problem in preview.problems if problem.code.startswith("sheet.")}


def names(book):
    return {one.code_name for one in book.all(Person)}


def test_every_sheet_that_fits_is_taken_and_named(little, take):
    preview = take(little, "people", workbook({"青葉区": [HEAD, row("S-1", "青葉区")], "泉区": [HEAD, row("S-2")]}))
    assert names(little) == {"S-1", "S-2"}
    assert told(preview) == {"sheet.sheets_read": {"sheets": "青葉区、泉区"}}


def test_a_row_is_told_with_its_sheet_when_several_are_read(little, take):
    preview = take(little, "people", workbook({"甲": [HEAD, row("S-1")], "乙": [HEAD, row("S-1")]}))
    (problem,) = [one for one in preview.problems if one.severity == "rejected"]
    assert (problem.code, problem.file, problem.row) == ("import.duplicate_in_file", "people.xlsx/乙", 2)


def test_a_cover_and_a_hidden_list_are_passed_over_and_that_is_said(little, take):
    sheets = {
        "表紙": [["対象者名簿"], ["令和8年度"]],
        "リスト": [["○"], ["×"]],
        "名簿": [HEAD, row("S-5")],
        "Sheet2": [],
    }
    preview = take(little, "people", workbook(sheets, hidden=["リスト"]))
    assert names(little) == {"S-5"}
    assert told(preview) == {
        "sheet.sheets_read": {"sheets": "名簿"},
        "sheet.others_not_read": {"sheets": "表紙"},
        "sheet.hidden_not_read": {"sheets": "リスト"},
    }


def test_a_list_of_the_same_people_with_hardly_a_column_is_not_taken_for_them(little, take):
    contacts = [["仮名", "電話"], ["S-1", "0220000000"]]
    preview = take(little, "people", workbook({"連絡先": contacts, "名簿": [HEAD, row("S-1")]}))
    assert preview.counts == {"new": 1, "changed": 0, "unchanged": 0, "missing": 0, "rejected": 0}
    assert told(preview)["sheet.others_not_read"] == {"sheets": "連絡先"}


def test_an_example_beside_the_list_is_no_list_but_alone_it_is(little, take):
    preview = take(little, "people", workbook({"記入例": [HEAD, row("A-1")], "名簿": [HEAD, row("S-1")]}))
    assert names(little) == {"S-1"}
    assert told(preview)["sheet.others_not_read"] == {"sheets": "記入例"}
    take(little, "people", workbook({"記入例": [HEAD, row("S-2")]}))
    assert names(little) == {"S-1", "S-2"}


def test_the_template_with_its_explanation_needs_no_word(little):
    for kind in ("people", "stays", "conditions", "centres", "beds", "nights", "certificates"):
        file = importing.template_bytes(kind, "xlsx")
        preview = importing.preview(little, kind, [workbook({}, data=file)], TODAY)
        assert told(preview) == {}


@pytest.mark.parametrize(
    ("sheets", "hidden", "code"),
    [
        ({"名簿": [HEAD, row("S-1")], "表紙": [["名簿"]]}, ["名簿"], "sheet.only_hidden"),
        ({"名簿": [HEAD, row("S-1")], "空": []}, ["名簿"], "sheet.only_hidden"),
        ({"表紙": [["名簿"]], "別": [["番号", "氏名"], [1, "甲"]]}, [], "sheet.none_fits"),
        ({"別": [["番号", "氏名"], [1, "甲"]]}, [], "table.columns_missing"),
        ({"名簿": []}, [], "table.no_header"),
    ],
)
def test_a_workbook_without_a_sheet_to_read_is_refused_with_the_reason(little, sheets, hidden, code):
    with pytest.raises(UnreadableFile) as caught:
        importing.preview(little, "people", [workbook(sheets, hidden=hidden)], TODAY)
    assert caught.value.problem.code == code


def test_a_sheet_of_headings_alone_has_no_rows(little):
    preview = importing.preview(little, "people", [workbook({"名簿": [HEAD]})], TODAY)
    assert [one.code for one in preview.problems] == ["table.no_rows"]


def test_merged_consent_is_everybodys_whom_it_covers(little, take):
    rows = [
        HEAD,
        row("M-1", "青葉区"),
        ["M-2", None, None, "中央", "知的障害"],
        ["M-3", None, None, "中央", "知的障害"],
        row("M-4"),
    ]
    preview = take(little, "people", workbook({"名簿": rows}, merged=["B2:B4", "C2:C4", "F2:F4", "G2:G4", "H2:H4"]))
    people = {one.id: one for one in little.all(Person)}
    assert {people[one.person_id].code_name for one in little.all(Consent)} == {"M-1", "M-2", "M-3", "M-4"}
    assert {one.code_name: one.ward for one in people.values()} == {
        "M-1": "青葉区",
        "M-2": "青葉区",
        "M-3": "青葉区",
        "M-4": "泉区",
    }
    assert told(preview) == {"sheet.merged_filled": {"cells": "B2:B4、C2:C4、F2:F4、G2:G4、H2:H4"}}


def test_a_cell_merged_across_columns_is_refused_with_its_name_unless_nobody_reads_them(little, take):
    rows = [
        [*HEAD, "甲", "乙"],
        [*row("M-1"), "x"],
        ["本年度の新規"],
        row("M-2", consent=["本人", None, "2026-05-12", None]),
    ]
    preview = take(little, "people", workbook({"名簿": rows}, merged=["J2:K2", "A3:I3", "F4:G4"]))
    rejected = [(one.row, one.code, one.params) for one in preview.problems if one.severity == "rejected"]
    assert rejected == [
        (3, "sheet.merged_across", {"cells": "A3:I3"}),
        (4, "sheet.merged_across", {"cells": "F4:G4"}),
    ]
    assert names(little) == {"M-1"}


def test_headings_below_a_title_and_in_two_rows_are_found(little, take):
    rows = [
        ["体験利用 対象者名簿"],
        [],
        ["仮名*", "住まい", None, None, "障害\n種別", "同意", None, None, "その他の配慮"],
        [None, "市町村", "区（必須）", "町名", None, "同意者", "同意の 方法", "同意日", None],
        row("T-1", "青葉区"),
    ]
    merged = ["A1:I1", "A3:A4", "B3:D3", "E3:E4", "F3:H3", "I3:I4"]
    preview = take(little, "people", workbook({"名簿": rows}, merged=merged))
    (person,) = little.all(Person)
    assert (person.code_name, person.ward, person.disability_kinds["intellectual"]) == ("T-1", "青葉区", True)
    assert len(little.all(Consent)) == 1
    assert told(preview) == {"sheet.heading_row": {"row": 4}}


def test_a_group_of_headings_names_the_columns_below_it(ready, take):
    rows = [
        ["事業所番号", "体験利用", "受入れ", None, None],
        [None, None, "身体障害", "知的障害", "精神障害"],
        ["0415100000", "〇", "✕", "⭕", "Ｘ"],
    ]
    take(ready, "conditions", workbook({"条件": rows}))
    (condition,) = ready.all(FacilityCondition)
    assert condition.offers_trial is True
    assert condition.disability_kinds == {"physical": False, "intellectual": True, "mental": False}


def test_escapes_of_a_workbook_are_what_they_stand_for(ready, take):
    rows = [
        HEAD,
        [
            "X-2_x000D_",
            "仙台市",
            "泉区",
            "中央_x000D_\n",
            "知的障害_x000D_\n身体障害",
            "本人",
            "書面",
            "2026-05-12_x000D_",
            None,
        ],
    ]
    take(ready, "people", workbook({"名簿": rows}))
    titles = headers("stays")
    stay = {**STAY, "code_name": "X-2"}
    take(ready, "stays", workbook({"利用": [[titles[name] for name in stay], list(stay.values())]}))
    assert names(ready) == {"A-001", "X-2"}
    assert len(ready.all(Stay)) == 1
    assert len(ready.all(Consent)) == 1


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_of_both_calendars_are_read_and_those_counted_are_told(little, take, since_1904):
    counted = 44692 if since_1904 else 46154
    cells = [date(2026, 5, 12), counted, str(counted), "2026/5/12 0:00", "㋿8年5月12日", "令和８年５月１２日(火)"]
    rows = [row(f"D-{number}", consent=["本人", "書面", cell, None]) for number, cell in enumerate(cells)]
    preview = take(little, "people", workbook({"名簿": [HEAD, *rows]}, since_1904=since_1904))
    assert [one.given_on for one in little.all(Consent)] == [date(2026, 5, 12)] * len(cells)
    assert [one.row for one in preview.problems if one.code == "cell.serial_day"] == [3, 4]


def test_columns_that_nobody_reads_reject_no_row(little, take):
    rows = [
        ["No.", *HEAD, "年齢", "年齢"],
        ["=ROW()-1", *row("N-1"), "=2026-C2", "#N/A", "=A2"],
        ["#N/A", *row("N-2"), "#REF!", "\u3000"],
    ]
    preview = take(little, "people", workbook({"名簿": rows}))
    assert names(little) == {"N-1", "N-2"}
    assert told(preview)["sheet.no_heading"] == {"columns": "M"}
    assert {one.column for one in preview.problems if one.code == "sheet.column_ignored"} == {"No.", "年齢", "年齢 (2)"}


def test_an_error_or_a_formula_in_a_column_that_is_read_rejects_its_row(little, take):
    rows = [[*HEAD, "生年（西暦）"], [*row("N-1"), "#N/A"], [*row("N-2"), "=1980+10"], [*row("N-3"), 1990]]
    preview = take(little, "people", workbook({"名簿": rows}))
    assert [one.code for one in preview.problems if one.severity == "rejected"] == ["cell.error_value", "cell.formula"]
    assert names(little) == {"N-3"}


def test_a_column_of_ours_that_stands_twice_is_refused(little):
    with pytest.raises(UnreadableFile) as caught:
        importing.preview(little, "people", [workbook({"名簿": [[*HEAD, "区"], row("N-1")]})], TODAY)
    assert caught.value.problem.code == "table.column_twice"


def test_numbers_that_lost_their_zero_get_it_back_with_a_note(ready, take):
    preview = take(
        ready, "conditions", workbook({"条件": [["事業所番号", "サービスコード", "体験利用"], [415100000, 24, "○"]]})
    )
    assert len(ready.all(FacilityCondition)) == 1
    assert [one.params for one in preview.problems if one.code == "cell.zero_lost"] == [{"value": "0415100000"}]
    rows = [
        ["名称", "市町村", "区", "電話番号"],
        ["甲", "仙台市", "泉区", 222634040],
        ["乙", "仙台市", "泉区", 9012345678],
    ]
    preview = take(ready, "centres", workbook({"センター": rows}))
    assert {one.name: one.phone for one in ready.all(Centre)} == {"甲": "0222634040", "乙": "09012345678"}
    assert [one.row for one in preview.problems if one.code == "cell.zero_lost"] == [2, 3]
