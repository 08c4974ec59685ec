"""A process of its own that waits for the others and then moves proposals."""

import os
from datetime import date
from typing import Any

from casebook.book import open_casebook
from casebook.errors import ChangedMeanwhileError
from casebook.roles import Actor
from desk.errors import DeskError
from desk.proposals import proposals
from tests.conftest import NOW

DETAILS: dict[str, dict[str, Any]] = {
    "booked": {"dates": (date(2027, 1, 10), date(2027, 1, 12))},
    "done": {"outcome": "mixed"},
}


def move_all(url, name, together, said, jobs, ending):
    """Do each job (proposal, status or "back", and details if they are not the usual); send how each ended, unless the ending is to be killed first."""
    book = open_casebook(url, Actor(name, "coordinator"), lambda: NOW)
    if ending == "killed":
        proposals._write_step = lambda *_: os._exit(9)
    together.wait(60)
    ends = []
    for key, to, *more in jobs:
        try:
            if to == "back":
                proposals.take_back(book, key, "x", assumed_places=1)
            else:
                day = date(2027, 4, 1)
                details = more[0] if more else DETAILS.get(to, {})
                proposals.move(book, key, to, today=day, assumed_places=1, **details)
            ends.append((key, to, "won"))
        except (DeskError, ChangedMeanwhileError) as error:
            ends.append((key, to, error.code))
    if ending == "killed after":
        os._exit(9)
    book.close()
    said.send(ends)
