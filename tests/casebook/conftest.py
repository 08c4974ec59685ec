"""The casebook's tests run on both databases: what SQLite forgives, PostgreSQL may not, and the other way round."""

import pytest

from casebook.book import Casebook
from tests.conftest import OpenBook


@pytest.fixture
def book(url: str, open_book: OpenBook) -> Casebook:
    """Return an empty casebook, open for a coordinator, on each database."""
    return open_book(url)
