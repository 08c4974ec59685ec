"""The page says where its server is: Streamlit's browser part would try below the page's own address first."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.paths import ANSWERS, FRAME, MEDIA, SIGN_IN, at, base, below

HEAD = b"<head>"


def script() -> str:
    """Return the script that tells the browser where the server is; without it, two errors come first."""
    return f'window.__streamlit = {{ BACKEND_BASE_URL: location.origin + "{base() or "/"}" }}'


class OneAddress:
    """Tells the browser where the server is, whichever page it was opened at."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._where = HEAD + f"<script>{script()}</script>".encode()

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

        if scope["type"] != "http" or below(scope, FRAME, MEDIA, ANSWERS) or at(scope, SIGN_IN):
            await self._app(scope, receive, send)
            return
        request_headers = MutableHeaders(scope=scope)
        if "text/html" in request_headers.get("accept", ""):
            del request_headers["accept-encoding"]  # what is packed cannot be written into
        await self._app(scope, receive, send_with_address)


def _is_page(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")
