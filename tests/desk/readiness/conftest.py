"""What the tests of readiness share."""

import shutil
from pathlib import Path

import pytest

from casebook.book import Casebook, open_casebook
from desk.demo.demo import make_demo
from desk.readiness.options import ReadinessView, read_readiness
from tests.conftest import COORDINATOR, NOW, TODAY
from tests.desk.readiness.strategies import POLICY


@pytest.fixture(scope="module")
def demo_file(sqlite_template, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("ready") / "demo.db"
    shutil.copy(sqlite_template, path)
    book = open_casebook(f"sqlite:///{path}", COORDINATOR, lambda: NOW)
    make_demo(book, TODAY)
    book.close()
    return path


@pytest.fixture
def demo(demo_file, tmp_path, open_book) -> Casebook:
    shutil.copy(demo_file, tmp_path / "demo.db")
    return open_book(f"sqlite:///{tmp_path / 'demo.db'}")


@pytest.fixture(scope="module")
def view(demo_file) -> ReadinessView:
    book = open_casebook(f"sqlite:///{demo_file}", COORDINATOR, lambda: NOW)
    found = read_readiness(book, TODAY, POLICY)
    book.close()
    return found
