"""Location models against plain enumeration of every choice of sites."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import ProblemError
from matching.location.models import Location, Ways, lscp, lscp_backup, mclp, p_centre, p_median, ways
from tests.matching.location.random_city import city


class Case(NamedTuple):
    people: list[int]
    metres: list[list[int]]
    existing: list[int]
    new: int
    radius: int

    @property
    def sites(self) -> int:
        return len(self.metres[0])

    def given(self) -> tuple[npt.NDArray[np.int64], Ways]:
        table = np.array(self.metres, dtype=np.int32).reshape(len(self.people), self.sites)
        return np.array(self.people, dtype=np.int64), ways(table)

    def choices(self, most: int | None = None) -> Iterator[tuple[int, ...]]:
        free = [site for site in range(self.sites) if site not in self.existing]
        for count in range(min(len(free), self.new if most is None else most) + 1):
            yield from combinations(free, count)

    def nearest(self, chosen: tuple[int, ...]) -> list[int | None]:
        reach = [[row[site] for site in (*chosen, *self.existing) if row[site] >= 0] for row in self.metres]
        return [min(row) if row else None for row in reach]

    def within(self, chosen: tuple[int, ...]) -> list[int]:
        return [sum(0 <= row[site] <= self.radius for site in (*chosen, *self.existing)) for row in self.metres]


@st.composite
def cases(draw, most_points: int = 6, most_sites: int = 6) -> Case:
    points, sites = draw(st.integers(1, most_points)), draw(st.integers(1, most_sites))
    metres = st.one_of(st.just(-1), st.integers(0, 12), st.integers(0, 12))
    return Case(
        draw(st.lists(st.integers(0, 5), min_size=points, max_size=points)),
        draw(st.lists(st.lists(metres, min_size=sites, max_size=sites), min_size=points, max_size=points)),
        sorted(draw(st.sets(st.integers(0, sites - 1), max_size=2))),
        draw(st.integers(0, sites + 1)),
        draw(st.integers(0, 12)),
    )


def holds_together(case: Case, found: Location) -> None:
    assert found.proven
    assert not set(found.sites) & set(case.existing)
    assert set(found.site) <= {*found.sites, *case.existing}
    assert found.people.sum() + found.unserved == sum(case.people)


def covered(case: Case, chosen: tuple[int, ...], times: int = 1) -> int:
    return sum(
        people for people, count in zip(case.people, case.within(chosen), strict=True) if people and count >= times
    )


def median(case: Case, chosen: tuple[int, ...]) -> tuple[int, int]:
    reached = [(w, d) for w, d in zip(case.people, case.nearest(chosen), strict=True) if d is not None]
    return sum(case.people) - sum(w for w, _ in reached), sum(w * d for w, d in reached)


def centre(case: Case, chosen: tuple[int, ...]) -> tuple[int, int]:
    reached = [(w, d) for w, d in zip(case.people, case.nearest(chosen), strict=True) if d is not None and w]
    return sum(case.people) - sum(w for w, _ in reached), max((d for _, d in reached), default=0)


@given(cases())
def test_the_fewest_sites_cover_everybody_who_can_be_covered(case: Case):
    found = lscp(*case.given(), case.radius, case.existing)
    holds_together(case, found)
    everybody = max(covered(case, chosen) for chosen in case.choices(case.sites))
    fewest = min(len(chosen) for chosen in case.choices(case.sites) if covered(case, chosen) == everybody)
    assert (found.value, len(found.sites)) == (fewest, fewest)
    assert found.unserved == sum(case.people) - everybody == sum(case.people) - covered(case, found.sites)


@given(cases())
def test_a_second_cover_is_counted_only_where_a_site_can_be_reached(case: Case):
    found = lscp_backup(*case.given(), case.radius, case.existing)
    holds_together(case, found)
    everybody = max(covered(case, chosen) for chosen in case.choices(case.sites))
    covering = [chosen for chosen in case.choices(case.sites) if covered(case, chosen) == everybody]
    fewest = min(map(len, covering))
    best = max(covered(case, chosen, 2) for chosen in covering if len(chosen) == fewest)
    assert found.value == best == covered(case, found.sites, 2)
    assert covered(case, found.sites) == everybody
    assert len(found.sites) == fewest


@given(cases())
def test_the_most_people_are_covered(case: Case):
    found = mclp(*case.given(), case.radius, case.new, case.existing)
    holds_together(case, found)
    assert found.value == max(covered(case, chosen) for chosen in case.choices())
    assert found.value == covered(case, found.sites) == found.people.sum()
    assert len(found.sites) <= case.new


@given(cases())
def test_no_chosen_site_is_idle(case: Case):
    found = mclp(*case.given(), case.radius, case.new, case.existing)
    for site in found.sites:
        assert covered(case, tuple(set(found.sites) - {site})) < found.value


@given(cases())
def test_the_way_of_all_together_is_least_once_the_most_are_reached(case: Case):
    found = p_median(*case.given(), case.new, case.existing)
    holds_together(case, found)
    assert (found.unserved, found.value) == min(median(case, chosen) for chosen in case.choices())
    assert (found.unserved, found.value) == median(case, found.sites)


@given(cases())
def test_the_longest_way_is_shortest_once_the_most_are_reached(case: Case):
    found = p_centre(*case.given(), case.new, case.existing)
    holds_together(case, found)
    assert (found.unserved, found.value) == min(centre(case, chosen) for chosen in case.choices())
    assert (found.unserved, found.value) == centre(case, found.sites)


def best_served(case: Case, capacity: list[int], radius: int, chosen: tuple[int, ...]) -> tuple[int, int]:
    """Return (people not served, metres), by sending one person after another everywhere they could go."""
    open_ = [*chosen, *case.existing]
    each = [row for people, row in zip(case.people, case.metres, strict=True) for _ in range(people)]
    ways_of = [[site for site in open_ if 0 <= row[site] <= radius] + [None] for row in each]
    found = []
    for sent in product(*ways_of):
        if all(sent.count(site) <= capacity[site] for site in open_):
            metres = sum(row[site] for row, site in zip(each, sent, strict=True) if site is not None)
            found.append((sent.count(None), metres))
    return min(found)


@st.composite
def crowded(draw) -> tuple[Case, list[int]]:
    case = draw(cases(most_points=3, most_sites=3))
    case = case._replace(people=[min(people, 2) for people in case.people])
    return case, draw(st.lists(st.integers(0, 3), min_size=case.sites, max_size=case.sites))


@settings(max_examples=50)
@given(crowded())
def test_sites_serve_no_more_people_than_they_can(given_: tuple[Case, list[int]]):
    case, capacity = given_
    room = np.array(capacity)
    most = mclp(*case.given(), case.radius, case.new, case.existing, room)
    least = p_median(*case.given(), case.new, case.existing, room)
    for found in (most, least):
        holds_together(case, found)
        assert (np.bincount(found.site, found.people, case.sites) <= room).all()
        assert len(found.sites) <= case.new
    assert most.unserved == min(best_served(case, capacity, case.radius, chosen)[0] for chosen in case.choices())
    expected = min(best_served(case, capacity, 99, chosen) for chosen in case.choices())
    assert (least.unserved, least.value) == expected


@pytest.mark.parametrize(("points", "sites", "most"), [(60, 30, 4), (40, 40, 3), (50, 25, 7)])
def test_branching_agrees_with_one_integer_program(points, sites, most):
    people, metres = np.arange(points) % 5, ways(city(points, sites))
    found = p_median(people, metres, most)
    whole = p_median(people, metres, most, capacity=np.full(sites, people.sum()))
    assert found.proven
    assert whole.proven
    assert found.value == whole.value


def test_covering_many_agrees_with_one_integer_program():
    people, metres = 1 + np.arange(150) % 50, ways(city(150, 60))
    found = mclp(people, metres, 150, 8, existing=[0, 1])
    whole = mclp(people, metres, 150, 8, existing=[0, 1], capacity=np.full(60, people.sum()))
    assert found.proven
    assert found.value == whole.value == whole.bound


@pytest.mark.parametrize("points", [60, 90, 120])
@pytest.mark.parametrize("new", [3, 6])
def test_the_centre_is_the_least_radius_that_so_many_sites_cover(points, new):
    people, metres = 1 + np.arange(points) % 50, ways(city(points, 50))
    found = p_centre(people, metres, new)
    assert lscp(people, metres, found.value).value <= new < lscp(people, metres, found.value - 1).value


def test_the_same_input_gives_the_same_sites():
    chance = np.random.default_rng(1)
    metres = chance.integers(0, 20, (40, 25)).astype(np.int32)
    people = chance.integers(0, 3, 40)
    for model in (p_median, p_centre):
        assert model(people, ways(metres), 4).sites == model(people, ways(metres), 4).sites


def test_nobody_and_no_site_are_answered():
    nobody, none = np.zeros(0, dtype=np.int64), ways(np.zeros((0, 3), dtype=np.int32))
    somebody, nowhere = np.array([4]), ways(np.zeros((1, 0), dtype=np.int32))
    cases: list[tuple[int, tuple[npt.NDArray[np.int64], Ways]]] = [(0, (nobody, none)), (4, (somebody, nowhere))]
    for people, found in cases:
        for one in (
            lscp(*found, 5),
            lscp_backup(*found, 5),
            mclp(*found, 5, 2),
            p_median(*found, 2),
            p_centre(*found, 2),
            mclp(*found, 5, 2, capacity=np.zeros(found[1].sites, dtype=np.int64)),
        ):
            assert (one.sites, one.value, one.unserved) == ((), 0, people)


def test_wrong_weights_are_refused():
    table = ways(np.zeros((2, 2), dtype=np.int32))
    with pytest.raises(ProblemError):
        mclp(np.array([1]), table, 5, 1)
    with pytest.raises(ProblemError):
        mclp(np.array([1.5, 2.0]), table, 5, 1)


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("new", {"new": -1}),
        ("existing", {"existing": [2]}),
        ("existing", {"existing": [-1]}),
        ("weights", {"weights": np.array([1, -2])}),
    ],
)
@pytest.mark.parametrize("model", [lscp, lscp_backup, mclp, p_median, p_centre])
def test_numbers_out_of_range_are_refused_by_name(model, field, asked):
    if model in (lscp, lscp_backup) and "new" in asked:
        return
    given = {"weights": np.array([1, 2]), "all_ways": ways(np.zeros((2, 2), dtype=np.int32)), **asked}
    given |= {} if model in (p_median, p_centre) else {"radius": 5}
    given |= {} if model in (lscp, lscp_backup) else {"new": 1, **asked}
    with pytest.raises(ProblemError) as caught:
        model(**given)
    assert caught.value.params["field"] == field


def test_large_populations_stay_exact():
    chance = np.random.default_rng(8)
    people, metres = chance.integers(1, 5000, 200), chance.integers(1, 60_000, (200, 40)).astype(np.int32)
    found = p_median(people, ways(metres), 3)
    sums: dict[tuple[int, ...], int] = {
        chosen: int(people @ metres[:, list(chosen)].min(axis=1)) for chosen in combinations(range(40), 3)
    }
    assert found.proven
    assert found.value == min(sums.values()) == sums[found.sites]
