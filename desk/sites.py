"""Where a new place to stay would help most: exact location models on the city's people and towns."""

from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from desk.problem import Travel, straight
from matching.policy import Policy

MODELS = ("mclp", "lscp", "pmedian", "pcentre")
AMONG = ("towns", "facilities")
DEMANDS = ("people", "population")


@dataclass(frozen=True)
class Reach:
    """How well the demand is served: all figures are over those whose place is known.

    Attributes
    ----------
    covered
        People with a place within the radius.
    unreached
        People who cannot reach any place at all.
    mean_metres, farthest_metres
        Way to the nearest place of those who can reach one; None if nobody can.
    """

    covered: int
    unreached: int
    mean_metres: int | None
    farthest_metres: int | None


@dataclass(frozen=True)
class Site:
    """A chosen place: ``kind`` is town or facility, ``id`` that of its record, ``after`` once it and those before are there."""

    rank: int
    kind: str
    id: int
    label: str
    lat: float
    lon: float
    adds: int
    after: Reach


@dataclass(frozen=True)
class Sites:
    """The best new places by one model, in the order in which each helps most.

    Attributes
    ----------
    total
        People of the demand, ``nowhere`` of them at no known place.
    existing, candidates
        How many places are kept, and among how many the new ones were chosen.
    proven
        Whether no other choice is better.
    """

    model: str
    new: int
    radius_m: int
    among: str
    demand: str
    total: int
    nowhere: int
    existing: int
    candidates: int
    before: Reach
    after: Reach
    proven: bool
    sites: tuple[Site, ...]


def find_sites(
    book: Casebook,
    today: date,
    policy: Policy,
    *,
    model: str = "mclp",
    new: int = 3,
    radius_m: int = 5000,
    among: str = "towns",
    demand: str = "people",
    travel: Travel = straight,
) -> Sites:
    """Choose new places; see `matching.location` for the models.

    Raises
    ------
    DeskError
        There is no such model, demand or kind of candidate, or a number is out of range.
    MatchingError
        The solver failed, or its result could not be proven.
    """
    raise NotImplementedError
