"""What queueing theory says of rooms in use: the yardstick beside which the simulated year is laid."""

import math
from collections.abc import Mapping, Sequence

from matching.errors import MatchingError


def erlang_b(servers: int, load: float) -> float:
    """Return the share of calls that find every server busy and are lost [1]_.

    The formula holds whatever the shape of the length of stay; only its mean counts. Reckoned by the recursion
    ``B(n) = load B(n-1) / (n + load B(n-1))`` [2]_, which neither overflows nor cancels.

    Parameters
    ----------
    servers
        Rooms, 0 or more.
    load
        Offered load: calls a day times mean days of stay; 0 or more.

    Raises
    ------
    MatchingError
        If a value is negative or not finite.

    References
    ----------
    .. [1] A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic
       telephone exchanges", Elektroteknikeren 13, 1917.
    .. [2] D. L. Jagerman, "Some properties of the Erlang loss function", Bell System Technical Journal 53(3), 1974.
    """
    check_at_least("rooms", servers, 0)
    check_at_least("load", load, 0)
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def poisson_census(load: float, most: int) -> tuple[float, ...]:
    """Return how probable 0, 1, ... `most` rooms in use are when there is always another room: a Poisson law [1]_.

    References
    ----------
    .. [1] S. G. Eick, W. A. Massey, W. Whitt, "The physics of the M_t/G/infinity queue", Operations Research 41(4),
       1993.
    """
    check_at_least("load", load, 0)
    chances = [math.exp(-load)]
    for rooms in range(1, most + 1):
        chances.append(chances[-1] * load / rooms)
    return tuple(chances)


def loss_census(servers: int, load: float) -> tuple[float, ...]:
    """Return how probable 0, 1, ... `servers` rooms in use are when calls beyond them are lost.

    It is the Poisson law cut off at `servers`, so that its last value is ``erlang_b(servers, load)``: the share
    P(N = n) / P(N <= n) by which Monks et al. [1]_ reckon the probability of delay from a census without limit.

    References
    ----------
    .. [1] T. Monks et al., "A modelling tool for capacity planning in acute and community stroke services", BMC Health
       Services Research 16:530, 2016, doi 10.1186/s12913-016-1789-4.
    """
    check_at_least("rooms", servers, 0)
    open_ended = poisson_census(load, servers)
    whole = sum(open_ended)
    return tuple(chance / whole for chance in open_ended)


def dispersion(days_by_rooms: Sequence[float]) -> float | None:
    """Return the variance of the rooms in use divided by their mean; None if none was ever in use.

    It is 1 for a Poisson census. Calls that come in clusters push it above 1, too few rooms below.
    """
    days = sum(days_by_rooms)
    total = sum(rooms * count for rooms, count in enumerate(days_by_rooms))
    if not total:
        return None
    squares = sum(rooms**2 * count for rooms, count in enumerate(days_by_rooms))
    return squares / total - total / days


def dispersion_range(days: int, room_days: int, known: Mapping[int, int]) -> tuple[float, float]:
    """Return between which values the index of dispersion lies when only some numbers of rooms were published.

    Parameters
    ----------
    days, room_days
        Days observed, and rooms in use added up over them.
    known
        Rooms in use -> days; every other day is one on which 1, 2 or 3 rooms were in use.

    Returns
    -------
    least, most
        Over every way to spread the other days that adds up to `room_days`.
    """
    other_days = days - sum(known.values())
    beyond = room_days - sum(rooms * count for rooms, count in known.items()) - other_days
    indices = []
    for three in range(other_days + 1):
        two = beyond - 2 * three
        if two >= 0 and two + three <= other_days:
            by_rooms = {**known, 1: other_days - two - three, 2: two, 3: three}
            indices.append(dispersion([by_rooms.get(rooms, 0) for rooms in range(max(by_rooms) + 1)]))
    values = [one for one in indices if one is not None]
    return min(values), max(values)


def check_at_least(field: str, value: float, least: float) -> None:
    """Check a quantity of a simulation.

    Raises
    ------
    MatchingError
        If the value is not a number of at least `least`; its code names the field.
    """
    if not (math.isfinite(value) and value >= least):
        raise MatchingError(f"simulation.least_{field}", value=value, least=least)


def check_confidence(confidence: float) -> None:
    """Check the confidence of an interval.

    Raises
    ------
    MatchingError
        If it is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise MatchingError("simulation.confidence", value=confidence)
