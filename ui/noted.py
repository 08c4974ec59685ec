"""What people look at, search for and take along is noted, in one place for all pages."""

from collections.abc import Callable, Collection
from contextvars import copy_context
from datetime import datetime, timedelta
from mimetypes import guess_type
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components.text import plain
from ui.context import Context
from ui.server.downloads import for_session
from ui.settings import real_now

AGAIN = timedelta(minutes=15)
"""Whoever goes on looking at the same is noted again after so long."""
WITH_NAMES = (
    *("capacity", "consultations", "contacts", "emergency", "facility", "joint", "meetings", "people", "person"),
    *("proposals", "readiness", "resources", "review", "rights", "rooms", "today", "trials", "visits"),
)
"""The pages that name people."""
PRINTED = ("pdf", "html")


def saw_page(ctx: Context, page: str) -> None:
    """Note that a page was opened, if it names people: of who sees everybody that, of others whom they see."""
    if page in WITH_NAMES:
        people = None if ctx.book.sees_everybody else tuple(ctx.city().everyone)
        _saw(ctx, "list_read", page, people=people, page=page)


def saw_person(ctx: Context, person: int, page: str) -> None:
    """Note whose record was opened, and on which page."""
    _saw(ctx, "person_read", (page, person), entity="person", entity_id=person, page=page)


def searched(ctx: Context, typed: str, found: int, page: str) -> None:
    """Note that somebody searched, and how many were found; not what was typed, which may be a name."""
    if typed:
        _saw(ctx, "search", (page, typed), page=page, found=found)


def saw_log(ctx: Context, look: str) -> None:
    """Note that somebody read the log itself."""
    _saw(ctx, "log_read", look, page="audit", look=look)


def _saw(
    ctx: Context,
    kind: str,
    what: object,
    *,
    entity: str | None = None,
    entity_id: int | None = None,
    people: Collection[int] | None = None,
    **detail: Any,
) -> None:
    """Note a look, once a session and quarter of an hour: a page is worked out anew at every click."""
    now, seen = real_now(), st.session_state.setdefault("noted", {})
    key = ctx.book.actor.name, kind, what
    last: datetime | None = seen.get(key)
    if last is None or now - last >= AGAIN:
        ctx.book.note_look(kind, entity=entity, entity_id=entity_id, detail=detail, people=people)
        seen[key] = now


def download(
    ctx: Context,
    place: DeltaGenerator | Any,
    label: str,
    data: bytes | str | Callable[[], bytes | str],
    file: str,
    mime: str | None = None,
    *,
    what: str,
    rows: int | None = None,
    people: Collection[int] | None = None,
    key: str | None = None,
) -> None:
    """Offer a file that names people; whoever takes it is noted first, and gets none if that cannot be written.

    Parameters
    ----------
    place
        Where the button goes: a column, or ``st``.
    data
        The file, or what makes it once it is asked for.
    what
        What is in it, as a code for the log.
    rows
        How many people, proposals or stays are in it, as far as it is known.
    people
        Who is in it, by id.
    """
    form = file.rpartition(".")[2]
    # It is made on a thread of its own, which does not know what this one calls areas.
    here = copy_context()

    def noted() -> bytes | str:
        detail = {"what": what, "form": form} if rows is None else {"what": what, "form": form, "rows": rows}
        ctx.book.note("print" if form in PRINTED else "export", detail=detail, people=people)
        return here.copy().run(data) if callable(data) else data

    offer(place, label, noted, file, mime, key=key)


def offer(
    place: DeltaGenerator | Any,
    label: str,
    make: Callable[[], bytes | str],
    file: str,
    mime: str | None = None,
    *,
    key: str | None = None,
) -> None:
    """Offer a file: made when somebody presses, handed to her browser once, and gone. One that names people: `download`."""
    kind = for_session(mime or guess_type(file)[0] or "application/octet-stream")
    place.download_button(plain(label), make, file, kind, key=key, on_click="ignore")
