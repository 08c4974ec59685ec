"""How far it is: which travel the settings name, and what is said of it beside a plan."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from desk.errors import DeskError
from desk.problem import PlanInput, Travel, lonlats, straight
from geodata.roads import RoadNetwork, read_roads
from geodata.travel_table import TravelTable, read_travel_table


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
        return straight
    if kind not in ("table", "roads") or not path:
        raise DeskError("travel.unknown_setting", value=setting)
    return _read(kind, Path(path), version(setting))


def version(setting: str) -> int:
    """Return a number that changes with the file that a setting names; 0 without one."""
    file = Path(setting.partition(":")[2])
    return file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=2)
def _read(kind: str, path: Path, changed: int) -> TravelTable | RoadNetwork:  # noqa: ARG001 - the key
    return read_roads(path) if kind == "roads" else read_travel_table(path)


def seconds_of(travel: Travel) -> Travel | None:
    """Return seconds between points, as `travel` gives metres; None where it knows no times."""
    return travel.seconds if isinstance(travel, TravelTable | RoadNetwork) and travel.timed else None


def told(source: PlanInput) -> list[tuple[str, Mapping[str, object]]]:
    """Return the sentences on the distances of a plan: where they come from, and how many ways are not known.

    A way counts as not known where home and facility have a place each and the travel leads from none to the other.
    """
    travel = source.travel
    if not isinstance(travel, TravelTable | RoadNetwork):
        return [("travel.by_straight", {})]
    kind = "table" if isinstance(travel, TravelTable) else "roads"
    sentences: list[tuple[str, Mapping[str, object]]] = [(f"travel.by_{kind}", {"name": travel.name})]
    homes = lonlats(source.places.home(file.person).lonlat for file in source.people.values())
    sites = lonlats((file.facility.lon, file.facility.lat) for file in source.facilities.values())
    placed = (homes == homes).all(axis=1)[:, None] & (sites == sites).all(axis=1)  # noqa: PLR0124 - NaN: not placed
    if lost := int((placed & (source.problem.home_metres < 0)).sum()):
        sentences.append(("travel.unreached", {"count": lost}))
    return sentences


def record_of(travel: Travel) -> dict[str, object]:
    """Return what a kept plan's record says of its distances: ``kind`` and, of a file, its ``name``."""
    if not isinstance(travel, TravelTable | RoadNetwork):
        return {"kind": "straight"}
    return {"kind": "table" if isinstance(travel, TravelTable) else "roads", "name": travel.name}
