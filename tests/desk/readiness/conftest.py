"""What the tests of readiness share."""

import shutil
from contextlib import closing

import pytest

from casebook.book import Casebook
from desk.readiness.options import ReadinessView, read_readiness
from tests.conftest import TODAY, copied
from tests.desk.readiness.strategies import POLICY


@pytest.fixture
def demo(demo_template, tmp_path, open_book) -> Casebook:
    return open_book(f"sqlite:///{shutil.copy(demo_template, tmp_path / 'demo.db')}")


@pytest.fixture(scope="module")
def view(demo_template, tmp_path_factory) -> ReadinessView:
    with closing(copied(demo_template, tmp_path_factory.mktemp("ready"))) as book:
        return read_readiness(book, TODAY, POLICY)
