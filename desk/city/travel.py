"""How far it is: which travel the settings name, and what is said of it beside a plan."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from desk.errors import DeskError
from geodata.roads import RoadNetwork, read_roads
from geodata.travel import straight_metres
from geodata.travel_table import TravelTable, read_travel_table
from words.message import Message

Floats = npt.NDArray[np.float64]
DETOUR_PERMILLE = 1300
Travel = Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], npt.NDArray[np.int32]]


def read_travel(setting: str) -> Travel:
    """Return the travel that a setting names.

    Parameters
    ----------
    setting
        ``straight``, ``table:PATH`` (`geodata.travel_table`) or ``roads:PATH`` (`geodata.roads`). A file is read once,
        and again when it has changed.

    Raises
    ------
    DeskError
        The setting is none of these.
    UnreadableFile
        The file cannot be read.
    """
    kind, _, path = setting.partition(":")
    if setting == "straight":
        return straight_line
    if kind not in ("table", "roads") or not path:
        raise DeskError("travel.unknown_setting", value=setting)
    return _read(kind, Path(path), travel_version(setting))


def travel_version(setting: str) -> int:
    """Return a number that changes with the file that a setting names; 0 without one."""
    file = Path(setting.partition(":")[2])
    return file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=2)
def _read(kind: str, path: Path, changed: int) -> TravelTable | RoadNetwork:  # noqa: ARG001 - the key
    return read_roads(path) if kind == "roads" else read_travel_table(path)


def seconds_of(travel: Travel) -> Travel | None:
    """Return seconds between points, as `travel` gives metres; None where it knows no times."""
    return travel.seconds if isinstance(travel, TravelTable | RoadNetwork) and travel.timed else None


def unreached_ways(origins: Floats, destinations: Floats, metres: npt.NDArray[np.int32]) -> int:
    """Count the ways between points that are known of which no way is."""
    origin_known, destination_known = (np.isfinite(points).all(axis=1) for points in (origins, destinations))
    return int((metres[np.ix_(origin_known, destination_known)] < 0).sum())


def travel_sentences(summary: Mapping[str, object], unreached: str = "travel.unreached") -> list[Message]:
    """Say a summary; ``unreached`` says how many ways are not known."""
    name = {"name": summary["name"]} if "name" in summary else {}
    sentences: list[Message] = [Message(f"travel.by_{summary['kind']}", name)]
    return [*sentences, Message(unreached, {"count": summary["unreached"]})] if summary["unreached"] else sentences


def travel_record(travel: Travel) -> dict[str, object]:
    """Return what a kept plan's record says of its distances: ``kind`` and, of a file, its ``name``."""
    if not isinstance(travel, TravelTable | RoadNetwork):
        return {"kind": "straight"}
    return {"kind": "table" if isinstance(travel, TravelTable) else "roads", "name": travel.name}


def straight_line(origins: npt.NDArray[np.float64], destinations: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Return straight line × 1.3 in metres, shape (origins, destinations); -1 where a place is unknown.

    Reckoned once for all who live in a town. The array is read-only: who asks for the same ways gets the same one, as
    long as somebody uses it.
    """
    key = origins.tobytes(), destinations.tobytes()
    known = _WAYS.get(key)
    if known is None:
        points, row = np.unique(origins.reshape(-1, 2), axis=0, return_inverse=True)
        known = straight_metres(points, destinations, DETOUR_PERMILLE)[row.reshape(-1)]
        known.flags.writeable = False
        _WAYS[key] = known
    return known


_WAYS: WeakValueDictionary[tuple[bytes, bytes], npt.NDArray[np.int32]] = WeakValueDictionary()
