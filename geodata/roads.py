"""Travel on a network of roads: shortest ways from many places to many, on a file as OSMnx saves it or an edge list."""

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree.ElementTree import ParseError

import numpy as np
import numpy.typing as npt
import pandas as pd
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geodata.findings import unreadable
from geodata.sheets.fields import BadCell, parse_bool
from geodata.travel import Indices, Lonlat, nearest_points
from geodata.travel_table import check_points, read_frame, read_points

# A place farther from every junction is not on the network.
SNAP_METRES = 2000.0
# From the door to the junction: as the crow flies × 1.3, at 20 km/h.
_DETOUR, _METRES_A_SECOND = 1.3, 20 / 3.6
# Dijkstra fills a row of all junctions for each place: so many numbers at a time, and so many are kept.
_AT_A_TIME, _KEPT = 4_000_000, 20_000_000
_WORTH_KEEPING = 8
# Lengths are whole hundredths: their sums are exact, so that a way is equally long from whichever end it was searched.
_HUNDREDTHS = 100
_LARGEST = 2**31 - 1

Metres = npt.NDArray[np.int32]
Lengths = npt.NDArray[np.float64]


@dataclass(eq=False)
class _Ways:
    """Shortest ways by one measure, with the rows of the latest destinations kept."""

    graph: csr_array
    _kept: OrderedDict[int, Lengths] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def between(self, origins: Indices, destinations: Indices) -> Lengths:
        """Return the lengths of the shortest ways in hundredths, float[N, M]; infinite where there is none.

        One search gives the ways from or to all junctions (Dijkstra 1959). Searching backwards from the destinations
        pays at the next call, which finds their rows kept; from few origins it is not worth it.
        """
        starts, from_ = np.unique(origins, return_inverse=True)
        ends, to = np.unique(destinations, return_inverse=True)
        lengths = np.empty((len(starts), len(ends)))
        kept_rows = [
            (column, row) for column, node in enumerate(ends.tolist()) if (row := self._kept.get(node)) is not None
        ]
        lacking = np.delete(np.arange(len(ends)), [column for column, _ in kept_rows])
        if len(starts) * _WORTH_KEEPING < len(lacking):
            for part in self._parts(len(starts)):
                lengths[part] = dijkstra(self.graph, indices=starts[part])[:, ends]
            return lengths[np.ix_(from_, to)]
        for column, row in kept_rows:
            lengths[:, column] = row[starts]
        backwards = self.graph.T.tocsr() if len(lacking) else self.graph
        for part in self._parts(len(lacking)):
            rows = dijkstra(backwards, indices=ends[lacking[part]])
            lengths[:, lacking[part]] = rows[:, starts].T
            self._keep(ends[lacking[part]].tolist(), rows)
        return lengths[np.ix_(from_, to)]

    def _keep(self, nodes: list[int], rows: Lengths) -> None:
        with self._lock:  # several people's pages share one network
            self._kept.update(zip(nodes, rows, strict=True))
            while len(self._kept) * self.graph.shape[0] > _KEPT:
                self._kept.popitem(last=False)

    def _parts(self, count: int) -> list[slice]:
        step = max(1, _AT_A_TIME // self.graph.shape[0])
        return [slice(start, start + step) for start in range(0, count, step)]


class RoadNetwork:
    """Junctions and the roads between them.

    Parameters
    ----------
    name
        The file's name.
    lonlat
        Longitude and latitude of the junctions in degrees, float[J, 2].
    tails, heads
        Indices of the junctions at the two ends of each road, in the direction of travel, int64[R].
    metres, seconds
        Length of each road and time on it, float[R]; no times, no `seconds`.
    """

    def __init__(
        self, name: str, lonlat: Lonlat, tails: Indices, heads: Indices, metres: Lengths, seconds: Lengths | None = None
    ) -> None:
        self.name = name
        self.lonlat = lonlat
        self._metres = _Ways(_graph(len(lonlat), tails, heads, metres))
        self._seconds = None if seconds is None else _Ways(_graph(len(lonlat), tails, heads, seconds))

    def __call__(self, origins: Lonlat, destinations: Lonlat) -> Metres:
        """Return metres of the shortest ways between points, from and to their nearest junctions.

        Parameters
        ----------
        origins, destinations
            Longitude and latitude in degrees, float[N, 2] and float[M, 2]; NaN where unknown.

        Returns
        -------
        int32[N, M]
            With the straight way × 1.3 to the junctions; -1 where a point is unknown, farther than `SNAP_METRES` from
            every junction, or no road leads there.
        """
        return self._travel(self._metres, origins, destinations, 1.0)

    @property
    def timed(self) -> bool:
        """Whether the network holds times."""
        return self._seconds is not None

    def seconds(self, origins: Lonlat, destinations: Lonlat) -> Metres:
        """Return seconds of the fastest ways, int32[N, M], -1 as for metres and everywhere without times."""
        if self._seconds is None:
            return np.full((len(origins), len(destinations)), -1, dtype=np.int32)
        return self._travel(self._seconds, origins, destinations, 1 / _METRES_A_SECOND)

    def _travel(self, ways: _Ways, origins: Lonlat, destinations: Lonlat, a_metre: float) -> Metres:
        from_, there = nearest_points(origins, self.lonlat, SNAP_METRES)
        to, back = nearest_points(destinations, self.lonlat, SNAP_METRES)
        values = np.full((len(from_), len(to)), -1, dtype=np.int32)
        starts, ends = np.flatnonzero(from_ >= 0), np.flatnonzero(to >= 0)
        if not len(starts) or not len(ends):
            return values
        total = ways.between(from_[starts], to[ends]) / _HUNDREDTHS
        total += (there[starts, None] + back[ends]) * _DETOUR * a_metre
        values[np.ix_(starts, ends)] = np.where(total < _LARGEST, np.rint(np.minimum(total, _LARGEST)), -1)
        return values


def _graph(nodes: int, tails: Indices, heads: Indices, lengths: Lengths) -> csr_array:
    """Return the network as a matrix of hundredths; of several roads between two junctions the shortest counts."""
    order = np.lexsort((lengths, heads, tails))
    tails, heads, lengths = tails[order], heads[order], lengths[order]
    first = np.ones(len(tails), dtype=bool)
    first[1:] = (np.diff(tails) != 0) | (np.diff(heads) != 0)
    hundredths = np.rint(lengths[first] * _HUNDREDTHS)
    return csr_array((hundredths, (tails[first], heads[first])), shape=(nodes, nodes))


def read_roads(path: Path) -> RoadNetwork:
    """Read a road network.

    ``.graphml`` as OSMnx saves it: nodes with ``x``, ``y`` in degrees (``lon``, ``lat`` of a projected network), edges
    with ``length`` in metres and, if times are known, ``travel_time`` in seconds. Otherwise a CSV or Parquet list of
    roads ``u, v, metres`` and, if known, ``seconds`` and ``oneway`` (both directions unless it says yes), with the
    junctions in a file beside it (``roads.csv`` and ``roads_nodes.csv``: ``id, lon, lat``).

    Raises
    ------
    UnreadableFile
        The file cannot be read, a road has no length or no junction, or a junction is not in Japan.
    """
    if not path.exists():
        raise unreadable(path.name, "file.not_found")
    if path.suffix.lower() in {".graphml", ".xml"}:
        return _from_graphml(path)
    return _from_list(path)


def _from_list(path: Path) -> RoadNetwork:
    frame = read_frame(path)
    missing = [column for column in ("u", "v", "metres") if column not in frame.columns]
    if missing:
        raise unreadable(path.name, "table.columns_missing", columns="、".join(missing))
    ids, lonlat = read_points(path, "nodes")
    try:
        oneway = [bool(parse_bool(_plain(cell))) for cell in frame.get("oneway", [""] * len(frame))]
    except BadCell as error:
        raise unreadable(path.name, error.code) from None
    return _network(
        path.name, ids, lonlat, frame["u"].astype(str), frame["v"].astype(str), frame["metres"],
        frame["seconds"] if "seconds" in frame.columns else None, ~np.array(oneway, dtype=bool),
    )  # fmt: skip


def _plain(cell: object) -> str:
    return "" if cell is None or cell != cell else str(cell)  # noqa: PLR0124 - NaN


def _from_graphml(path: Path) -> RoadNetwork:
    nodes: list[dict[str, str]] = []
    edges: list[dict[str, str]] = []
    names: dict[str, str] = {}
    directed = True
    try:
        for _, element in iterparse(path):
            tag = element.tag.rpartition("}")[2]
            if tag == "key":
                names[element.get("id", "")] = element.get("attr.name", "")
            elif tag in ("node", "edge"):
                data = {names.get(part.get("key", ""), ""): part.text or "" for part in element}
                (nodes if tag == "node" else edges).append({**data, **_ends(element)})
                element.clear()
            elif tag == "graph":
                directed = element.get("edgedefault") != "undirected"
    except (ParseError, DefusedXmlException, UnicodeDecodeError, OSError):
        raise unreadable(path.name, "travel.not_readable") from None
    points, roads = pd.DataFrame(nodes), pd.DataFrame(edges)
    lon, lat = ("lon", "lat") if {"lon", "lat"} <= set(points.columns) else ("x", "y")
    missing = [name for name in (lon, lat) if name not in points.columns] + ["length"] * ("length" not in roads.columns)
    if missing:
        raise unreadable(path.name, "table.columns_missing", columns="、".join(missing))
    lonlat = points[[lon, lat]].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=np.float64)
    check_points(path.name, lonlat)
    times = roads["travel_time"] if "travel_time" in roads.columns else None
    both = np.full(len(roads), not directed, dtype=bool)
    return _network(
        path.name, points["id"].tolist(), lonlat, roads["source"], roads["target"], roads["length"], times, both
    )


def _ends(element: Any) -> dict[str, str]:
    return {name: element.get(name) for name in ("id", "source", "target") if element.get(name) is not None}


def _network(
    name: str,
    ids: list[str],
    lonlat: Lonlat,
    tails: "pd.Series[str]",
    heads: "pd.Series[str]",
    metres: "pd.Series[Any]",
    seconds: "pd.Series[Any] | None",
    both: npt.NDArray[np.bool_],
) -> RoadNetwork:
    """Put a network together; `both` marks the roads that lead both ways."""
    index = pd.Index(ids)
    from_, to = (index.get_indexer(pd.Index(ends)).astype(np.int64) for ends in (tails, heads))
    if (from_ < 0).any() or (to < 0).any():
        unknown = pd.concat([tails[from_ < 0], heads[to < 0]])
        raise unreadable(name, "travel.place_unknown", id=unknown.iloc[0], count=unknown.nunique())
    measures = [_lengths(name, column) for column in (metres, seconds) if column is not None]
    tails_, heads_ = np.concatenate([from_, to[both]]), np.concatenate([to, from_[both]])
    lengths = [np.concatenate([measure, measure[both]]) for measure in measures]
    return RoadNetwork(name, lonlat, tails_, heads_, lengths[0], lengths[1] if len(lengths) > 1 else None)


def _lengths(name: str, column: "pd.Series[Any]") -> Lengths:
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)
    bad = ~(np.isfinite(numbers) & (numbers >= 0))
    if bad.any():
        raise unreadable(name, "travel.bad_length", count=int(bad.sum()), column=str(column.name))
    return numbers
