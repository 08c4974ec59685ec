"""Asking in rounds, replayed: for one set of answers in plain Python, and for all of them where they are few."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import numpy as np

from matching.answers.asking import MILLION, NO_PAIR, Asking, Lists
from matching.answers.runs import Expected
from matching.solving import TIERS

MOST_ENUMERATED = 10
"""So many pairs with an open answer are enumerated: a thousand sets of answers."""


class Replayed(NamedTuple):
    """What one set of answers led to: the pair that said yes (or `NO_PAIR`) and the asks made, one value a person."""

    yes: list[int]
    asks: list[int]


def replay(asking: Asking, lists: Lists, says_yes: Callable[[int], bool]) -> Replayed:
    """Ask in rounds, tier by tier, until nobody can ask.

    Who has a yes already keeps the place. Then everybody whose pair is fixed asks there. Then tier 1 asks in rounds
    until nobody of it can, then tier 2, then tier 3. In a round the people still without a yes, in their order, ask
    the next facility of their list that they have not asked and that has a place neither taken nor held; the place is
    held until the round's answers are there. Nobody asks more often than allowed.

    Parameters
    ----------
    says_yes
        The answer of a pair, by row.
    """
    free = asking.free.tolist()
    yes, asks = asking.agreed.tolist(), [0] * len(asking.tier)
    site, listed = asking.facility.tolist(), lists.row.tolist()
    done: set[int] = set()

    def answer(asked: dict[int, int]) -> None:
        for person, row in asked.items():
            asks[person] += 1
            done.add(row)
            if says_yes(row):
                yes[person] = row
                free[site[row]] -= 1

    answer({person: row for person, row in enumerate(asking.asked.tolist()) if row != NO_PAIR})
    for tier in TIERS:
        people = [one for one in lists.order.tolist() if asking.tier[one] == tier]
        while True:
            asked: dict[int, int] = {}
            held = [0] * len(free)
            for person in people:
                if yes[person] != NO_PAIR or asks[person] >= asking.most:
                    continue
                own = listed[lists.start[person] : lists.start[person + 1]]
                row = next((one for one in own if one not in done and free[site[one]] > held[site[one]]), NO_PAIR)
                if row != NO_PAIR:
                    asked[person] = row
                    held[site[row]] += 1
            if not asked:
                break
            answer(asked)
    return Replayed(yes, asks)


def open_rows(asking: Asking, lists: Lists) -> list[int]:
    """Return the pairs whose answer may be asked for and is not certain."""
    rows = {*lists.row.tolist(), *asking.asked[asking.asked != NO_PAIR].tolist()}
    return sorted(row for row in rows if 0 < asking.chance[row] < MILLION)


def enumerated(asking: Asking, lists: Lists) -> Expected:
    """Return what asking brings on average, exactly: over every set of answers, each by its chance."""
    rows = open_rows(asking, lists)
    chance = asking.chance.tolist()
    trials = [Fraction(0)] * len(asking.tier)
    calls = Fraction(0)
    for answers in product((False, True), repeat=len(rows)):
        given = dict(zip(rows, answers, strict=True))
        weight = Fraction(1)
        for row, yes in given.items():
            weight *= Fraction(chance[row] if yes else MILLION - chance[row], MILLION)
        found = replay(asking, lists, lambda row, given=given: given.get(row, chance[row] == MILLION))  # type: ignore[misc]
        calls += weight * sum(found.asks)
        for person, row in enumerate(found.yes):
            trials[person] += weight * (row != NO_PAIR)
    of_tier = [round(MILLION * sum(trials[one] for one in np.flatnonzero(asking.tier == tier))) for tier in TIERS]
    return Expected(
        trials=(of_tier[0], of_tier[1], of_tier[2]),
        calls=round(MILLION * calls),
        chance=np.array([round(MILLION * one) for one in trials], dtype=np.int64),
        runs=0,
        error=0,
    )
