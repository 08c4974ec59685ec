"""What the tests of plans share."""

from datetime import date
from pathlib import Path

import pytest

from casebook.book import Casebook
from desk.period import coming_quarter
from desk.plan.trials import PlanView, plan_trials
from matching.policy import load_policy
from tests.conftest import copied
from tests.desk.conftest import add_person

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> PlanView:
    book = copied(demo_template, tmp_path_factory.mktemp("why"))
    return plan_trials(book, coming_quarter(TODAY), load_policy(), TODAY)


@pytest.fixture
def two(offices: Casebook) -> Casebook:
    """Return a casebook with two people, and two offices with one place each; もみじ is nearer, and A-001 drawn first."""
    with offices.writing("before") as writer:
        for name in ("A-002", "A-001"):
            add_person(writer, name)
    return offices
