"""Time of a warm click on each page of the demonstration, in the browser, against an empty Streamlit page.

    python benchmarks/pages.py [--json] [--database URL]

With `--database` on a casebook of one's own, otherwise on the demonstration; of the towns on the coverage page the
time until the map is painted, too.

A click is timed from the press until the page shows its result and nothing is being computed. The peer is
a page with one button and one sentence, served the same way in the same run.
"""

import argparse
import json
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from desk.coverage import MEASURES
from words.message import Message
from words.say import say

ROOT = Path(__file__).parents[1]
DAY = "2026-11-22"
PEER = """
import streamlit as st
if st.button("go"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.title(f"count {st.session_state.get('count', 0)}")
"""
SETTLED = (
    "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    " && !document.querySelector('[data-testid=stSpinner]')"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@contextmanager
def served(command: list[str], port: int, environment: dict[str, str], folder: Path) -> Iterator[str]:
    """Serve something until the block ends."""
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{base}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                    break
            except OSError:
                time.sleep(0.2)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def timed(page: Page, press: Callable[[], None], shown: Callable[[], None]) -> float:
    """Return the seconds from a press until the page stands again."""
    begun = time.perf_counter()
    press()
    shown()
    page.wait_for_function(SETTLED, timeout=60_000)
    return time.perf_counter() - begun


def clicks_on_pages(page: Page, base: str, rounds: int) -> dict[str, float]:
    """Return the median seconds of each click, in Japanese, after one round that is not counted."""
    found: dict[str, list[float]] = {}
    page.goto(base)
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    page.wait_for_function(SETTLED, timeout=60_000)
    for turn in range(rounds + 1):
        for name in ("people", "facilities", "trials", "coverage", "imports", "map"):
            title = say(f"nav.{name}", "ja")
            seconds = timed(
                page,
                page.get_by_role("link", name=title, exact=True).click,
                page.get_by_role("heading", name=title, exact=True, level=1).wait_for,
            )
            if turn:
                found.setdefault(f"open {name}", []).append(seconds)
            for label, seconds in {"trials": plan_clicks, "coverage": coverage_clicks}.get(name, lambda _: [])(page):
                if turn:
                    found.setdefault(label, []).append(seconds)
    return {label: statistics.median(seconds) for label, seconds in found.items()}


def plan_clicks(page: Page) -> list[tuple[str, float]]:
    """Make the plan, then look at its map and at the people without a suggestion."""
    main = page.get_by_test_id("stMain")
    metric = page.get_by_test_id("stMetric").first
    if (new := page.get_by_role("button", name=say("kept_plan.make_new", "ja"))).count():
        new.click()
    timings = [
        ("make the plan", timed(page, page.get_by_role("button", name=say("trials.run", "ja")).click, metric.wait_for))
    ]
    for view in ("map", "without", "suggestions"):
        radio = main.get_by_role("radio", name=say(f"trials.tab_{view}", "ja"), exact=True)
        timings.append((f"show {view}", timed(page, radio.click, lambda: page.wait_for_timeout(30))))
    return timings


def coverage_clicks(page: Page) -> list[tuple[str, float]]:
    """Shade the towns by two measures, one after the other: until the page stands, and until the map is painted."""
    pick(page, "coverage.level", "coverage.by_town")
    timings = []
    for code in ("people", "trial_places"):
        before = painted(page)
        begun = time.perf_counter()
        pick(page, "coverage.measure", MEASURES[code].name)
        page.wait_for_function(SETTLED, timeout=60_000)
        timings.append((f"towns by {code}", time.perf_counter() - begun))
        while painted(page) == before and time.perf_counter() < begun + 20:
            page.wait_for_timeout(20)
        timings.append((f"painted {code}", time.perf_counter() - begun))
    return timings


def pick(page: Page, label: str, code: Message | str) -> None:
    """Choose from a list by keyboard."""
    box = page.get_by_role("combobox", name=say(label, "ja")).first
    box.click()
    box.fill(say(code, "ja"))
    box.press("Enter")
    page.wait_for_timeout(50)
    page.wait_for_function(SETTLED, timeout=60_000)


def painted(page: Page) -> str:
    """Return what the map's canvas shows, as one long text."""
    frame = next((one for one in page.frames if "streamlit_folium" in one.url), None)
    look = "document.querySelector('canvas')?.toDataURL() ?? ''"
    return "" if frame is None else str(frame.evaluate(look))


def clicks_on_peer(page: Page, base: str, rounds: int) -> float:
    """Return the median seconds of a click on a page that does nothing."""
    page.goto(base)
    seconds = []
    for turn in range(rounds + 1):
        heading = page.get_by_role("heading", name=f"count {turn + 1}", exact=True)
        seconds.append(timed(page, page.get_by_role("button", name="go").click, heading.wait_for))
    return statistics.median(seconds[1:])


def peak_megabytes() -> int:
    """Return the highest resident memory of any process we served."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--database", help="a casebook to measure; default: the demonstration")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no browser: install Chromium (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder / 'sonae.db'}"
        environment = {**os.environ, "SONAE_DATABASE_URL": url, "SONAE_TODAY": DAY}
        sonae = [sys.executable, "-c", "from ui.cli.app import app; app()"]
        if given.database is None:
            subprocess.run([*sonae, "demo"], env=environment, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        (folder / "peer.py").write_text(PEER, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        port = free_port()
        with served([*sonae, "serve", "--port", str(port)], port, environment, ROOT) as base:
            clicks = clicks_on_pages(page, base, given.rounds)
        port = free_port()
        bare = [sys.executable, "-m", "streamlit", "run", "peer.py", "--server.headless=true", f"--server.port={port}"]
        with served([*bare, "--browser.gatherUsageStats=false"], port, environment, folder) as base:
            peer = clicks_on_peer(page, base, given.rounds)
        browser.close()
    figures = {label: {"seconds": round(one, 3), "ratio": round(one / peer, 1)} for label, one in clicks.items()}
    if given.json:
        print(json.dumps({"peer_seconds": round(peer, 3), "clicks": figures, "peak_megabytes": peak_megabytes()}))
        return
    print(f"a click on an empty Streamlit page: {peer:.3f} s")
    for label, one in figures.items():
        print(f"{label:>18}: {one['seconds']:.3f} s, {one['ratio']} × the empty page (target 1 s)")
    print(f"peak memory of the server {peak_megabytes()} MB")


if __name__ == "__main__":
    main()
