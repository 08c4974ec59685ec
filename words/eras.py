"""Years as Japan counts them, and whether they are said beside those of the calendar or in their place."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),
)
"""First days, the last era first; Meiji from the day on which the calendar of today began."""
_MEIJI_BEFORE = 1867


DATES = ("calendar", "era", "both")
"""How a date is written in Japanese: 2026/11/22, 令和8年11月22日, 2026（令和8）/11/22."""
_dates: ContextVar[str] = ContextVar("dates", default="")


class _Usual:
    dates = DATES[0]


def say_eras(*, beside: bool) -> None:
    """From now on say the era's year beside a date's in Japanese, or not, wherever nobody chose otherwise."""
    _Usual.dates = "both" if beside else "calendar"


def choose_dates(way: str) -> None:
    """From now on, in this thread or task, write dates in Japanese as somebody chose: one of `DATES`, else as is usual."""
    _dates.set(way if way in DATES else "")


def usual_dates() -> str:
    """Return how dates are written in Japanese where nobody chose: one of `DATES`."""
    return _Usual.dates


def dates_told() -> str:
    """Return how dates are written in Japanese here and now: one of `DATES`."""
    return _dates.get() or _Usual.dates


@dataclass(frozen=True)
class FiscalYear:
    """A fiscal year, April to March, as it is called: 令和8年度, FY2026."""

    year: int

    def told(self, language: str) -> str:
        """Return what it is called in a language."""
        return f"{era_year(date(self.year, 12, 31))}年度" if language == "ja" else f"FY{self.year}"


def era_year(day: date) -> str:
    """Return the year of a day as its era counts it, 令和8; nothing before eras went by this calendar."""
    for first, era in ERAS:
        if day >= first:
            before = _MEIJI_BEFORE if era == "明治" else first.year - 1
            count = day.year - before
            return f"{era}{'元' if count == 1 else count}"
    return ""
