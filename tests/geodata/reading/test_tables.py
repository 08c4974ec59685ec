"""CSV into rows: damage costs only the damaged row, and nothing is lost."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.reading.tables import REST, read_table, rejects_frame
from tests.geodata.reading.made_workbooks import workbook


def read(text, name="a.csv"):
    return read_table(NamedBytes(name, text.encode()))


def rows(table):
    return [table.row(index) for index in range(len(table.numbers))]


def codes(table):
    return [(problem.row, problem.code) for problem in table.problems]


def test_rows_have_the_numbers_of_a_spreadsheet_even_with_blank_lines_and_line_breaks():
    table = read('a,b\n1,2\n\n"x\ny",3\n4,5\n')
    assert rows(table) == [{"a": "1", "b": "2"}, {"a": "x\ny", "b": "3"}, {"a": "4", "b": "5"}]
    assert table.numbers == [2, 4, 5]


def test_rows_of_another_width_are_set_aside_with_all_their_cells():
    table = read("a,b\n1\n1,2,3\n1,2,,\n")
    assert codes(table) == [(2, "table.too_few_cells"), (3, "table.too_many_cells")]
    assert table.numbers == [4]
    frame = rejects_frame(table.rejects)
    assert frame.to_dict("records") == [
        {"a": "1", "b": "", REST: "", "file": "a.csv", "row": "2"},
        {"a": "1", "b": "2", REST: "3", "file": "a.csv", "row": "3"},
    ]


def test_a_last_row_that_breaks_off_is_called_so():
    assert codes(read("a,b,c\n1,2,3\n4,5")) == [(3, "table.cut_off")]
    assert codes(read('a,b,c\n1,2,3\n4,"5')) == [(3, "table.cut_off")]
    assert read('a,b,c\n1,2,3\n4,"5').rejects[0].rest == '4,"5'


def test_a_quotation_mark_that_is_never_closed_costs_one_row():
    table = read('a,b\n1,2\n3,"4\n"5",6\n7,"8"\n')
    assert codes(table) == [(3, "table.bad_quotes")]
    assert rows(table) == [{"a": "1", "b": "2"}, {"a": "5", "b": "6"}, {"a": "7", "b": "8"}]
    assert table.numbers == [2, 4, 5]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_taken_from_the_header(delimiter):
    assert rows(read(f"a{delimiter}b\n1{delimiter}2\n")) == [{"a": "1", "b": "2"}]


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(UnreadableFile) as caught:
        read("名前,名前\n1,2\n")
    assert caught.value.problem.code == "table.column_twice"


@given(st.text(alphabet='a,"\n\r', min_size=1, max_size=60))
def test_no_damage_raises_anything_but_a_clear_reason_and_no_row_is_lost(text):
    try:
        table = read("h1,h2\n" + text)
    except UnreadableFile as error:
        assert error.problem.code  # noqa: PT017
        return
    assert len(table.problems) == len(table.rejects)
    numbers = sorted(table.numbers + [reject.row for reject in table.rejects])
    assert len(numbers) == len(set(numbers))
    kept = "".join(table.cells) + "".join("".join(reject.cells.values()) + reject.rest for reject in table.rejects)
    assert kept.count("a") == text.count("a")


@given(st.lists(st.lists(st.text(alphabet='a1 ,"\n区', max_size=4), min_size=2, max_size=2), max_size=5))
def test_what_a_csv_writer_writes_is_read_back(written):
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["h1", "h2"], *written])
    table = read(stream.getvalue())
    assert [list(row.values()) for row in rows(table)] == [row for row in written if any(row)]
    assert table.problems == []


def test_a_geojson_handed_in_as_a_table_is_called_so():
    with pytest.raises(UnreadableFile) as caught:
        read('{"type": "FeatureCollection",\n"features": []}', "areas.geojson")
    assert caught.value.problem.code == "table.json_not_csv"


def test_only_the_first_few_of_many_columns_that_stand_twice_are_named():
    header = ",".join(f"c{number},c{number}" for number in range(100))
    with pytest.raises(UnreadableFile) as caught:
        read(f"{header}\n")
    assert caught.value.problem.params["columns"] == "c0、c1、c10、c11、c12、…"


words = st.text(alphabet="a1仮名０ -", min_size=1, max_size=5).filter(lambda text: text.strip())


@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_workbook_gives_the_table_that_its_csv_gives(written):
    header = ["仮名", "町名", "備考"]
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([header, *written])
    text, book = read(stream.getvalue()), read_table(workbook({"名簿": [header, *written]}))
    assert (book.header, book.cells, book.numbers) == (text.header, text.cells, text.numbers)
    assert (book.problems, book.rejects, book.encoding) == ([], [], "xlsx")


def test_a_published_table_in_a_workbook_is_read_from_the_sheet_that_holds_it_and_that_is_said():
    rows = [["一覧", None], ["番号", "名称"], ["0415100049", "甲"]]
    table = read_table(workbook({"表紙": [["事業所"]], "一覧": rows, "注": [["注"]]}, name="24.csv"))
    assert (table.header, table.cells, table.numbers) == (["番号", "名称"], ["0415100049", "甲"], [3])
    assert codes(table) == [(None, "sheet.sheets_read"), (None, "sheet.others_not_read"), (2, "sheet.heading_row")]
    chosen = read_table(workbook({"別": [["a", "b"], [1, 2]], "一覧": rows}), {"番号", "名称"})
    assert chosen.cells == ["0415100049", "甲"]
