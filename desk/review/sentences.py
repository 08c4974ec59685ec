"""Short sentences of fact about a period, each with the tables that have the figures it rests on."""

from collections.abc import Iterator
from typing import NamedTuple

from desk.review.review import Review
from desk.review.table import COUNT, TOTAL, UNKNOWN
from words.message import Message


class Said(NamedTuple):
    """A sentence, and the names of the tables that it rests on."""

    message: Message
    tables: tuple[str, ...]


def facts(review: Review) -> list[Said]:
    """Say what happened; with the period before as far as both are whole and something was recorded there.

    For publication, without the sentences that rest on a figure that is not told.
    """
    return [one for one in _sentences(review) if review.withheld is None or None not in one.message.params.values()]


def _sentences(review: Review) -> Iterator[Said]:
    now, then = review.tables, review.earlier
    total, admitted = now["table1"].sum(TOTAL), now["table1"].sum("admitted")
    before = then["table1"].sum(TOTAL), then["table1"].sum("admitted")
    if review.over and before[0]:
        params = {
            "total": total,
            "admitted": admitted,
            "total_change": _change(total, before[0]),
            "admitted_change": _change(admitted, before[1]),
        }
        yield Said(Message("review.said.calls_compared", params), ("table1",))
    else:
        yield Said(Message("review.said.calls", {"total": total, "admitted": admitted}), ("table1",))
    where = {
        "admitted": admitted,
        "base": review.count("went", "base", "consultations"),
        "elsewhere": review.count("went", "elsewhere_same_day", "consultations"),
    }
    yield Said(Message("review.said.went", where), ("went",))
    rooms = {row: review.count("room_use", row, COUNT) for row in now["room_use"].rows}
    yield Said(Message("review.said.rooms", rooms), ("room_use",))
    visits, earlier = now["table2"].sum("visits"), then["table2"].sum("visits")
    if review.over and earlier:
        change = {"count": visits, "change": _change(visits, earlier)}
        yield Said(Message("review.said.visits_compared", change), ("table2",))
    else:
        yield Said(Message("review.said.visits", {"count": visits}), ("table2",))
    ages = {age: review.count("people", age, "identified") for age in ("adult", "child", UNKNOWN)}
    yield Said(Message("review.said.identified", {"count": now["table3"].sum("people"), **ages}), ("table3", "people"))
    prevention = {"count": now["contacts"].sum("prevention")}
    yield Said(Message("review.said.prevention", prevention), ("contacts",))
    trials = {
        "trials": review.count("trials", "trials", COUNT),
        "people": review.count("trials", "tried_people", COUNT),
        "places": review.count("trials", "tried_places", COUNT),
        "outside": review.count("trials", "outside", COUNT),
        "known": review.count("trials", "outside_known", COUNT),
    }
    yield Said(Message("review.said.trials", trials), ("trials",))


def _change(now: int | None, then: int | None) -> str | None:
    """Return a difference with its sign: +26, −3, ±0."""
    if now is None or then is None:
        return None
    return f"{now - then:+d}".replace("-", "\N{MINUS SIGN}") if now != then else "±0"
