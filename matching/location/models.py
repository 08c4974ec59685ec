"""Where new places would help most: the location models of the literature, solved exactly, with the existing places kept.

Demand points weigh whole numbers of people; a site may be far from them by whole metres, or out of their reach.
Every model raises `ProblemError` as `lscp` does, and `SolverError` where it needs a proof that was not found.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, eye_array, hstack, vstack

from matching.arrays import Flags, Indices, Ints
from matching.errors import ProblemError, SolverError
from matching.location.branching import save_most
from matching.location.covering import fewest
from matching.location.savings import Reach, Savings
from matching.problem import UNKNOWN_METRES, check_metres
from matching.solving import Minimum, minimise

NOWHERE = -1
T = TypeVar("T")


class Ways(NamedTuple):
    """The pairs that can be travelled, one entry a pair: indices of demand point and site, and whole metres."""

    demand: Indices
    site: Indices
    metres: Ints
    points: int
    sites: int

    def within(self, radius: int) -> "Ways":
        """Return the ways of at most so many metres."""
        return self.take(self.metres <= radius)

    def take(self, kept: Flags) -> "Ways":
        """Return some of the ways."""
        return self._replace(demand=self.demand[kept], site=self.site[kept], metres=self.metres[kept])

    def nearest(self, open_: Flags) -> tuple[Ints, Indices]:
        """Return metres to the nearest open site and that site (the first of equals), `NOWHERE` where there is none."""
        pairs = np.flatnonzero(open_[self.site])
        order = pairs[np.lexsort((self.site[pairs], self.metres[pairs], self.demand[pairs]))]
        points, first = np.unique(self.demand[order], return_index=True)
        metres = np.full(self.points, NOWHERE, dtype=np.int64)
        site = np.full(self.points, NOWHERE, dtype=np.intp)
        metres[points], site[points] = self.metres[order[first]], self.site[order[first]]
        return metres, site


def ways(metres: npt.NDArray[np.int32]) -> Ways:
    """Return the ways of a table, int[points, sites], with -1 where a site is out of reach or its distance unknown.

    Raises
    ------
    ProblemError
        The table is not one of whole metres.
    """
    table = check_metres("metres", metres, np.shape(metres)[:1] + np.shape(metres)[1:2])
    demand, site = np.nonzero(table != UNKNOWN_METRES)
    return Ways(demand, site, table[demand, site].astype(np.int64), *table.shape)


@dataclass(frozen=True, eq=False)
class Location:
    """The chosen sites, and who is served where.

    Attributes
    ----------
    sites
        The new sites, ascending; fewer than asked for where fewer do as well.
    value, bound
        What the model counts, and a number that no other choice is better than.
    demand, site, people
        One entry for each demand point served at a site.
    unserved
        People served nowhere.
    """

    sites: tuple[int, ...]
    value: int
    bound: int
    demand: Indices
    site: Indices
    people: Ints
    unserved: int

    @property
    def proven(self) -> bool:
        """Whether no other choice is better."""
        return self.value == self.bound


def lscp(weights: Ints, all_ways: Ways, radius: int, existing: Collection[int] = ()) -> Location:
    """Return the fewest sites that cover everybody who can be covered: location set covering (Toregas et al. 1971).

    Parameters
    ----------
    weights
        People at each demand point, int[points]; points without people need no cover.
    all_ways
        The ways; see `ways`.
    radius
        Metres within which a site covers.
    existing
        Indices of sites that are there already and are kept.

    Returns
    -------
    Location
        Its value is the number of new sites; people out of reach of every site are unserved.

    Raises
    ------
    ProblemError
        A weight is below 0 or no whole number, not every point has one, or there is no such existing site.
    """
    people, near, kept = _given(weights, all_ways.within(radius), existing)
    uncovered = _uncovered(people, near, kept)
    cover = fewest(uncovered.demand, uncovered.site)
    return _location(people, near, kept, cover.sites, len(cover.sites), cover.bound)


def lscp_backup(weights: Ints, all_ways: Ways, radius: int, existing: Collection[int] = ()) -> Location:
    """Return the sites of `lscp` that cover the most people twice (Daskin & Stern 1981; Hogan & ReVelle 1986).

    Returns
    -------
    Location
        Its value counts the people with two or more sites within the radius; none of them is counted for a site that
        cannot be reached. Its number of new sites is that of `lscp`.
    """
    people, near, kept = _given(weights, all_ways.within(radius), existing)
    uncovered = _uncovered(people, near, kept)
    cover = fewest(uncovered.demand, uncovered.site)
    if cover.bound != len(cover.sites):
        raise SolverError("solver.not_optimal")
    points, sites = near.points, near.sites
    count = np.bincount(near.demand[kept[near.site]], minlength=points)
    new = near.take(~kept[near.site])
    covers = csr_array((np.ones(len(new.demand)), (new.demand, new.site)), shape=(points, sites))
    reached = np.zeros(points, dtype=np.int64)
    reached[near.demand] = 1
    chosen = np.append(np.ones(sites), np.zeros(points))[np.newaxis]
    # A second cover can be counted only beyond the first, which everybody within reach must have.
    rows = csr_array(vstack([hstack([covers, -eye_array(points)]), chosen]))
    least = np.append(reached - count, len(cover.sites))
    most = np.append(np.full(points, np.inf), len(cover.sites))
    goal = np.append(np.zeros(sites, dtype=np.int64), -people * reached)
    highest = np.append(~kept, reached).astype(np.int64)
    minimum = _must(minimise(goal, rows, least, most, highest=highest))
    taken = tuple(np.flatnonzero(minimum.values[:sites]).tolist())
    return _location(people, near, kept, taken, int(-goal @ minimum.values), -minimum.bound)


def mclp(
    weights: Ints,
    all_ways: Ways,
    radius: int,
    new: int,
    existing: Collection[int] = (),
    capacity: Ints | None = None,
) -> Location:
    """Return the sites that cover the most people: maximal covering (Church & ReVelle 1974).

    Parameters
    ----------
    weights, all_ways, radius, existing
        As for `lscp`.
    new
        How many new sites at most.
    capacity
        How many people each site serves, int[sites] (Current & Storbeck 1988; a point's people may be divided);
        None for no limits.

    Returns
    -------
    Location
        Its value counts the people served.
    """
    people, near, kept = _given(weights, all_ways.within(radius), existing, new)
    if capacity is not None:
        return _Capacitated(people, near, kept, new, capacity).most_people()
    fixed = int(people.sum()) - int(people[~_covered(near, kept)].sum())
    choice = _must(save_most(_uncovered(people, near, kept), new))
    return _location(people, near, kept, choice.sites, fixed + choice.saved, fixed + choice.bound)


def p_median(
    weights: Ints,
    all_ways: Ways,
    new: int,
    existing: Collection[int] = (),
    capacity: Ints | None = None,
) -> Location:
    """Return the sites with the least way for all people together: the p-median (Hakimi 1964).

    Fewest people without any site in reach come first; the way is that of everybody else.

    Parameters
    ----------
    weights, all_ways, new, existing, capacity
        As for `mclp`; there is no radius.

    Returns
    -------
    Location
        Its value is the sum of people times metres.
    """
    people, near, kept = _given(weights, all_ways, existing, new)
    if capacity is not None:
        return _Capacitated(people, near, kept, new, capacity).least_metres()
    most = _reachable(people, near, kept, new)
    metres = near.nearest(kept)[0]
    # Whoever is out of reach counts as farther off than anybody: the same for all choices that reach the most.
    beyond = int(near.metres.max(initial=0)) + 1
    now: Ints = np.where(metres == NOWHERE, beyond, metres)
    saved: Ints = people[near.demand] * (now[near.demand] - near.metres)
    useful = (saved > 0) & ~kept[near.site]
    savings = Savings(near.demand[useful], near.site[useful], saved[useful], near.points, near.sites)
    unreached = metres == NOWHERE
    reach = Reach(np.where(unreached, people, 0), most - int(people[~unreached].sum()))
    certain = _any_choice_reaches(savings, reach)
    choice = _must(save_most(savings, new, None if certain else reach))
    total = int(people @ now) - beyond * (int(people.sum()) - most)
    return _location(people, near, kept, choice.sites, total - choice.saved, total - choice.bound)


def p_centre(weights: Ints, all_ways: Ways, new: int, existing: Collection[int] = ()) -> Location:
    """Return the sites with the shortest way for whoever has the longest: the p-centre (Hakimi 1964).

    Fewest people without any site in reach come first. The least radius within which as many can be covered is found
    by halving the list of all distances, with one covering problem each (Minieka 1970).

    Parameters
    ----------
    weights, all_ways, new, existing
        As for `p_median`.

    Returns
    -------
    Location
        Its value is the longest way in metres, 0 if nobody can be reached.
    """
    people, near, kept = _given(weights, all_ways, existing, new)
    most = _reachable(people, near, kept, new)
    steps = np.unique(np.append(near.metres, 0))
    low, high = 0, len(steps) - 1
    best = _covering(people, near, kept, new, most)
    while low < high:
        middle = (low + high) // 2
        covering = _covering(people, near.within(int(steps[middle])), kept, new, most)
        if covering is None:
            low = middle + 1
        else:
            high, best = middle, covering
    value = int(steps[high])
    if best is None:
        raise SolverError("solver.not_optimal")
    return _location(people, near.within(value), kept, best, value, value)


def _given(weights: Ints, near: Ways, existing: Collection[int], new: int = 0) -> tuple[Ints, Ways, Flags]:
    """Return whole weights, the ways of points with people, and which sites are kept."""
    people = np.asarray(weights)
    if people.shape != (near.points,):
        raise ProblemError("problem.shape", field="weights", value=str(people.shape), allowed=str((near.points,)))
    if not np.issubdtype(people.dtype, np.integer):
        raise ProblemError("problem.not_integer", field="weights", value=str(people.dtype))
    people = people.astype(np.int64)
    there = np.fromiter(existing, dtype=np.int64)
    for field, values, most in (("weights", people, None), ("existing", there, near.sites - 1), ("new", [new], None)):
        if wrong := [one for one in values if one < 0 or (most is not None and one > most)]:
            allowed = f"0-{most}" if most is not None else "0, 1, 2 …"
            raise ProblemError("problem.out_of_range", field=field, value=int(wrong[0]), allowed=allowed)
    kept = np.zeros(near.sites, dtype=np.bool_)
    kept[there] = True
    return people, near.take(people[near.demand] > 0), kept


def _covered(near: Ways, kept: Flags) -> Flags:
    covered = np.zeros(near.points, dtype=np.bool_)
    covered[near.demand[kept[near.site]]] = True
    return covered


def _uncovered(people: Ints, near: Ways, kept: Flags) -> Savings:
    """Return what new sites would add to what existing ones cover."""
    open_ways = near.take(~kept[near.site] & ~_covered(near, kept)[near.demand])
    return Savings(open_ways.demand, open_ways.site, people[open_ways.demand], near.points, near.sites)


def _covering(people: Ints, near: Ways, kept: Flags, new: int, least: int) -> tuple[int, ...] | None:
    """Return new sites that bring at least so many people within the ways, or None if there are none."""
    within, uncovered = int(people[np.unique(near.demand)].sum()), _uncovered(people, near, kept)
    if within < least:
        return None
    if within > least:
        choice = save_most(uncovered, new, floor=least - int(people[_covered(near, kept)].sum()))
        return None if choice is None else choice.sites
    cover = fewest(uncovered.demand, uncovered.site)
    if cover.bound <= new < len(cover.sites):
        raise SolverError("solver.not_optimal")
    return cover.sites if len(cover.sites) <= new else None


def _reachable(people: Ints, near: Ways, kept: Flags, new: int) -> int:
    """Return how many people can be given a site in reach at all."""
    choice = _must(save_most(_uncovered(people, near, kept), new))
    if choice.saved != choice.bound:
        raise SolverError("solver.not_optimal")
    return int(people[_covered(near, kept)].sum()) + choice.saved


def _any_choice_reaches(savings: Savings, reach: Reach) -> bool:
    """Tell whether the condition holds whatever is chosen, because every site reaches enough."""
    weights = np.bincount(savings.site, reach.weights[savings.demand], savings.sites)
    there = np.bincount(savings.site, minlength=savings.sites) > 0
    return reach.least <= 0 or bool(there.any() and weights[there].min() >= reach.least)


def _location(people: Ints, near: Ways, kept: Flags, sites: tuple[int, ...], value: int, bound: int) -> Location:
    """Serve everybody at the nearest site."""
    open_ = kept.copy()
    open_[list(sites)] = True
    site = near.nearest(open_)[1]
    served = np.flatnonzero(site != NOWHERE)
    unserved = int(people.sum() - people[served].sum())
    return Location(tuple(sorted(sites)), value, bound, served, site[served], people[served], unserved)


def _must(result: T | None) -> T:
    if result is None:
        raise SolverError("solver.not_optimal")
    return result


class _Capacitated:
    """The program where sites serve no more than they can: one variable a site (open or not), then one a way (people)."""

    def __init__(self, people: Ints, near: Ways, kept: Flags, new: int, capacity: Ints) -> None:
        self._people, self._near, self._kept = people, near, kept
        pairs, sites = len(near.demand), near.sites
        index = np.arange(pairs)
        by_point = csr_array((np.ones(pairs), (near.demand, index)), shape=(near.points, pairs))
        by_site = csr_array((np.ones(pairs), (near.site, index)), shape=(sites, pairs))
        limit = np.asarray(capacity, dtype=np.int64)
        largest = np.minimum(people[near.demand], limit[near.site])
        opens = csr_array((-largest.astype(np.float64), (index, near.site)), shape=(pairs, sites))
        self._rows = csr_array(
            vstack(
                [
                    hstack([csr_array((near.points, sites)), by_point]),
                    hstack(
                        [csr_array((-limit.astype(np.float64), (np.arange(sites),) * 2), shape=(sites, sites)), by_site]
                    ),
                    # Implied by the rows above, but they bring the bound close.
                    hstack([opens, eye_array(pairs)]),
                    np.append((~kept).astype(np.float64), np.zeros(pairs))[np.newaxis],
                ]
            )
        )
        self._most = np.concatenate([people, np.zeros(sites + pairs), [new]])
        self._least = np.full(len(self._most), -np.inf)
        self._lowest = np.append(kept.astype(np.int64), np.zeros(pairs, dtype=np.int64))
        self._highest = np.append(np.ones(sites, dtype=np.int64), largest)
        self._flow = np.append(np.zeros(sites, dtype=np.int64), np.ones(pairs, dtype=np.int64))

    def most_people(self) -> Location:
        """Serve the most people."""
        minimum = self._minimise(-self._flow)
        return self._location(minimum, int(self._flow @ minimum.values), -minimum.bound)

    def least_metres(self) -> Location:
        """Serve the most people, then with the least way."""
        first = self._minimise(-self._flow)
        served = int(self._flow @ first.values)
        if served != -first.bound:
            raise SolverError("solver.not_optimal")
        metres = np.append(np.zeros(self._near.sites, dtype=np.int64), self._near.metres)
        minimum = self._minimise(metres, served)
        return self._location(minimum, int(metres @ minimum.values), minimum.bound)

    def _minimise(self, goal: Ints, served: int | None = None) -> Minimum:
        rows, least, most = self._rows, self._least, self._most
        if served is not None:
            rows = csr_array(vstack([rows, self._flow[np.newaxis].astype(np.float64)]))
            least, most = np.append(least, served), np.append(most, served)
        return _must(minimise(goal, rows, least, most, self._lowest, self._highest))

    def _location(self, minimum: Minimum, value: int, bound: int) -> Location:
        flow = minimum.values[self._near.sites :]
        used = np.flatnonzero(flow)
        new = tuple(np.setdiff1d(self._near.site[used], np.flatnonzero(self._kept)).tolist())
        unserved = int(self._people.sum() - flow.sum())
        return Location(new, value, bound, self._near.demand[used], self._near.site[used], flow[used], unserved)
