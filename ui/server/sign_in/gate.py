"""Nothing of the casebook's leaves the server for who is not signed in: neither pages nor files nor the socket."""

from typing import Literal
from urllib.parse import urlencode

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from casebook.accounts import NotSignedInError
from casebook.errors import NotReadyError
from ui.server.paths import OPEN, SIGN_IN, at, base
from ui.server.sign_in.cookies import session_cookie
from ui.settings import accounts, settings, span
from words.say import say

POLICY_VIOLATION = 1008
Verdict = Literal["in", "out", "unknown"]


class SignedInOnly:
    """Refuses what comes without a live session, where people sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what comes from somebody who is signed in, and what is open to all."""
        if scope["type"] not in ("http", "websocket") or at(scope, *OPEN):
            await self._app(scope, receive, send)
            return
        token = HTTPConnection(scope).cookies.get(session_cookie(), "")
        verdict = await to_thread.run_sync(_look, token)
        if verdict == "in" or (verdict == "unknown" and _says_why(scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await _refusal(scope, verdict)(scope, receive, send)


def _look(token: str) -> Verdict:
    """Say whether somebody is signed in by a token; everybody is where nobody signs in."""
    try:
        known = accounts()
        if known.any():
            known.signed_in(token, span())
    except NotSignedInError:
        return "out"
    except NotReadyError:
        return "unknown"
    return "in"


def _says_why(scope: Scope) -> bool:
    """Return whether this is the page, or its socket: each of its runs looks again, and says what is the matter."""
    return scope["type"] == "websocket" or _is_page(scope)


def _is_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _refusal(scope: Scope, verdict: Verdict) -> Response:
    language = settings().language
    if verdict == "unknown":
        return PlainTextResponse(say("server.no_answer", language) + "\n", 503)
    if _is_page(scope):
        asked = str(scope["path"]) + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return RedirectResponse(f"{base()}/{SIGN_IN}?{urlencode({'next': asked})}", 303)
    return PlainTextResponse(say("account.not_signed_in", language) + "\n", 401)
