"""What page and app say to each other, so that a test knows when both have finished instead of hoping so.

A page that is being computed again fades what is old; a test that looks then sees grey on grey, or a button that is
about to go. Whether anything is left to come cannot be seen on the page alone: between a click and the first answer
it looks finished. It can be heard: every click asks for a run, every run begins and ends with a message.
"""

from dataclasses import dataclass

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Nothing marked as old, no spinner, no fading or unfolding under way, and every map drawn.
AT_REST = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSpinner], [data-stale=true], [data-testid=stSkeleton]')
    && !document.getAnimations().some(one =>
        one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime))
    && [...document.querySelectorAll('iframe[title*=streamlit_folium]')].every(one =>
        !one.clientHeight || one.contentDocument?.querySelector('.leaflet-container'))"""
STILL_MS, STEP_MS = 400, 100
LONGEST_MS = 60_000


@dataclass
class Runs:
    """The messages of one page: when a run was last asked for, when one last began, when one last ended."""

    heard: int = 0
    asked: int = 0
    begun: int = 0
    ended: int = 0

    def listen(self, page: Page) -> None:
        """Hear everything that the page and the app say from now on."""
        page.on("websocket", self._join)

    def _join(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.heard += 1
            self.asked = self.heard

    def _received(self, frame: str | bytes) -> None:
        kind = ForwardMsg.FromString(frame).WhichOneof("type") if isinstance(frame, bytes) else None
        if kind == "new_session":
            self.heard += 1
            self.begun = self.heard
        elif kind == "script_finished":
            self.heard += 1
            self.ended = self.heard

    @property
    def over(self) -> bool:
        """Whether the last run that was asked for has begun and ended."""
        return self.asked < self.begun < self.ended


def wait_until_still(page: Page, runs: Runs) -> int:
    """Wait until nothing is computed, drawn or faded; return how much had been said by then.

    Raises
    ------
    AssertionError
        The page did not come to rest within a minute.
    """
    still, since = 0, -1
    for _ in range(0, LONGEST_MS, STEP_MS):
        heard = runs.heard
        resting = runs.over and page.evaluate(AT_REST)
        still = still + STEP_MS if resting and heard == since else 0
        since = heard
        if still >= STILL_MS:
            return heard
        page.wait_for_timeout(STEP_MS)
    raise AssertionError(f"the page did not come to rest: {runs}")
