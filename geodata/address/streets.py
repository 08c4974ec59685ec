"""Kyoto's way of writing: along a street and off a crossing (烏丸通二条上る), and only then the town."""

import re

# As keys have it: ル is る, が is ヶ. 東入 without る also begins names, and counts after a street only.
_TURN = re.compile(r"[上下]ヶ?る|[東西]へ?入る?")
_STREET = re.compile(r"通り?|筋|小路|大路")
_GROUP = re.compile(r"\d+-?(?=\D)")


def turns(key: str) -> list[tuple[int, int]]:
    """Return where each 上る, 下る, 東入 and 西入 of an address begins and ends."""
    town_first = key.find("(")
    found = [match.span() for match in _TURN.finditer(key, 0, len(key) if town_first < 0 else town_first)]
    return [(start, end) for start, end in found if key[end - 1] == "る" or _STREET.search(key, 0, start)]


def towns_after(key: str, end: int) -> list[int]:
    """Return where the town may begin behind a turn: at once, or behind the group of towns (東入二丁目御旅町)."""
    group = _GROUP.match(key, end)
    return [end, group.end()] if group else [end]


def towns_after_streets(key: str) -> list[int]:
    """Return where the town may begin behind a street that is named without a turn, the last first."""
    return [match.end() for match in _STREET.finditer(key)][::-1]
