"""Published points that are no points: a town hall for many addresses, or a place far from the town of the address."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from geodata.address import normalise
from geodata.text import tidy
from geodata.travel import Lonlat, in_space

LEAST_PLACES = 3
"""So many different places on one point, and it is none of them: two are often the two sides of one building."""
_DIGITS = 5
"""Decimals of a degree within which two points are one: about a metre."""
_NEIGHBOURS = 6
"""Towns have about six neighbours, so the sixth nearest tells how far the ring of neighbours lies."""
FAR_RINGS, FAR_METRES = 2.0, 1000.0
"""Beyond so many times the ring, and so many metres, a point is not in the town.

Of 257 addresses of Sendai, Osaka, Setagaya and Iruma whose town is known beyond doubt, points of their own lie up to 1.9
rings away, but for two at 3.8 and 4.2; points shared by several addresses, so known to be wrong, lie 1.5 to 6.1 away. The
two overlap: this finds the gross errors, and which of those between 1.5 and 2 are right nobody has looked up.
"""

_WITHHELD = re.compile(
    r"[(〔\[]?\s*(?:(?:町名|番地|住所|所在地)?\s*(?:等|は)?\s*(?:以下)?省?略|[非未]公[開表])[)〕\]]?"
)
_NOTHING = re.compile(r"(?:[\W_ー]|無し|なし|無|不明)*")
# A room after the block, set apart by a blank, is no other place.
_APART = re.compile(r"(?<=[\d番地号])\s")
# 5条, 3線, 2地割 and 1丁目 still belong to the town; the number after them is the block.
_BLOCK = re.compile(r"(?P<town>\D*(?:\d+(?:条|線|地割|丁目|区)\D*)*)(?P<numbers>\d+(?:-\d+)*)")
_LOT_DIGITS = 3
"""Blocks and houses are counted up to two digits as a rule; lots and rooms have more."""


def block_of(address: str | None, *municipality: str | None) -> str | None:
    """Return what of an address tells one place from another: the town and the block, no building, floor or room.

    Parameters
    ----------
    address
        As published: 「本町一丁目2番3号　サンハイツ２階」.
    municipality
        Prefecture, city and ward, in this order, which some write into the address again and others do not.

    Returns
    -------
    str or None
        「本町1-2-3」; None where the address is blank, withheld (「（以下省略）」), or no more than the municipality.
    """
    text = normalise(_APART.split(tidy(_WITHHELD.sub(" ", tidy(address or ""))), maxsplit=1)[0])
    for name in municipality:
        text = text[found.end() :] if name and (found := _named(name).match(text)) else text
    if _NOTHING.fullmatch(text):
        return None
    found = _BLOCK.match(text)
    if found is None:
        return text
    numbers = found["numbers"].split("-")[:3]
    if len(numbers[0]) >= _LOT_DIGITS:
        numbers = numbers[:1]  # 1274-1 and 1274-3 are parts of one lot
    elif len(numbers) == 3 and len(numbers[2]) >= _LOT_DIGITS:
        numbers.pop()  # 2-34-508 is a room of 2-34
    return found["town"] + "-".join(numbers)


@lru_cache(maxsize=4096)
def _named(municipality: str) -> re.Pattern[str]:
    """Match a name at the start of an address, with the district (郡) that some write before it."""
    return re.compile(rf"(?:\D{{1,6}}?郡)?{re.escape(normalise(municipality))}")


def point_key(lat: float, lon: float) -> tuple[float, float]:
    """Return what two points have in common that are one to about a metre."""
    return round(lat, _DIGITS), round(lon, _DIGITS)


def shared_points(
    points: Sequence[tuple[float, float]], places: Sequence[str], least: int = LEAST_PLACES
) -> dict[tuple[float, float], list[int]]:
    """Return the points on which several different places stand, each with the rows on it.

    Parameters
    ----------
    points
        Latitude and longitude of each row, in degrees.
    places
        What tells the place of each row from others: `block_of`, or the office where the address tells nothing.
    least
        So many different places make a point none.
    """
    rows: dict[tuple[float, float], list[int]] = defaultdict(list)
    for row, (lat, lon) in enumerate(points):
        rows[point_key(lat, lon)].append(row)
    return {key: on_it for key, on_it in rows.items() if len({places[row] for row in on_it}) >= least}


def far_from_town(points: Lonlat, of_town: Lonlat, towns: Lonlat) -> npt.NDArray[np.float64]:
    """Return how far points lie from the town that they are said to be in, where that is beyond the town itself.

    Towns are known by a point each, so how large one is is told by its neighbours: the ring of the six nearest.

    Parameters
    ----------
    points, of_town
        Longitude and latitude of each row's own point and of its town, float[N, 2] degrees; NaN where unknown.
    towns
        All towns that are known, float[M, 2].

    Returns
    -------
    float[N]
        Straight metres; NaN where the point may well be in its town, or one of the two is unknown.
    """
    own, town = in_space(points), in_space(of_town)
    metres = np.linalg.norm(own - town, axis=1)
    known = np.unique(np.round(np.asarray(towns, dtype=np.float64).reshape(-1, 2), _DIGITS), axis=0)
    known = known[~np.isnan(known).any(axis=1)]
    judged = np.flatnonzero(~np.isnan(metres))
    far = np.full(len(metres), np.nan)
    if len(known) < 2 or not len(judged):
        return far
    around, _ = cKDTree(in_space(known)).query(town[judged], k=min(_NEIGHBOURS + 1, len(known)))
    beyond = metres[judged] > np.maximum(FAR_METRES, FAR_RINGS * around[:, -1])
    far[judged[beyond]] = metres[judged[beyond]]
    return far
