"""What a paper is made of: blocks in an order, the same for a PDF and for a file that is edited on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | None
"""None is unknown, and said so."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 or 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph; its line breaks stay."""

    text: str


@dataclass(frozen=True)
class Lines:
    """A list, a point a line."""

    items: Sequence[str]


LABEL_SHARE = 0.28
"""The share of the width that the labels of facts have."""


@dataclass(frozen=True)
class Facts:
    """Labels and what is known of each; of None nothing is known, and there is room to write."""

    rows: Sequence[tuple[str, str | None]]


@dataclass(frozen=True)
class Grid:
    """A table whose heads stand again on every page.

    Parameters
    ----------
    numeric
        Columns of numbers, from 0: they stand at the right.
    widths
        Of the columns, in any unit; without them each is as wide as what stands in it asks for.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    note: str = ""
    numeric: frozenset[int] = frozenset()
    widths: Sequence[float] | None = None


@dataclass(frozen=True)
class Picture:
    """A drawing, and in words what is seen on it."""

    svg: bytes
    alt: str
    width_mm: float


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a page of its own."""


Block: TypeAlias = Heading | Text | Lines | Facts | Grid | Picture | PageBreak


@dataclass(frozen=True)
class Document:
    """A paper of A4.

    Parameters
    ----------
    about
        The lines beneath the title, and at the foot of each page: place, day, who made it.
    """

    title: str
    about: Sequence[str]
    blocks: Sequence[Block]
    language: str = "ja"
    landscape: bool = False

    @property
    def foot(self) -> str:
        """What stands at the foot of each page."""
        return "　".join((self.title, *self.about))


def texts(document: Document) -> dict[str, str]:
    """Return what is written, by where it stands: under the label, the head of a column, the heading before it."""
    found: dict[str, list[str]] = {document.title: [document.title, *document.about]}
    place = document.title
    for block in document.blocks:
        match block:
            case Heading(text):
                place = text
                found.setdefault(place, []).append(text)
            case Text(text):
                found.setdefault(place, []).append(text)
            case Lines(items):
                found.setdefault(place, []).extend(items)
            case Facts(rows):
                for label, value in rows:
                    found.setdefault(label, []).extend((label, value or ""))
            case Grid():
                found.setdefault(place, []).extend((block.caption, block.note, *block.heads))
                for row in block.rows:
                    for head, cell in zip(block.heads, row, strict=True):
                        found.setdefault(head, []).append("" if cell is None else str(cell))
            case Picture():
                found.setdefault(place, []).append(block.alt)
    return {where: "\n".join(parts) for where, parts in found.items()}


def cell_text(cell: Cell, unknown: str) -> str:
    """Return what a cell says, a number with its thousands apart."""
    if cell is None:
        return unknown
    return f"{cell:,}" if isinstance(cell, int) else cell


def shares(grid: Grid, unknown: str) -> list[float]:
    """Return the share of the width that each column has, of 1."""
    widths = grid.widths or [
        min(max(_wide(head, *(unknown if row[at] is None else str(row[at]) for row in grid.rows)), 4), 40)
        for at, head in enumerate(grid.heads)
    ]
    return [width / sum(widths) for width in widths]


def _wide(*cells: str) -> float:
    """Return the width of the widest line, in kanji."""
    return max(sum(0.55 if ord(one) < 0x2000 else 1 for one in line) for cell in cells for line in cell.split("\n"))
