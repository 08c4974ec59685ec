"""The papers of a review, opened again: each figure of the published year stands in them as it was counted."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from casebook.book import open_casebook
from desk.period import span
from desk.review import Review, beside, drawn_flow, made, read_review, title_of
from desk.review.review import review_of
from desk.review.table import TOTAL
from tests.conftest import COORDINATOR, NOW, TODAY
from tests.desk.review.test_review import NOTHING


@pytest.fixture(scope="module")
def review(demo_template: Path) -> Iterator[Review]:
    with closing(open_casebook(f"sqlite:///{demo_template}", COORDINATOR, lambda: NOW)) as book:
        yield read_review(book, span(2021), TODAY)


def test_every_table_stands_in_the_report_for_editing_with_every_figure(review):
    report = docx.Document(io.BytesIO(made("docx", review, "ja", TODAY)))
    printed = [[[cell.text for cell in row.cells] for row in table.rows] for table in report.tables]
    for (name, _), grid in zip(review.tables.items(), printed, strict=True):
        frame = beside(review, name, "ja")
        counted = [["不明" if cell is None else str(cell) for cell in row] for row in frame.to_numpy().tolist()]
        assert grid[1:] == counted, name


def test_the_printed_report_says_each_table_by_name_and_the_slide_is_one_page(review):
    pages = PdfReader(io.BytesIO(made("pdf", review, "ja", TODAY))).pages
    told = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert [name for name in review.tables if title_of(name, "ja") not in told] == []
    assert "99件" in told
    slide = PdfReader(io.BytesIO(made("slide", review, "en", TODAY))).pages
    assert len(slide) == 1
    assert "99 emergency consultations" in re.sub(r"\s+", " ", slide[0].extract_text())


def test_the_flow_has_a_band_for_each_way_and_says_what_each_side_counts(review):
    table = review.tables["residence"]
    ways = {cell: count for cell, count in table.counts.items() if count and cell[1] != TOTAL}
    drawing = drawn_flow(table, "ja")
    assert drawing.count("<path") == len(ways)
    assert sum(int(count) for count in re.findall(r" (\d+)</text>", drawing)) == 2 * sum(ways.values())
    narrow = drawn_flow(table, "ja", narrow=True)
    assert narrow.count("<path") == len(ways)
    assert int(re.findall(r'width="(\d+)"', narrow)[0]) < 390
    many = replace(table, counts={cell: (count or 0) * 1000 for cell, count in table.counts.items()})
    assert int(re.findall(r'height="(\d+)"', drawn_flow(many, "ja"))[0]) < 700


@pytest.mark.parametrize("form", ["xlsx", "docx", "pdf", "slide"])
def test_a_review_of_nothing_makes_its_papers(form):
    assert made(form, review_of(NOTHING, span(2023), TODAY), "en", TODAY)
