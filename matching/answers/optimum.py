"""The best that anybody could do, by trying every way of asking; for a handful of pairs only."""

from fractions import Fraction
from functools import cache

from matching.answers.asking import MILLION, NO_PAIR, Asking

MOST_TRIED = 8
"""So many pairs are tried: each unasked, refused or agreed to, some thousands of states."""


def most_trials(asking: Asking, through: int) -> Fraction:
    """Return the most trials of tiers 1 to `through` that asking can bring on average, whatever is asked when."""
    person, site = asking.person.tolist(), asking.facility.tolist()
    chance = [Fraction(one, MILLION) for one in asking.chance.tolist()]
    free, tier, agreed = asking.free.tolist(), asking.tier.tolist(), asking.agreed.tolist()

    @cache
    def best(done: frozenset[int], placed: frozenset[int]) -> Fraction:
        gone = [site[row] for row in placed]
        out = {person[row] for row in placed}
        asks = [person[row] for row in done]
        most = Fraction(0)
        for row, who in enumerate(person):
            if row in done or who in out or agreed[who] != NO_PAIR or tier[who] > through:
                continue
            if asks.count(who) < asking.most and gone.count(site[row]) < free[site[row]]:
                after = done | {row}
                yes = 1 + best(after, placed | {row})
                most = max(most, chance[row] * yes + (1 - chance[row]) * best(after, placed))
        return most

    there = sum(1 for who, row in enumerate(agreed) if row != NO_PAIR and tier[who] <= through)
    return there + best(frozenset(), frozenset())
