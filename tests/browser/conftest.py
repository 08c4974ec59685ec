"""The real app behind a real browser, with every address but its own blocked."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Frame, Page, Request, WebSocket, sync_playwright

from casebook.records import Consent, Facility, FacilityCondition, Person
from tests.browser.page_rest import LONGEST_MS, Runs, wait_until_still
from tests.conftest import skip_or_fail
from ui.settings import casebook
from words.say import say

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"
EVIL = "<img src=x onerror=alert(1)> :material/home: :smile: https://evil.example www.evil.example a@evil.example"
TOLD = EVIL.replace("a@", "b@")
"""As hostile, and nobody's name: where it is told, there is no page to lead to."""
STREAMLIT = """
import sys
from streamlit.web.cli import main
sys.argv = ["streamlit", "run", "app.py", "--server.address=127.0.0.1", f"--server.port={sys.argv[-1]}"]
main()
"""
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) => {
  console.error(`against the policy: ${event.violatedDirective} ${event.blockedURI} in ${event.sourceFile}`);
});"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing else has an address; that it was asked for is seen all the same. To hold each request up instead would turn
    # the browser's caches off, and every page would have all of Streamlit's scripts parsed again.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class Watched:
    """A page of the app, with everything it did that it should not."""

    page: Page
    base: str
    runs: Runs = field(default_factory=Runs)
    rested: int = -1
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, language: str = "ja", name: str = "") -> None:
        """Open the app, at its first page or at the address of another, and wait until the page stands."""
        self.page.goto(f"{self.base}/{name}?lang={language}")
        self.settled()
        self.page.get_by_role("heading", name=say(f"nav.{name or 'today'}", language), exact=True, level=1).wait_for()

    def go(self, title: str) -> None:
        """Follow a link of the navigation."""
        self.page.get_by_role("link", name=title, exact=True).click()
        self.page.get_by_role("heading", name=title, exact=True, level=1).wait_for()
        self.settled()

    def settled(self) -> int:
        """Wait until nothing is being computed or drawn; return how much page and app had said by then."""
        self.page.get_by_role("heading", level=1).first.wait_for()
        self.rested = wait_until_still(self.page, self.runs)
        return self.rested

    def rests(self) -> int:
        """As `settled`, at once where nothing was said since."""
        return self.rested if self.rested == self.runs.heard else self.settled()

    def map(self) -> Frame:
        """Return the frame in which the map is drawn."""
        self.page.wait_for_selector("iframe[title*=streamlit_folium]")
        frame = next(one for one in self.page.frames if "streamlit_folium" in one.url)
        frame.wait_for_selector(".leaflet-container")
        frame.wait_for_selector(".leaflet-marker-icon", state="attached")
        return frame

    def clean(self) -> None:
        """Assert that nothing left the machine and nothing went wrong."""
        assert self.page.locator("a[href*='evil.example']").count() == 0
        assert self.outside == []
        assert self.errors == []
        assert self.dialogs == []


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> str:
    """Return a demo casebook that also holds names made to do harm."""
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('browser') / 'sonae.db')}"
    book = casebook(url)
    with book.writing("test") as writer:
        key = writer.add(
            Facility(
                source="manual",
                service_code="24",
                service_name="短期入所",
                name=EVIL,
                city="仙台市",
                ward="青葉区",
                lat=38.27,
                lon=140.60,
                located_at="office",
                operator=TOLD,
            ),
        )
        writer.add(
            FacilityCondition(
                facility_id=key,
                offers_trial=True,
                trial_places=1,
                note=TOLD,
                sexes="any",
                age_min=0,
                disability_kinds={"physical": True},
                adult_levels={str(level): True for level in range(1, 7)},
                wheelchair=True,
                vacancy="free",
                vacancy_on=date.fromisoformat(DAY),
            ),
        )
        person = writer.add(
            Person(
                code_name=EVIL,
                city="仙台市",
                ward="青葉区",
                birth_year=1990,
                sex="male",
                disability_kinds={"physical": True},
                medical_care={"suction": False},
                severe_behaviour=False,
                wheelchair=False,
                support_scale="adult",
                support_level=3,
                tier_override=1,
                tier_override_reason=TOLD,
                note=TOLD,
            ),
        )
        writer.add(
            Consent(person_id=person, given_by="person", form="oral", given_on=date(2026, 1, 1)),
        )
    return url


@pytest.fixture(scope="session")
def server(demo_url: str) -> Iterator[str]:
    """Serve the demo casebook."""
    with serving(demo_url) as base:
        yield base


@contextmanager
def serving(url: str, before: str = "") -> Iterator[str]:
    """Serve the app as `sonae serve` does; on another port where somebody was quicker to take the free one.

    Parameters
    ----------
    before
        Python that the server runs first; it is then started by Streamlit's own command, in one process.
    """
    environment = {**os.environ, "SONAE_DATABASE_URL": url, "SONAE_TODAY": DAY}
    ours = "from ui.cli.app import app; app()"
    serve = [sys.executable, "-c", f"{before}{STREAMLIT}" if before else ours, "serve", "--port"]
    for _ in range(3):
        port = str(free_port())
        process = subprocess.Popen(
            [*serve, port], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        base = f"http://127.0.0.1:{port}"
        try:
            if _answers(f"{base}/_stcore/health", process):
                yield base
                return
        finally:
            process.terminate()
            process.wait(timeout=20)
    pytest.fail("the app did not start")


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the app answers; it may end instead."""
    for _ in range(600):
        if process.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return True
        except OSError:
            time.sleep(0.2)
    return False


@pytest.fixture(scope="module")  # no longer: while it is there, its event loop is the one that runs in this thread
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        skip_or_fail("no browser: install Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def watch(browser: Browser, base: str, width: int = 1280, *others: str) -> Watched:
    """Open an empty browser page that lets nothing out, and notes what wants to go anywhere but to base and others."""
    ours = (base, *others)
    context = browser.new_context(viewport={"width": width, "height": 1000}, locale="ja-JP", accept_downloads=True)
    context.set_default_timeout(LONGEST_MS)
    context.tracing.start()  # kept where a try fails: tests/reruns.py; pictures of every step cost a third of the time
    context.add_init_script(TELL_VIOLATIONS)
    watched = Watched(context.new_page(), base)
    watched.runs.listen(watched.page)

    def seen(request: Request | WebSocket) -> None:
        if not request.url.startswith((*ours, base.replace("http", "ws"), "data:", "blob:")):
            watched.outside.append(request.url)

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            watched.errors.append(message.text)

    def asked(dialog: Dialog) -> None:
        watched.dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("request", seen)
    watched.page.on("websocket", seen)
    watched.page.on("console", heard)
    watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
    watched.page.on("dialog", asked)
    return watched


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    one = watch(browser, server)
    yield one
    one.page.context.close()
