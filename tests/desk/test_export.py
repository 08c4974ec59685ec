"""Tables that leave the desk: nothing in them can run."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from desk.export import to_csv, to_xlsx
from tests.desk.plan.exported import cells

DANGEROUS = ["=cmd()", "+1+1", "-2+3", "@SUM(A1)", "＝cmd()", "\t=cmd()"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_and_no_heading_can_run(text):
    table = pd.DataFrame([[text, 1]], columns=[text, "数"])
    exported = to_csv(table).decode("utf-8-sig")
    assert exported.count("'" + text) == 2
    assert all(cell.data_type != "f" for cell in cells(to_xlsx({"表": table})))


@pytest.mark.parametrize("value", ["-12", "3.5", "", "もみじ", "022-000-0000", "令和8年"])
def test_plain_text_and_numbers_leave_as_they_are(value):
    exported = to_csv(pd.DataFrame([[value, -1.5]], columns=["a", "b"])).decode("utf-8-sig")
    assert exported.splitlines()[1] == f"{value or ''},-1.5"


def test_a_control_character_does_not_stop_an_export():
    table = pd.DataFrame([["もみ\x07じ"]], columns=["名称"])
    assert [cell.value for cell in cells(to_xlsx({"表": table}))] == ["名称", "もみじ"]
    assert "もみじ" in to_csv(table).decode("utf-8-sig")


def test_an_empty_table_can_be_exported():
    table = pd.DataFrame(columns=["対象者", "理由"])
    assert to_csv(table).decode("utf-8-sig").strip() == "対象者,理由"
    assert [cell.value for cell in cells(to_xlsx({"表": table}))] == ["対象者", "理由"]


def test_a_sheet_prints_on_a4_one_page_wide_with_its_headings_place_day_and_page():
    wide = pd.DataFrame({str(column): ["もみじの家"] for column in range(12)})
    book = load_workbook(io.BytesIO(to_xlsx({"広い": wide, "狭い": wide.iloc[:, :2]}, head="杜市 & 2026/11/22")))
    assert [sheet.page_setup.orientation for sheet in book] == ["landscape", "portrait"]
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        printed = sheet.HeaderFooter
        assert printed.oddHeader is not None
        assert printed.oddFooter is not None
        assert printed.oddHeader.left.text == "&A  杜市 && 2026/11/22"
        assert printed.oddFooter.right.text == "&P / &N"
