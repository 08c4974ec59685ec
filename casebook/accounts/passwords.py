"""Passwords: how they are kept, and which are taken.

Kept as Argon2id by argon2-cffi with its own parameters (RFC 9106, low memory: 64 MiB, 3 passes); taken by the rules of
NIST SP 800-63B-4, section 3.1.1: length and a list of what is guessed first; no rules of composition, no end.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casebook.accounts.errors import AccountError

HASHER = PasswordHasher()
LEAST, MOST = 15, 128
"""Characters. The standard lets 8 pass beside a second factor; but that can be reset, and then the password is all."""
OWN = 6
"""As many different characters must be left when everything is taken away that is guessed first."""
NAMES = ("sonae", "備え", "そなえ", "ソナエ")
LIST = Path(__file__).parent / "common_passwords.txt"


def normal(password: str) -> str:
    """Return a password as it is compared: by characters, however a keyboard puts them together."""
    return normalize("NFKC", password)


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return HASHER.hash(normal(password))


def fits(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one that is kept; it takes as long where none is."""
    nobodys = _nobodys(HASHER)  # made once, whoever comes first
    try:
        # What nobody could have set need not be hashed whole.
        return HASHER.verify(kept or nobodys, normal(password)[: MOST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Tell whether a password was kept with other parameters than are used now."""
    return HASHER.check_needs_rehash(kept)


def require_good(password: str, *known: str) -> None:
    """Refuse a password that is too short, too long, or guessed first.

    Parameters
    ----------
    known
        What belongs to the account: its login name, its name, its e-mail address.

    Raises
    ------
    AccountError
        Which of these it is.
    """
    chosen = normal(password)
    if len(chosen) < LEAST:
        raise AccountError("account.password_short", least=LEAST)
    if len(chosen) > MOST:
        raise AccountError("account.password_long", most=MOST)
    if any(not sign.isprintable() for sign in chosen):
        raise AccountError("account.password_signs")
    if len(set(_own_part(chosen, known))) < OWN:
        raise AccountError("account.password_common")


def _own_part(password: str, known: tuple[str, ...]) -> str:
    """Return what is left of a password without common words, what belongs to the account, and rows of digits."""
    rest = password.casefold()
    words = {part for text in known for part in re.split(r"[\s@.]+", normal(text).casefold()) if len(part) > 1}
    for word in sorted({*_common(), *words}, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return re.sub(r"\d{4,}|\s", "", rest)


@cache
def _common() -> frozenset[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(normal(line) for line in lines if not line.startswith("#")) | {normal(name) for name in NAMES}


@lru_cache(maxsize=4)
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody's")
