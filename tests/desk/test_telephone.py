"""A telephone number becomes a `tel:` address of its digits, and nothing else does."""

import pytest

from desk.telephone import can_be_called, tel_address, telephone


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


@pytest.mark.parametrize(
    ("typed", "kept", "called"),
    [
        ("０２２ー１２３ー４５６７", "022-123-4567", True),
        (" (022) 123 4567 ", "(022) 123 4567", True),
        ("＋81 22 123 4567", "+81 22 123 4567", True),
        ("022-123-4567（母）", "022-123-4567(母)", False),
        ("119", "119", False),
        ("　", None, False),
    ],
)
def test_a_number_is_kept_narrow_and_called_if_it_is_whole(typed, kept, called):
    assert telephone(typed) == kept
    assert can_be_called(kept or "") is called
