"""The place that tests of the evening call begin with."""

import pytest

from tests.desk.emergency.world import make_place


@pytest.fixture
def place(book):
    return make_place(book)
