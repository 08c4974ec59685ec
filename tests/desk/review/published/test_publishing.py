"""A fiscal year for publication: what is told of it in tables, sentences and papers, and what was told before."""

import io
import random
import re
from datetime import date

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desk.errors import DeskError
from desk.period import span
from desk.publication import HIDDEN, read_told
from desk.review import Review, drawable, facts, made, publication_record, publish, title_of, withheld_texts
from desk.review.prevention import table3
from desk.review.published.publishing import from_sheets, published_year
from desk.review.table import TOTAL
from desk.ward_sheet import IDENTIFIED
from tests.conftest import TODAY
from tests.desk.review.published.chance import casebook

LIMIT = 10
BOOK = casebook(random.Random(0), 25)  # noqa: S311


@pytest.fixture(scope="module")
def review() -> Review:
    return publish(BOOK, 2023, LIMIT, {})


def test_no_table_shows_a_small_figure_or_the_records_behind_it(review):
    open_to_all = {"table2", "visits", "survey", "functions", "days_by_rooms", "capacity", "advice"}
    for some in (review.tables, review.earlier):
        for name, table in some.items():
            assert not table.behind
            shown = [count for count in table.counts.values() if count]
            assert name in open_to_all or not [count for count in shown if count < LIMIT], name
    assert review.withheld.figures > 20


def test_months_stand_in_quarters_and_say_so(review):
    assert review.tables["by_month"].rows == ("2023-04-q", "2023-07-q", "2023-10-q", "2024-01-q", TOTAL)
    assert "by_month" in review.withheld.coarser
    assert title_of("by_month", "ja") in " ".join(withheld_texts(review, "ja"))


def test_a_sentence_stands_only_where_all_that_it_rests_on_is_told(review):
    told = facts(review)
    assert "review.said.trials" not in {one.message.code for one in told}
    assert all(None not in one.message.params.values() for one in told)


def test_a_table_of_which_something_is_hidden_is_not_drawn(review):
    assert review.tables["residence"].marks
    assert not drawable(review, "residence")


def test_the_papers_print_an_x_in_place_and_why(review):
    report = docx.Document(io.BytesIO(made("docx", review, "ja", TODAY)))
    grids = dict(zip(review.tables, report.tables, strict=True))
    table = review.tables["by_month"]
    printed = [cell.text for row in grids["by_month"].rows[1:] for cell in row.cells[1:]]
    counted = [table.counts[row, column] for row in table.rows for column in table.columns]
    assert printed == ["x" if count is None else str(count) for count in counted]
    why = withheld_texts(review, "ja")[0]
    assert why in [one.text for one in report.paragraphs]
    book = load_workbook(io.BytesIO(made("xlsx", review, "ja", TODAY)))
    assert why in [row[0] for row in book.worksheets[-1].values]
    assert not [cell for sheet in book for row in sheet.values for cell in row if str(cell).startswith("=")]
    for form in ("pdf", "slide"):
        pages = PdfReader(io.BytesIO(made(form, review, "ja", TODAY))).pages
        assert "公表用" in re.sub(r"\s", "", pages[0].extract_text())


def test_a_year_that_was_published_is_told_as_it_was(review):
    told = read_told([publication_record(review, {})])
    again = publish(BOOK, 2023, LIMIT, told)
    assert publication_record(again, told) == publication_record(review, {})


def test_what_the_ward_sheets_hid_of_a_year_is_hidden_and_what_they_told_is_told():
    book, at = casebook(random.Random(1), 2), (2023, "table3", TOTAL, "people")  # noqa: S311
    few = 3
    count = table3(book, span(2023)).sum("people") or 0
    assert count > few
    in_2023 = IDENTIFIED, 2023
    assert from_sheets({in_2023: HIDDEN}, book).told == {at: HIDDEN}
    assert from_sheets({in_2023: float(count)}, book).told == {at: count}
    assert from_sheets({in_2023: count + 1.0, (IDENTIFIED, 2019): 5.0}, book).told == {}
    hidden = publish(book, 2023, few, {}, from_sheets({in_2023: HIDDEN}, book))
    assert hidden.tables["people"].marks[TOTAL, "identified"] == HIDDEN


@pytest.mark.parametrize(
    "days", [(date(2023, 4, 1), date(2023, 9, 30)), span(2026), (date(2023, 1, 1), date(2023, 12, 31))]
)
def test_only_a_fiscal_year_that_is_over_is_published(days):
    with pytest.raises(DeskError):
        published_year(days, TODAY)


@pytest.mark.parametrize("record", [None, [], {"published": {"2023": 4}}, {"published": {"x": {"t": {"r": {"c": 1}}}}},
                                    {"published": {"2023": {"t": {"r": {"c": -1}}}}}])  # fmt: skip
def test_a_file_of_something_else_is_refused(record):
    with pytest.raises(DeskError):
        read_told([record])
