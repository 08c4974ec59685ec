"""Numbers, days, texts and points held against what the database takes, before it says so in its own words."""

from dataclasses import fields
from datetime import date, datetime

from casebook import vocabulary as v
from casebook.records import Record
from casebook.texts import refusal
from desk.errors import Fault, fault
from desk.typed import Unread, day_out_of_range, out_of_range
from words.message import Message


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
    if isinstance(value, Unread):
        return value.why
    if isinstance(value, date) and not isinstance(value, datetime) and not v.DAYS[0] <= value <= v.DAYS[1]:
        return day_out_of_range(*v.DAYS)
    return None


def _numbers(record: Record, narrower: dict[str, tuple[int, int]]) -> list[Fault]:
    return [
        Fault(name, out_of_range(name, least, most))
        for name, (least, most) in {**v.BOUNDS, **narrower}.items()
        if (value := getattr(record, name, None)) is not None
        and not isinstance(value, Unread)
        and not least <= value <= most
    ]


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
