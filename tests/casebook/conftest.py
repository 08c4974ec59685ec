"""The casebook's tests run on both databases: what SQLite forgives, PostgreSQL may not, and the other way round."""

import pytest

from casebook.book import Casebook
from tests.conftest import OpenBook


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Return the address of a casebook of one's own, first on SQLite, then on PostgreSQL."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def book(url: str, open_book: OpenBook) -> Casebook:
    """Return an empty casebook, open for a coordinator, on each database."""
    return open_book(url)
