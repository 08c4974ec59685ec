"""In which row the headings of a table stand, below a title or in two rows, and which of those wanted are there."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from geodata.text import tidy, unescaped

LOOKED_AT = 20
"""How many rows of a sheet are looked at for its headings."""
_BLANKS = re.compile(r"\s+")
# 「仮名*」, 「区（必須）」: a mark of what must be filled in is no part of the name.
_MARKED = re.compile(r"^[*※★●]+|[*※★●]+$|[(\[【〔](?:必須|任意|必ず記入|required|optional)[)\]】〕]", re.IGNORECASE)


@dataclass(frozen=True)
class Headings:
    """The headings by which a sheet is known: `required` must all be there, and one of `telling`, if there are any.

    `also` are other words for some of them, by which they were called before.
    """

    names: tuple[str, ...]
    required: Collection[str] = ()
    telling: Collection[str] = ()
    also: Mapping[str, str] = field(default_factory=dict)

    def fit(self, header: Collection[str]) -> bool:
        """Say whether a sheet with this header is one of those meant."""
        return (
            any(name in header for name in self.names)
            and all(name in header for name in self.required)
            and (not self.telling or any(name in header for name in self.telling))
        )


@dataclass(frozen=True)
class Heading:
    """The headings of one sheet: the rows in which they stand, from `first` to `last`, and their names by column."""

    first: int
    last: int
    names: list[str]
    found: int


def find_heading(rows: Mapping[int, Sequence[str]], wanted: Headings) -> Heading | None:
    """Find the row, or the two rows, with most of the wanted headings; None where there are none.

    A later row than the first must have two of them, or nothing else: a list of choices may hold a heading's word.
    """
    known = {_key(name): name for name in wanted.names} | {_key(other): name for other, name in wanted.also.items()}
    numbers = list(rows)[:LOOKED_AT]
    best: Heading | None = None
    for number in numbers:
        names = _named(rows[number], known)
        found = _found(names, known)
        filled = sum(bool(name) for name in names)
        if found and (number == numbers[0] or found > 1 or filled == found) and (not best or found > best.found):
            best = Heading(number, number, names, found)
    for above, below in pairwise(numbers):
        names = _joined(rows[above], rows[below], known)
        found = _found(names, known)
        if below == above + 1 and found > (best.found if best else 1):
            best = Heading(above, below, names, found)
    return best


def first_heading(rows: Mapping[int, Sequence[str]]) -> Heading | None:
    """Find the headings of a sheet of which nothing is known: the first row that is about as wide as the sheet."""
    looked_at = list(rows.items())[:LOOKED_AT]
    widest = max((_filled(row) for _, row in looked_at), default=0)
    for number, row in looked_at:
        if 2 * _filled(row) > widest:
            return Heading(number, number, [tidy(unescaped(name)) for name in row], 0)
    return None


def _filled(row: Iterable[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _key(name: str) -> str:
    return _BLANKS.sub("", tidy(name))


def _name(cell: str, known: Mapping[str, str]) -> str:
    """Return the wanted heading that a cell means, else the cell."""
    text = tidy(unescaped(cell))
    key = _key(text)
    return known.get(key) or known.get(_MARKED.sub("", key)) or text


def _named(row: Sequence[str], known: Mapping[str, str]) -> list[str]:
    return [_name(cell, known) for cell in row]


def _joined(above: Sequence[str], below: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Return the names of headings in two rows: 「受入れ」 over 「身体障害」 is 「受入れ：身体障害」."""
    names, group = [], ""
    for column in range(max(len(above), len(below))):
        over, under = (tidy(unescaped(row[column])) if column < len(row) else "" for row in (above, below))
        group = over or group
        both = _name(f"{group}:{under}", known)
        wanted = (
            [both, _name(f"{group}{under}", known), _name(under, known), _name(over, known)]
            if under
            else [_name(over, known)]
        )
        names.append(next((name for name in wanted if _key(name) in known), under or over))
    return names


def _found(names: Sequence[str], known: Mapping[str, str]) -> int:
    return len({name for name in names if name and _key(name) in known})
