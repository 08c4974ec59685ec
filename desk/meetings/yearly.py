"""How often the councils met: meetings held, by council and kind."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from casebook.records import CouncilMeeting


def meetings_held(meetings: Iterable[CouncilMeeting], first: date, last: date) -> Counter[tuple[str | None, str]]:
    """Return how many meetings were held from the first to the last day, by ward (None: of the city) and kind."""
    return Counter((one.ward, one.kind) for one in meetings if one.held and first <= one.held_on <= last)
