"""A map of as many points as the nation has short stays: heaps and what is in view against a marker for each point.

    python benchmarks/national_map.py [--json] [--points 7498]

Both are written by the same code and opened in the same browser, one after the other: the seconds are those of writing
the page, and from opening it until it is painted. For a marker each, the browser is told that nothing lies near.
"""

import argparse
import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
from playwright.sync_api import Browser, sync_playwright

from geodata.demo.outlines import ward_outlines
from geodata.maps import SYMBOLS, add_areas, add_points, base_map
from ui.assets import VENDOR, provide_leaflet

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--allow-file-access-from-files",
]
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def points(count: int) -> gpd.GeoDataFrame:
    """Return points between Kyushu and Hokkaido, thick in some cities, some of them at one place."""
    luck = np.random.default_rng(7)
    cities = luck.uniform((130.5, 32.5), (143.0, 43.5), (60, 2))
    places = np.round(cities[luck.integers(0, len(cities), count)] + luck.normal(0, 0.15, (count, 2)), 3)
    kinds = luck.choice([kind for kind in SYMBOLS if kind not in ("BASE", "person", "site")], count)
    data = {"id": range(count), "kind": kinds, "what": "facility", "label": [f"見本{key}" for key in range(count)]}
    return gpd.GeoDataFrame(data, geometry=gpd.points_from_xy(*places.T), crs="EPSG:6668")


def written(given: gpd.GeoDataFrame, page: Path, *, heaps: bool) -> float:
    """Write a map with heaps or a marker for each point; return the seconds."""
    begun = time.perf_counter()
    base = f"file://{VENDOR}"
    nation = (129.0, 31.0, 145.5, 45.5)
    drawn = base_map(
        ward_outlines(), view=nation, js=[("leaflet", f"{base}/leaflet.js")], css=[("css", f"{base}/leaflet.css")]
    )
    add_areas(drawn, ward_outlines(), str)
    add_points(drawn, "{count}", given)
    text = drawn.get_root().render()
    page.write_text(text if heaps else text.replace("apart = 15", "apart = 0"), encoding="utf-8")
    return time.perf_counter() - begun


def opened(browser: Browser, page: Path) -> tuple[float, int]:
    """Open a map; return the seconds until it is painted, and the elements that it has made."""
    tab = browser.new_page(viewport={"width": 700, "height": 540})
    begun = time.perf_counter()
    tab.goto(f"file://{page}")
    tab.wait_for_selector(".leaflet-container")
    tab.evaluate(PAINTED)
    seconds, elements = time.perf_counter() - begun, int(tab.evaluate("document.querySelectorAll('*').length"))
    tab.close()
    return seconds, elements


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=7498)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no browser: install Chromium (Debian: apt-get install chromium)")
    provide_leaflet()
    frame, figures = points(given.points), {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name in ("heaps", "markers"):
            page = Path(folder) / f"{name}.html"
            wrote = statistics.median(written(frame, page, heaps=name == "heaps") for _ in range(given.rounds))
            shown = [opened(browser, page) for _ in range(given.rounds)]
            figures[name] = {
                "written_seconds": round(wrote, 3),
                "opened_seconds": round(statistics.median(seconds for seconds, _ in shown), 3),
                "elements": shown[-1][1],
                "megabytes": round(page.stat().st_size / 1e6, 2),
            }
        browser.close()
    total = {name: one["written_seconds"] + one["opened_seconds"] for name, one in figures.items()}
    ratio = round(total["markers"] / total["heaps"], 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if given.json:
        print(json.dumps({"points": given.points, **figures, "ratio": ratio, "peak_megabytes": peak}))
        return
    for name, one in figures.items():
        print(
            f"{name:>8}: written in {one['written_seconds']:.2f} s ({one['megabytes']} MB), "
            f"painted in {one['opened_seconds']:.2f} s, {one['elements']} elements"
        )
    print(f"{given.points} points: markers take {ratio} × as long as heaps; peak memory {peak} MB")


if __name__ == "__main__":
    main()
