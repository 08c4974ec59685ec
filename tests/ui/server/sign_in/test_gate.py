"""The gate: what is open, what is not, and what happens while the casebook cannot be asked."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from casebook.engine import create
from casebook.roles import Actor
from ui.server.sign_in import SignedInOnly
from ui.settings import accounts

OPERATOR = Actor("x", "operator")
PASSWORD = "つゆくさ dew on 17 leaves"  # noqa: S105 - of nobody


def answer(path: str, cookie: str = "", kind: str = "http", accept: str = "*/*") -> int | str:
    """Ask the middleware alone; return the status, or what became of a socket."""
    sent: list[dict[str, Any]] = []

    async def inside(_scope: Any, _receive: Any, send: Any) -> None:
        opened = {"type": "websocket.accept"}
        await send({"type": "http.response.start", "status": 200, "headers": []} if kind == "http" else opened)

    async def send(message: Any) -> None:
        sent.append(dict(message))

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    headers = [(b"cookie", cookie.encode()), (b"accept", accept.encode())]
    scope = {"type": kind, "path": path, "method": "GET", "headers": headers, "query_string": b""}
    asyncio.run(SignedInOnly(inside)(scope, receive, send))
    return sent[0].get("status", sent[0]["type"])


@pytest.fixture
def token(at: str) -> str:
    create(at)
    key = accounts().add(OPERATOR, "鈴木", "suzuki", PASSWORD)
    from casebook.accounts import RoleGrant

    accounts().grant(OPERATOR, RoleGrant(account_id=key, role="planner"))
    return accounts().sign_in("suzuki", PASSWORD, "", "")


SHUT = (
    "/",
    "/people",
    "/media/x.csv",
    "/component/x",
    "/_stcore/stream",
    "/_stcore/upload_file/x",
    "/sign-inx",
    "/statics",
)


@pytest.mark.parametrize("path", SHUT)
def test_without_a_session_everything_is_shut_and_with_one_it_is_open(token: str, path: str) -> None:
    assert answer(path) == 401
    assert answer(path, "sonae_session=x") == 401
    assert answer(path, accept="text/html") == 303
    assert answer(path, kind="websocket") == "websocket.close"
    assert answer(path, f"sonae_session={token}") == 200
    assert answer(path, f"sonae_session={token}", "websocket") == "websocket.accept"
    accounts().sign_out(token)
    assert answer(path, f"sonae_session={token}") == 401


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-in/callback", "/static/js/x.js", "/app/static/sonae.svg", "/_stcore/health"]
)
def test_the_programs_own_files_and_the_page_for_it_are_open(token: str, path: str) -> None:
    assert answer(path) == 200


def test_where_nobody_signs_in_everything_is_open(at: str) -> None:
    create(at)
    assert [answer(path) for path in SHUT] == [200] * len(SHUT)


def test_while_the_casebook_is_gone_only_the_page_that_says_so_is_shown(token: str, at: str) -> None:
    Path(at.removeprefix("sqlite:///")).unlink()
    cookie = f"sonae_session={token}"
    assert answer("/people", cookie, accept="text/html") == 200
    assert answer("/_stcore/stream", cookie, "websocket") == "websocket.accept"
    assert answer("/media/x.csv", cookie) == 503
