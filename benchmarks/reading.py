"""How long reading the whole country's short stays takes, against a bare pandas.read_csv of the same file.

Usage: python benchmarks/reading.py [FILE]; by default the national file of code 24 in SONAE_REFERENCE_DATA.
Both are timed in turn in one process; peak memory is that of a process of its own for each.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from geodata.sources.wamnet import read_wamnet

LIMIT = 10.0
FILE = "wamnet/national_24_202404.csv"
READERS: dict[str, Callable[[Path], object]] = {"pandas": pd.read_csv, "sonae": read_wamnet, "imports": lambda _: None}


def seconds(reader: Callable[[Path], object], path: Path) -> float:
    start = time.perf_counter()
    reader(path)
    return time.perf_counter() - start


def peak_megabytes(name: str, path: Path) -> float:
    output = subprocess.run([sys.executable, __file__, str(path), "--peak-of", name], capture_output=True, check=True)
    return float(output.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=Path(os.environ.get("SONAE_REFERENCE_DATA", "."), FILE))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--peak-of", choices=READERS)
    asked = parser.parse_args()
    if not asked.file.is_file():
        parser.error(f"there is no {asked.file}: give a file, or set SONAE_REFERENCE_DATA")
    if asked.peak_of:
        READERS[asked.peak_of](asked.file)
        status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage would count the parent's memory
        print(next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")))
        return
    first = {name: seconds(READERS[name], asked.file) for name in ("pandas", "sonae")}
    rounds = [{name: seconds(READERS[name], asked.file) for name in first} for _ in range(asked.rounds)]
    median = {name: statistics.median(taken[name] for taken in rounds) for name in first}
    base = peak_megabytes("imports", asked.file)
    reading = read_wamnet(asked.file)
    print(f"{asked.file.name}: {len(reading.frame)} rows to a clean frame, {len(reading.problems)} problems told")
    for name, once in first.items():
        peak = peak_megabytes(name, asked.file) - base
        print(f"  {name:6} first {once * 1e3:6.1f} ms, median {median[name] * 1e3:6.1f} ms, peak +{peak:5.1f} MB")
    ratio = median["sonae"] / median["pandas"]
    print(f"  ratio  first {first['sonae'] / first['pandas']:6.1f} x,  median {ratio:6.1f} x   (limit {LIMIT:g} x)")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
