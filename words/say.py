"""One voice: finds a code's sentence in the catalogue and fills it, in the language of whoever reads."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_decimal

from words.eras import DATES, FiscalYear, dates_told, era_year
from words.message import Message
from words.zone import TOKYO

LANGUAGES = ("ja", "en")
AREAS = ("ward", "municipality", "area")
"""What the areas of a casebook are: wards of a city, one municipality without wards, or several or both."""
_areas: ContextVar[str] = ContextVar("areas", default=AREAS[0])
_OF_AREAS = "areas"
FOLDER = Path(__file__).parent / "catalogue"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return all sentences, code -> language -> template; the files are read once.

    A file's tables and dotted keys make the code: ``[import]`` and ``new.ja`` the Japanese of ``import.new``.

    Raises
    ------
    ValueError
        If two topics say one code, or a sentence lacks a language.
    """
    said: dict[str, Mapping[str, str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for code, texts in _sentences(tomllib.loads(path.read_text(encoding="utf-8"))):
            if code in said or texts.keys() != set(LANGUAGES):
                raise ValueError(f"{path.name}: {code}")
            said[code] = texts
    return MappingProxyType(said)


def _sentences(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the codes of a table: one may be a sentence and the beginning of others."""
    if texts := {name: text for name, text in table.items() if isinstance(text, str)}:
        yield prefix, texts
    for name, inner in table.items():
        if isinstance(inner, Mapping):
            yield from _sentences(inner, f"{prefix}.{name}" if prefix else name)


def call_areas(kind: str) -> None:
    """From now on, in this thread or task, call areas what those of the casebook at hand are: one of `AREAS`.

    It is a trait of the casebook as the language is one of the reader: sentences say 区 only where there are wards,
    by ``{areas:区|市区町村|地域}``.
    """
    _areas.set(kind)


@contextmanager
def calling_areas(kind: str) -> Iterator[None]:
    """Call areas so inside; the headings of sheets, for one, are the same for everybody."""
    before = _areas.set(kind)
    try:
        yield
    finally:
        _areas.reset(before)


def say(what: Message | str, language: str, /, **params: object) -> str:
    """Return a message, or a code with its params, in a language.

    Raises
    ------
    KeyError
        If the catalogue does not hold the code, or the sentence asks for more than was given.
    """
    message = Message(what, params) if isinstance(what, str) else what
    return "".join(
        literal + ("" if name is None else _filled(name, message.params, forms, language))
        for literal, name, forms in _pieces(message.code, language)
    )


def known(code: str) -> bool:
    """Return whether the catalogue holds a code."""
    return code in catalogue()


def placeholders(code: str, language: str) -> frozenset[str]:
    """Return the names of the params that a sentence asks for."""
    return frozenset(name for _, name, _ in _pieces(code, language) if name not in {None, _OF_AREAS})


@cache
def _pieces(code: str, language: str) -> tuple[tuple[str, str | None, str], ...]:
    """Take a template apart: literal text, then a placeholder's name and its two forms of a word, if any."""
    template = catalogue()[code][language]
    return tuple((literal, name, forms or "") for literal, name, forms, _ in Formatter().parse(template))


def _filled(name: str, params: Mapping[str, object], forms: str, language: str) -> str:
    """Write a param; or, as in ``{count} {count:day|days}``, the word that goes with its number.

    Which of the two goes with it is the language's own plural rule (Unicode CLDR, by Babel). ``{areas:…|…|…}`` is no
    param: it gives the word for what the areas are.
    """
    if name == _OF_AREAS:
        return forms.split("|")[AREAS.index(_areas.get())]
    value = params[name]
    if not forms:
        return show(value, language)
    singular, plural = forms.split("|")
    return singular if isinstance(value, int) and Locale(language).plural_form(value) == "one" else plural


def show(value: object, language: str) -> str:
    """Write a value as people read it: dates and numbers by the language, several in a line, None as unknown."""
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, tuple):
        return join((show(one, language) for one in value), language)
    if isinstance(value, FiscalYear):
        return value.told(language)
    if value is None:
        return ("不明", "unknown")[LANGUAGES.index(language)]
    if isinstance(value, bool):
        return (("×", "○"), ("no", "yes"))[LANGUAGES.index(language)][value]
    if isinstance(value, date | int):
        return _written(value, language, dates_told() if language == "ja" else DATES[0])
    return str(value)


@lru_cache(maxsize=20_000)
def _written(value: date | int, language: str, dates: str) -> str:
    """Write a date, an instant to the minute or a number by the language; a list says the same ones again and again."""
    if isinstance(value, datetime):
        here, whole = value.astimezone(TOKYO), str(get_datetime_format("medium", locale=language))
        clock = format_time(here, "short", tzinfo=TOKYO, locale=language)
        return whole.format(clock, _day(here.date(), language, dates))
    if isinstance(value, date):
        return _day(value, language, dates)
    return str(format_decimal(value, locale=language))


def _day(day: date, language: str, dates: str) -> str:
    """Write a day as the language does, or with the era's year, as one of `DATES` says; as usual before there were eras."""
    written = str(format_date(day, "medium", locale=language))
    year = "" if dates == "calendar" else era_year(day)
    if year and dates == "era":
        return f"{year}年{day.month}月{day.day}日"
    return written.replace(str(day.year), f"{day.year}（{year}）", 1) if year else written


def join(parts: Iterable[str], language: str) -> str:
    """Line up the parts of a list as the language does: 、 or a comma."""
    return ("、", ", ")[LANGUAGES.index(language)].join(parts)


def pair(label: str, value: str, language: str) -> str:
    """Put a label before its value."""
    return f"{label}{('：', ': ')[LANGUAGES.index(language)]}{value}"


def aside(text: str, more: str, language: str) -> str:
    """Put something more behind a text, in brackets."""
    opening, closing = (("（", "）"), (" (", ")"))[LANGUAGES.index(language)]
    return f"{text}{opening}{more}{closing}"


def service(code: str, name: str, language: str) -> str:
    """Name a service: its own Japanese name, or in English what is known of it."""
    return say(f"service.{code}", language) if language == "en" and known(f"service.{code}") else name
