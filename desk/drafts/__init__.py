"""What is still typed, kept in the casebook: nothing is lost, and everybody at the desk sees what is open."""

from desk.drafts.content import packed, unpacked
from desk.drafts.drafts import MovedOnError, close, drop, finish, keep, new_draft, open_drafts, own_drafts, take_over

__all__ = [
    "MovedOnError",
    "close",
    "drop",
    "finish",
    "keep",
    "new_draft",
    "open_drafts",
    "own_drafts",
    "packed",
    "take_over",
    "unpacked",
]
