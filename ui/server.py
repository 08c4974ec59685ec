"""What the server tells every browser: nothing may be loaded from, or sent to, anywhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import get_option

from casebook.upkeep import serving
from ui.settings import settings

TILES = "https://cyberjapandata.gsi.go.jp"


def content_security_policy(*, background_tiles: bool) -> str:
    """Return the policy: this server only, but for the background tiles when somebody asked for them.

    Streamlit styles inline, and streamlit-folium evaluates the map's script in its own frame.
    """
    pictures = f" {TILES}" if background_tiles else ""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{pictures}",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self' blob: data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ),
    )


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(background_tiles=settings().background_tiles),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


# Streamlit's browser part asks below the page's own address first where the server is, which only ends in two errors.
HEAD = b"<head>"
WHERE = '<script>window.__streamlit = {{ BACKEND_BASE_URL: location.origin + "/{base}" }}</script>'


class OneAddress:
    """Tells the browser where the server is, whichever page it was opened at."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._where = HEAD + WHERE.format(base=get_option("server.baseUrlPath").strip("/")).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a page of HTML is sent as a whole, with the address in it."""
        held: list[Message] = []
        body = bytearray()

        async def send_with_address(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = bytes(body).replace(HEAD, self._where, 1)
                headers = MutableHeaders(scope=held[0])
                if "content-length" in headers and body:
                    headers["content-length"] = str(len(page))
                await send(held[0])
                await send({"type": "http.response.body", "body": page})

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_headers = MutableHeaders(scope=scope)
        if "text/html" in request_headers.get("accept", ""):
            del request_headers["accept-encoding"]  # what is packed cannot be written into
        await self._app(scope, receive, send_with_address)


def _is_page(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")


MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(OneAddress)]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Say for as long as the server runs that the casebook is being served."""
    with serving(settings().database_url):
        yield
