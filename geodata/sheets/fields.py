"""The columns of a sheet that people fill in, and what each kind of cell may say."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from japanera import EraDate

from geodata.text import tidy
from words.message import SonaeError

Kind = Literal["text", "int", "bool", "date", "choice", "choices", "mapping"]

_TRUE = frozenset({"○", "◯", "〇", "有", "あり", "有り", "はい", "true", "yes", "1", "可", "✓", "レ"})
_FALSE = frozenset({"×", "✕", "✖", "x", "無", "なし", "無し", "いいえ", "false", "no", "0", "不可"})
_UNKNOWN = frozenset({"", "不明", "未確認", "unknown"})
_INT = re.compile(r"[+-]?\d{1,12}")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
_SEPARATORS = r"、,・;\s/"
_LABEL_AND_VALUE = re.compile(r"(?P<label>.+?)\s*(?:[=:]\s*(?P<value>.+)|(?P<mark>[○◯〇×✕✖]))")
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?00:00:00)?")
_ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|[RHSTM])\.?(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE
)
_ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}


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


def parse_cell(column: Field, text: str) -> object:
    """Return what a cell says, None for blank or 「不明」.

    Raises
    ------
    BadCell
        The text is not allowed in this column, or the column is required and blank.
    """
    text = tidy(text)
    if not text and column.required:
        raise BadCell("cell.required")
    if column.kind == "text":
        return text or None
    if text in _UNKNOWN and text not in column.choices:
        return None
    parsed: object = _PARSERS[column.kind](column, text)
    return parsed


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
    word = tidy(text).lower()
    if word in _UNKNOWN:
        return None
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise BadCell("cell.not_yes_or_no")


def parse_date(text: str) -> dt.date:
    """Return the day that 2026-05-12, 2026/5/12, 令和8年5月12日, R8.5.12 or 令和元年5月1日 mean.

    A day that never was (令和8年2月30日), or not in that era (平成31年5月1日), is refused.

    Raises
    ------
    BadCell
        It is no day in any of these ways of writing.
    """
    plain = tidy(text).replace(" ", "")
    try:
        if iso := _ISO.fullmatch(plain):
            return dt.date(*map(int, iso.groups()))
        if era := _ERA.fullmatch(plain):
            return _era_date(*era.groups())
    except ValueError:
        raise BadCell("cell.no_such_day") from None
    raise BadCell("cell.not_a_date")


def _era_date(era: str, year: str, month: str, day: str) -> dt.date:
    number = 1 if year == "元" else int(year)
    if number < 1:
        msg = "an era begins with its first year"
        raise ValueError(msg)
    kanji = _ERA_LETTERS.get(era.upper(), era)
    dates = EraDate.strptime(f"{kanji}{number:02d}年{int(month):02d}月{int(day):02d}日", "%-K%-y年%m月%d日")
    return dt.date(dates[0].year, dates[0].month, dates[0].day)


def _parts(column: Field, text: str) -> list[str]:
    """Split a cell that names several things; a label that holds a separator itself stays whole."""
    labels = sorted((re.escape(tidy(label)) for label in column.choices), key=len, reverse=True)
    part = "|".join([rf"(?:{label})(?=[{_SEPARATORS}]|$)" for label in labels] + [rf"[^{_SEPARATORS}]+"])
    return re.findall(part, text)


def _choice(column: Field, text: str) -> str:
    labels = {tidy(label): code for label, code in column.choices.items()}
    if text in labels:
        return labels[text]
    if text in labels.values():
        return text
    raise BadCell("cell.not_a_choice", choices="、".join(column.choices))


def _choices(column: Field, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_choice(column, part) for part in _parts(column, text)))


def _mapping(column: Field, text: str) -> dict[str, bool]:
    pairs = [_pair(column, part) for part in _parts(column, text)]
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
    "date": lambda _, text: parse_date(text),
    "choice": _choice,
    "choices": _choices,
    "mapping": _mapping,
}
