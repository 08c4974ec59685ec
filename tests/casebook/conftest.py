"""The casebook's tests run on both databases: what SQLite forgives, PostgreSQL may not, and the other way round."""

import shutil
from collections.abc import Iterator

import pytest

from casebook.book import Casebook, open_casebook
from tests.conftest import COORDINATOR, NOW, OpenBook, new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Return the address of a casebook of one's own, first on SQLite, then on PostgreSQL."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def book(url: str, open_book: OpenBook) -> Casebook:
    """Return an empty casebook, open for a coordinator, on each database."""
    return open_book(url)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """Open one casebook for the many examples of a property; each example only looks at its own rows."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("shared") / "book.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        url = f"sqlite:///{path}"
    else:
        url = new_database(request.getfixturevalue("postgres_template"))
    book = open_casebook(url, COORDINATOR, lambda: NOW)
    yield book
    book.close()
