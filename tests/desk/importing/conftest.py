"""What the tests of imports share."""

import pytest

from casebook.records import Person
from tests.desk.importing.filled_sheets import OFFICE


@pytest.fixture
def ready(little):
    """Return the little city with the person and the office that the examples speak of."""
    with little.writing("before") as writer:
        writer.add(Person(code_name="A-001"))
        writer.add(OFFICE)
    return little
