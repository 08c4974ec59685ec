"""What the tests of imports share."""

import csv

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


@pytest.fixture
def published(reference_data):
    """Return the rows of the published file of Sendai's short stays."""
    with (reference_data / "wamnet" / "sendai_24.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
