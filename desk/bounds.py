"""Numbers, days, texts and points held against what the database takes, before it says so in its own words."""

import re
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from casebook import vocabulary as v
from casebook.records import Record
from casebook.texts import refusal
from desk.errors import Fault, fault
from geodata.sheets import BadCell, parse_date, parse_int
from geodata.text import tidy
from words.message import Message

_DISTANCE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(km|m|キロメートル|キロ|メートル)")


class Unread(int):
    """A number that was typed and not understood: refused wherever it is held against its bounds, which it is outside of.

    Attributes
    ----------
    typed
        What was typed.
    why
        Why it is refused.
    """

    typed: str
    why: Message

    def __new__(cls, typed: str, why: Message) -> Self:
        """Take note of what was typed; as a number it is none that may be."""
        made = super().__new__(cls, -1)
        made.typed, made.why = typed, why
        return made

    def __str__(self) -> str:
        """Return what was typed."""
        return self.typed


class UnreadDay(date):
    """A day that was typed and not understood; as `Unread`."""

    typed: str
    why: Message

    def __new__(cls, typed: str, why: Message) -> Self:
        """Take note of what was typed; as a day it is the first of all, which may not be."""
        made = super().__new__(cls, 1, 1, 1)
        made.typed, made.why = typed, why
        return made

    def __reduce__(self) -> Any:
        """Be copied with what was typed."""
        return type(self), (self.typed, self.why)


def read_number(field: str, typed: str) -> int | None:
    """Return a whole number as typed, full-width and 1,000 too; None if nothing is, `Unread` if it says none.

    A distance in metres is understood in kilometres as well: 5km, 1.5キロ, 800m.
    """
    if not (text := tidy(typed)):
        return None
    try:
        return _metres(text) if field.endswith("_m") else parse_int(text)
    except BadCell as error:
        return Unread(typed, error.message)


def _metres(text: str) -> int:
    if (found := _DISTANCE.fullmatch(text.lower())) is None:
        return parse_int(text)
    metres = Decimal(found[1].replace(",", "")) * (1000 if found[2][0] in "kキ" else 1)
    if metres != int(metres):
        raise BadCell("cell.not_a_whole_number")
    return int(metres)


def read_day(typed: str) -> date | None:
    """Return a day as typed: 1961-04-01, 1961/4/1, 昭和36年4月1日, S36.4.1; None if nothing is, `UnreadDay` if it says none."""
    if not tidy(typed):
        return None
    try:
        return parse_date(typed)
    except BadCell as error:
        return UnreadDay(typed, error.message)


def out_of_bounds(record: Record, **narrower: tuple[int, int]) -> list[Fault]:
    """Find what cannot be kept of a record: numbers, days and texts out of bounds, texts that would run or hide.

    Parameters
    ----------
    narrower
        Bounds of numbers that go before those of the database.
    """
    return _numbers(record, narrower) + [
        Fault(field.name, why) for field in fields(record) if (why := _wrong(field.name, getattr(record, field.name)))
    ]


def _wrong(name: str, value: object) -> Message | None:
    if isinstance(value, str):
        return refusal(name, value)
    if isinstance(value, Unread | UnreadDay):
        return value.why
    if isinstance(value, date) and not isinstance(value, datetime) and not v.DAYS[0] <= value <= v.DAYS[1]:
        days = {"earliest": v.DAYS[0].isoformat(), "latest": v.DAYS[1].isoformat()}
        return Message("cell.day_out_of_range", days)
    return None


def _numbers(record: Record, narrower: dict[str, tuple[int, int]]) -> list[Fault]:
    return [
        Fault(name, out_of_range(name, least, most))
        for name, (least, most) in {**v.BOUNDS, **narrower}.items()
        if (value := getattr(record, name, None)) is not None
        and not isinstance(value, Unread)
        and not least <= value <= most
    ]


def out_of_range(name: str, least: int, most: int) -> Message:
    """Say between what a number must be."""
    return Message("input.range", {"least": _bound(name, least), "most": _bound(name, most)})


def _bound(name: str, bound: int) -> int | str:
    """Write a bound; a year has no mark between its thousands."""
    return str(bound) if name == "birth_year" else bound


def check_point(lat: float | None, lon: float | None) -> list[Fault]:
    """Find why a point cannot be kept: half of it is missing, it is outside Japan, or the wrong way round."""
    if lat is None and lon is None:
        return []
    if lat is None or lon is None:
        return [fault("lat" if lat is None else "lon", "input.both_coordinates")]
    if _in_japan(lat, lon):
        return []
    return [fault("lat", "input.swapped" if _in_japan(lon, lat) else "input.outside_japan")]


def _in_japan(lat: float, lon: float) -> bool:
    (south, north), (west, east) = v.LATITUDES, v.LONGITUDES
    return south <= lat <= north and west <= lon <= east
