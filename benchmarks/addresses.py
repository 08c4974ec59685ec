"""How many addresses of the country's offices reach their town, and how long that takes beside a plain look-up.

    python benchmarks/addresses.py [--rounds N] [--far]

The offices are those of the national WAM NET files in SONAE_REFERENCE_DATA, the towns those of its `towns` and
`places/towns`. An address counts once a municipality; one that names no town (withheld, or blank) is counted apart. A
published point is real where no addresses of two towns, nor three addresses, share it. A town is *wrong* where the
address also names another whose point is nearer to the real one, and does not begin with the one that was taken; *far* are real points that lie more than 1.5 km from
the point of their town and three times nearer to another's (--far lists them: mostly large towns, or the point of a
town hall). The plain look-up tries every town of the municipality by its normalised name. Times are the median of the
rounds, in turn in one process; peak memory is that of a process of its own for each.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.address import Gazetteer, Placed, normalise
from geodata.address.streets import turns
from geodata.sources.towns import read_towns
from geodata.sources.wamnet import read_wamnet
from geodata.spelling import alike

FILES = ("24_202404", "32_202503", "34_202503", "53_202503", "33_2022_cp932")
LEAST_REACHED, MOST_WRONG = 0.95, 0.005
WITHHELD = ("省略", "以下略", "非公開")
FAR, NEARER = 1500, 3
Row = tuple[str, str | None, str, str | None]
"""Address, ward, city, prefecture."""


@dataclass
class Offices:
    """Distinct addresses in municipalities whose towns are at hand, with their published points."""

    rows: list[Row]
    points: np.ndarray
    real: np.ndarray
    withheld: int


@dataclass
class Count:
    """What became of the addresses of one municipality."""

    addresses: int = 0
    reached: int = 0
    real: int = 0
    far: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def place_of(city: str, ward: str | None) -> tuple[str, str]:
    return alike(city), ward or ""


def towns_at(folder: Path) -> gpd.GeoDataFrame:
    paths = [*sorted((folder / "towns").glob("*.json")), *sorted((folder / "places" / "towns").glob("*"))]
    return read_towns(paths).frame


def offices_at(folder: Path, towns: gpd.GeoDataFrame, files: Sequence[str]) -> Offices:
    known = {place_of(*place) for place in zip(towns["city"], towns["ward"], strict=True)}
    frame = pd.concat([read_wamnet(folder / "wamnet" / f"national_{name}.csv").frame for name in files])
    columns = ["address", "ward", "city", "prefecture", "lat", "lon"]
    frame = frame[columns].astype(object).where(frame[columns].notna(), None)
    frame = frame[[place_of(city, ward) in known for city, ward in zip(frame["city"], frame["ward"], strict=True)]]
    frame = frame.drop_duplicates(["address", "ward", "city"])
    names = [address or "" for address in frame["address"]]
    told = np.array([bool(name) and not any(word in name for word in WITHHELD) for name in names], dtype=bool)
    points = frame[["lat", "lon"]].to_numpy(dtype=float)
    rounded = [tuple(point) for point in points.round(4)]
    at_point: dict[tuple[float, ...], list[str]] = defaultdict(list)
    for point, name in zip(rounded, names, strict=True):
        at_point[point].append(name)
    real = np.array([_is_real(at_point[point]) for point in rounded]) & ~np.isnan(points[:, 0])
    rows = list(frame[columns[:4]].itertuples(index=False, name=None))
    return Offices(
        [row for row, is_told in zip(rows, told, strict=True) if is_told], points[told], real[told], int((~told).sum())
    )


def _is_real(addresses: list[str]) -> bool:
    return len(addresses) < 3 and len({address.rstrip("0123456789-")[:2] for address in addresses}) == 1


class Plain:
    """The towns of each municipality, tried one after another by their normalised names."""

    def __init__(self, towns: gpd.GeoDataFrame) -> None:
        self._towns: dict[tuple[str, str], list[str]] = defaultdict(list)
        for city, ward, town in zip(towns["city"], towns["ward"], towns["town"], strict=True):
            self._towns[place_of(city, ward)].append(normalise(town).removesuffix("丁目"))

    def place(self, address: str, ward: str | None, city: str, prefecture: str | None) -> str | None:
        """Return the longest town with which an address begins."""
        del prefecture
        rest = normalise(address)
        return max((town for town in self._towns[place_of(city, ward)] if rest.startswith(town)), key=len, default=None)


def metres(points: np.ndarray, at: np.ndarray) -> np.ndarray:
    north, east = (points - at).T * 111_195
    away: np.ndarray = np.hypot(north, east * np.cos(np.radians(at[0])))
    return away


def counted(offices: Offices, towns: gpd.GeoDataFrame, placed: Sequence[Placed]) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    of_place = dict(list(towns.groupby([towns["city"].map(alike), towns["ward"].fillna("")])))
    for row, found, point, real in zip(offices.rows, placed, offices.points, offices.real, strict=True):
        address, ward, city, prefecture = row
        count = counts[f"{prefecture or ''}{city}{ward or ''}"]
        count.addresses += 1
        count.reached += found.town is not None
        if found.lat is None or found.town is None or not real:
            continue
        count.real += 1
        beside = of_place[place_of(city, ward)]
        away = metres(beside[["lat", "lon"]].to_numpy(dtype=float), point)
        own = float(metres(np.array([[found.lat, found.lon]]), point)[0])
        nearest = int(np.nanargmin(away))
        told = f"{address} → {found.town}, {own:.0f} m; {beside['town'].iloc[nearest]}, {away[nearest]:.0f} m"
        if own > FAR and away[nearest] * NEARER < own:
            count.far.append(told)
        if _names_a_nearer_one(alike(normalise(address)), found.town, beside["town"], away * 2 < own):
            count.wrong.append(told)
    return counts


def _names_a_nearer_one(key: str, taken: str, towns: Iterable[str], nearer: np.ndarray) -> bool:
    """Say whether an address names another town that is nearer; what it begins with is its town, streets apart."""
    own = alike(normalise(taken)).removesuffix("丁目")
    begins = key.startswith(own) and not turns(key)
    for town, is_nearer in zip(towns, nearer, strict=True):
        other = alike(normalise(town)).removesuffix("丁目")
        if is_nearer and len(other) > 1 and other in key and other not in own and (not begins or key.startswith(other)):
            return True
    return False


def seconds(place: Callable[..., object], rows: Sequence[Row]) -> float:
    began = time.perf_counter()
    for row in rows:
        place(*row)
    return time.perf_counter() - began


def peak_megabytes(name: str) -> float:
    output = subprocess.run([sys.executable, __file__, "--peak-of", name], capture_output=True, check=True)
    return float(output.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--far", action="store_true")
    parser.add_argument("--peak-of", choices=("sonae", "plain", "towns"))
    asked = parser.parse_args()
    folder = Path(os.environ.get("SONAE_REFERENCE_DATA", ""))
    if not (folder / "towns").is_dir():
        parser.error("set SONAE_REFERENCE_DATA to the folder with wamnet/, towns/ and places/")
    towns = towns_at(folder)
    if asked.peak_of:
        builders: dict[str, Callable[[gpd.GeoDataFrame], object]] = {"sonae": Gazetteer, "plain": Plain, "towns": id}
        _ = builders[asked.peak_of](towns)
        status = Path("/proc/self/status").read_text(encoding="ascii")
        print(next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")))
        return
    began = time.perf_counter()
    gazetteer, plain = Gazetteer(towns), Plain(towns)
    built = time.perf_counter() - began
    offices = offices_at(folder, towns, FILES)
    placed = [gazetteer.place(*row) for row in offices.rows]
    counts = counted(offices, towns, placed)
    for name, count in sorted(counts.items()):
        print(
            f"{name:16} {count.addresses:4} addresses, {count.reached / count.addresses:6.1%} reach their town; ",
            end="",
        )
        print(f"{count.real:3} real points: {len(count.far)} far, {len(count.wrong)} wrong")
        for line in [*count.wrong, *(count.far if asked.far else ())]:
            print(f"    {line}")
    total, real = len(offices.rows), sum(count.real for count in counts.values())
    reached = sum(count.reached for count in counts.values()) / total
    wrong = sum(len(count.wrong) for count in counts.values()) / real
    by_plain = sum(plain.place(*row) is not None for row in offices.rows) / total
    print(f"all: {total} addresses ({offices.withheld} more without a town), {reached:.1%} reach their town", end="")
    print(f" (plain look-up {by_plain:.1%}; limit {LEAST_REACHED:.0%}), {wrong:.2%} wrong (limit {MOST_WRONG:.1%})")
    times = [(seconds(gazetteer.place, offices.rows), seconds(plain.place, offices.rows)) for _ in range(asked.rounds)]
    ours, its = (statistics.median(taken) * 1e6 / total for taken in zip(*times, strict=True))
    base = peak_megabytes("towns")
    print(f"{len(towns)} towns; both indexes built in {built:.2f} s. An address: {ours:.0f} µs,", end=" ")
    print(f"plain {its:.0f} µs, ratio {ours / its:.2f}; peak +{peak_megabytes('sonae') - base:.1f} MB,", end=" ")
    print(f"plain +{peak_megabytes('plain') - base:.1f} MB")
    sys.exit(reached < LEAST_REACHED or wrong > MOST_WRONG)


if __name__ == "__main__":
    main()
