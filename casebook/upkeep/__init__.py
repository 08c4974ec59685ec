"""Keeping a casebook: copies of it and back, what is damaged, a new version with a copy made first."""

from casebook.upkeep.check import Finding, check
from casebook.upkeep.copies import back_up, bring_up_to_date, restore
from casebook.upkeep.serving import serving

__all__ = ["Finding", "back_up", "bring_up_to_date", "check", "restore", "serving"]
