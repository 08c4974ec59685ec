"""A telephone number becomes a `tel:` address of its digits, and nothing else does."""

import pytest

from ui.pages.emergency.phone import tel_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("022-123-4567", "tel:0221234567"),
        ("０２２（１２３）４５６７", "tel:0221234567"),
        ("022ー123ー4567（代）", "tel:0221234567"),
        ("022-123-4567 内線 12", "tel:0221234567"),
        ("022-123-4567 / 090-1234-5678", "tel:0221234567"),
        ("+81 22 123 4567", "tel:+81221234567"),
        ("なし", None),
        ("119", None),
        ("12345678901234567", None),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_made_of_its_digits(text, address):
    assert tel_address(text) == address
