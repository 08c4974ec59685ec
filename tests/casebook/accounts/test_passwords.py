"""Which passwords are taken, and how they are kept."""

from unicodedata import normalize

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from casebook.accounts import AccountError, passwords
from casebook.accounts.passwords import MOST, fits, hash_password, is_outdated, require_good

GOOD = [
    "k3#9x!7Qz2$mW8p",
    "correct horse battery staple",
    "朝の市場で青い傘を二本買った",
    "つゆくさ dew on 17 leaves",
    "🌊🌸🍙🍵🎏🎐🏮🐟🗻🚃🚲🛶🧭🪁🪷",
]


@pytest.mark.parametrize("password", GOOD)
def test_what_is_long_and_not_guessed_first_is_taken_whatever_it_is_made_of(password):
    require_good(password + "、" * max(0, 15 - len(password)), "緑川 みどり", "midori")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("k3#9x!7Qz2$mW8", "account.password_short"),
        ("ｋ" * (MOST + 1), "account.password_long"),
        ("k3#9x!7Qz2$mW8p\0", "account.password_signs"),
        ("passwordpassword", "account.password_common"),
        ("Password20261201!", "account.password_common"),
        ("123456789012345678", "account.password_common"),
        ("aaaaaaaaaaaaaaaaaaaa", "account.password_common"),
        ("sonaesonaesonae備え", "account.password_common"),
        ("ＳＯＮＡＥ1234567890abc", "account.password_common"),
        ("midori.midori.midori", "account.password_common"),
        ("緑川みどり緑川みどり12345", "account.password_common"),
        ("ﾊﾟｽﾜｰﾄﾞﾊﾟｽﾜｰﾄﾞ1234567890", "account.password_common"),
        ("qwertyuiopasdfghjkl", "account.password_common"),
        ("仙台市役所福祉障害支援拠点2026", "account.password_common"),
        ("tanaka@example.jp1!", "account.password_common"),
    ],
)
def test_what_is_guessed_first_is_refused_and_says_why(password, code):
    with pytest.raises(AccountError) as refused:
        require_good(password, "緑川 みどり", "midori", "tanaka@example.jp")
    assert refused.value.code == code


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20))
def test_however_a_keyboard_puts_it_together_it_is_the_same_password(password):
    kept = hash_password(password)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fits(kept, normalize(form, password))
    assert not fits(kept, password + "x")
    assert kept.startswith("$argon2id$")


def test_nobody_fits_where_no_password_is_kept_or_what_is_kept_is_none():
    assert not fits(None, "nobody's")
    assert not fits("", "x")
    assert not fits("$argon2id$broken", "x")


def test_what_was_kept_with_other_parameters_is_known():
    assert not is_outdated(hash_password("x"))
    assert is_outdated(PasswordHasher(time_cost=2, memory_cost=64).hash("x"))


def test_the_shipped_parameters_are_those_that_the_library_recommends(tmp_path):
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("fresh", passwords.__file__)
    assert spec is not None
    assert spec.loader is not None
    fresh = module_from_spec(spec)
    spec.loader.exec_module(fresh)
    assert (fresh.HASHER.memory_cost, fresh.HASHER.time_cost) >= (65536, 3)
