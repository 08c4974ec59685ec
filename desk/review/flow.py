"""The flow of where people lived before an emergency stay and after it, as a drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.sax.saxutils import escape

from desk.documents import INK, SHADES
from desk.review.table import TOTAL, ReviewTable
from desk.review.wording import column_word, row_word
from desk.typeface import NAME

WIDTH, BAR, LABEL, GAP, LINE = 640, 14, 190, 8, 18
NARROW = 360
"""The width for a telephone, on which words stand above their bars instead of beside them."""
TALLEST, OF_ONE = 400, 10
"""How tall all bars of a side are together at most, and how tall one stay is at most, in pixels."""


@dataclass(frozen=True)
class _Side:
    """The bars of a side, from the top.

    Attributes
    ----------
    counts, words
        By bar.
    per
        The height of one that is counted.
    above
        Whether what a bar is stands above it, and not beside it.
    """

    counts: Mapping[str, int]
    words: Mapping[str, str]
    per: float
    above: bool = False

    @cached_property
    def tops(self) -> dict[str, float]:
        """Return where each bar begins."""
        tops, at = {}, float(GAP)
        for name in self.counts:
            tops[name] = at + LINE * self.above
            at += self.room(name)
        return tops

    @property
    def height(self) -> float:
        """Return how tall the side is."""
        return GAP + sum(map(self.room, self.counts))

    def room(self, name: str) -> float:
        """Return how much a bar takes up with its line of text."""
        tall = self.counts[name] * self.per
        return (LINE + tall if self.above else max(LINE, tall)) + GAP

    def bars(self, x: int, text_x: int, anchor: str) -> Iterator[str]:
        """Yield the bars, each with what it is and how many it counts."""
        for name, top in self.tops.items():
            tall = self.counts[name] * self.per
            yield f'<rect x="{x}" y="{top:.1f}" width="{BAR}" height="{tall:.1f}" fill="{INK}"/>'
            line, said = top - 4 if self.above else top + max(LINE, tall) / 2 + 4, self.words[name]
            look = f'x="{text_x}" y="{line:.1f}" text-anchor="{anchor}"'
            text = f"{escape(said)} {self.counts[name]}</text>"
            if self.above:  # bands may run beneath it
                yield f'<text {look} stroke="#ffffff" stroke-width="4" stroke-linejoin="round">{text}'
            yield f'<text {look} fill="{INK}">{text}'


def drawn_flow(table: ReviewTable, language: str, *, narrow: bool = False) -> str:
    """Return bands from the rows of a table to its columns, each as thick as it counts, as SVG; a narrow one for telephones."""
    cells = {(row, one): table.counts[row, one] or 0 for row in table.rows for one in table.columns if one != TOTAL}
    rows = {row: sum(count for (at, _), count in cells.items() if at == row) for row in table.rows}
    columns = {one: sum(count for (_, at), count in cells.items() if at == one) for one in table.columns}
    per = min(OF_ONE, TALLEST / max(1, sum(rows.values())))
    before = _Side(_some(rows), {row: row_word(table, row, language) for row in rows}, per, narrow)
    after = _Side(_some(columns), {one: column_word(table, one, language) for one in columns}, per, narrow)
    width, height = NARROW if narrow else WIDTH, round(max(before.height, after.height))
    left, right = (GAP + BAR, NARROW - GAP - BAR) if narrow else (LABEL, WIDTH - LABEL)
    drawn = [
        *_bands(cells, before, after, left, right),
        *(before.bars(left - BAR, GAP, "start") if narrow else before.bars(left - BAR, left - BAR - 6, "end")),
        *(after.bars(right, NARROW - GAP, "end") if narrow else after.bars(right, right + BAR + 6, "start")),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{NAME}, sans-serif" font-size="12"><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(drawn)}</svg>"
    )


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def _bands(cells: Mapping[tuple[str, str], int], before: _Side, after: _Side, x: int, to: int) -> Iterator[str]:
    """Yield the bands; each begins and ends where the one above it does."""
    begins, ends = dict(before.tops), dict(after.tops)
    middle = (x + to) // 2
    for at, row in enumerate(before.counts):
        shade = SHADES[at % len(SHADES)]
        for column in after.counts:
            if not (thick := cells[row, column] * before.per):
                continue
            top, end = begins[row], ends[column]
            begins[row], ends[column] = low, deep = top + thick, end + thick
            yield (
                f'<path d="M{x},{top:.1f} C{middle},{top:.1f} {middle},{end:.1f} {to},{end:.1f} V{deep:.1f} '
                f'C{middle},{deep:.1f} {middle},{low:.1f} {x},{low:.1f} Z" '
                f'fill="{shade}" fill-opacity="0.55" stroke="{shade}"/>'
            )
