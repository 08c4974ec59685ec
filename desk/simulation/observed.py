"""How the base's rooms were used, year by year, beside what a simulation and a Poisson census say at the same mean use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from casebook.records import Stay
from desk.city import room_use
from desk.errors import DeskError
from desk.period import fiscal_year
from matching.simulation import (
    Lengths,
    Summary,
    dispersion,
    dispersion_range,
    loss_system,
    poisson_census,
    simulate,
    summarise,
)

ROOMS = 4
"""Of the base in the published years."""
SHOWN_CLUSTER = 1.5
"""Emergencies at once, where it is shown what clusters do and none was asked for."""
ROUNDS = 4
"""So often the load is corrected, from that of rooms without end to the one that is carried by the base's."""


@dataclass(frozen=True)
class Observed:
    """How the base's rooms were used in one fiscal year.

    Attributes
    ----------
    published
        From the city's papers, which leave out how many days had 1, 2 or 3 rooms in use; otherwise the casebook's own.
    days_by_rooms
        Rooms in use -> days, as far as known.
    """

    year: int
    published: bool
    days: int
    room_days: int
    days_by_rooms: Mapping[int, int]

    @property
    def mean(self) -> float:
        """Rooms in use on an average day."""
        return self.room_days / self.days

    @property
    def dispersion(self) -> tuple[float, float] | None:
        """Variance by mean of the rooms in use, or between which values it must lie; None if none was in use."""
        if self.published:
            return dispersion_range(self.days, self.room_days, self.days_by_rooms)
        value = dispersion([self.days_by_rooms.get(rooms, 0) for rooms in range(max(self.days_by_rooms) + 1)])
        return None if value is None else (value, value)

    def at_least(self, rooms: int) -> int:
        """Return the days with at least so many rooms in use (the published years know only of 4 and more)."""
        return sum(days for used, days in self.days_by_rooms.items() if used >= rooms)


PUBLISHED = (
    Observed(2019, True, 306, 641, {0: 18, 4: 27}),
    Observed(2021, True, 365, 551, {0: 70, 4: 29, 5: 1}),
)
"""Papers of the City of Sendai's operating meeting of the support base, FY2019 (ten months) and FY2021."""


def observed_years(book: Casebook, today: date) -> tuple[Observed, ...]:
    """Return the published years and those of the casebook, from its first emergency stay on."""
    starts = [stay.start_on for stay in book.all(Stay, kind="emergency") if stay.start_on <= today]
    own = []
    for year in range(fiscal_year(min(starts)), fiscal_year(today) + 1) if starts else ():
        use = room_use(book, year, today)
        own.append(Observed(year, False, sum(use.days_by_rooms.values()), use.room_days, use.days_by_rooms))
    return (*PUBLISHED, *own)


@dataclass(frozen=True)
class Misfit:
    """An observed year beside the base alone, simulated at the same mean use, and beside a Poisson census.

    Attributes
    ----------
    rooms
        Rooms of the simulated base; days with so many or more in use are the full ones.
    alone, clustered
        Emergencies that come one at a time, and `cluster` at once; days are those of `observed.days` days.
    poisson
        Expected days with 0, 1, ... rooms in use, the last for `rooms` or more.
    """

    observed: Observed
    rooms: int
    cluster: float
    alone: Summary
    clustered: Summary
    poisson: tuple[float, ...]

    @property
    def direction(self) -> str:
        """How the observed year lies beside the Poisson census: ``fewer`` or ``more`` days empty, then days full."""
        pairs = (
            (self.observed.days_by_rooms.get(0, 0), self.poisson[0]),
            (self.observed.at_least(self.rooms), self.poisson[-1]),
        )
        return "_".join("fewer" if seen < expected else "more" for seen, expected in pairs)


def misfit(observed: Observed, lengths: Lengths, cluster: float, years: int, seed: int) -> Misfit:
    """Lay an observed year beside what the model says at the same mean use of the rooms.

    Raises
    ------
    DeskError
        If no room was in use in that year.
    """
    if not observed.room_days:
        raise DeskError("simulation.nothing_observed", year=observed.year)
    chances = poisson_census(observed.mean, ROOMS - 1)
    return Misfit(
        observed,
        ROOMS,
        cluster,
        _at_the_same_mean(observed, lengths, 1.0, years, seed),
        _at_the_same_mean(observed, lengths, cluster, years, seed),
        tuple(observed.days * chance for chance in (*chances, 1 - sum(chances))),
    )


def _at_the_same_mean(observed: Observed, lengths: Lengths, cluster: float, years: int, seed: int) -> Summary:
    """Simulate the base alone, calls beyond its rooms lost, at the load that uses as many rooms as were observed."""
    load = observed.mean
    for _ in range(ROUNDS):
        summary = summarise(simulate(loss_system(load, ROOMS, lengths, cluster), years, seed))
        load *= observed.mean / summary.mean_rooms.mean
    return summary
