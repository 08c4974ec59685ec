"""Finding people, facilities and what the registers hold by a name, its reading, a year of birth, a number, a telephone.

However it is typed. People are found by the names and numbers of their families, too.

Sealed names are found by parts of them in what the reader was given anyway, opened; the casebook's index knows only whole words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from casebook.book import Casebook
from casebook.records import ContactPerson, Facility, Person, SupportTeamMember
from casebook.records.base import require
from casebook.vault.names import folded
from desk.period import fiscal_year
from desk.search.registers import Registered, read_registers
from geodata.text import dashes_alike, tidy
from words.eras import ERAS, FiscalYear

R = TypeVar("R")

MOST = 8
"""So many of each are shown; whoever finds more says more."""
LEAST_FIGURES = 4
"""Fewer figures than these are no part of a telephone or office number."""
LETTERS = {"令和": "r", "平成": "h", "昭和": "s", "大正": "t"}
"""Of the eras in which somebody may have been born."""
_NUMBER = re.compile(r"[+()\d-]+")
_NO_FIGURE = re.compile(r"\D+")
_JOINED = re.compile(r"[\s・.-]+")


@dataclass(frozen=True)
class Found:
    """What was found, the nearest to what was typed first.

    Attributes
    ----------
    left_out
        How many more there are of all.
    """

    people: tuple[Person, ...] = ()
    facilities: tuple[Facility, ...] = ()
    registered: tuple[Registered, ...] = ()
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many were found."""
        return len(self.people) + len(self.facilities) + len(self.registered) + self.left_out


@dataclass(frozen=True)
class _Entry(Generic[R]):
    """One of those to be found.

    Attributes
    ----------
    names
        As they are compared, each as it is written and without what parts its words.
    years
        Ways of writing the year of birth.
    numbers
        Figures of numbers, parted by blanks.
    about
        What narrows down, and finds nothing alone.
    newest
        Of those that fit as well the last comes first, where they are of a day: less than zero, the less the newer.
    """

    record: R
    key: int
    names: tuple[str, ...]
    years: frozenset[str]
    numbers: str
    about: tuple[str, ...] = ()
    newest: int = 0


@dataclass(frozen=True)
class Directory:
    """Whom and what a reader may find, with all by which they are found; made once and asked again and again."""

    people: tuple[_Entry[Person], ...]
    facilities: tuple[_Entry[Facility], ...]
    registered: tuple[_Entry[Registered], ...]

    def find(self, text: str, most: int = MOST) -> Found:
        """Return those of whom each word of a text is part of a name, is the year of birth, or is part of a number.

        Of what the registers hold some words may be of what it is about, or of when it was.
        """
        whole, words = spelled(text), spelled(text).split()
        if not words:
            return Found()
        people, facilities = _found(self.people, whole, words), _found(self.facilities, whole, words)
        registered = _found(self.registered, whole, words)
        left = sum(max(0, len(some) - most) for some in (people, facilities, registered))
        return Found(tuple(people[:most]), tuple(facilities[:most]), tuple(registered[:most]), left)


def search(book: Casebook, text: str, most: int = MOST) -> Found:
    """Return whom and what the casebook's actor may see and means by a text."""
    return read_directory(book).find(text, most)


def read_directory(book: Casebook) -> Directory:
    """Return whom and what the casebook's actor may find."""
    telephones: dict[int, list[str]] = {}
    for member in book.all(SupportTeamMember):
        if member.contact:
            telephones.setdefault(member.person_id, []).append(member.contact)
    called: dict[int, list[str]] = {}
    for relative in book.all(ContactPerson):
        if relative.phone:
            telephones.setdefault(relative.person_id, []).append(relative.phone)
        if relative.full_name:
            called.setdefault(relative.person_id, []).append(relative.full_name)
    everyone = {require(one.id): one for one in book.all(Person)}
    people = (
        _Entry(
            one,
            key,
            _names(one.code_name, one.real_name, one.kana, *called.get(key, ())),
            _years(one.born_on.year if one.born_on else one.birth_year),
            _figures(telephones.get(key, ())),
        )
        for key, one in everyone.items()
    )
    facilities = (
        _Entry(
            one,
            require(one.id),
            _names(one.name, one.name_kana),
            frozenset[str](),
            _figures((one.office_number, one.phone)),
        )
        for one in book.all(Facility)
    )
    registered = (
        _Entry(
            one,
            one.key,
            _names(*one.names),
            frozenset[str](),
            _figures(one.numbers),
            (*_names(*one.about), *_when(one.day)),
            -one.day.toordinal() if one.day else 0,
        )
        for one in read_registers(book, everyone)
    )
    return Directory(tuple(people), tuple(facilities), tuple(registered))


def spelled(text: str) -> str:
    """Return a text as it is compared: as names are folded, every dash as one."""
    return folded(dashes_alike(tidy(text)))


def _names(*names: str | None) -> tuple[str, ...]:
    spellings = [spelled(name) for name in names if name]
    return tuple(dict.fromkeys(form for one in spellings for form in (one, _JOINED.sub("", one)) if form))


@cache
def _years(year: int | None) -> frozenset[str]:
    """Return how the year of a birth is written: 1961, 1961年, 昭和36, 昭和36年, S36; the last year of an era as either."""
    if year is None:
        return frozenset()
    written = {str(year), f"{year}年"}
    after = 10_000
    for first, era in ERAS:
        if (letter := LETTERS.get(era)) is None:
            continue
        before = first.year - 1
        if before < year <= after:
            spoken = {str(year - before), *(("元",) if year == before + 1 else ())}
            written |= {f"{letter}{year - before}", *(f"{era}{one}{end}" for one in spoken for end in ("", "年"))}
        after = before + 1
    return frozenset(written)


def _when(day: date | None) -> tuple[str, ...]:
    """Return how the year and the fiscal year of a day are written."""
    return () if day is None else (*sorted(_years(day.year)), FiscalYear(fiscal_year(day)).told("ja"))


def _figures(numbers: Iterable[str | None]) -> str:
    return " ".join(_NO_FIGURE.sub("", tidy(one)) for one in numbers if one)


def _found(entries: Sequence[_Entry[R]], whole: str, words: Sequence[str]) -> list[R]:
    asked = [(word, _part_of_number(word)) for word in words]
    found = [
        one
        for one in entries
        if all(_fits(one, word, figures) or any(word in name for name in one.about) for word, figures in asked)
        and (not one.about or any(_fits(one, word, figures) for word, figures in asked))
    ]
    joined = _JOINED.sub("", whole)

    def rank(one: _Entry[R]) -> tuple[int, int, tuple[str, ...], int]:
        return _distance(one, joined), one.newest, one.names[:1], one.key

    return [one.record for one in sorted(found, key=rank)]


def _part_of_number(word: str) -> str | None:
    """Return the figures of a word that may be part of a telephone or office number."""
    figures = _NO_FIGURE.sub("", word)
    return figures if _NUMBER.fullmatch(word) and len(figures) >= LEAST_FIGURES else None


def _fits(one: _Entry[R], word: str, figures: str | None) -> bool:
    return (
        any(word in name for name in one.names) or word in one.years or (figures is not None and figures in one.numbers)
    )


def _distance(one: _Entry[R], joined: str) -> int:
    """Return 0 where a name is what was typed, 1 where one begins so, 2 elsewhere."""
    if joined in one.names:
        return 0
    return 1 if any(name.startswith(joined) for name in one.names) else 2
