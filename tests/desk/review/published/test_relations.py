"""What adds up to what is all said: of casebooks by chance, no other two or three figures always hang together."""

import random
from itertools import combinations

from desk.review.published.publishing import published_system
from desk.review.published.relations import OPEN, Key
from tests.desk.review.published.chance import casebook

YEAR = 2023


def test_no_other_figures_are_always_equal_or_always_add_up():
    chance = random.Random(1)  # noqa: S311
    systems = [published_system(casebook(chance, 200), YEAR, {}).published(()) for _ in range(30)]
    for system in systems:
        for total, parts in system.sums:
            assert system.figures[total].value == sum(system.figures[part].value for part in parts)
        for one, other in system.same:
            assert system.figures[one].value == system.figures[other].value
    first = systems[0]
    joined = {key: {key} for key in first.figures}
    for one, other in first.same:
        joined[one] |= joined[other]
        for key in joined[one]:
            joined[key] = joined[one]
    alike: dict[tuple[int, ...], set[Key]] = {}
    for key, figure in first.figures.items():
        values = tuple(system.figures[key].value if key in system.figures else -1 for system in systems)
        if any(values) and -1 not in values and figure.printed and key[1:3] not in OPEN:
            alike.setdefault(values, set()).add(key)
    assert [keys for keys in alike.values() if not keys <= joined[next(iter(keys))]] == []
    said = {
        (values_of(systems, total), frozenset(values_of(systems, part) for part in parts))
        for total, parts in first.sums
    }
    found = [
        (alike[whole], alike[this], alike[that])
        for this, that in combinations(alike, 2)
        if (whole := tuple(map(sum, zip(this, that, strict=True)))) in alike
        and (whole, frozenset((this, that))) not in said
    ]
    assert found == []


def values_of(systems, key) -> tuple[int, ...]:
    return tuple(system.figures[key].value if key in system.figures else -1 for system in systems)
