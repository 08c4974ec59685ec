"""Opening hours as they are published: read into spans, and asked whether an office takes people at an hour.

Offices type them as they like. What is not understood to its last character is unknown: a blank cell is not a
closed day, and neither is a sentence that nobody has read.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from geodata.text import tidy

MINUTES_A_DAY = 24 * 60
DAYS_AHEAD = 7
"""So many days ahead at most it is looked for when an office opens."""
WEEKDAYS = "月火水木金土日"
NEW_YEAR = ((12, 29), (1, 3))
"""年末年始 where no days are given: those on which public offices are closed by law (昭和63年法律第91号, article 1)."""
Span = tuple[int, int]
"""Minutes since midnight, the end not included; an end above 1440 lies on the next day."""
MonthDay = tuple[int, int]

_TO = r"\s*(?:[-~〜−–—ー]|から|より)\s*"
_TIME = r"(午前|午後)?\s*(\d{1,2})\s*(?::\s*(\d{2})|時\s*(?:(\d{1,2})分|(半))?)"
_SPAN = re.compile(_TIME + _TO + _TIME + r"\s*(?:まで)?")
_BETWEEN = re.compile(r"[\s、,，・/;及びと]*")
_ALL_DAY = ("24時間", "24時間対応", "終日", "24時間365日")
_CLOSED = ("休", "休み", "休業", "休業日", "定休日", "閉所")
_DATE = r"(\d{1,2})(?:月|/)(\d{1,2})日?"
_CLOSED_PART = re.compile(
    rf"""{_DATE}(?:{_TO}(?:翌年?)?(?:(\d{{1,2}})(?:月|/))?(\d{{1,2}})日?(?:まで)?)?
    | (?P<new_year>年末年始(?:の?(?:休[暇業日み]))?)
    | (?P<holiday>国民の(?:祝祭日|祝日|休日)|祝祭日|祝日|祭日|祝)
    | (?P<weekday>[{WEEKDAYS}])(?:曜日?)?
    | (?P<nothing>なし|無し|年中無休|無休)
    | 毎週 | 及び | または | [\s、,・。/()「」と]""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Hours:
    """What is published of an office: a text for each kind of day, and the days on which it is closed."""

    weekday: str | None = None
    saturday: str | None = None
    sunday: str | None = None
    holiday: str | None = None
    closed_days: str | None = None

    def on(self, day: date, holidays: Container[date]) -> str | None:
        """Return the text for a day."""
        if day in holidays:
            return self.holiday
        return {5: self.saturday, 6: self.sunday}.get(day.weekday(), self.weekday)


def open_at(hours: Hours, at: datetime, holidays: Container[date]) -> bool | None:
    """Tell whether an office takes people at an hour; None where what it publishes does not say.

    Parameters
    ----------
    hours
        As published.
    at
        The hour, in the office's own time.
    holidays
        The public holidays, at least those of this day and the one before.
    """
    minute = at.hour * 60 + at.minute
    today, before = (_spans_on(hours, at.date() - timedelta(days=back), holidays) for back in (0, 1))
    if any(start <= minute < end for start, end in today or ()):
        return True
    if any(start <= minute + MINUTES_A_DAY < end for start, end in before or ()):
        return True
    return None if today is None else False


def opens_at(hours: Hours, at: datetime, holidays: Container[date]) -> datetime | None:
    """Return when an office next begins to take people, within a week; None where what it publishes does not say.

    Parameters
    ----------
    hours
        As published.
    at
        The hour after which it is, in the office's own time.
    holidays
        The public holidays, at least those of the `DAYS_AHEAD` days from this one.
    """
    for ahead in range(DAYS_AHEAD + 1):
        day = at.date() + timedelta(days=ahead)
        spans = _spans_on(hours, day, holidays)
        if spans is None:
            return None
        midnight = datetime.combine(day, time(), tzinfo=at.tzinfo)
        begins = [moment for start, _ in spans if (moment := midnight + timedelta(minutes=start)) > at]
        if begins:
            return min(begins)
    return None


def _spans_on(hours: Hours, day: date, holidays: Container[date]) -> tuple[Span, ...] | None:
    closed = closed_on(hours.closed_days, day, holiday=day in holidays)
    if closed:
        return ()
    return None if closed is None else read_spans(hours.on(day, holidays))


@lru_cache(maxsize=4096)
def read_spans(text: str | None) -> tuple[Span, ...] | None:
    """Read the hours of one kind of day; () says closed, None not known."""
    text = tidy(text or "")
    if text in _ALL_DAY:
        return ((0, MINUTES_A_DAY),)
    if text in _CLOSED:
        return ()
    spans, position = [], 0
    while position < len(text):
        match = _SPAN.match(text, position)
        span = match and _span(match)
        if not match or not span:
            return None
        spans.append(span)
        between = _BETWEEN.match(text, match.end())
        position = between.end() if between else match.end()
    return tuple(spans) or None


def _span(match: re.Match[str]) -> Span | None:
    parts = match.groups()
    start, end = _minute(*parts[:5]), _minute(*parts[5:])
    # 00:00-00:00 stands in the published files both for "closed" and for "not filled in".
    if start is None or end is None or start in (end, MINUTES_A_DAY):
        return None
    if end == MINUTES_A_DAY - 1:  # 23:59 is how a form that has no 24:00 says midnight
        end += 1
    return start, end if end > start else end + MINUTES_A_DAY


def _minute(half: str | None, hour: str, *rest: str | None) -> int | None:
    minutes = next((int(part) for part in rest[:2] if part), 30 if rest[2] else 0)
    hours = int(hour) + (12 if half == "午後" and int(hour) < 12 else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= MINUTES_A_DAY else None


def closed_on(text: str | None, day: date, *, holiday: bool) -> bool | None:
    """Tell whether a text such as 「土日祝、12/29〜1/3」 closes a day; None where it is not understood."""
    read = _read_closed(text)
    if read is None:
        return None
    weekdays, holidays, dates = read
    return day.weekday() in weekdays or (holiday and holidays) or any(_within(day, *span) for span in dates)


@lru_cache(maxsize=4096)
def _read_closed(text: str | None) -> tuple[frozenset[int], bool, tuple[tuple[MonthDay, MonthDay], ...]] | None:
    text, position = tidy(text or ""), 0
    weekdays, kinds, dates = set(), set(), []
    while position < len(text):
        match = _CLOSED_PART.match(text, position)
        if not match:
            return None
        position = match.end()
        kinds.add(match.lastgroup)
        if match["weekday"]:
            weekdays.add(WEEKDAYS.index(match["weekday"]))
        if match[1]:
            first = int(match[1]), int(match[2])
            dates.append((first, (int(match[3] or match[1]), int(match[4])) if match[4] else first))
    if "new_year" in kinds and not dates:
        dates.append(NEW_YEAR)
    if "nothing" in kinds and (weekdays or dates or "holiday" in kinds):
        return None
    return frozenset(weekdays), "holiday" in kinds, tuple(dates)


def _within(day: date, first: MonthDay, last: MonthDay) -> bool:
    here = day.month, day.day
    return first <= here <= last if first <= last else here >= first or here <= last
