"""Past counts of areas are hidden together: city, municipalities and wards do not tell each other's."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from casebook.book import Casebook
from casebook.records import Area, Person
from desk.city.names import AreaNames
from desk.coverage.areas import MUNICIPALITY
from desk.coverage.snapshot import read_snapshot
from desk.publication.suppression import HIDDEN, MERGED
from desk.ward_sheet.disclosure import release
from desk.ward_sheet.history import hide_counts, read_identified, read_trend
from desk.ward_sheet.nested import OUTSIDE, WARD, Key, Nested
from desk.ward_sheet.nested import Area as Place
from desk.ward_sheet.past import EVERYBODY
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.desk.ward_sheet.regions import WARDS, inside, scatter

LIMIT = 5
NAMES = ("now", "then")


@dataclass(frozen=True)
class Named:
    """Places of which only the names matter."""

    names: AreaNames


def region(wards: dict[str, tuple[str | None, ...]]) -> Nested:
    areas = [
        Area(code=f"{city}{ward}", prefecture="某県", city=city, name=ward or city, geometry="")
        for city, inside in wards.items()
        for ward in inside
    ]
    return Nested(Named(AreaNames(areas)))  # type: ignore[arg-type]


def possible(nested: Nested, counts: dict[str, dict[Place, int]], hidden: frozenset[Key], at: Key) -> tuple[int, int]:
    """Return the least and most that a count can be for somebody who knows what is shown."""
    column = {(*unit, name): i for i, (name, unit) in enumerate((n, u) for n in NAMES for u in nested.units)}

    def row(place: Place, name: str) -> list[float]:
        found = {(*unit, name) for unit in inside(nested, place)}
        return [float(key in found) for key in column]

    rows, low, high = [], [], []
    for name, of_name in counts.items():
        for place, value in of_name.items():
            if place[0] == OUTSIDE:
                continue
            hides = (*place, name) in hidden
            rows.append(row(place, name))
            low.append(0 if hides else value)
            high.append(np.inf if hides else value)
    goal = np.array(row(at[:2], at[2]))
    ends = [
        milp(sign * goal, constraints=LinearConstraint(np.array(rows), low, high), integrality=np.ones(len(goal)),
             bounds=Bounds(0, np.inf))
        for sign in (1, -1)
    ]  # fmt: skip
    return round(ends[0].fun), 10**6 if ends[1].fun is None else round(-ends[1].fun)  # None: there is no most


@given(
    st.lists(st.integers(2, 3), min_size=0, max_size=2),
    st.integers(0, 2),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_no_hidden_count_follows_from_what_is_shown_of_other_areas(cities: list[int], towns: int, chance) -> None:
    wards: dict[str, tuple[str | None, ...]] = {
        f"{at}市": tuple(f"{n}区" for n in range(many)) for at, many in enumerate(cities)
    }
    nested = region({**wards, **{f"{at}町": (None,) for at in range(towns)}})
    own: dict[str, dict[Place, int]] = {
        name: {unit: chance.choice([0, 0, 1, 2, 3, 7, 12]) for unit in nested.units} for name in NAMES
    }
    counts: dict[str, dict[Place, int]] = {
        name: {place: sum(of_name[part] for part in inside(nested, place)) for place in (*nested.areas, *((OUTSIDE, key) for key in nested.wards_of))}
        for name, of_name in own.items()
    }  # fmt: skip
    hidden = hide_counts(nested, counts, LIMIT).hidden
    for name, of_name in counts.items():
        for place, value in of_name.items():
            if place[0] != OUTSIDE and 0 < value < LIMIT:
                assert (*place, name) in hidden
    # Nor is it told how many few are known to live in a city, but in none of its wards.
    few = {(*place, name): value for name in counts for place, value in counts[name].items() if 0 < value < LIMIT}
    for key in few:
        least, most = possible(nested, counts, hidden, key)
        assert most > least, key


@pytest.mark.parametrize("seed", range(3))
def test_who_was_identified_counts_in_the_city_whose_ward_is_not_known(book: Casebook, seed: int) -> None:
    scatter(book, seed)
    snapshot = read_snapshot(book, TODAY, load_policy())
    last = [one for one in book.all(Person) if one.identified_on and one.identified_on.year == 2026]
    for city in WARDS:
        level = MUNICIPALITY if len(WARDS[city]) > 1 else WARD
        found = read_identified(book, release(snapshot, 1), 1)[level, city][0]
        assert found == sum(one.city == city for one in last)
        few = read_identified(book, release(snapshot, 1000), 1000)[level, city][0]
        assert few in (HIDDEN, MERGED, 0)


@pytest.mark.parametrize("seed", [0, 4])
def test_where_today_hides_no_month_before_is_told_and_shares_fit_any_number_of_people(
    book: Casebook, seed: int
) -> None:
    """Ten without an option and 50 % would be the twenty people whose number is hidden."""
    scatter(book, seed)
    released = release(read_snapshot(book, TODAY, load_policy()), LIMIT)
    names = released.snapshot.places.names
    shown = 0
    for label in names.with_wholes:
        area = (MUNICIPALITY if names.whole(label) else WARD), label
        now = [released.hidden[area[0]].loc[label, code] for code in ("people", "no_option")]
        trend = read_trend(released, area).ready["ward"]
        assert trend[-1] != HIDDEN or any(now)
        if any(now):
            assert set(trend) == {HIDDEN}
        for share, counts in zip(trend, released.months.counts, strict=False):
            if isinstance(share, float):
                people = counts[EVERYBODY][area]
                percent = released.months.percent(area, people)
                assert percent * people >= 100
                assert share % percent == 0
                shown += 1
    assert shown
