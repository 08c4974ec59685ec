"""Two people and an office, for contacts about them."""

from typing import NamedTuple

import pytest

from casebook.book import Casebook
from casebook.records import Facility, Person


class Known(NamedTuple):
    """A casebook, and who is in it."""

    book: Casebook
    people: tuple[int, int]
    facility: int


@pytest.fixture
def known(little: Casebook) -> Known:
    with little.writing("before") as writer:
        people = writer.add_many(
            [
                Person(code_name=f"A-{number}", real_name="佐藤", city="仙台市", ward=ward)
                for number, ward in enumerate(("青葉区", None))
            ]
        )
        office = Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ")
        return Known(little, (people[0], people[1]), writer.add(office))
