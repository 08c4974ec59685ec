"""A year of emergencies, played many times: who finds a bed where, and how many of the base's rooms are in use."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy

from matching.arrays import Floats, Ints
from matching.errors import MatchingError
from matching.simulation.erlang import check_at_least

DAYS = 365
"""Days of a simulated year."""
WARM_UP_DAYS = 365
"""At least so many days run before each year, from an empty house, and are not counted."""
WARM_UP_STAYS = 10
"""The warm-up lasts at least so many mean stays."""
SHAPES = ("empirical", "lognormal", "exponential", "fixed")
USUAL_MEAN = 13.0
"""Days; the mean stay assumed where none is on record (FY2021: 551 room-days, 41 admissions)."""
USUAL_SPREAD = 0.8
"""Standard deviation of the logarithm of a stay, assumed where no stays are on record."""
BASE, NOWHERE, BUSY = -1, -2, -3
"""Where a call ends when not at another facility; BUSY is no call: the person is in a stay already."""
STEPS = 100
MOST_ROOMS = 1_000
MOST_CLUSTER = 100
MOST_YEARS = 1_000_000
MOST_CALLS = 100_000
"""Expected calls of one replication."""
MOST_COUNTS = 20_000_000
"""Years x numbers of rooms that are counted."""


@dataclass(frozen=True)
class Lengths:
    """How long stays last, in days; both the first and the last day of a stay count.

    Attributes
    ----------
    shape
        ``empirical`` draws again from `days`, ``lognormal`` has `spread`, ``fixed`` is always the mean.
    mean
        Days.
    spread
        Standard deviation of the logarithm, of a log-normal length.
    days
        The stays on record; scaled to `mean` where it is not theirs.
    """

    shape: str
    mean: float
    spread: float = USUAL_SPREAD
    days: tuple[int, ...] = ()

    def draw(self, luck: np.random.Generator, count: int) -> Floats:
        """Draw lengths."""
        if self.shape == "fixed":
            return np.full(count, self.mean)
        if self.shape == "exponential":
            return luck.exponential(self.mean, count)
        if self.shape == "lognormal":
            return luck.lognormal(np.log(self.mean) - self.spread**2 / 2, self.spread, count)
        known = np.array(self.days, dtype=np.float64)
        return known[luck.integers(len(known), size=count)] * float(self.mean / known.mean())


def fit_lengths(shape: str, days: Sequence[int] = (), mean: float | None = None) -> Lengths:
    """Return lengths of a shape from the stays on record.

    Parameters
    ----------
    shape
        One of `SHAPES`.
    days
        Inclusive days of each stay on record; a log-normal is fitted to them by maximum likelihood.
    mean
        Days, if not the mean of the stays on record; without either it is `USUAL_MEAN`.

    Raises
    ------
    MatchingError
        If the stays on record are too few for an empirical length, or the mean is not positive.
    """
    if shape == "empirical" and len(days) < 2:
        raise MatchingError("simulation.no_lengths", count=len(days), shape=shape)
    if mean is not None:
        check_at_least("mean_stay", mean, 0.01)
    logs = np.log(np.array(days, dtype=np.float64))
    spread = float(logs.std()) if len(days) > 1 else USUAL_SPREAD
    if mean is None and shape == "lognormal" and len(days) > 1:
        mean = float(np.exp(logs.mean() + spread**2 / 2))
    own = float(np.mean(days)) if days else USUAL_MEAN
    return Lengths(shape, own if mean is None else mean, spread, tuple(days) if shape == "empirical" else ())


@dataclass(frozen=True)
class Caller:
    """Somebody who may have an emergency, or all those together whom nobody knew beforehand (`many`).

    Attributes
    ----------
    rate
        Emergencies a year.
    options
        Facilities to telephone in this order, each with the probability that it accepts.
    many
        Stands for many people, so that one stay does not keep the next from calling.
    """

    rate: float
    options: tuple[tuple[int, float], ...] = ()
    many: bool = False


@dataclass(frozen=True)
class Model:
    """What is simulated.

    Attributes
    ----------
    rooms
        Emergency rooms of the base.
    beds
        Facility id -> beds that it gives to emergencies at the same time, for every facility that is an option of
        somebody. Models that name the same facilities and callers meet the same luck under the same seed.
    cluster
        Mean number of emergencies that come at once (geometric), 1 for one at a time; the yearly rate stays.

    Raises
    ------
    MatchingError
        If a number is out of its range, the calls are too many to play, or a facility has no beds.
    """

    callers: tuple[Caller, ...]
    lengths: Lengths
    rooms: int
    beds: Mapping[int, int] = field(default_factory=dict)
    cluster: float = 1.0

    def __post_init__(self) -> None:
        _check_between("rooms", self.rooms, 0, MOST_ROOMS)
        _check_between("cluster", self.cluster, 1, MOST_CLUSTER)
        for caller in self.callers:
            check_at_least("rate", caller.rate, 0)
            for facility, _ in caller.options:
                if facility not in self.beds:
                    raise MatchingError("simulation.no_beds", facility=facility)
        calls = self.rate / DAYS * (self.warm_up + DAYS)
        if calls > MOST_CALLS:
            raise MatchingError("simulation.too_many_calls", calls=round(calls), most=MOST_CALLS)

    @property
    def rate(self) -> float:
        """Emergencies a year, of all callers."""
        return sum(caller.rate for caller in self.callers)

    @property
    def load(self) -> float:
        """Offered load: rooms that would be in use on average if everybody came to the base and found room."""
        return self.rate / DAYS * self.lengths.mean

    @property
    def warm_up(self) -> int:
        """Days before each year that are not counted."""
        return max(WARM_UP_DAYS, int(np.ceil(WARM_UP_STAYS * self.lengths.mean)))


def _check_between(field: str, value: float, least: float, most: float) -> None:
    check_at_least(field, value, least)
    if value > most:
        raise MatchingError(f"simulation.most_{field}", value=value, most=most)


def loss_system(load: float, rooms: int, lengths: Lengths, cluster: float = 1.0) -> Model:
    """Return the base alone: calls of an offered load, no other facility, lost when all rooms are in use."""
    check_at_least("load", load, 0)
    return Model((Caller(load / lengths.mean * DAYS, many=True),), lengths, rooms, cluster=cluster)


@dataclass(frozen=True, eq=False)
class Calls:
    """The luck of one replication, drawn before it is played; one row a call, in the order of time.

    Attributes
    ----------
    at
        Days since the start of the warm-up.
    caller
        Index into ``Model.callers``.
    days
        How long the stay lasts if there is one.
    answers
        calls x facilities (by id) uniform numbers: a facility accepts if its number is below its probability.
    """

    at: Floats
    caller: Ints
    days: Floats
    answers: Floats


def draw_calls(model: Model, luck: np.random.Generator) -> Calls:
    """Draw the calls of a warm-up and a year: a Poisson process of clusters, shared among callers by their rates."""
    horizon = model.warm_up + DAYS
    clusters = luck.poisson(model.rate / DAYS / model.cluster * horizon)
    start = np.sort(luck.random(clusters) * horizon)
    at = np.repeat(start, luck.geometric(1 / model.cluster, clusters))
    shares = np.cumsum([caller.rate for caller in model.callers])
    caller = np.searchsorted(shares, luck.random(len(at)) * shares[-1:], side="right").astype(np.int64)
    return Calls(at, caller, model.lengths.draw(luck, len(at)), luck.random((len(at), len(model.beds))))


def play(model: Model, calls: Calls) -> Ints:
    """Play the calls, with SimPy as the clock [1]_.

    A person in a stay does not call again. Everybody else goes to the first of her options that has a bed free and
    accepts, else to a room of the base, else nowhere: nobody waits.

    Returns
    -------
    places
        For each call the facility's index (by id), `BASE`, `NOWHERE` or `BUSY`.

    References
    ----------
    .. [1] SimPy, discrete event simulation for Python, https://simpy.readthedocs.io
    """
    column = {facility: index for index, facility in enumerate(sorted(model.beds))}
    options = [[(column[facility], chance) for facility, chance in caller.options] for caller in model.callers]
    free = [*(model.beds[facility] for facility in sorted(model.beds)), model.rooms]  # the last one is at BASE
    away: set[int] = set()
    places: list[int] = []
    clock = simpy.Environment()

    def seek(caller: int, answers: Floats) -> int:
        for place, chance in options[caller]:
            if free[place] and answers[place] < chance:
                return place
        return BASE if free[BASE] else NOWHERE

    def leave(event: Any) -> None:
        place, caller = event.value
        free[place] += 1
        away.discard(caller)

    def telephone() -> Iterator[simpy.Event]:
        rows = zip(calls.at.tolist(), calls.caller.tolist(), calls.days.tolist(), calls.answers, strict=True)
        for at, caller, days, answers in rows:
            yield clock.timeout(max(0.0, at - clock.now))
            place = BUSY if caller in away else seek(caller, answers)
            places.append(place)
            if place >= BASE:
                free[place] -= 1
                if not model.callers[caller].many:
                    away.add(caller)
                clock.timeout(days, (place, caller)).callbacks.append(leave)

    clock.run(until=clock.process(telephone()))  # type: ignore[arg-type]
    return np.array(places, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of every simulated year: one value, or one row, a year.

    Attributes
    ----------
    model
        What was simulated.
    outside, base, nowhere
        Calls of the year by where they ended.
    days_by_rooms
        years x (rooms + 1): days by the base's rooms in use at noon.
    """

    model: Model
    outside: Ints
    base: Ints
    nowhere: Ints
    days_by_rooms: Ints

    @property
    def arrivals(self) -> Ints:
        """Calls of each year, of people who were not in a stay already."""
        return self.outside + self.base + self.nowhere


def simulate(
    model: Model, years: int, seed: int, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Outcome:
    """Simulate years that are independent of one another, each after a warm-up of its own.

    Parameters
    ----------
    years
        Replications, 2 or more.
    seed
        The same seed gives the same years; every replication has a stream of its own [1]_.
    progress
        Called with the years done and their total, about a hundred times.

    Raises
    ------
    MatchingError
        If there are fewer than 2 years, more than can be counted, or the seed is negative.

    References
    ----------
    .. [1] A. M. Law, "Simulation Modeling and Analysis", 5th edition, 2015, chapters 9 (replications) and 11 (common
       random numbers).
    """
    _check_between("years", years, 2, MOST_YEARS)
    check_at_least("seed", seed, 0)
    most = MOST_COUNTS // (model.rooms + 1)
    if years > most:
        raise MatchingError("simulation.too_many_days", rooms=model.rooms, years=years, most=most)
    counts = np.empty((years, 3), dtype=np.int64)
    days_by_rooms = np.empty((years, model.rooms + 1), dtype=np.int64)
    noons = np.arange(model.warm_up, model.warm_up + DAYS, dtype=np.float64) + 0.5
    step = max(1, years // STEPS)
    luck = np.random.SeedSequence(seed)
    for year in range(years):
        calls = draw_calls(model, np.random.default_rng(luck.spawn(1)[0]))
        places = play(model, calls)
        counted = places[calls.at >= model.warm_up]
        counts[year] = (counted > BASE).sum(), (counted == BASE).sum(), (counted == NOWHERE).sum()
        stays = places == BASE
        in_use = census(calls.at[stays], calls.at[stays] + calls.days[stays], noons)
        days_by_rooms[year] = np.bincount(in_use, minlength=model.rooms + 1)
        if not (year + 1) % step or year + 1 == years:
            progress(year + 1, years)
    return Outcome(model, counts[:, 0], counts[:, 1], counts[:, 2], days_by_rooms)


def census(start: Floats, end: Floats, at: Floats) -> Ints:
    """Count at each moment the stays that have started and not ended."""
    begun = np.searchsorted(np.sort(start), at, side="right")
    over = np.searchsorted(np.sort(end), at, side="right")
    return (begun - over).astype(np.int64)
