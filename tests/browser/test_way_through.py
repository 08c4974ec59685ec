"""The main way through: a file is previewed and imported, a plan is made, kept and exported."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from casebook.records import Facility, FreeBed, Person, Plan
from desk.importing.templates import PEOPLE
from geodata.sheets import write_template
from tests.browser.conftest import EVIL, Watched
from tests.browser.page_actions import make_plan, open_row, pick
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


def test_dragging_over_nights_fills_them(watched: Watched, demo_url: str) -> None:
    book = casebook(demo_url)
    site = next(one for one in book.all(Facility) if one.name == "ほおずきショートステイ紫苑町")
    watched.open()
    watched.go(say("nav.facilities", "ja"))
    open_row(watched, site.name)
    watched.page.get_by_role("tab", name=say("nights.tab", "ja")).click()
    watched.settled()
    pick(watched, say("dates.month", "ja"), say("dates.month_value", "ja", year="2027", month="3"))
    table = watched.page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    cell, row = (box["x"] + box["width"] * 0.75, box["y"] + 52), 35
    mouse, keyboard = watched.page.mouse, watched.page.keyboard
    mouse.dblclick(*cell)
    editor = watched.page.locator(".gdg-style input")
    editor.fill("2")
    editor.press("Enter")
    editor.wait_for(state="detached")
    watched.settled()
    mouse.move(*cell)
    mouse.down()
    for step in range(1, 2 * row + 10, 10):
        mouse.move(cell[0], cell[1] + step)
        watched.page.wait_for_timeout(40)  # the grid looks where the mouse is once a frame
    mouse.up()
    keyboard.press("Control+d")
    watched.settled()
    watched.page.get_by_role("button", name=say("common.save", "ja"), exact=True).last.click()
    watched.page.get_by_text(say("common.saved", "ja")).wait_for()
    nights = {one.night: one.beds for one in book.all(FreeBed, facility_id=site.id) if one.night >= date(2027, 3, 1)}
    assert nights == dict.fromkeys((date(2027, 3, day) for day in (1, 2, 3)), 2)
    watched.clean()
