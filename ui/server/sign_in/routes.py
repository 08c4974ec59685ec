"""Asking for the page, sending its form, and the way to an OpenID provider and back."""

import logging
import re
import secrets
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from casebook.accounts import NotSignedInError, SignInRefusedError
from casebook.errors import NotReadyError
from ui.server.paths import SIGN_IN, base
from ui.server.sign_in import oidc
from ui.server.sign_in.cookies import drop_short, session_cookie, set_session, set_short
from ui.server.sign_in.page import sign_in_page
from ui.settings import accounts, settings, span
from words.message import Message
from words.say import LANGUAGES, say

FORM, WAY = "sonae_form", "sonae_way"
LARGEST = 8_192
"""Bytes of a form."""
AT_ONCE = 2
"""Passwords that are hashed at a time: each takes 64 MiB."""
OWN_PATH = re.compile(r"/(?!/)[\w\-/]*(\?[\w\-=&]*)?")
log = logging.getLogger("sonae")
_limiters: list[CapacityLimiter] = []


async def ask(request: Request) -> Response:
    """Show the page; whoever is signed in goes on."""
    if await to_thread.run_sync(_needs_none, request.cookies.get(session_cookie(), "")):
        return RedirectResponse(_after(request.query_params.get("next", "")), 303)
    return _page(request, request.query_params.get("next", ""))


async def send(request: Request) -> Response:
    """Take what was typed."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return _page(request, "", Message("account.refused"), 413)
    typed = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), max_num_fields=9).items()}
    after = typed.get("next", "")
    known = request.cookies.get(FORM, "")
    if not known or not secrets.compare_digest(known.encode(), typed.get("form", "").encode()):
        return _page(request, after, Message("sign_in.old_form"), 403)
    words = typed.get("login", ""), typed.get("password", ""), typed.get("code", ""), _address(request)
    try:
        token = await to_thread.run_sync(lambda: accounts().sign_in(*words), limiter=_limiter())
    except SignInRefusedError as error:
        return _page(request, after, error.message, 403)
    except NotReadyError as error:
        return _page(request, after, error.message, 503)
    return _come_in(token, after)


async def to_provider(request: Request) -> Response:
    """Send the browser to the provider."""
    if not oidc.is_configured():
        return _page(request, "", Message("sign_in.no_provider"), 404)
    after = request.query_params.get("next", "")
    try:
        where, way = await oidc.begin(_origin(request), after, _language(request))
    except oidc.ProviderError as error:
        log.exception("provider")
        return _page(request, after, error.message, 502)
    answer = RedirectResponse(where, 303)
    set_short(answer, WAY, way)
    return answer


async def leave_provider(request: Request) -> Response:
    """Send the browser to where the provider signs it out, too."""
    if not oidc.is_configured():
        return _page(request, "", Message("sign_in.no_provider"), 404)
    try:
        where = await oidc.leave(_origin(request), _language(request))
    except oidc.ProviderError as error:
        log.exception("provider")
        return _page(request, "", error.message, 502)
    return _page(request, "", Message("sign_in.stays"), 404) if where is None else RedirectResponse(where, 303)


async def from_provider(request: Request) -> Response:
    """Take what the provider says; whatever is not as it must be, nobody comes in."""
    way = request.cookies.get(WAY, "")
    try:
        identity, after = await oidc.finish(_origin(request), way, request.query_params)
        token = await to_thread.run_sync(lambda: accounts().sign_in_by(identity))
    except oidc.ProviderError as error:
        log.exception("provider")
        await to_thread.run_sync(lambda: accounts().note_refused("oidc"))
        answer = _page(request, "", error.message, 403)
    except SignInRefusedError as error:
        answer = _page(request, "", error.message, 403)
    else:
        answer = _come_in(token, after)
    drop_short(answer, WAY)
    return answer


ROUTES = [
    Route(f"{base()}/{SIGN_IN}", ask, methods=["GET"]),
    Route(f"{base()}/{SIGN_IN}", send, methods=["POST"]),
    Route(f"{base()}/{SIGN_IN}/provider", to_provider, methods=["GET"]),
    Route(f"{base()}/{SIGN_IN}/{oidc.LEAVE}", leave_provider, methods=["GET"]),
    Route(f"{base()}/{SIGN_IN}/{oidc.BACK}", from_provider, methods=["GET"]),
]


def _come_in(token: str, after: str) -> Response:
    answer = RedirectResponse(_after(after), 303)
    set_session(answer, token)
    drop_short(answer, FORM)
    return answer


def _page(request: Request, after: str, problem: Message | None = None, status: int = 200) -> Response:
    language, form = _language(request), secrets.token_urlsafe(32)
    sentence = say(problem, language) if problem else ""
    page = sign_in_page(language, form, _after(after), sentence, by_provider=oidc.is_configured())
    answer = HTMLResponse(page, status)
    set_short(answer, FORM, form)
    return answer


def _needs_none(token: str) -> bool:
    """Return whether there is nothing to sign in for: nobody does here, or somebody did."""
    try:
        known = accounts()
        if known.any():
            known.signed_in(token, span())
    except (NotSignedInError, NotReadyError):
        return False
    return True


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", settings().language)
    return asked if asked in LANGUAGES else settings().language


def _after(asked: str) -> str:
    """Return where to go from there: a page of this server's, and no other."""
    return asked if OWN_PATH.fullmatch(asked) else f"{base()}/"


def _origin(request: Request) -> str:
    """Return by which origin the browser called: one of this server's own, which was looked at before."""
    return settings().public_address or f"http://{request.headers['host']}"


def _address(request: Request) -> str:
    """Return from where somebody asks: behind a proxy, as that says."""
    passed_on = request.headers.get("x-forwarded-for", "") if settings().public_address else ""
    return passed_on.rpartition(",")[2].strip() or (request.client.host if request.client else "")


def _limiter() -> CapacityLimiter:
    if not _limiters:
        _limiters.append(CapacityLimiter(AT_ONCE))
    return _limiters[0]
