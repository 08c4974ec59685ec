"""Whoever asks must have asked for this server by its own name: a page of another name gets nothing, not even an error.

A page of somebody else's can have its name point at this machine (DNS rebinding); its browser then takes the server for
that page's own and would hand it everything. The one thing that gives it away is the name that it asks for.
"""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import get_option

from ui.settings import settings
from words.message import SonaeError
from words.say import LANGUAGES, say

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MISDIRECTED = 421
POLICY_VIOLATION = 1008
USUAL_PORTS = {"http": 80, "https": 443}


class ElsewhereError(SonaeError):
    """The pages would be open to other machines."""


def check_host(host: str) -> None:
    """Check that what listens at a host can be reached from this machine alone.

    Raises
    ------
    ElsewhereError
        If it can be reached from others: whoever reaches the pages reads and writes everything while nobody signs in.
    """
    if host == "localhost":
        return
    try:
        here = ip_address(host.strip("[]")).is_loopback
    except ValueError:  # another name, or none: where that leads is for others to say
        here = False
    if not here:
        raise ElsewhereError("server.needs_sign_in", host=host)


def origins(public_address: str, port: int) -> frozenset[str]:
    """Return by which origins the server is called: the one that was set, or this machine's names for itself."""
    if public_address:
        return frozenset({public_address})
    ports = ("", f":{port}") if port == USUAL_PORTS["http"] else (f":{port}",)
    return frozenset(f"http://{name}{one}" for name in LOOPBACK for one in ports)


def own_origins() -> frozenset[str]:
    """Return by which origins this server is called."""
    return origins(settings().public_address, int(get_option("server.port")))


def own_address() -> str:
    """Return where people open the pages."""
    return min(own_origins())


class OwnAddress:
    """Refuses every request and every socket that asks for another host, or comes from another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._origins = own_origins()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what asks for this server by its name."""
        if scope["type"] in ("http", "websocket") and not self._is_ours(scope):
            await _refuse(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        """Compare host and origin with what was set; they belong together, and a socket must name its origin."""
        headers = Headers(scope=scope)
        hosts, from_where = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or len(from_where) > 1:
            return False
        ours = {origin for origin in self._origins if origin.partition("://")[2] == hosts[0].lower()}
        if not from_where:
            return bool(ours) and scope["type"] == "http"
        return from_where[0].lower() in ours


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    sentence = "\n".join(say("server.other_address", language, address=own_address()) for language in LANGUAGES)
    await PlainTextResponse(f"{sentence}\n", MISDIRECTED)(scope, receive, send)
