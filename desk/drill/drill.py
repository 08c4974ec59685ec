"""A drill: the last copy is brought back aside, counted, its logs verified, the adopted plan opened and proven."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from casebook.book import Casebook, open_casebook
from casebook.records import Adoption, Drill, Person, Plan
from casebook.roles import Actor
from casebook.upkeep.reading import Copy
from casebook.upkeep.scratch import brought_back, prove
from casebook.vault.keys import KeySource
from words.message import Message, SonaeError, as_json, from_json

READER = Actor("sonae drill", "coordinator")
"""As whom the copy is opened: nothing of it is shown to anybody."""


def run_drill(book: Casebook, url: str, path: Path, keys: KeySource, clock: Callable[[], datetime]) -> Drill:
    """Bring a copy back aside, prove it, and write into the casebook how that went.

    Parameters
    ----------
    book, url
        The casebook that the copy is of, and its address.
    path
        The copy.
    clock
        The time now.
    """
    started = clock()
    found = _proven(url, Copy(path, keys), clock)
    seconds = max(0, round((clock() - started).total_seconds()))
    told = Drill(at=started, copy=path.name, seconds=seconds, **found)
    with book.writing("drill") as writer:
        key = writer.add(told)
    return book.one(Drill, key)


def _proven(url: str, copy: Copy, clock: Callable[[], datetime]) -> dict[str, Any]:
    """Return what a drill found, as fields of its record."""
    found: dict[str, Any] = {}
    try:
        with brought_back(copy, url) as (scratch, manifest):
            if manifest:
                found["copied_at"] = manifest.made_at
                found["rows"] = sum(manifest.held.rows.values())
            prove(scratch, copy.keys)
            book = open_casebook(scratch, READER, clock, keys=copy.keys)
            try:
                book.all(Person)
                found["plan_id"] = _check_plan(book)
            finally:
                book.close()
    except SonaeError as error:
        found["fault"] = as_json(error.message)
    return found


def _check_plan(book: Casebook) -> int | None:
    """Check the certificate of the plan that was adopted last; return which one that is."""
    adopted = book.all(Adoption, replaced_at=None)
    if not adopted:
        return None
    key = max(adopted, key=lambda one: one.adopted_at).plan_id
    from matching.trials import (
        check_record,  # with all that solves plans, and most copies are made without looking at one
    )

    check_record(book.one(Plan, key).record)
    return key


def last_drill(book: Casebook) -> Drill | None:
    """Return the last drill, whether it proved anything or not."""
    return max(book.all(Drill), key=lambda one: one.id or 0, default=None)


def proven_copy(book: Casebook) -> str | None:
    """Return the name of the copy that was proven last."""
    proven = [one for one in book.all(Drill) if one.fault is None]
    return max(proven, key=lambda one: one.id or 0).copy if proven else None


def fault_of(drill: Drill) -> Message | None:
    """Return what was wrong with a copy; None if it was proven."""
    return None if drill.fault is None else from_json(drill.fault)


def told_of(drill: Drill, today: date) -> Message:
    """Say when a copy was last proven, or that it was not."""
    days = (today - drill.at.date()).days
    when = Message("drill.today") if days <= 0 else Message("drill.yesterday") if days == 1 else None
    params = {"when": when or Message("drill.days_ago", {"count": days}), "copy": drill.copy, "seconds": drill.seconds}
    fault = fault_of(drill)
    return Message("drill.failed", {**params, "what": fault}) if fault else Message("drill.proven", params)
