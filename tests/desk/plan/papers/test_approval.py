"""The page for approval: one side of A4, counts and no names, and the figure by which the record is known."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from casebook.book import Casebook
from desk.documents import MAKERS, Lines, texts, warning_of
from desk.period import coming_quarter
from desk.plan.kept import adopted_plan, kept_plan
from desk.plan.papers.approval import SIGNATURES, approval
from desk.plan.trials import PlanView, plan_trials
from matching.policy import load_policy
from matching.trials import sealed
from tests.conftest import TODAY, copied
from words.say import LANGUAGES, say

PERIOD = coming_quarter(TODAY)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, planned_template: Path) -> tuple[Casebook, PlanView]:
    book = copied(planned_template, tmp_path_factory.mktemp("approval"))
    kept = adopted_plan(book, PERIOD)
    return book, plan_trials(book, PERIOD, load_policy(), TODAY, kept=kept)


def printed(paper) -> str:
    [page] = PdfReader(io.BytesIO(MAKERS["pdf"](paper))).pages
    return page.extract_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstrations_plan_is_one_page_that_names_nobody(planned, language):
    book, view = planned
    assert view.since is not None
    kept = kept_plan(book, PERIOD, view.since.plan.key)
    paper = approval(view, kept, view.record, language, TODAY, standard=True)
    assert warning_of(paper) == ""
    text = printed(paper)
    told = "\n".join(texts(paper).values())
    assert not [one.person.person.code_name for one in view.everybody if one.person.person.code_name in told]
    assert not [one.facility.facility.name for one in view.suggestions if one.facility.facility.name in told]
    sha256 = sealed(view.record)["sha256"]
    assert sha256 in text.replace("\n", "")
    assert view.plan.problem.policy.sha256 in text.replace("\n", "")
    assert f"sonae plan --period {PERIOD} --open {kept.key} --dump plan.json" in told
    _, by, at = kept.standing
    assert say("approval.state_adopted", language, by=by, at=at) in told
    signatures, _, by_tier, _ = docx.Document(io.BytesIO(MAKERS["docx"](paper))).tables
    assert [cell.text for cell in signatures.rows[0].cells] == [
        say(f"approval.sign_{one}", language) for one in SIGNATURES
    ]
    everyone, placed, *others = [int(cell.text) for cell in by_tier.rows[-1].cells[1:]]
    assert (everyone, placed, sum(others)) == (len(view.everybody), view.placed, len(view.left_out))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_of_nobody_that_was_not_kept_is_one_page_too(book, language):
    view = plan_trials(book, PERIOD, load_policy(), TODAY)
    told = "\n".join(texts(paper := approval(view, None, view.record, language, TODAY, standard=False)).values())
    assert say("approval.not_kept", language) in told
    assert f"--policy policy.toml --aim {view.aim} --dump plan.json" in told
    assert printed(paper)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_all_that_there_may_be_to_say_it_is_one_page(planned, language, monkeypatch):
    _, view = planned
    monkeypatch.setattr("desk.plan.papers.approval.MOST_WARDS", 2)
    monkeypatch.setattr(PlanView, "aim", "readiness")
    paper = approval(view, None, view.record, language, TODAY, standard=True)
    assert say("approval.other_wards", language, count=3) in texts(paper)
    counts = {"count": 9, "eligible": 9, "placed": 9, "times": 9}
    more = [
        *(say(f"approval.{code}", language, **counts) for code in ("served", "held_up", "changed", "longest")),
        f"{say('fairness.waited', language, **counts)} {say('fairness.turn', language, points='10,000')}",
    ]
    assert printed(replace(paper, blocks=[*paper.blocks, Lines(more)]))
