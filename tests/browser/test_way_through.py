"""The main way through: a file is previewed and imported, a plan is made, kept and exported."""

from pathlib import Path

import openpyxl
import pytest

from casebook.records import Person, Plan
from desk.importing.templates import PEOPLE
from geodata.sheets import write_template
from tests.browser.conftest import EVIL, Watched
from tests.browser.page_actions import make_plan
from ui.settings import casebook
from words.say import say

pytestmark = pytest.mark.browser


def test_from_a_filled_in_sheet_to_a_plan_on_a_map(watched: Watched, demo_url: str, tmp_path: Path) -> None:
    book = casebook(demo_url)
    sheet = tmp_path / "people.csv"
    rows = [{"code_name": "画面-001", "ward": "青葉区", "sex": "female"}, {"code_name": "", "ward": "青葉区"}]
    write_template(PEOPLE, sheet, "csv", rows)
    watched.open()
    watched.go(say("nav.imports", "ja"))
    kind = watched.page.get_by_role("combobox", name=say("imports.kind", "ja"))
    kind.click()
    watched.page.get_by_role("option", name=say("imports.kind_people", "ja"), exact=True).click()
    watched.settled()
    watched.page.locator("input[type=file]").set_input_files(sheet)
    watched.settled()
    watched.page.get_by_role("button", name=say("imports.preview", "ja")).click()
    watched.settled()
    assert "画面-001" not in [person.code_name for person in book.all(Person)]
    watched.page.get_by_role("button", name=say("imports.rejects", "ja")).wait_for()
    watched.page.get_by_role("button", name=say("imports.commit", "ja"), exact=True).click()
    watched.page.get_by_text(say("imports.done", "ja", new=1, changed=0)).wait_for()
    assert "画面-001" in [person.code_name for person in book.all(Person)]

    watched.go(say("nav.trials", "ja"))
    make_plan(watched, "ja")
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name=say("trials.xlsx", "ja")).click()
    saved = tmp_path / "plan.xlsx"
    download.value.save_as(saved)
    workbook = openpyxl.load_workbook(saved)
    cells = [cell.value for row in workbook.worksheets[0].iter_rows() for cell in row]
    assert EVIL in cells or EVIL in [cell.value for row in workbook.worksheets[1].iter_rows() for cell in row]
    before = len(book.all(Plan))
    watched.page.get_by_role("button", name=say("trials.keep", "ja")).click()
    watched.settled()
    assert len(book.all(Plan)) == before + 1
    watched.clean()
