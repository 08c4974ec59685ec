"""The printed summary: Japanese, escaped, on its own, and without anything internal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desk.period import coming_quarter
from desk.plan.papers.summary import summary_html
from desk.plan.trials import PlanView, plan_trials
from matching.policy import load_policy
from tests.conftest import copied
from tests.optional import present

TODAY = date(2026, 11, 22)
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> PlanView:
    book = copied(demo_template, tmp_path_factory.mktemp("summary"))
    return plan_trials(book, coming_quarter(TODAY), load_policy(), TODAY)


def test_it_names_person_facility_telephone_and_what_to_confirm(view: PlanView) -> None:
    for one in view.suggestions[:20]:
        page = summary_html(view, one)
        assert one.person.person.code_name in page
        assert one.facility.facility.name in page
        assert present(one.facility.facility.phone) in page
        assert page.count("<li>") >= len(one.assignment.to_confirm)


def test_it_holds_no_points_no_ids_and_loads_nothing(view: PlanView) -> None:
    page = summary_html(view, view.suggestions[0])
    for inside in ("点）", "SHA", "http", "src=", "link", "tier", "リスク段階"):
        assert inside not in page


def test_names_from_data_are_escaped(view: PlanView) -> None:
    one = view.suggestions[0]
    facility = replace(one.facility, facility=replace(one.facility.facility, name=EVIL, phone=EVIL))
    person = replace(one.person, person=replace(one.person.person, other_needs=EVIL))
    page = summary_html(view, replace(one, facility=facility, person=person))
    assert EVIL not in page
    assert page.count("&lt;img src=x") == 3
