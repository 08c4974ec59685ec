"""What a workbook holds, as it is shown: not its furigana, nor what it hides under merged cells."""

import io
import zipfile

import pytest

from geodata.reading.files import NamedBytes
from geodata.reading.workbooks import Merged, is_workbook, open_workbook
from tests.geodata.reading.made_workbooks import workbook


def rewritten(file, part, old, new):
    """Return a workbook with something replaced in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)
    return NamedBytes(file.name, stream.getvalue())


def test_furigana_is_no_part_of_the_text():
    furigana = '<t>国分町</t><rPh sb="0" eb="3"><t>コクブンチョウ</t></rPh><phoneticPr fontId="1"/>'
    book = rewritten(workbook({"甲": [["国分町"]]}), "xl/sharedStrings.xml", "<t>国分町</t>", furigana)
    with open_workbook(book) as opened:
        assert opened.grid("甲").rows == {1: ["国分町"]}


def test_text_in_several_forms_is_one_text():
    runs = '<r><t>国分</t></r><r><rPr><b/></rPr><t>町</t></r><rPh sb="0" eb="2"><t>コクブン</t></rPh>'
    book = rewritten(workbook({"甲": [["国分町"]]}), "xl/sharedStrings.xml", "<t>国分町</t>", runs)
    with open_workbook(book) as opened:
        assert opened.grid("甲").rows == {1: ["国分町"]}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("甲_x000D_\n乙", "甲\r\n乙"),
        ("_x0041_", "A"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("a_x1_", "a_x1_"),
        ("_xD83D_", "\ufffd"),
    ],
)
def test_escapes_are_what_they_stand_for(written, shown):
    with open_workbook(workbook({"甲": [[written]]})) as opened:
        assert opened.grid("甲").rows == {1: [shown]}


def test_merged_cells_are_told_of_the_sheet_they_are_in():
    with open_workbook(workbook({"甲": [["a"]], "乙": [["b"]]}, merged=["A1:B3", "C2:C4"])) as opened:
        assert opened.merged("甲") == []
        assert sorted(opened.merged("乙"), key=lambda one: one.name) == [
            Merged("A1:B3", 1, 0, 3, 1),
            Merged("C2:C4", 2, 2, 4, 2),
        ]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.xlsx", b"a,b\n", False),
        ("a.csv", b"PK\x03\x04", True),
        ("a.xls", b"\xd0\xcf\x11\xe0", True),
        ("a.xlsx", b"\0\0", True),
    ],
)
def test_its_content_says_what_a_file_is(name, data, expected):
    assert is_workbook(NamedBytes(name, data)) is expected
