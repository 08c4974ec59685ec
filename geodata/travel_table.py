"""Travel from a table of ways (CSV or Parquet) as routing tools write it: metres and seconds from place to place."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from geodata.coordinates import wrong_coordinates
from geodata.findings import unreadable
from geodata.travel import Indices, Lonlat, nearest_points, straight_metres

# A place of ours is a place of the table when it lies within this of it: two geocoders rarely agree on a town's point.
TOLERANCE_METRES = 500.0
_PARQUET = frozenset({".parquet", ".pq"})
_COORDINATES = ("from_lon", "from_lat", "to_lon", "to_lat")
_LARGEST = 2**31 - 1

Metres = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class TravelTable:
    """Ways between places, as a table has them; a way that is not in it is unknown.

    Attributes
    ----------
    name
        The file's name.
    origins, destinations
        Longitude and latitude of the table's places, float[F, 2] and float[T, 2].
    pairs
        Sorted ``origin * T + destination`` of the ways in the table, int64[P].
    metres, durations
        Metres and seconds of each of them, int32[P], -1 where not known; None when the table has no such column.
    """

    name: str
    origins: Lonlat
    destinations: Lonlat
    pairs: Indices
    metres: Metres | None
    durations: Metres | None

    def __call__(self, origins: Lonlat, destinations: Lonlat) -> Metres:
        """Return metres between points; of a table without metres, the straight way × 1.3 of the ways it has.

        Parameters
        ----------
        origins, destinations
            Longitude and latitude in degrees, float[N, 2] and float[M, 2]; NaN where unknown.

        Returns
        -------
        int32[N, M]
            -1 where a point is unknown, is farther than `TOLERANCE_METRES` from every place of the table, or the
            table has no way between the two.
        """
        if self.metres is not None:
            return self._look_up(self.metres, origins, destinations)
        assert self.durations is not None  # noqa: S101 - a table has one of the two
        there = self._look_up(self.durations, origins, destinations) >= 0
        return np.where(there, straight_metres(origins, destinations), -1).astype(np.int32)

    @property
    def timed(self) -> bool:
        """Whether the table holds durations."""
        return self.durations is not None

    def seconds(self, origins: Lonlat, destinations: Lonlat) -> Metres:
        """Return seconds between points, int32[N, M], -1 as for metres and everywhere in a table without durations."""
        if self.durations is None:
            return np.full((len(origins), len(destinations)), -1, dtype=np.int32)
        return self._look_up(self.durations, origins, destinations)

    def _look_up(self, values: Metres, origins: Lonlat, destinations: Lonlat) -> Metres:
        from_, _ = nearest_points(origins, self.origins, TOLERANCE_METRES)
        to, _ = nearest_points(destinations, self.destinations, TOLERANCE_METRES)
        wanted = from_[:, None] * len(self.destinations) + to
        at = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        there = (self.pairs[at] == wanted) & (from_ >= 0)[:, None] & (to >= 0)
        return np.where(there, values[at], -1).astype(np.int32)


def read_travel_table(path: Path) -> TravelTable:
    """Read a table of ways.

    Columns ``from_lon, from_lat, to_lon, to_lat``, or ``from, to`` with the places' ids in a second file beside it
    (``ways.csv`` and ``ways_points.csv``: ``id, lon, lat``); and ``metres``, ``seconds``, or both. A blank value, or one
    below 0, is no way.

    Raises
    ------
    UnreadableFile
        The file or its places cannot be read, columns are missing, a value is no number, a coordinate is not in Japan,
        an id has no place, or one way stands twice with different values.
    """
    frame = read_frame(path)
    measured = [column for column in ("metres", "seconds") if column in frame.columns]
    if not measured:
        raise unreadable(path.name, "table.columns_missing", columns="metres、seconds")
    for column in measured:
        values = _numbers(path.name, frame[column])
        frame[column] = values.where((values >= 0) & (values < _LARGEST)).round()
    frame = frame[frame[measured].notna().any(axis=1)]
    if frame.empty:
        raise unreadable(path.name, "travel.no_way")
    origins, from_ = _places(path, frame, "from")
    destinations, to = _places(path, frame, "to")
    keys = from_ * len(destinations) + to
    ways = frame[measured].groupby(keys)
    apart = ((ways.max() != ways.min()) & ways.count().gt(0)).any(axis=1)
    if apart.any():
        raise unreadable(path.name, "travel.way_twice", count=int(apart.sum()))
    by_pair = ways.max().fillna(-1).astype(np.int32)
    metres, seconds = (by_pair[column].to_numpy() if column in measured else None for column in ("metres", "seconds"))
    return TravelTable(path.name, origins, destinations, by_pair.index.to_numpy(dtype=np.int64), metres, seconds)


def _numbers(name: str, cells: "pd.Series[str]") -> "pd.Series[float]":
    """Return a column as numbers, NaN where blank; a text that is none (1,234, 5km) is refused, not dropped."""
    values = pd.to_numeric(cells, errors="coerce")
    texts = cells.astype("string").str.strip().fillna("")
    lost = texts[values.isna() & (texts != "")]
    if len(lost):
        raise unreadable(name, "travel.not_a_number", column=str(cells.name), count=len(lost), value=lost.iloc[0])
    return values


def _places(path: Path, frame: pd.DataFrame, end: str) -> tuple[Lonlat, Indices]:
    """Return the places at one end of the ways, and which of them each row means."""
    if set(_COORDINATES) <= set(frame.columns):
        lonlat = frame[[f"{end}_lon", f"{end}_lat"]].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=np.float64)
        places, which = np.unique(lonlat, axis=0, return_inverse=True)
        check_points(path.name, places)
        return places, which.reshape(-1).astype(np.int64)
    if end not in frame.columns:
        raise unreadable(path.name, "table.columns_missing", columns="from、to")
    ids, lonlat = read_points(path, "points")
    which = pd.Index(ids).get_indexer(pd.Index(frame[end].astype(str)))
    if (which < 0).any():
        missing = frame[end].astype(str)[which < 0]
        raise unreadable(path.name, "travel.place_unknown", id=missing.iloc[0], count=missing.nunique())
    return lonlat, which.astype(np.int64)


def read_points(path: Path, kind: str) -> tuple[list[str], Lonlat]:
    """Return the ids and points of the file beside `path`: ``ways_points.csv`` beside ``ways.csv``.

    Raises
    ------
    UnreadableFile
        It is not there, or cannot be read.
    """
    beside = next(
        (
            points_file
            for suffix in (path.suffix, ".csv", ".parquet")
            if (points_file := path.with_name(f"{path.stem}_{kind}{suffix}")).exists()
        ),
        None,
    )
    if beside is None:
        raise unreadable(path.name, "travel.no_points", name=f"{path.stem}_{kind}.csv")
    frame = read_frame(beside)
    if not {"id", "lon", "lat"} <= set(frame.columns):
        raise unreadable(beside.name, "table.columns_missing", columns="id、lon、lat")
    ids = frame["id"].astype(str)
    if ids.duplicated().any():
        raise unreadable(beside.name, "travel.id_twice", id=ids[ids.duplicated()].iloc[0])
    lonlat = frame[["lon", "lat"]].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=np.float64)
    check_points(beside.name, lonlat)
    return ids.tolist(), lonlat


def check_points(name: str, lonlat: Lonlat) -> None:
    """Refuse points that are unknown, swapped or outside Japan.

    Raises
    ------
    UnreadableFile
        One of them is.
    """
    wrong = wrong_coordinates(lonlat[:, 1], lonlat[:, 0])
    if np.isnan(lonlat).any():
        raise unreadable(name, "coordinate.not_a_number")
    for index, code in wrong.items():
        raise unreadable(name, code, lon=f"{lonlat[index, 0]:g}", lat=f"{lonlat[index, 1]:g}")


def read_frame(path: Path) -> pd.DataFrame:
    """Read a CSV (UTF-8) or Parquet file as a frame, its column names in small letters.

    Raises
    ------
    UnreadableFile
        It is not there or cannot be read.
    """
    if not path.exists():
        raise unreadable(path.name, "file.not_found")
    try:
        if path.suffix.lower() in _PARQUET:
            frame = pd.read_parquet(path)
        else:
            ids = dict.fromkeys(("id", "from", "to", "u", "v"), str)
            frame = pd.read_csv(path, dtype=ids, encoding="utf-8-sig")
    except (ValueError, OSError, pa.ArrowException):
        raise unreadable(path.name, "travel.not_readable") from None
    if frame.empty:
        raise unreadable(path.name, "file.empty")
    return frame.rename(columns=lambda column: re.sub(r"\s+", "", str(column)).lower())
