"""Codes of a telephone, and those for when it is gone."""

from datetime import timedelta

import pyotp

from casebook.accounts.codes import (
    enrolment_address,
    hash_recovery_code,
    new_recovery_codes,
    new_secret,
    step_of,
)
from tests.conftest import NOW


def test_a_code_is_taken_one_step_around_and_no_further():
    secret = new_secret()
    for steps, taken in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        code = pyotp.TOTP(secret).at(NOW + timedelta(seconds=30 * steps))
        assert (step_of(secret, code, NOW, None) is not None) is taken


def test_no_code_is_taken_twice_nor_one_from_before():
    secret = new_secret()
    code = pyotp.TOTP(secret).at(NOW)
    step = step_of(secret, f"{code[:3]} {code[3:]}", NOW, None)
    assert step is not None
    assert step_of(secret, code, NOW, step) is None
    assert step_of(secret, pyotp.TOTP(secret).at(NOW - timedelta(seconds=30)), NOW, step) is None
    assert step_of(secret, "", NOW, None) is None


def test_recovery_codes_are_long_and_different_and_read_however_they_are_typed():
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert all(len(code.replace("-", "")) == 24 for code in codes)
    assert hash_recovery_code(codes[0]) == hash_recovery_code(codes[0].lower().replace("-", " "))
    assert hash_recovery_code(codes[0]) != hash_recovery_code(codes[1])


def test_a_telephone_is_told_whose_code_it_is():
    secret = new_secret()
    address = enrolment_address(secret, "midori")
    assert address.startswith("otpauth://totp/Sonae:midori?")
    assert f"secret={secret}" in address
