"""The measures of what lies between people and places: how well places can be reached, who has none near, who has one.

A way that nobody knows is no way that is too long, and a facility that nobody asked is not without places: where only
these could make a difference, it is not known whether there is one.
"""

import numpy as np
import numpy.typing as npt

from desk.coverage.areas import Areas, Floats
from desk.coverage.measures import NEAREST, UNWEIGHED
from desk.coverage.snapshot import Snapshot
from geodata.access import balanced, binary, enhanced_two_step, gaussian, nearest, pairs_of, stepped, three_step, within

METHODS = {"e2sfca": enhanced_two_step, UNWEIGHED: enhanced_two_step, "3sfca": three_step, "balanced": balanced}
"""Floating catchments of `geodata.access`; 2SFCA is E2SFCA of which all within the catchment weighs alike."""
STEPS = (1.0, 0.68, 0.22)
"""Weights of the near, middle and far third of a catchment (Luo & Qi 2009)."""
DECAYS = {
    "stepped": lambda limit: stepped([limit / 3, limit * 2 / 3, limit], STEPS),
    "binary": binary,
    "gaussian": gaussian,
}
"""How a weight falls with the metres, up to the limit."""
Flags = npt.NDArray[np.bool_]


def access(
    snapshot: Snapshot, areas: Areas, places: Floats, silent: Flags, within_m: int, method: str, decay: str
) -> dict[str, Floats]:
    """Return access to the known trial places, of people at risk and of residents, as the mean over those of an area.

    Parameters
    ----------
    places, silent
        Of each facility, how many places it is known to have, and whether it has none as far as is known but has not
        said.
    method, decay
        One of `METHODS`; one of `DECAYS`, of no use for 2SFCA.

    Raises
    ------
    ValueError
        There is no such method or decay.
    """
    for name, allowed in ((method, METHODS), (decay, DECAYS)):
        if name not in allowed:
            msg = f"no such way to measure access: {name}; one of {', '.join(allowed)}"
            raise ValueError(msg)
    share, weigh = METHODS[method], DECAYS["binary" if method == UNWEIGHED else decay](within_m)
    homes = _placed(snapshot).astype(np.float64)
    offering = np.flatnonzero(places > 0)  # some methods spread people over every site that is given to them
    access_of_people = share(homes, places[offering], pairs_of(snapshot.home_metres[:, offering]), weigh)
    figures = snapshot.figures
    counted = (figures.kinds == "population") & (figures.lying.town >= 0)
    residents = np.bincount(figures.lying.town[counted], figures.counts[counted], len(snapshot.towns)).astype(
        np.float64
    )
    access_of_residents = share(residents, places[offering], pairs_of(snapshot.town_metres[:, offering]), weigh)
    towns = snapshot.lying([town.ward for town in snapshot.towns], (town.name for town in snapshot.towns))
    placed = (~np.isnan(snapshot.town_points).any(axis=1)).astype(np.float64)
    people_unsure = _unknown(snapshot.home_metres, places, silent, within_m)
    towns_unsure = _unknown(snapshot.town_metres, places, silent, within_m)
    people = areas.mean(snapshot.people, np.where(homes > 0, access_of_people, np.nan))
    population = areas.mean(towns, np.where(placed > 0, access_of_residents, np.nan), residents)
    return {
        "access_people": _zero_if_known(people, areas.sum(snapshot.people, homes * people_unsure)),
        "access_population": 1000 * _zero_if_known(population, areas.sum(towns, placed * residents * towns_unsure)),
    }


def _unknown(metres: npt.NDArray[np.int32], places: Floats, silent: Flags, within_m: int) -> Flags:
    """Tell from where there might be a place within reach that nobody knows of, or to which nobody knows the way."""
    possible = ((metres <= within_m) & silent) | ((metres < 0) & (places > 0))
    return np.asarray(possible.any(axis=1))


def _zero_if_known(values: Floats, unknown: Floats) -> Floats:
    return np.where((values == 0) & (unknown > 0), np.nan, values)


def near(snapshot: Snapshot, areas: Areas, within_m: int) -> dict[str, Floats]:
    """Return who has no eligible place near, or one, the metres to the nearest, and who has no emergency option, or one."""
    none, unsure = _without(snapshot, snapshot.home_metres, within_m)
    metres = nearest(snapshot.eligible, max(NEAREST))
    options = snapshot.readiness.options
    return {
        "no_place_near": areas.sum(snapshot.people, none),
        "place_near_unknown": areas.sum(snapshot.people, unsure),
        "one_place_near": areas.sum(snapshot.people, within(snapshot.eligible, within_m) == 1),
        **{f"metres_{rank}": np.rint(areas.mean(snapshot.people, metres[:, rank - 1])) for rank in NEAREST},
        "no_option": areas.sum(snapshot.people, options == 0),
        "one_option": areas.sum(snapshot.people, options == 1),
    }


def in_time(snapshot: Snapshot, areas: Areas, within_minutes: int) -> dict[str, Floats]:
    """Return who has no eligible place within some minutes; nothing where the travel knows no times."""
    if snapshot.home_seconds is None:
        return {}
    none, unsure = _without(snapshot, snapshot.home_seconds, 60 * within_minutes)
    return {
        "no_place_in_time": areas.sum(snapshot.people, none),
        "place_in_time_unknown": areas.sum(snapshot.people, unsure),
    }


def _without(snapshot: Snapshot, costs: npt.NDArray[np.int32], limit: int) -> tuple[Flags, Flags]:
    """Return who has no eligible place within a limit, and of whom nobody knows, because some way is not known."""
    person, facility = snapshot.allowed
    cost, people = costs[person, facility], len(snapshot.problem.people)
    within_limit = np.bincount(person[(cost >= 0) & (cost <= limit)], minlength=people)
    unknown = np.bincount(person[cost < 0], minlength=people)
    without = _placed(snapshot) & (within_limit == 0)
    return without & (unknown == 0), without & (unknown > 0)


def _placed(snapshot: Snapshot) -> Flags:
    return np.array([home.level != "none" for home in snapshot.homes], dtype=np.bool_)
