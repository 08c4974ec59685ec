"""What a browser is sent for each role, byte by byte: frames of the socket and answers over HTTP."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response, WebSocket

from casebook.records import Person
from casebook.roles import Actor
from tests.browser.conftest import DAY, serving, watch
from tests.browser.page_actions import open_row, row_of
from tests.ui.planted import actors, people_in, plant
from ui.pages_for import OPENED, pages_for
from ui.settings import casebook
from words.say import say

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def planted_url(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> str:
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('roles') / 'sonae.db')}"
    book = casebook(url)
    plant(book, date.fromisoformat(DAY))
    book.close()
    return url


def as_somebody(actor: Actor) -> str:
    """Return Python that lets somebody be at work at a server."""
    [grant] = actor.grants
    who = f"Actor({actor.name!r}, {grant.role!r}, {grant.scope!r})"
    return f"import ui.settings\nfrom casebook.roles import Actor\nui.settings.local_actor = lambda: {who}"


def test_no_byte_that_reaches_a_browser_names_whom_its_role_may_not_see(browser: Browser, planted_url: str) -> None:
    """Of a ward office, files that are fetched included; the socket alone for every role: `tests/attacks/test_bytes.py`."""
    book = casebook(planted_url)
    [actor] = [one for one in actors(book) if one.role == "ward_office"]
    seen = {one.id for one in casebook(planted_url, actor).all(Person)}
    received: list[bytes] = []
    answers: list[Response] = []

    def answered(answer: Response) -> None:
        if answer.ok and "/static/" not in answer.url:  # a file that is the same for everybody
            answers.append(answer)

    def take() -> None:
        """Take the bodies of what was answered before the browser forgets them."""
        received.extend(answer.body() for answer in answers)
        answers.clear()

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(frame if isinstance(frame, bytes) else frame.encode()))

    with serving(planted_url, as_somebody(actor)) as base:
        watched = watch(browser, base, 1280)
        watched.page.on("websocket", listen)
        watched.page.on("response", answered)
        watched.open()
        day = date.fromisoformat(DAY)
        own, hers = pages_for(actor, day), f"秘{min(seen, key=str)}殿"
        listed = [name for name in own if name not in OPENED]
        for name in listed:
            watched.go(say(f"nav.{name}", "ja"))
            if name == "people":
                open_row(watched, hers)
            take()
        links = watched.page.get_by_test_id("stSidebarNavLink").all_inner_texts()
        assert [link.split()[-1] for link in links] == [say(f"nav.{name}", "ja") for name in listed]
        watched.go(say("nav.people", "ja"))
        row_of(watched, hers).get_by_role("link").click()
        watched.page.get_by_role("heading", name=say("nav.person", "ja"), exact=True, level=1).wait_for()
        watched.settled()
        watched.page.goto(f"{base}/trials")
        watched.settled()
        assert watched.page.get_by_text(say("app.not_your_page", "ja")).count() == 1
        watched.page.context.close()
    assert len(received) > 20
    named = people_in(b"".join(received))
    assert named
    assert named <= seen
