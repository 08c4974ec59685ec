"""Whom a list or a file was about, so noted that nobody reads it out of the log, and whoever asks about one person finds it.

Of each person a keyed hash is noted, salted by the note: two notes about the same people have nothing in common, and neither
who reads the log nor who has a copy of it learns of whom there is a file.
"""

import base64
import hmac
import secrets
from collections.abc import Collection

from casebook.vault.vault import Vault

MOST = 2000
"""About more people no note tells whom it was about."""
MANY = "*"
MARK_BYTES, MARK = 6, 8
"""Of a hash so many bytes, so many letters: that somebody is found where she was not happens once in 10^11 notes."""


def noted(vault: Vault, key: str, people: Collection[int]) -> str:
    """Return how it is noted whom something was about, under a key by its name."""
    if len(people) > MOST:
        return MANY
    salt = secrets.token_urlsafe(9)
    return f"{salt}:{''.join(sorted(_mark(vault, key, salt, one) for one in set(people)))}"


def is_among(vault: Vault, said: str, person: int) -> bool | None:
    """Tell whether somebody is among those of a note; None if there were too many to note. Any key that is there is tried."""
    if said == MANY:
        return None
    salt, _, marks = said.partition(":")
    known = {marks[start : start + MARK] for start in range(0, len(marks), MARK)}
    return any(_mark(vault, key, salt, person) in known for key in vault.keys.names)


def _mark(vault: Vault, key: str, salt: str, person: int) -> str:
    made = hmac.digest(vault.keys.subkey("whom", key), f"{salt} {person}".encode(), "sha256")
    return base64.urlsafe_b64encode(made[:MARK_BYTES]).decode()
