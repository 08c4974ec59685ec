"""A file to download is handed out once, to the browser whose session asked for it, and nothing of it is kept."""

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryFile
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.server.paths import ANSWERS, MEDIA, base, below
from ui.settings import settings

COOKIE = "sonae_browser"
"""By which a browser is known again: random, of no meaning, for as long as the browser is open."""
FOR = ";for="
"""Behind it stands, in the kind of a file that waits, for which session it was made."""
GONE, THERE = 404, 204
NAVIGATE, BY_SCRIPT = "navigate", "cors"
"""How a browser asks for what it saves or shows; a script asks otherwise, and is handed nothing."""


def for_session(mime: str) -> str:
    """Return a file's kind with the session it is made for, and what makes its address one that nobody guesses."""
    context = get_script_run_ctx(suppress_warning=True)
    session = "" if context is None else context.session_id
    return f"{mime}{FOR}{session}.{secrets.token_hex(16)}"


def session_of(mime: str) -> str:
    """Return for which session a file of this kind was made; nothing if for none."""
    return mime.rpartition(FOR)[2].partition(".")[0] if FOR in mime else ""


class ServedOnce:
    """Gives every browser its cookie, and a file to download to none but the one that it is for, once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._taken: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and below(scope, MEDIA):
            await self._hand_out(scope, receive, send)
        elif scope["type"] == "http" and not below(scope, ANSWERS):
            await self._app(scope, receive, _with_cookie(scope, send))
        else:
            await self._app(scope, receive, send)

    async def _hand_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        runtime = get_instance()
        key = str(scope["path"]).removeprefix(f"{base()}/{MEDIA}/").partition(".")[0]
        file = runtime.media_file_mgr.read_file(key)
        by_script = Headers(scope=scope).get("sec-fetch-mode", NAVIGATE) == BY_SCRIPT
        if by_script and (file is None or file.kind == MediaFileKind.DOWNLOADABLE):
            # Streamlit's page asks by script whether the file is there, before or after the browser has loaded it.
            await Response(status_code=THERE)(scope, receive, send)
            return
        if file is None or file.kind != MediaFileKind.DOWNLOADABLE:
            await self._app(scope, receive, send)
            return
        # No await between the look and the mark: of two who ask at once one is told that it is gone.
        if key in self._taken or scope["method"] != "GET" or not _is_for(file, scope, runtime):
            await PlainTextResponse("", GONE)(scope, receive, send)
            return
        self._taken.add(key)
        whole = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"range"]}
        try:
            await self._app(whole, receive, _without_session(send))
        finally:
            forget(runtime, key)
            self._taken.discard(key)


def forget(runtime: Runtime, key: str) -> None:
    """Throw a file's bytes away."""
    files = runtime.media_file_mgr
    with files._lock:  # noqa: SLF001 - the manager has no word for it
        if key in files._file_metadata:  # noqa: SLF001
            files._delete_file(key)  # noqa: SLF001


def _is_for(file: MemoryFile, scope: Scope, runtime: Runtime) -> bool:
    """Tell whether whoever asks is the browser whose session the file was made for, and the session is not over."""
    session = session_of(file.mimetype)
    found = runtime._session_mgr.get_session_info(session) if session else None  # noqa: SLF001 - as in sessions
    context = None if found is None or found.client is None else found.client.client_context
    own = "" if context is None else context.cookies.get(COOKIE, "")
    return bool(own) and secrets.compare_digest(own.encode(), cookies(scope).get(COOKIE, "").encode())


def cookies(scope: Scope) -> Mapping[str, str]:
    """Return the cookies of a request; none where they cannot be read."""
    jar: SimpleCookie = SimpleCookie()
    try:
        for line in Headers(scope=scope).getlist("cookie"):
            jar.load(line)
    except CookieError:
        return {}
    return {name: one.value for name, one in jar.items()}


def _with_cookie(scope: Scope, send: Send) -> Send:
    """Give a browser without a cookie one, with the first page."""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html") and COOKIE not in cookies(scope):
                secure = "; Secure" if settings().public_address.startswith("https:") else ""
                one = f"{COOKIE}={secrets.token_urlsafe(32)}; Path={base() or '/'}; HttpOnly; SameSite=Strict{secure}"
                headers.append("set-cookie", one)
        await send(message)

    return send_with_cookie


def _without_session(send: Send) -> Send:
    """Tell the kind of a file without what was kept in it."""

    async def send_plain(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["content-type"] = headers.get("content-type", "").partition(FOR)[0]
        await send(message)

    return send_plain
