"""Where calendars read the dates of the desk: by an account's own token, as that account may see them at that moment.

Whatever a token may not open is answered alike: unknown, revoked, or of an account that was switched off.
"""

import time

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from casebook.errors import NotReadyError
from casebook.roles import LINK, Actor
from desk.today import dates_ahead, dates_ics, read_today
from ui.context import Context, open_book
from ui.pages_for import pages_for
from ui.server.addresses import own_address
from ui.server.answers.limits import Limit
from ui.server.paths import CALENDAR, base
from ui.settings import accounts, now, real_now, settings
from words.say import LANGUAGES, say

NOT_FOUND, TOO_MANY, UNREADY = 404, 429, 503
OVERALL = Limit(300, 60, time.monotonic)
"""Of all who ask, whatever for."""
OF_AN_ACCOUNT = Limit(10, 60, time.monotonic)
"""Calendars look every few minutes at most."""
NOTED = Limit(30, 60, time.monotonic)
"""Of refusals, so that whoever guesses fills no log."""
WHO = Actor("calendar", LINK)


def calendar_address(token: str, language: str) -> str:
    """Return where a token's calendar is read."""
    asked = "" if language == settings().language else f"?lang={language}"
    return f"{own_address()}{base()}/{CALENDAR}/{token}.ics{asked}"


async def show_calendar(request: Request) -> Response:
    """Hand out the dates of whoever's token is asked for."""
    return await to_thread.run_sync(_shown, request)


def _shown(request: Request) -> Response:
    asked = request.query_params.get("lang", "")
    language = asked if asked in LANGUAGES else settings().language
    if not OVERALL.allows():
        return _busy(language)
    try:
        found = accounts().read_by(request.path_params["token"])
        if found is None or "today" not in pages_for(found[1], now().date()):
            if NOTED.allows():
                open_book(settings().database_url, WHO).note_look("calendar_refused")
            return PlainTextResponse(say("server.no_calendar", language) + "\n", NOT_FOUND)
        account_id, actor = found
        if not OF_AN_ACCOUNT.allows(account_id):
            return _busy(language)
        ctx = Context(open_book(settings().database_url, actor), language, now().date(), settings())
        city = ctx.city()
        people = None if ctx.book.sees_everybody else tuple(city.everyone)
        ctx.book.note_look("calendar_read", entity="account", entity_id=account_id, people=people)
        dates = dates_ahead(ctx.book, city, read_today(ctx.book, city, None, ctx.today))
    except NotReadyError:
        return PlainTextResponse(say("server.no_answer", language) + "\n", UNREADY)
    told = dates_ics(dates, language, real_now())
    return Response(told, media_type="text/calendar; charset=utf-8")


def _busy(language: str) -> Response:
    return PlainTextResponse(say("answer_page.busy", language) + "\n", TOO_MANY, {"Retry-After": "60"})


ROUTES = [Route(f"{base()}/{CALENDAR}/{{token}}.ics", show_calendar, methods=["GET"])]
