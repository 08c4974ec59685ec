"""The day on one page for the morning meeting."""

from collections.abc import Sequence
from html import escape

from desk.city import City
from desk.emergency import Guest
from desk.paper import page_of, table_of
from desk.today.due import Due
from desk.today.since import Since
from desk.today.today import Today, needs
from words.say import join, pair, say, show

MOST = 10
"""So many lines of a kind are printed; how many more there are is said."""


def today_page(today: Today, since: Since, city: City, language: str) -> bytes:
    """Return the day as a page that prints on A4 and needs nothing from outside."""
    title = say("today.paper", language, day=today.day)
    blocks = [
        ("today.tonight", [guest_line(one, city, language) for one in today.guests]),
        ("today.since", since_lines(since, language)),
        ("today.notes", [f"{one.who} {show(one.at, language)} {one.note}" for one in since.notes]),
        *((f"today.due_{kind}", due_lines(some, language)) for kind, some in today.due.items()),
    ]
    parts = [_block(code, lines, language) for code, lines in blocks if lines]
    if today.strip is not None:
        heads = [say(f"today.reached_{name}", language) for name in today.strip.reached]
        parts.append(f"<h2>{escape(say('today.quarter', language, period=str(today.strip.period)))}</h2>")
        parts.append(table_of([[show(count, language) for count in today.strip.reached.values()]], heads))
    if today.readiness is not None:
        parts.append(f"<h2>{escape(say('today.readiness', language, day=today.day))}</h2>")
        heads = [say(f"readiness.level_{level}", language) for level in range(len(today.readiness))]
        parts.append(table_of([[show(count, language) for count in today.readiness]], heads))
    return page_of(title, "".join(parts), language)


def _block(code: str, lines: Sequence[str], language: str) -> str:
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{escape(say(code, language))}</h2><ul>{listed}</ul>"


def guest_line(guest: Guest, city: City, language: str) -> str:
    """Tell of a guest in one line: who, since when, until when, and what she needs."""
    until = guest.plan.expected_until
    parts = [
        say("rooms.since_value", language, day=guest.stay.start_on, days=guest.days),
        pair(say("field.expected_until", language), show(until, language), language),
    ]
    file = city.everyone.get(guest.stay.person_id)
    if file is not None and (known := needs(file.person)):
        parts.append(pair(say("today.needs", language), show(known, language), language))
    return pair(guest.code_name, join(parts, language), language)


def since_lines(since: Since, language: str) -> list[str]:
    """Tell how much happened since somebody was last at the desk; nothing where nothing did."""
    counts = {
        "calls": len(since.calls),
        "admissions": len(since.admissions),
        "refusals": len(since.refusals),
        "ends": len(since.ends),
    }
    return [
        pair(say(f"today.since_{name}", language), show(count, language), language)
        for name, count in counts.items()
        if count
    ]


def due_lines(some: Sequence[Due], language: str) -> list[str]:
    """Tell what is due of one kind, a line each; how many more there are in the last."""
    lines = [due_line(one, language) for one in some[:MOST]]
    return [*lines, say("today.more", language, count=len(some) - MOST)] if len(some) > MOST else lines


def due_line(one: Due, language: str) -> str:
    """Tell one thing that is due, with its day."""
    told = say(one.what, language)
    return told if one.day is None else f"{show(one.day, language)} {told}"
