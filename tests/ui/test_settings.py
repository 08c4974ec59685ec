"""Which day the pages work with, and which one the audit records."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from casebook.book import Casebook, create
from casebook.records import Audit, Person
from tests.ui.conftest import DAY
from ui.settings import Settings, casebook, now, real_now, today
from words.zone import TOKYO


def test_a_pretended_day_does_not_move_the_clock_of_the_audit(at: str) -> None:
    create(at)
    book: Casebook = casebook(at)
    before = datetime.now(TOKYO)
    with book.writing("test") as writer:
        assert writer.now.date() == DAY == today() == now().date()
        writer.add(Person(code_name="A-1"))
    (entry,) = book.all(Audit, entity="person")
    assert before - timedelta(seconds=1) <= entry.at <= real_now() + timedelta(seconds=1)
    book.close()


@pytest.mark.parametrize("address", ["", "https://sonae.example.jp", "http://10.0.0.5:8080"])
def test_an_address_is_an_origin(address: str) -> None:
    assert Settings(public_address=address).public_address == address


@pytest.mark.parametrize(
    "address",
    ["sonae.example.jp", "https://", "https://sonae.example.jp/", "https://a@b.jp", "ftp://a.jp", "https://A.jp"],
)
def test_what_is_no_origin_is_no_address(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_address=address)
