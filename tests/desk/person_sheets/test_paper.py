"""The papers say every block, leave room where nothing is known, and keep what is covered no more."""

import io

import docx
import pytest
from pypdf import PdfReader

from casebook import vocabulary as v
from desk.documents import MAKERS, warning_of
from desk.person_sheets import (
    document_of,
    filled,
    read_recorded,
)
from tests.conftest import TODAY
from tests.desk.person_sheets.conftest import live
from words.say import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", v.PERSON_SHEETS)
def test_the_papers_say_every_block_and_leave_room_where_nothing_is_known(book, kind, language):
    live(book)
    content = filled(read_recorded(book, 1, TODAY), language)
    paper = document_of(kind, "A-1", content, "1", language, TODAY, shared=True)
    assert warning_of(paper) == ""
    [table] = docx.Document(io.BytesIO(MAKERS["docx"](paper))).tables
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    told = dict(cells)
    (facts,) = paper.blocks
    assert list(told) == [label for label, _ in vars(facts)["rows"]]
    assert told == {label: text or say("document.blank", language) for label, text in vars(facts)["rows"]}
    pages = PdfReader(io.BytesIO(MAKERS["pdf"](paper))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "髙橋𠮷子" in text
    assert kind != "emergency" or len(pages) == 1
    assert len(pages) <= 3


def test_a_paper_printed_after_consent_was_withdrawn_says_nothing_that_it_covered(book):
    live(book)
    content = filled(read_recorded(book, 1, TODAY), "ja")
    paper = document_of("handover", "A-1", content, "1", "ja", TODAY, shared=False)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(MAKERS["pdf"](paper))).pages)
    assert "髙橋" not in text
    assert "朝1錠" not in text
