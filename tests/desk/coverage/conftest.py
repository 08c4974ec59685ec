"""What the tests of coverage share."""

import pytest

from casebook.book import Casebook
from tests.desk.coverage.six_towns import build


@pytest.fixture
def city(book: Casebook) -> Casebook:
    build(book)
    return book
