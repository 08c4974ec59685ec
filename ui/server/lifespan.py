"""What the server does before it lets anybody in, and for as long as it runs.

The code under the pages is read, and what the first page and most others share is worked out; the casebook is marked as
being served.

The pages themselves are read by the first visit: the map's component registers only with a run that shows a page.
"""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import altair as alt  # noqa: F401 - read ahead, as all below that nothing here uses
from anyio import to_thread
from starlette.types import ASGIApp

import desk.coverage
import desk.emergency
import desk.importing
import desk.plan
import desk.simulation
import desk.succession
import desk.ward_sheet  # noqa: F401
import geodata.maps  # noqa: F401
from casebook.errors import NotReadyError
from casebook.upkeep import serving
from desk.plan import load_solver
from ui.assets import provide_leaflet
from ui.context import Context, open_book
from ui.fonts import provide_fonts
from ui.settings import now, settings

TIDIED_EVERY = 5.0
"""Seconds."""
log = logging.getLogger("sonae")


@asynccontextmanager
async def lifespan(_app: ASGIApp) -> AsyncIterator[None]:
    """Make ready between the start of Streamlit's runtime and the first visitor; say that the casebook is served.

    Everybody's options tonight are known before anybody is let in: worked out beside the first visitor's page they would
    keep her waiting, and she waits for most of it anyway.
    """
    await to_thread.run_sync(provide_leaflet)
    await to_thread.run_sync(provide_fonts)
    with serving(settings().database_url):
        await to_thread.run_sync(_ahead, Context.chances)
        # What is there now stays: the cycle collector need not look through it again while a page is being made.
        gc.collect()
        gc.freeze()
        later, tidying = asyncio.create_task(to_thread.run_sync(load_solver)), asyncio.create_task(_tidy())
        yield
        tidying.cancel()
        await later


async def _tidy() -> None:
    """Look for garbage every few seconds while pages are made, not after each page as Streamlit would."""
    while True:
        await asyncio.sleep(TIDIED_EVERY)
        if any(gc.get_count()[1:]):  # much was made since it was last looked for
            await to_thread.run_sync(gc.collect)


def _ahead(read: Callable[[Context], object]) -> None:
    """Read something of the casebook, which is kept for whoever asks for it."""
    try:
        context = Context(open_book(settings().database_url), settings().language, now().date(), settings())
        context.areas_kind()
        read(context)
    except NotReadyError:  # there is no casebook yet: the page says what to do
        return
    except Exception:  # whoever opens a page is told there
        log.exception("reading ahead")
