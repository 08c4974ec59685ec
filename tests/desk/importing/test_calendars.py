"""Calendars as sheets: beds by night and people's nights, each row taken or refused with its reason."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from casebook.records import Facility, FreeBed, Person, PersonNight, PersonWish
from desk.importing.templates import template_bytes
from tests.desk.importing.filled_sheets import FORMS, OFFICE, codes, sheet
from words.say import LANGUAGES, say

OURS = {"office_number": "0415100000"}


@pytest.fixture
def ready(book):
    """Return a casebook with two people and an office."""
    with book.writing("before") as writer:
        writer.add_many([Person(code_name="A-001"), Person(code_name="A-002")])
        writer.add(OFFICE)
    return book


@pytest.mark.parametrize("form", FORMS)
def test_beds_are_taken_night_by_night_and_changed_by_a_newer_sheet(ready, take, form):
    first = sheet(
        "beds", {**OURS, "night": "令和9年1月10日", "beds": "2"}, {**OURS, "night": "2027/1/11", "beds": "0"}, form=form
    )
    assert take(ready, "beds", first).counts["new"] == 2
    again = take(ready, "beds", sheet("beds", {**OURS, "night": "2027-01-10", "beds": "1"}, form=form))
    (change,) = again.changes
    assert [(one.field, one.old, one.new) for one in change.differences] == [("beds", 2, 1)]
    (office,) = ready.all(Facility)
    assert {(one.facility_id, one.night, one.beds) for one in ready.all(FreeBed)} == {
        (office.id, date(2027, 1, 10), 1), (office.id, date(2027, 1, 11), 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"office_number": "0415199999", "night": "2027-01-10", "beds": "1"}, "import.facility_not_found"),
        ({"night": "2027-01-10", "beds": "1"}, "import.facility_not_found"),
        ({**OURS, "night": "", "beds": "1"}, "cell.required"),
        ({**OURS, "night": "2027-01-10", "beds": ""}, "cell.required"),
        ({**OURS, "night": "2027-01-10", "beds": "-1"}, "cell.out_of_range"),
        ({**OURS, "night": "2027-02-30", "beds": "1"}, "cell.no_such_day"),
    ],
)
def test_a_row_of_beds_that_cannot_be_taken_is_refused(ready, take, row, code):
    preview = take(ready, "beds", sheet("beds", row))
    assert (codes(preview), ready.all(FreeBed)) == ([code], [])


def test_a_night_is_told_once_in_a_file(ready, take):
    rows = [{**OURS, "night": "2027-01-10", "beds": beds} for beds in ("1", "2")]
    assert codes(take(ready, "beds", sheet("beds", *rows))) == ["import.duplicate_in_file"]
    assert [one.beds for one in ready.all(FreeBed)] == [1]


@pytest.mark.parametrize("form", FORMS)
def test_nights_and_the_wished_length_hang_on_the_person(ready, take, form):
    rows = [
        {"code_name": "A-001", "night": "2027-01-10", "suits": "○", "nights": "2"},
        {"code_name": "A-001", "night": "2027-01-11", "suits": "×", "nights": "2"},
        {"code_name": "A-002", "nights": "7"},
    ]
    preview = take(ready, "nights", sheet("nights", *rows, form=form))
    assert preview.counts == {"new": 0, "changed": 3, "unchanged": 0, "missing": 0, "rejected": 0}
    assert [(one.person_id, one.night, one.suits) for one in ready.all(PersonNight)] == [
        (1, date(2027, 1, 10), True), (1, date(2027, 1, 11), False),
    ]  # fmt: skip
    assert [(one.person_id, one.nights) for one in ready.all(PersonWish)] == [(1, 2), (2, 7)]
    newer = sheet("nights", {"code_name": "A-001", "night": "2027-01-10", "suits": "×", "nights": "3"}, form=form)
    take(ready, "nights", newer)
    assert [one.suits for one in ready.all(PersonNight)] == [False, False]
    assert [one.nights for one in ready.all(PersonWish)] == [3, 7]
    revision = ready.revision()
    assert take(ready, "nights", newer).counts["unchanged"] == 1
    assert ready.revision() == revision


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"code_name": "B-001", "nights": "2"}], "import.person_not_found"),
        ([{"code_name": "A-001"}], "import.night_incomplete"),
        ([{"code_name": "A-001", "night": "2027-01-10"}], "import.night_incomplete"),
        ([{"code_name": "A-001", "night": "2027-01-10", "suits": "不明", "nights": "2"}], "import.night_incomplete"),
        ([{"code_name": "A-001", "suits": "○"}], "import.night_incomplete"),
        ([{"code_name": "A-001", "nights": "8"}], "cell.out_of_range"),
        ([{"code_name": "A-002", "nights": "1"}, {"code_name": "A-002", "nights": "2"}], "import.two_lengths"),
        (
            [{"code_name": "A-002", "night": "2027-01-10", "suits": suits} for suits in ("○", "×")],
            "import.duplicate_in_file",
        ),
    ],
)
def test_a_row_of_nights_that_cannot_be_taken_is_refused(ready, take, rows, code):
    assert codes(take(ready, "nights", sheet("nights", *rows))) == [code]
    assert [one.person_id for one in (*ready.all(PersonNight), *ready.all(PersonWish))] == [2] * (len(rows) - 1)


@pytest.mark.parametrize(("kind", "code"), [("beds", "help.beds"), ("nights", "help.suits")])
def test_the_template_explains_what_a_month_with_and_without_entries_means(kind, code):
    explained = openpyxl.load_workbook(BytesIO(template_bytes(kind, "xlsx"))).worksheets[1]
    told = [row[4] for row in explained.iter_rows(min_row=2, values_only=True)]
    assert "\n".join(say(code, language) for language in LANGUAGES) in told
