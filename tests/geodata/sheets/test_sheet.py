"""Sheets to fill in: what may be written, what is refused and why, and that templates read back."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.importing.templates import WORDS
from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sheets import read_sheet, write_template
from geodata.sheets.fields import parse_cell
from tests.geodata.sheets.example_sheet import EXAMPLE, FIELDS


def sheet_of(text, encoding="utf-8"):
    return read_sheet(NamedBytes("people.csv", text.encode(encoding)), FIELDS)


def workbook(*rows, name="people.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return NamedBytes(name, stream.getvalue())


def reason(file):
    with pytest.raises(UnreadableFile) as caught:
        read_sheet(file, FIELDS)
    return caught.value.problem.code


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_with_its_example_reads_back(kind):
    stream = io.BytesIO()
    write_template(FIELDS, stream, kind, words=WORDS)
    sheet = read_sheet(NamedBytes(f"people.{kind}", stream.getvalue()), FIELDS)
    assert [row.values for row in sheet.rows] == [EXAMPLE]
    assert sheet.problems == []
    assert sheet.rows[0].number == 2


def test_a_csv_template_opens_in_a_spreadsheet_as_utf_8(tmp_path):
    write_template(FIELDS, tmp_path / "people.csv")
    assert (tmp_path / "people.csv").read_bytes().startswith("\ufeffコード名,人数".encode())


def test_an_xlsx_template_explains_each_column_in_both_languages(tmp_path):
    write_template(FIELDS, tmp_path / "people.xlsx", "xlsx", words=WORDS)
    book = openpyxl.load_workbook(tmp_path / "people.xlsx")
    assert len(book.worksheets) == 2
    helps = [str(row[4]) for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert len(helps) == len(FIELDS)
    assert all("。" in text and "." in text for text in helps)
    assert all(cell.comment for cell in book.worksheets[0][1])
    assert all(cell.number_format == "@" for cell in book.worksheets[0][2])


def test_a_workbook_without_words_is_no_csv_under_its_name(tmp_path):
    with pytest.raises(ValueError, match="words"):
        write_template(FIELDS, tmp_path / "people.xlsx", "xlsx")
    assert not (tmp_path / "people.xlsx").exists()


words = st.text(alphabet="あ漢字Ａ1='+-@|,\" \n", min_size=1, max_size=8)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "code": words.filter(lambda text: parse_cell(FIELDS[0], text.strip() or "x") and text.strip()),
                "number": st.none() | st.integers(0, 99),
                "wheelchair": st.none() | st.booleans(),
                "day": st.none() | st.dates(dt.date(1926, 12, 25), dt.date(2100, 1, 1)),
                "sex": st.sampled_from([None, "female", "male", "unknown"]),
                "kinds": st.none() | st.lists(st.sampled_from(["i", "p", "ip"]), unique=True, min_size=1).map(tuple),
                "care": st.none() | st.dictionaries(st.sampled_from(["suction", "oxygen"]), st.booleans(), min_size=1),
            }
        ),
        max_size=4,
    ),
    st.sampled_from(["csv", "xlsx"]),
)
def test_whatever_is_written_reads_back_or_is_refused_for_a_formula(rows, kind):
    stream = io.BytesIO()
    write_template(FIELDS, stream, kind, rows, WORDS)
    sheet = read_sheet(NamedBytes(f"x.{kind}", stream.getvalue()), FIELDS)
    expected = [{**row, "code": parse_cell(FIELDS[0], row["code"])} for row in rows]
    assert [row.values for row in sheet.rows] == expected
    assert len(sheet.rejects) == 0


def test_a_row_with_a_wrong_cell_is_rejected_whole_and_the_others_kept():
    sheet = sheet_of("日付,コード名,車いす,よけい\n令和8年2月30日,A,たぶん,1\n,B,不明,2\n,,○,3\n,=cmd(),,\n,C\x07,,\n")
    assert [(row.number, row.values["code"], row.values["wheelchair"]) for row in sheet.rows] == [(3, "B", None)]
    assert [(problem.row, problem.column, problem.code) for problem in sheet.problems] == [
        (1, "よけい", "sheet.column_ignored"),
        (2, "日付", "cell.no_such_day"),
        (2, "車いす", "cell.not_yes_or_no"),
        (4, "コード名", "cell.required"),
        (5, "コード名", "cell.formula"),
        (6, "コード名", "cell.control_character"),
    ]
    assert [reject.row for reject in sheet.rejects] == [2, 4, 5, 6]
    assert [reject.cells["よけい"] for reject in sheet.rejects] == ["1", "3", "", ""]
    assert sheet.facts == {"rows_in": 5, "kept": 1, "rejected": 4, "filtered": 0}


def test_headings_of_a_csv_may_stand_below_a_title_or_in_two_rows():
    sheet = sheet_of("名簿\n\nコード名＊,人数（必須）,車いす\nA,1,〇\n")
    assert [(one.number, one.values["code"], one.values["wheelchair"]) for one in sheet.rows] == [(4, "A", True)]
    assert [(one.row, one.code) for one in sheet.problems] == [(3, "sheet.heading_row")]
    sheet = sheet_of("コード名,からだ,,よけい\n,人数,車いす,\nA,1,✕,#N/A\nB,2,○,=A1\n")
    assert [(one.number, one.values["number"], one.values["wheelchair"]) for one in sheet.rows] == [
        (3, 1, False),
        (4, 2, True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_sheets_of_every_encoding_are_read(encoding):
    assert sheet_of("コード名,人数\nA,３\n", encoding).rows[0].values["number"] == 3


def test_a_missing_required_column_stops_the_sheet():
    assert reason(NamedBytes("x.csv", "人数\n1\n".encode())) == "table.columns_missing"


def test_excel_cells_of_every_type_are_read():
    rows = workbook(
        ["コード名", "人数", "車いす", "日付"],
        ["A", 3.0, True, dt.date(2026, 5, 12)],
        [None] * 4,
        [7, None, None, None],
    )
    sheet = read_sheet(rows, FIELDS)
    assert [row.number for row in sheet.rows] == [2, 4]
    assert sheet.rows[0].values["day"] == dt.date(2026, 5, 12)
    assert sheet.rows[0].values["number"] == 3
    assert sheet.rows[0].values["wheelchair"] is True
    assert sheet.rows[1].values["code"] == "7"


def test_formulas_and_error_values_in_a_workbook_are_refused():
    sheet = read_sheet(workbook(["コード名"], ["=1+1"], ["#REF!"], ["B"]), FIELDS)
    assert [(problem.row, problem.code) for problem in sheet.problems] == [(2, "cell.formula"), (3, "cell.error_value")]
    assert [row.values["code"] for row in sheet.rows] == ["B"]


def test_what_is_no_workbook_says_so():
    assert reason(NamedBytes("x.xls", b"\xd0\xcf\x11\xe0 old")) == "sheet.old_or_locked_workbook"
    assert reason(NamedBytes("x.xlsx", b"PK\x03\x04 cut off")) == "sheet.not_a_workbook"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
    assert reason(NamedBytes("x.xlsx", stream.getvalue())) == "sheet.damaged_workbook"
    assert reason(workbook()) == "table.no_header"


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked():
    stream = io.BytesIO(workbook(["コード名"], ["A"]).data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/bomb.bin", b"0" * (101 * 1024**2))
    assert len(stream.getvalue()) < 1024**2
    assert reason(NamedBytes("x.xlsx", stream.getvalue())) == "sheet.workbook_too_large"


def test_a_workbook_named_csv_and_a_csv_named_as_a_workbook_are_read_for_what_they_are():
    assert read_sheet(NamedBytes("x.xlsx", "コード名\nA\n".encode()), FIELDS).rows[0].values["code"] == "A"
    assert read_sheet(workbook(["コード名"], ["A"], name="x.csv"), FIELDS).rows[0].values["code"] == "A"
