"""Numbers, days and times as people type them; what is none is kept as typed, and refused wherever it would be saved."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeGuard, TypeVar

from casebook import vocabulary as v
from geodata.sheets import BadCell, parse_date, parse_int
from geodata.text import tidy
from words.message import Message
from words.zone import TOKYO

T = TypeVar("T")

_DISTANCE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(km|m|キロメートル|キロ|メートル)")
_DECIMAL = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,12})?")
_CLOCK = re.compile(
    r"(?P<half>午前|午後|am|pm)?(?P<hour>\d{1,2})(?::?(?P<minute>\d\d)|時(?:(?P<minutes>\d{1,2})分|半)?)?(?P<after>am|pm)?"
)
_HALVES = {"午前": 0, "午後": 12, "am": 0, "pm": 12}


class Unread:
    """What was typed and not understood, or may not be: of the kind that was asked for, and none that may be saved.

    Attributes
    ----------
    typed
        What was typed.
    why
        Why it is refused.
    """

    typed: str
    why: Message
    stands_as: ClassVar[tuple[Any, ...]]

    def __new__(cls, _typed: str, _why: Message) -> Self:
        """Stand as a value that is none, or may not be."""
        return super().__new__(cls, *cls.stands_as)

    def __init__(self, typed: str, why: Message) -> None:
        self.typed, self.why = typed, why

    def __str__(self) -> str:
        """Return what was typed."""
        return self.typed

    def __reduce_ex__(self, _protocol: object) -> Any:
        """Be copied with what was typed."""
        return type(self), (self.typed, self.why)


class UnreadNumber(Unread, int):
    """A number; outside of all bounds."""

    stands_as = (-1,)


class UnreadDecimal(Unread, float):
    """A number with a fraction."""

    stands_as = ("nan",)


class UnreadDay(Unread, date):
    """A day; the first of all, which may not be."""

    stands_as = (1, 1, 1)


class UnreadClock(Unread, time):
    """A time of the day."""

    stands_as = ()


class UnreadMoment(Unread, datetime):
    """A day and a time, of which either was not understood."""

    stands_as = (1, 1, 2, 0, 0, 0, 0, UTC)


def understood(typed: T | None) -> TypeGuard[T]:
    """Tell whether something was typed, and understood."""
    return typed is not None and not isinstance(typed, Unread)


def read_number(field: str, typed: str) -> int | None:
    """Return a whole number as typed, full-width and 1,000 too; None if nothing is, `UnreadNumber` if it says none.

    A distance in metres is understood in kilometres as well: 5km, 1.5キロ, 800m.
    """
    if not (text := tidy(typed)):
        return None
    try:
        return _metres(text) if field.endswith("_m") else parse_int(text)
    except BadCell as error:
        return UnreadNumber(typed, error.message)


def _metres(text: str) -> int:
    if (found := _DISTANCE.fullmatch(text.lower())) is None:
        return parse_int(text)
    metres = Decimal(found[1].replace(",", "")) * (1000 if found[2][0] in "kキ" else 1)
    if metres != int(metres):
        raise BadCell("cell.not_a_whole_number")
    return int(metres)


def read_decimal(typed: str, unit: str = "") -> float | None:
    """Return a number as typed, with a fraction or without, and with its unit behind it or not; as `read_number`."""
    if not (text := tidy(typed)):
        return None
    plain = text.removesuffix(unit).rstrip()
    if not _DECIMAL.fullmatch(plain):
        return UnreadDecimal(typed, Message("input.not_a_number"))
    return float(plain.replace(",", ""))


def read_parts(typed: str, scale: int) -> int | None:
    """Return a number as typed in its tenths or hundredths: 5,955 of 59.55 where ``scale`` is 100; as `read_number`.

    What has more places than are kept is refused, not rounded.
    """
    if not (text := tidy(typed)):
        return None
    if not _DECIMAL.fullmatch(text):
        return UnreadNumber(typed, Message("input.not_a_number"))
    parts = Decimal(text.replace(",", "")) * scale
    if parts != int(parts):
        return UnreadNumber(typed, Message("input.more_places", {"places": len(str(scale)) - 1}))
    return int(parts)


def written_parts(value: int, scale: int) -> str:
    """Write a number of tenths or hundredths with its places, as `read_parts` reads it."""
    whole, parts = divmod(abs(value), scale)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}" + (f".{parts:0{len(str(scale)) - 1}d}" if scale > 1 else "")


def read_day(typed: str, near: date | None = None, among: tuple[date, date] = v.DAYS) -> date | None:
    """Return a day as typed: 1961-04-01, 1961/4/1, 昭和36年4月1日, S36.4.1; None if nothing is, `UnreadDay` if it says none.

    Parameters
    ----------
    near
        Where 5/12 and 5月12日 are understood too: the day to which the one that is meant is the nearest of those it may be.
    among
        First and last day that it may be.
    """
    if not tidy(typed):
        return None
    try:
        found = parse_date(typed, near, among)
    except BadCell as error:
        return UnreadDay(typed, error.message)
    return found if among[0] <= found <= among[1] else UnreadDay(typed, day_out_of_range(*among))


def read_clock(typed: str) -> time | None:
    """Return a time as typed: 17:30, 1730, 17時30分, 17時半, 午後5時半, 5:30pm; None if nothing is, `UnreadClock` if it says none.

    A bare 5 is none. Neither are 午前12時 and 午後12時, by which some mean noon and others midnight.
    """
    if not (text := tidy(typed)):
        return None
    if (found := _CLOCK.fullmatch(text.lower().replace(" ", ""))) is not None:
        hour, minute = _hour(found), int(found["minute"] or found["minutes"] or (30 if "半" in text else 0))
        if hour is not None and minute < 60:
            return time(hour, minute)
    return UnreadClock(typed, Message("input.not_a_clock"))


def _hour(found: re.Match[str]) -> int | None:
    """Return the hour of the day; None if that is none, or could be two."""
    half, hour = found["half"] or found["after"], int(found["hour"])
    if half is None:
        bare = found["minute"] is None and "時" not in found[0]
        return None if bare or hour > 23 else hour
    if found["half"] and found["after"]:
        return None
    if half in ("am", "pm"):
        return hour % 12 + _HALVES[half] if 1 <= hour <= 12 else None
    return hour + _HALVES[half] if hour < 12 else None


def moment_of(day: date | None, clock: time | None) -> datetime | None:
    """Return when it was, in Tokyo; None if either is unknown, `UnreadMoment` if either was not understood."""
    for half in (day, clock):
        if isinstance(half, Unread):
            return UnreadMoment(half.typed, half.why)
    return None if day is None or clock is None else datetime.combine(day, clock, TOKYO)


def day_out_of_range(earliest: date, latest: date) -> Message:
    """Say from when until when a day must be."""
    return Message("cell.day_out_of_range", {"earliest": earliest.isoformat(), "latest": latest.isoformat()})


def out_of_range(name: str, least: float, most: float) -> Message:
    """Say between what a number must be."""
    return Message("input.range", {"least": _bound(name, least), "most": _bound(name, most)})


def _bound(name: str, bound: float) -> float | str:
    """Write a bound; a year has no mark between its thousands."""
    return str(bound) if name == "birth_year" else bound
