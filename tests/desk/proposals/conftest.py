"""What the tests of proposals share."""

import pytest

from tests.desk.proposals.world import ONE, make


@pytest.fixture
def world(shared_book):
    """Return one proposal to one office with one place, on each database."""
    return make(shared_book, [1], ONE)
