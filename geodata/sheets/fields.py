"""The columns of a sheet that people fill in, and what each kind of cell may say."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from japanera import EraDate

from geodata.address import kanji_number
from geodata.text import dashes_alike, marks_alike, tidy
from words.message import Message, SonaeError

Days = tuple[dt.date, dt.date]
Kind = Literal["text", "int", "bool", "date", "choice", "choices", "mapping"]

_TRUE = frozenset({"○", "有", "あり", "有り", "はい", "true", "yes", "1", "可", "✓", "✔", "レ"})
_FALSE = frozenset({"×", "x", "無", "なし", "無し", "いいえ", "false", "no", "0", "不可"})
_UNKNOWN = frozenset({"", "不明", "未確認", "unknown"})
_INT = re.compile(r"[+-]?\d{1,12}")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
_SEPARATORS = r"、,・;\s/"
_LABEL_AND_VALUE = re.compile(r"(?P<label>.+?)\s*(?:[=:]\s*(?P<value>.+)|(?P<mark>[○×xX]))")
_BLANKS = re.compile(r"\s+")
# A day as a calendar or a program gives it: with the day of the week behind it, or a time that nobody asked for.
_DAY = re.compile(
    r"(?P<day>.*?)"
    r"(?:[(\[](?P<short>[月火水木金土日])(?:曜日?)?[)\]]|(?P<long>[月火水木金土日])曜日?)?"
    r"(?:(?:\s*T|\s+)(?:0?0(?::00){1,2}(?:\.0+)?Z|(?:午前|午後)?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?:\+09:?00|\s?[AP]M)?))?"
)
_ISO = re.compile(r"(?:西暦)?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|[令平昭大明RHSTM])\.?(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE
)
_SHORT = re.compile(r"(\d{1,2})(?:[-/.](\d{1,2})|月(\d{1,2})日)")
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十]+(?=[年月日])")
_WEEKDAYS = "月火水木金土日"
# Days as a spreadsheet counts them, from its day 0 on; only numbers of our time are taken for such.
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DAY_ZERO = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_SERIAL_YEARS = range(1950, 2101)
_ERAS = {"R令": "令和", "H平": "平成", "S昭": "昭和", "T大": "大正", "M明": "明治"}
_ZERO_LOST = re.compile(r"(?<!\d)[1-9]\d*(?!\d)")
_ONLY_NUMBERS = re.compile(rf"[\d{_SEPARATORS}]+(?:\.0)?")


class BadCell(SonaeError, ValueError):  # noqa: N818 - named for what it is
    """A cell that does not say what its column may say."""


@dataclass(frozen=True)
class Field:
    """One column of a sheet.

    Attributes
    ----------
    name
        Key of the value in `Row.values`.
    header
        Column name in the sheet, Japanese.
    kind
        ``text`` str; ``int``; ``bool`` (○/×, 有/無 …); ``date`` (令和 or ISO); ``choice`` one code;
        ``choices`` tuple of codes; ``mapping`` dict of code to bool, from 「吸引=可、酸素=不可」. Blank is None.
    required
        A row without it is rejected, a sheet without the column cannot be read.
    choices
        Japanese label -> code; a code itself is understood too.
    example
        Cell of the filled example in the template.
    help_code
        Key of the explanation, in the catalogue that `write_template` is given.
    minimum, maximum
        Limits of an ``int``, both allowed.
    zero_lost
        Of a text of digits with a zero in front (an office or telephone number): how it looks without the zero, which
        a spreadsheet drops when it takes the digits for a number. It gets its zero back.
    longest
        Characters that a ``text`` may have.
    days
        First and last that a ``date`` may be.
    also
        Other words for the header, by which earlier templates called the column.
    """

    name: str
    header: str
    kind: Kind = "text"
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    help_code: str = ""
    minimum: int | None = None
    maximum: int | None = None
    zero_lost: str = ""
    longest: int = 1_000
    days: Days = (dt.date(1900, 1, 1), dt.date(2100, 12, 31))
    also: tuple[str, ...] = ()

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The code of each label as it is compared."""
        return {_label(label): code for label, code in self.choices.items()}

    @cached_property
    def part(self) -> "re.Pattern[str]":
        """One of several things in a cell; a label that holds a separator itself stays whole."""
        labels = sorted((re.escape(marks_alike(tidy(label))) for label in self.choices), key=len, reverse=True)
        whole = [rf"(?:{label})(?=[{_SEPARATORS}]|$)" for label in labels]
        return re.compile("|".join([*whole, rf"[^{_SEPARATORS}]+"]))


def parse_cell(column: Field, text: str, *, since_1904: bool = False) -> object:
    """Return what a cell says, None for blank or 「不明」; days may be counted from 1904, as in old workbooks.

    Raises
    ------
    BadCell
        The text is not allowed in this column, or the column is required and blank.
    """
    text = tidy(text)
    if not text and column.required:
        raise BadCell("cell.required")
    if len(text) > column.longest:
        raise BadCell("cell.too_long", limit=column.longest)
    if column.kind == "text":
        return _with_zeros(column, text) or None
    if column.kind == "date" and (counted := serial_day(text, since_1904=since_1904)):
        return counted
    text = marks_alike(text)
    if text in _UNKNOWN and text not in column.choices:
        return None
    parsed: object = _PARSERS[column.kind](column, text)
    return parsed


def remark(column: Field, text: str, value: object) -> Message | None:
    """Return what a user should know of how a cell was read, None where it was read as it stands."""
    text = tidy(text)
    if column.kind == "date" and isinstance(value, dt.date) and _SERIAL.fullmatch(text):
        return Message("cell.serial_day", {"value": text, "day": value.isoformat()})
    if column.zero_lost and isinstance(value, str) and value != text:
        return Message("cell.zero_lost", {"value": value})
    return None


def _with_zeros(column: Field, text: str) -> str:
    """Return a number, or a list of them, with the zeros that a spreadsheet dropped."""
    if not column.zero_lost or not _ONLY_NUMBERS.fullmatch(text):
        return text
    plain = text.removesuffix(".0")
    restored = _ZERO_LOST.sub(lambda number: "0" * bool(re.fullmatch(column.zero_lost, number[0])) + number[0], plain)
    return restored if restored != plain else text


def format_cell(column: Field, value: object) -> str:
    """Return the text that `parse_cell` reads back as `value`."""
    labels = {code: label for label, code in column.choices.items()}
    if value is None:
        return ""
    if isinstance(value, bool):
        return "○" if value else "×"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "、".join(f"{labels.get(code, code)}={'○' if yes else '×'}" for code, yes in value.items())
    if isinstance(value, (list, tuple)):
        return "、".join(labels.get(str(code), str(code)) for code in value)
    return labels.get(str(value), str(value)) if column.kind == "choice" else str(value)


def parse_int(text: str, minimum: int | None = None, maximum: int | None = None) -> int:
    """Return a whole number; full-width digits and 1,000 are understood.

    Raises
    ------
    BadCell
        It is none, or below `minimum` or above `maximum`.
    """
    plain = tidy(text)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = plain.removesuffix(".0")
    if not _INT.fullmatch(plain):
        raise BadCell("cell.not_a_whole_number")
    number = int(plain)
    if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
        low, high = ("" if limit is None else str(limit) for limit in (minimum, maximum))
        raise BadCell("cell.out_of_range", minimum=low, maximum=high)
    return number


def parse_bool(text: str) -> bool | None:
    """Return yes or no, None for blank and 「不明」; anything else is refused rather than guessed.

    Raises
    ------
    BadCell
        It is none of these.
    """
    word = marks_alike(tidy(text)).lower()
    if word in _UNKNOWN:
        return None
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise BadCell("cell.not_yes_or_no")


def parse_date(text: str, near: dt.date | None = None, among: Days = (dt.date.min, dt.date.max)) -> dt.date:
    """Return the day that 2026-05-12, 2026/5/12 0:00, 令和8年5月12日(火), R8.5.12 or 令和元年五月一日 mean.

    A day that never was (令和8年2月30日), not in that era (平成31年5月1日) or not on that day of the week is refused.

    Parameters
    ----------
    near
        Where 5/12 and 5月12日 are understood too: the day to which the one that is meant is the nearest.
    among
        First and last day of those that may be meant so; where none of them may be, it is the nearest of all.

    Raises
    ------
    BadCell
        It is no day in any of these ways of writing.
    """
    parts = _DAY.fullmatch(dashes_alike(tidy(text)))
    assert parts is not None  # noqa: S101 - whatever there is, is the day
    plain = _KANJI_NUMBER.sub(lambda number: str(kanji_number(number[0])), _BLANKS.sub("", parts["day"]))
    iso, era = _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain), _ERA.fullmatch(plain)
    short = _SHORT.fullmatch(plain) if near else None
    if not iso and not era and not short:
        raise BadCell("cell.not_a_date")
    try:
        if near and short:
            day = _nearest(int(short[1]), int(short[2] or short[3]), near, among)
        else:
            day = _era_date(*era.groups()) if era else dt.date(*map(int, iso.groups() if iso else ()))
    except ValueError:
        raise BadCell("cell.no_such_day") from None
    weekday = parts["short"] or parts["long"]
    if weekday and weekday != _WEEKDAYS[day.weekday()]:
        raise BadCell("cell.other_weekday", day=day.isoformat(), weekday=_WEEKDAYS[day.weekday()])
    return day


def serial_day(text: str, *, since_1904: bool = False) -> dt.date | None:
    """Return the day that a spreadsheet counts as `text`, such as 46154; None if it is no such number."""
    serial = _SERIAL.fullmatch(tidy(text))
    day = _DAY_ZERO[since_1904] + dt.timedelta(days=int(serial[1])) if serial else None
    return day if day and day.year in _SERIAL_YEARS else None


def _era_date(era: str, year: str, month: str, day: str) -> dt.date:
    number = 1 if year == "元" else int(year)
    if number < 1:
        msg = "an era begins with its first year"
        raise ValueError(msg)
    kanji = next((name for letters, name in _ERAS.items() if era.upper() in letters), era)
    dates = EraDate.strptime(f"{kanji}{number:02d}年{int(month):02d}月{int(day):02d}日", "%-K%-y年%m月%d日")
    return dt.date(dates[0].year, dates[0].month, dates[0].day)


def _nearest(month: int, day: int, near: dt.date, among: Days) -> dt.date:
    """Return the day of a month that is the nearest; the 29th of February is none in most years."""
    years = [year for year in (near.year - 1, near.year, near.year + 1) if day <= monthrange(year, month)[1]]
    found = [dt.date(year, month, day) for year in years]
    if not found:
        msg = "no such day in the years around"
        raise ValueError(msg)
    return min(found, key=lambda one: (not among[0] <= one <= among[1], abs(one - near)))


def _date(column: Field, text: str) -> dt.date:
    day = parse_date(text)
    if not column.days[0] <= day <= column.days[1]:
        earliest, latest = (one.isoformat() for one in column.days)
        raise BadCell("cell.day_out_of_range", earliest=earliest, latest=latest)
    return day


def _choice(column: Field, text: str) -> str:
    if (code := column.codes.get(_label(text))) is not None:
        return code
    if text in column.codes.values():
        return text
    raise BadCell("cell.not_a_choice", choices="、".join(column.choices))


def _label(text: str) -> str:
    """Return a label as it is compared: 「○空きあり」 is 「○ 空きあり」, and a letter x alone is the cross."""
    plain = _BLANKS.sub("", marks_alike(tidy(text)))
    return "×" if plain in {"x", "X"} else plain


def _choices(column: Field, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_choice(column, part) for part in column.part.findall(text)))


def _mapping(column: Field, text: str) -> dict[str, bool]:
    pairs = [_pair(column, part) for part in column.part.findall(text)]
    return {code: value for code, value in pairs if value is not None}


def _pair(column: Field, text: str) -> tuple[str, bool | None]:
    """Return one entry of a mapping: a label alone means yes."""
    match = _LABEL_AND_VALUE.fullmatch(text)
    if not match:
        return _choice(column, text), True
    return _choice(column, match["label"]), parse_bool(match["value"] or match["mark"])


_PARSERS: Mapping[Kind, Callable[[Field, str], object]] = {
    "int": lambda column, text: parse_int(text, column.minimum, column.maximum),
    "bool": lambda _, text: parse_bool(text),
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "mapping": _mapping,
}
