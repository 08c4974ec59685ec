"""Planning periods: whole months, written as 2027-01/2027-03; the coming quarter when none is given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from desk.errors import DeskError
from words.eras import FiscalYear
from words.message import Message

LONGEST_MONTHS = 12
"""Places are those of one period; a year is the longest that anybody plans at once."""
Dates = tuple[date, date]
"""A first and a last day."""


@dataclass(frozen=True)
class Period:
    """A run of whole months, both ends included.

    Raises
    ------
    DeskError
        If it ends before it starts.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise DeskError("period.order", value=str(self))

    def __str__(self) -> str:
        return f"{self.start:%Y-%m}/{self.end:%Y-%m}"

    def meets(self, days: Dates) -> bool:
        """Tell whether the period has a day in common with others."""
        return overlap((self.start, self.end), days)


def overlap(one: Dates, other: Dates) -> bool:
    """Tell whether two runs of days, both ends included, have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def most_at_once(spans: Iterable[Dates], within: Dates) -> int:
    """Return how many runs of days there are on the day with the most of them."""
    met = [span for span in spans if overlap(span, within)]
    # That day is the first of one of them.
    first_days = {max(start, within[0]) for start, _ in met}
    return max((sum(start <= day <= end for start, end in met) for day in first_days), default=0)


def parse_period(text: str) -> Period:
    """Read ``2027-01/2027-03`` or one month ``2027-01``.

    Raises
    ------
    DeskError
        If it is not written so, ends before it starts, or is too long for one plan.
    """
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:/(\d{4})-(\d{2}))?", text.strip())
    if not match:
        raise DeskError("period.form", value=text)
    years = int(match[1]), int(match[3] or match[1])
    months = int(match[2]), int(match[4] or match[2])
    if not all(1 <= month <= 12 for month in months) or not all(2000 <= year <= 2200 for year in years):
        raise DeskError("period.form", value=text)
    start = date(years[0], months[0], 1)
    end = date(years[1], months[1], 1) + relativedelta(day=31)
    period = Period(start, end)
    if end >= start + relativedelta(months=LONGEST_MONTHS):
        raise DeskError("period.too_long", value=text, most=LONGEST_MONTHS)
    return period


def coming_quarter(today: date) -> Period:
    """Return the first quarter of the fiscal year (April to March) that starts after today."""
    start = today.replace(day=1) + relativedelta(months=3 - (today.month - 1) % 3)
    return Period(start, start + relativedelta(months=2, day=31))


def quarters_ahead(today: date, count: int) -> list[Period]:
    """Return the next ``count`` quarters, the coming one first."""
    periods = [coming_quarter(today)]
    while len(periods) < count:
        periods.append(coming_quarter(periods[-1].start + timedelta(days=1)))
    return periods


def months_ahead(today: date, count: int) -> list[date]:
    """Return the first days of this month and of those after it."""
    return [today.replace(day=1) + relativedelta(months=ahead) for ahead in range(count)]


def period_message(period: Period) -> Message:
    """Say a period as people do: a quarter by its fiscal year, any other by its days."""
    quarter = (period.start.month - 4) % 12 // 3
    if period != Period(period.start, period.start + relativedelta(months=2, day=31)) or period.start.month % 3 != 1:
        return Message("period.days", {"start": period.start, "end": period.end})
    years = {"fiscal": FiscalYear(fiscal_year(period.start)), "year": str(period.start.year)}
    return Message(f"period.quarter_{quarter + 1}", years)


def fiscal_year(day: date) -> int:
    """Return the fiscal year of a day: 2021 for April 2021 to March 2022."""
    return day.year if day.month >= 4 else day.year - 1


def span(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def run_before(days: Dates) -> Dates:
    """Return the run of days before: as many months where it is whole months, else as many days."""
    first, last = days
    end = first - timedelta(days=1)
    if first.day == 1 and last == last + relativedelta(day=31):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return first - relativedelta(months=months), end
    return end - (last - first), end


def public_holidays(first: date, last: date) -> dict[date, str]:
    """Return Japan's public holidays between two days, with their Japanese names."""
    import holidays  # all the calendars of the world, which few days ask for

    named = holidays.country_holidays("JP", years=range(first.year, last.year + 1), language="ja")
    return {day: name for day, name in sorted(named.items()) if first <= day <= last}


def year_ends(first: date, last: date) -> frozenset[date]:
    """Return the days of year's ends, 29 December to 3 January, between two days."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return frozenset(day for day in days if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3))
