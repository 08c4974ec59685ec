"""The page for the support team: one side in both languages, what it is filled with is text, nothing internal."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from desk.documents import MAKERS, texts, warning_of
from desk.period import coming_quarter
from desk.plan.papers.summary import summary
from desk.plan.trials import PlanView, plan_trials
from matching.policy import load_policy
from tests.conftest import copied
from tests.optional import present
from words.say import LANGUAGES, say

TODAY = date(2026, 11, 22)
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> PlanView:
    book = copied(demo_template, tmp_path_factory.mktemp("summary"))
    return plan_trials(book, coming_quarter(TODAY), load_policy(), TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_that_names_person_facility_telephone_and_what_to_confirm(view, language):
    for one in view.suggestions[:5]:
        paper = summary(view, one, language)
        assert warning_of(paper) == ""
        told = texts(paper)
        [page] = PdfReader(io.BytesIO(MAKERS["pdf"](paper))).pages
        assert one.person.person.code_name in page.extract_text()
        assert one.facility.facility.name in told[say("team_paper.facility", language)]
        assert present(one.facility.facility.phone) in told[say("team_paper.phone", language)]
        for code in one.assignment.to_confirm:
            assert say(f"confirm.{code}", language) in told[say("team_paper.to_confirm", language)]
        assert told[say("team_paper.wish", language)].split("\n", 1)[1].strip() == ""


def test_it_holds_no_points_and_no_ids(view):
    page = "\n".join(texts(summary(view, view.suggestions[0], "ja")).values())
    for inside in ("点）", "SHA", "http", "tier", "リスク段階"):
        assert inside not in page


def test_names_from_data_are_text_and_never_markup(view):
    one = view.suggestions[0]
    facility = replace(one.facility, facility=replace(one.facility.facility, name=EVIL, phone=EVIL))
    person = replace(one.person, person=replace(one.person.person, other_needs=EVIL))
    paper = summary(view, replace(one, facility=facility, person=person), "ja")
    [page] = PdfReader(io.BytesIO(MAKERS["pdf"](paper))).pages
    assert page.extract_text().count("<img src=x") == 3
    document = docx.Document(io.BytesIO(MAKERS["docx"](paper)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert sum(EVIL in cell for cell in cells) == 3
