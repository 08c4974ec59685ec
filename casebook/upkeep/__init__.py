"""Keeping a casebook: sealed copies of it and back, what is damaged, a new version with a copy made first."""

from casebook.upkeep.check import Finding, check, check_copy
from casebook.upkeep.copies import back_up, bring_up_to_date, restore
from casebook.upkeep.folder import copies_in, keep_last, last_copy, next_name
from casebook.upkeep.move import move
from casebook.upkeep.serving import serving

__all__ = [
    "Finding",
    "back_up",
    "bring_up_to_date",
    "check",
    "check_copy",
    "copies_in",
    "keep_last",
    "last_copy",
    "move",
    "next_name",
    "restore",
    "serving",
]
