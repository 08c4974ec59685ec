"""The shortest round through a few places and back."""

import numpy as np
import numpy.typing as npt

UNKNOWN = -1
MOST_STOPS = 9
"""More do not fit into a day, and the exact search doubles with each."""
Ways = dict[tuple[int, int], tuple[int, tuple[int, ...]]]
"""(stops seen as bits, last of them) -> length and order of the shortest way."""


def shortest_round(metres: npt.NDArray[np.int32]) -> tuple[int, ...] | None:
    """Return the order of the stops on the shortest round from place 0 through all others and back.

    Exact, by dynamic programming over sets of stops [1]_. Of several equally short rounds it is one that depends on
    nothing but the numbers.

    Parameters
    ----------
    metres
        Whole metres (or minutes) between places, shape (N + 1, N + 1); -1 where there is no way or it is not known.
        N is at most `MOST_STOPS`; the way there and back may differ.

    Returns
    -------
    tuple or None
        Each of 1 to N once; None if no round leads through all of them.

    References
    ----------
    .. [1] M. Held and R. M. Karp, "A Dynamic Programming Approach to Sequencing Problems", Journal of the Society for
       Industrial and Applied Mathematics 10, 1962.
    """
    far = metres.astype(np.int64).tolist()
    stops = range(1, len(far))
    best: Ways = {(1 << stop, stop): (far[0][stop], (stop,)) for stop in stops if far[0][stop] != UNKNOWN}
    for _ in stops[1:]:
        longer: Ways = {}
        for (seen, last), (length, order) in best.items():
            for stop in stops:
                if seen >> stop & 1 or far[last][stop] == UNKNOWN:
                    continue
                way = length + far[last][stop], (*order, stop)
                key = seen | 1 << stop, stop
                if key not in longer or way < longer[key]:
                    longer[key] = way
        best = longer
    rounds = [(way + far[last][0], order) for (_, last), (way, order) in best.items() if far[last][0] != UNKNOWN]
    return min(rounds)[1] if rounds else (() if not stops else None)
