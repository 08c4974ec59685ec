"""Small problems of asking, and the best that anybody could do in them, by trying every way."""

from fractions import Fraction
from functools import cache

import numpy as np
from hypothesis import strategies as st

from matching.answers.asking import MILLION, NO_PAIR, Asking


def asking_of(pairs, places, tiers, most=8, agreed=(), asked=()) -> Asking:
    """Return who may be asked where: `pairs` is {(person, facility): chance in percent}, `tiers` one a person."""
    rows = sorted(pairs)
    person = np.array([one for one, _ in rows], dtype=np.intp)

    def of(those):
        found = np.full(len(tiers), NO_PAIR, dtype=np.intp)
        for pair in those:
            found[pair[0]] = rows.index(pair)
        return found

    return Asking(
        person_id=np.arange(1, len(tiers) + 1),
        tier=np.array(tiers, dtype=np.int64),
        facility_id=np.arange(100, 100 + len(places)),
        places=np.array(places, dtype=np.int64),
        person=person,
        facility=np.array([one for _, one in rows], dtype=np.intp),
        chance=np.array([pairs[row] * 10_000 for row in rows], dtype=np.int64),
        start=np.searchsorted(person, np.arange(len(tiers) + 1)).astype(np.int64),
        agreed=of(agreed),
        asked=of(asked),
        most=most,
    )


@st.composite
def askings(draw: st.DrawFn, most_pairs: int = 6) -> Asking:
    """Up to three people and three facilities, with few places, some of them agreed or asked already."""
    people, sites = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    every = [(person, site) for person in range(people) for site in range(sites)]
    chosen = draw(st.lists(st.sampled_from(every), unique=True, max_size=most_pairs))
    pairs = {pair: draw(st.sampled_from([1, 20, 50, 80, 100])) for pair in chosen}
    places = draw(st.lists(st.integers(0, 2), min_size=sites, max_size=sites))
    left = list(places)
    fixed: dict[str, list[tuple[int, int]]] = {"agreed": [], "asked": []}
    for person in range(people):
        own = [pair for pair in chosen if pair[0] == person]
        kind = draw(st.sampled_from(["", "", "agreed", "asked"]))
        if kind and own and left[own[0][1]]:
            left[own[0][1]] -= 1
            fixed[kind].append(own[0])
    tiers = draw(st.lists(st.integers(1, 3), min_size=people, max_size=people))
    return asking_of(pairs, places, tiers, draw(st.integers(1, 3)), fixed["agreed"], fixed["asked"])


def best_of_all(asking: Asking, through: int) -> Fraction:
    """Return the most trials of tiers 1 to `through` that asking can bring on average, whatever is asked when."""
    person, site = asking.person.tolist(), asking.facility.tolist()
    chance = [Fraction(one, MILLION) for one in asking.chance.tolist()]

    @cache
    def best(done: frozenset[int], placed: frozenset[int]) -> Fraction:
        gone = [site[row] for row in placed]
        has = {person[row] for row in placed}
        asks = [person[row] for row in done]
        values = [Fraction(0)]
        for row, who in enumerate(person):
            if row in done or who in has or asking.agreed[who] != NO_PAIR or asking.tier[who] > through:
                continue
            if asks.count(who) < asking.most and gone.count(site[row]) < asking.free[site[row]]:
                after = done | {row}
                yes = 1 + best(after, placed | {row})
                values.append(chance[row] * yes + (1 - chance[row]) * best(after, placed))
        return max(values)

    agreed = sum(1 for who, row in enumerate(asking.agreed) if row != NO_PAIR and asking.tier[who] <= through)
    return agreed + best(frozenset(), frozenset())
