"""The council's tables of consultation for plans, in words, and the paper that is made of them, as DOCX and as PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import CapacityCount, CapacityTarget, CorporationVisit
from desk.capacity.counts import MEASURES, figures, read_counts, told_figure
from desk.capacity.targets import Gap, gaps, read_targets
from desk.capacity.visits import asked_in, by_code, corporations
from desk.documents import MAKERS, Block, Cell, Document, Grid, Heading, Lines, Text
from desk.period import fiscal_year, span
from words.eras import FiscalYear
from words.say import pair, say, show

BESIDE = 6
"""So many counts, the last ones, stand beside each other."""
Table = tuple[list[str], list[list[Cell]]]
"""Heads, and rows in words; None is unknown."""


@dataclass(frozen=True)
class Capacity:
    """What the paper of a fiscal year tells.

    Attributes
    ----------
    counts
        Until the year's end, the last ones.
    target
        The next one that is aimed at, from the year's end on; else the last before it.
    visits
        Of the year; None where they are not the reader's to know.
    """

    year: int
    counts: tuple[CapacityCount, ...]
    target: CapacityTarget | None
    visits: tuple[CorporationVisit, ...] | None


def read_capacity(book: Casebook, today: date) -> Capacity:
    """Return what the paper of this fiscal year tells, as far as the reader may know it."""
    year = fiscal_year(today)
    end = span(year)[1]
    aims = read_targets(book)[::-1]
    target = next((one for one in aims if one.for_on >= end), aims[-1] if aims else None)
    visits = tuple(asked_in(book.all(CorporationVisit), span(year))) if book.sees(CorporationVisit) else None
    until = [one for one in read_counts(book) if one.counted_on <= end]
    return Capacity(year, tuple(until[-BESIDE:]), target, visits)


def table_of_counts(among: Sequence[CapacityCount], language: str) -> Table:
    """Return a row a measure and a column a count, the last ones."""
    beside = among[-BESIDE:]
    found = [figures(one) for one in beside]
    heads = [say("capacity.measure", language), *(show(one.counted_on, language) for one in beside)]
    return heads, [[say(f"field.{name}", language), *(_told(name, one[name]) for one in found)] for name in MEASURES]


def table_of_gaps(found: Iterable[Gap], language: str) -> Table:
    """Return a row a measure that is aimed at: the aim, what was counted, and the difference."""
    heads = [say(f"capacity.column.{name}", language) for name in ("measure", "aim", "reached", "difference")]
    rows: list[list[Cell]] = [
        [
            say(f"field.{one.measure}", language),
            _told(one.measure, one.aim),
            _told(one.measure, one.reached),
            None if one.difference is None else told_figure(one.measure, one.difference, signed=True),
        ]
        for one in found
    ]
    return heads, rows


def table_of_corporations(visits: Iterable[CorporationVisit], language: str) -> Table:
    """Return how many corporations were visited, by what they run and by what came of it; a kind without any is left out."""
    found = corporations(visits)
    heads = [say(f"capacity.column.{name}", language) for name in ("what", "corporations")]
    kinds = by_code(v.CORPORATION_KINDS, (one.kind for one in found))
    results = by_code(v.CORPORATION_RESULTS, (one.result for one in found))

    def row(field: str, code: str | None, count: int) -> list[Cell]:
        word = show(None, language) if code is None else say(f"corporation_{field}.{code}", language)
        return [pair(say(f"field.{field}", language), word, language), count]

    return heads, [
        [say("capacity.all_corporations", language), len(found)],
        *(row("kind", code, count) for code, count in kinds.items() if count),
        *(row("result", code, count) for code, count in results.items()),
    ]


def paper(capacity: Capacity, language: str, today: date) -> Document:
    """Return the paper: the counts, the target with the gap to it, the corporations that were visited, what they said."""
    blocks: list[Block] = [Heading(say("capacity.view_trend", language), 2), Text(say("capacity.trend_hint", language))]
    blocks.append(_grid(table_of_counts(capacity.counts, language)))
    if capacity.target is not None:
        count, found = gaps(capacity.target, capacity.counts)
        said = "capacity.no_count_yet" if count is None else "capacity.counted_last"
        day = None if count is None else count.counted_on
        blocks += [
            Heading(say("capacity.target_for", language, day=capacity.target.for_on), 2),
            Text(say(said, language, day=day)),
            _grid(table_of_gaps(found, language)),
        ]
    if capacity.visits:
        blocks += [Heading(say("capacity.corporations", language), 2), Text(say("capacity.visits_hint", language))]
        blocks.append(_grid(table_of_corporations(capacity.visits, language)))
        if said_there := [one.opinions for one in capacity.visits if one.opinions]:
            blocks += [Heading(say("field.opinions", language), 2), Lines(said_there)]
    title = say("capacity.title", language, year=FiscalYear(capacity.year))
    return Document(title, [say("capacity.made", language, day=today)], blocks, language)


def _grid(table: Table) -> Grid:
    heads, rows = table
    return Grid(heads, rows, numeric=frozenset(range(1, len(heads))))


def _told(measure: str, value: int | None) -> str | None:
    return None if value is None else told_figure(measure, value)


def made(form: str, capacity: Capacity, language: str, today: date) -> bytes:
    """Return the paper in one of `desk.documents.FORMS`."""
    return MAKERS[form](paper(capacity, language, today))
