"""Two files of one person become one, and can be taken apart again."""

from desk.merging.merging import Difference, differences, is_merged, merge_people, take_apart

__all__ = ["Difference", "differences", "is_merged", "merge_people", "take_apart"]
