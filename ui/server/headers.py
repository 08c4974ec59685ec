"""What the server tells every browser: nothing may be loaded from, sent to, or run from anywhere else, and data not kept."""

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.answers.page import STYLE as ANSWERS_STYLE
from ui.server.one_address import script
from ui.server.paths import ANSWERS, CALENDAR, FRAME, MEDIA, SIGN_IN, at, below
from ui.server.sign_in.page import STYLE as SIGN_IN_STYLE
from ui.settings import settings

TILES = "https://cyberjapandata.gsi.go.jp"
PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
"""The one page that Streamlit sends."""


class _InlineScripts(HTMLParser):
    """Collects the scripts that stand in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)


def inline_scripts(page: str) -> list[str]:
    """Return the scripts that stand in a page of HTML, to the letter."""
    scripts = _InlineScripts()
    scripts.feed(page)
    scripts.close()
    return scripts.found


def hash_source(text: str) -> str:
    """Name a script as a policy does (CSP level 3): by its SHA-256."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_security_policy(scripts: Iterable[str], *, background_tiles: bool) -> str:
    """Return the policy: this server only, but for the background tiles when somebody asked for them.

    Parameters
    ----------
    scripts
        Which scripts run, apart from the server's own files: sources as CSP writes them.
    background_tiles
        Pictures of 地理院タイル may be loaded.
    """
    pictures = f" {TILES}" if background_tiles else ""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *scripts)),
            "style-src 'self' 'unsafe-inline'",  # Streamlit styles inline
            f"img-src 'self' data: blob:{pictures}",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ),
    )


def form_policy(style: str, images: str) -> str:
    """Return the policy of a plain form: its own style, images and address, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {hash_source(style)}",
            f"img-src {images}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


NO_DEVICES = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
"""What a browser could let a page use, and no page here does."""
YEAR_S = 365 * 24 * 60 * 60


def everywhere(*, secure: bool) -> dict[str, str]:
    """Return the headers of every answer: no other page frames, opens or loads what is served here.

    Parameters
    ----------
    secure
        Browsers call the server by https: from then on by nothing else.
    """
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",  # the map's frame is ours
        "Referrer-Policy": "same-origin",  # without any, a form's own origin would be told as none
        "Permissions-Policy": ", ".join(f"{one}=()" for one in NO_DEVICES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return headers | ({"Strict-Transport-Security": f"max-age={YEAR_S}"} if secure else {})


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        tiles = settings().background_tiles
        known = [hash_source(one) for one in (*inline_scripts(PAGE.read_text(encoding="utf-8")), script())]
        # Streamlit's numbers of 64 bits are WebAssembly; that is no way to run text.
        self._page = content_security_policy([*known, "'wasm-unsafe-eval'"], background_tiles=tiles)
        # streamlit-folium writes the map's script into its own frame. What it would evaluate, added layers, we never add.
        self._frame = content_security_policy(["'unsafe-inline'"], background_tiles=tiles)
        self._everywhere = everywhere(secure=settings().public_address.startswith("https://"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = {"Content-Security-Policy": self._frame if below(scope, FRAME) else self._page, **self._everywhere}
        if below(scope, MEDIA):  # who they are about is in them: no browser and nothing on the way keeps them
            added |= {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}
        elif below(scope, ANSWERS):  # the address is the key: nothing on the way keeps it, and nobody lists it
            added |= {
                "Content-Security-Policy": form_policy(ANSWERS_STYLE, "data:"),
                "Cache-Control": "no-store",
                "X-Robots-Tag": "noindex, nofollow",
            }
        elif below(scope, CALENDAR):
            added |= {
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "no-store",
                "X-Robots-Tag": "noindex, nofollow",
            }
        elif at(scope, SIGN_IN):
            added |= {
                "Content-Security-Policy": form_policy(SIGN_IN_STYLE, "'self'"),
                "Cache-Control": "no-store",
            }

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        await self._app(scope, receive, send_with_headers)
