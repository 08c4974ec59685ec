"""Where the form is asked for and sent to. Whatever a link may not open is answered alike: unknown, expired or revoked."""

import secrets
import time
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import get_option

from casebook.book import Casebook
from casebook.errors import NotReadyError
from casebook.records import FacilityLink
from casebook.roles import LINK, Actor
from desk.answers import TooManyError, asked, open_link, read_form, receive
from desk.errors import InvalidInputError
from ui.context import open_book
from ui.server.addresses import ElsewhereError, check_host, own_origins
from ui.server.answers.limits import Limit
from ui.server.answers.page import form_page, plain_page
from ui.server.paths import ANSWERS, base
from ui.settings import now, settings
from words.say import LANGUAGES

MOST_BYTES, MOST_FIELDS, LONGEST_KEY = 32_768, 400, 64
NOT_FOUND, TOO_LARGE, NOT_AS_ASKED, TOO_MANY, UNREADY = 404, 413, 422, 429, 503
SEE_OTHER = 303
FORBIDDEN = 403
OVERALL = Limit(300, 60, time.monotonic)
"""Of all who ask, whatever for."""
OF_A_LINK = Limit(40, 60, time.monotonic)
"""By the link's id: only links that hold are counted here, so that guesses take no memory."""
NOTED = Limit(30, 60, time.monotonic)
"""Of refusals, so that whoever guesses fills no log."""
WHO = Actor("facility link", LINK)


def are_open() -> bool:
    """Tell whether facilities may be given links: at the public address that was set, or on this machine alone."""
    if settings().public_address:
        return True
    try:
        check_host(str(get_option("server.address") or settings().host))
    except ElsewhereError:
        return False
    return True


def link_address(origin: str, token: str) -> str:
    """Return the address of a link's form."""
    return f"{origin}{base()}/{ANSWERS}/{token}"


async def show_form(request: Request) -> Response:
    """Show the form of a link."""
    return await to_thread.run_sync(_shown, request)


def _shown(request: Request) -> Response:
    language = _language(request)
    found = _opened(request, language)
    if isinstance(found, Response):
        return found
    book, link = found
    query = request.query_params
    page = asked(book, link.facility_id, now().date(), query.get("month", ""))
    if "received" in query:
        return HTMLResponse(plain_page("received", language, back=_own(request, language)))
    return HTMLResponse(form_page(page, language, key=secrets.token_urlsafe(16), here=_own(request, language)))


async def take_form(request: Request) -> Response:
    """Take in what was sent, and lead on to a page that can be loaded again without sending it twice."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return HTMLResponse(plain_page("busy", _language(request)), TOO_LARGE)
    return await to_thread.run_sync(_taken, request, bytes(body))


def _taken(request: Request, body: bytes) -> Response:
    language = _language(request)
    # Browsers name the page from which a form is sent; the outer layer knows our names, here one must be given.
    if request.headers.get("origin", "").lower() not in own_origins():
        return HTMLResponse(plain_page("not_here", language), FORBIDDEN)
    found = _opened(request, language)
    if isinstance(found, Response):
        return found
    book, link = found
    fields = _fields(body)
    if fields is None:
        return HTMLResponse(plain_page("not_here", language), NOT_AS_ASKED)
    key = fields.pop("form", [""])[0][:LONGEST_KEY]
    page = asked(book, link.facility_id, now().date(), request.query_params.get("month", ""))
    here = _own(request, language)
    try:
        sent = read_form(page, fields)
        if not sent:
            return HTMLResponse(form_page(page, language, key=key, here=here, typed=fields, empty=True), NOT_AS_ASKED)
        receive(book, link, key, sent)
    except InvalidInputError as error:
        again = form_page(page, language, key=key, here=here, typed=fields, faults=error.faults)
        return HTMLResponse(again, NOT_AS_ASKED)
    except TooManyError:
        return HTMLResponse(plain_page("busy", language), TOO_MANY)
    return RedirectResponse(f"{here}&received=1", SEE_OTHER)


def _opened(request: Request, language: str) -> tuple[Casebook, FacilityLink] | Response:
    """Return the casebook and the link that opens it, or the answer to whoever may not come in."""
    if not OVERALL.allows():
        return HTMLResponse(plain_page("busy", language), TOO_MANY, {"Retry-After": "60"})
    if not are_open():
        return HTMLResponse(plain_page("not_here", language), NOT_FOUND)
    try:
        book = open_book(settings().database_url, WHO)
        link = open_link(book, request.path_params["token"], now().date())
        if link is not None:
            book.note_look("link_opened", entity="facility_link", entity_id=link.id)
        elif NOTED.allows():
            book.note_look("link_refused")
    except NotReadyError:
        return HTMLResponse(plain_page("busy", language), UNREADY)
    if link is None:
        return HTMLResponse(plain_page("not_here", language), NOT_FOUND)
    if not OF_A_LINK.allows(link.id):
        return HTMLResponse(plain_page("busy", language), TOO_MANY, {"Retry-After": "60"})
    return book, link


def _fields(body: bytes) -> dict[str, list[str]] | None:
    try:
        return parse_qs(body.decode("utf-8"), max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:  # not in UTF-8, or too many
        return None


def _language(request: Request) -> str:
    asked_for = request.query_params.get("lang", "ja")
    return asked_for if asked_for in LANGUAGES else "ja"


def _own(request: Request, language: str) -> str:
    """Return the form's own path, with its language."""
    return f"{request.url.path}?lang={language}"


_PATH = f"/{ANSWERS}/{{token}}"
ROUTES = [
    Route(f"{base()}{_PATH}", show_form, methods=["GET"]),
    Route(f"{base()}{_PATH}", take_form, methods=["POST"]),
]
