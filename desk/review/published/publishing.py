"""A fiscal year's review for publication: which figures are hidden, so that all papers published so far keep each small count.

Only fiscal years that are over are published: years never overlap, so that no two papers tell of parts of one another.
What papers before told of a year is repeated as they told it, whatever was recorded since.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from casebook import vocabulary as v
from casebook.book import Casebook
from desk.capacity import RATES
from desk.errors import DeskError
from desk.period import Dates, fiscal_year, span
from desk.publication import HIDDEN, Figure, Protected, Published, Told, withhold
from desk.review import prevention
from desk.review.capacity import following
from desk.review.groups import GROUPS, coarser, group_of
from desk.review.published.relations import DAYS, OPEN, OPEN_TABLES, Key, Relations, relate, with_totals
from desk.review.records import ReviewRecords, read_records
from desk.review.review import TABLES, Review, Withheld
from desk.review.table import TOTAL, Cell, ReviewTable
from desk.review.wording import compared
from desk.ward_sheet import IDENTIFIED, STAYS, whole_told

COSTS = {0: 1, 1: 10, 2: 100}
"""What hiding a figure costs, by whether its row and its column are totals; figures by themselves stand in sentences."""
FOLLOWING = frozenset(("capacity", rate) for rate in RATES)
"""Tables and rows of what is worked out from figures of the same table: it is told only where all of them are."""
Tables = Mapping[str, ReviewTable]


def published_year(days: Dates, today: date) -> int:
    """Return the fiscal year of a period that may be published.

    Raises
    ------
    DeskError
        If the period is no whole fiscal year, or it is not over.
    """
    year = fiscal_year(days[0])
    if days != span(year) or days[1] >= today:
        raise DeskError("review.not_to_publish", first=days[0], last=days[1])
    return year


def read_published(book: Casebook, days: Dates, today: date, limit: int, told: Mapping[Key, Told]) -> Review:
    """Count a fiscal year for publication, as `publish`.

    Parameters
    ----------
    book
        Of whoever may be told figures of everybody.
    """
    year, records = published_year(days, today), read_records(book)
    sheets = from_sheets(whole_told(book.opened_for(book.for_figures())), records)
    return publish(records, year, limit, told, sheets)


@dataclass(frozen=True)
class Sheets:
    """What ward sheets tell of the whole city that the review tells too.

    Attributes
    ----------
    told
        Figures of the review that stand there, as they do.
    stays
        By fiscal year, how many stays of all kinds there were at published facilities.
    """

    told: Mapping[Key, Told] = field(default_factory=dict)
    stays: Mapping[int, int] = field(default_factory=dict)


NO_SHEETS = Sheets()


def from_sheets(whole: Mapping[tuple[str, int], float | str | None], records: ReviewRecords) -> Sheets:
    """Return what sheets tell of the whole city; of people identified, what was corrected since stands there alone.

    Parameters
    ----------
    whole
        By what is counted and fiscal year (`whole_told`).
    """
    told: dict[Key, Told] = {}
    for (code, year), figure in whole.items():
        if code == IDENTIFIED:
            now = prevention.table3(records, span(year)).sum("people")
            if isinstance(figure, str):
                told[year, "table3", TOTAL, "people"] = figure
            elif figure == now and now is not None:
                told[year, "table3", TOTAL, "people"] = now
    stays = {
        year: round(figure) for (code, year), figure in whole.items() if code == STAYS and isinstance(figure, float)
    }
    return Sheets(told, stays)


def publish(
    records: ReviewRecords, year: int, limit: int, told: Mapping[Key, Told], sheets: Sheets = NO_SHEETS
) -> Review:
    """Return the review of a fiscal year and the one before as everybody may read them.

    Parameters
    ----------
    limit
        The smallest count that is told, other than 0.
    told
        What reviews published before print, by key.
    """
    system = published_system(records, year, told, sheets)
    fine = system.fine
    told_of_year = {key[1:] for key in told if key[0] == year}
    published_before = any(name == "by_month" for name, *_ in told_of_year)
    gathered = {name for name in GROUPS if any((name, *cell) in told_of_year for cell in _groups(fine[year][name]))}
    may_gather = () if published_before else tuple(GROUPS)
    gathered |= {name for name in may_gather if _mostly(fine[year][name], _small(fine[year][name], limit))}
    protected = system.protected(gathered, limit)
    more = {
        name
        for name in may_gather
        if name not in gathered
        and _mostly(fine[year][name], {key[2:] for key in protected.marks if key[:2] == (year, name)})
    }
    if more:
        gathered |= more
        protected = system.protected(gathered, limit)
    tables, earlier = (
        {name: system.masked(one, name, gathered, protected) for name in fine[one]} for one in (year, year - 1)
    )
    shown = [*tables.values(), *earlier.values()]
    withheld = Withheld(
        limit,
        sum(len(table.marks) for table in shown),
        tuple(name for name in tables if name in gathered),
        tuple(name for name in tables if name in protected.unproven),
    )
    return Review(span(year), span(year)[1], span(year - 1), tables, earlier, withheld)


def published_system(
    records: ReviewRecords, year: int, told: Mapping[Key, Told], sheets: Sheets = NO_SHEETS
) -> "System":
    """Return the tables of a fiscal year, of the one before, and of all years that reviews told of."""
    years = sorted({year, year - 1, *(key[0] for key in told)})
    tables = {one: {table.name: table for table in (made(records, span(one)) for made in TABLES)} for one in years}
    there = {key: figure for key, figure in sheets.told.items() if key[0] in years}
    return System(_aligned(tables), year, records.rooms, {**there, **told}, sheets)


@dataclass(frozen=True)
class System:
    """The tables of all years of which any paper tells.

    Attributes
    ----------
    told
        What any paper tells of them, be it a review or a ward sheet.
    """

    fine: Mapping[int, Tables]
    year: int
    rooms: int | None
    told: Mapping[Key, Told]
    sheets: Sheets = NO_SHEETS

    def protected(self, gathered: Iterable[str], limit: int) -> Protected[Key]:
        """Return what must be hidden if some tables are gathered in groups."""
        return withhold(self.published(gathered), limit, lambda key: key[1])

    def published(self, gathered: Iterable[str]) -> Published[Key]:
        """Return all that is on papers or can be worked out from them, if some tables are gathered in groups."""
        gathered = set(gathered)
        relations = Relations({})
        for year, tables in self.fine.items():
            for name, table in tables.items():
                self._enter(relations, year, table, coarse=name in gathered)
            relate(relations, year, tables, self.rooms)
            if year in self.sheets.stays:
                kinds = [(year, STAYS, kind, "stays") for kind in v.STAY_KINDS]
                relations.told_elsewhere("sheets", self.sheets.stays[year], kinds)
        as_of = [(year, tables["capacity"]) for year, tables in self.fine.items()]
        for (one, then), (other, now) in combinations(as_of, 2):
            if then.as_of is not None and then.as_of == now.as_of:
                for cell in then.counts:
                    relations.equal((one, "capacity", *cell), (other, "capacity", *cell))
        return Published(relations.figures, relations.sums, relations.same, self.told)

    def _enter(self, relations: Relations, year: int, table: ReviewTable, *, coarse: bool) -> None:
        """Enter the cells of a table that are on a paper, and those of which such a cell is the sum."""
        groups: dict[Cell, list[Cell]] = {}
        for cell in dict(with_totals(table)):
            groups.setdefault(group_of(table.name, cell), []).append(cell)
        of_groups = dict(with_totals(coarser(table))) if table.name in GROUPS else {}
        for group, cells in groups.items():
            whole = [group] != cells
            on_paper = self._on_paper(year, table, group, coarse or not whole)
            if whole and on_paper and (count := of_groups.get(group)) is not None:
                relations.figures[year, table.name, *group] = _figure(coarser(table), group, count, printed=True)
            for cell in cells:
                printed = self._on_paper(year, table, cell, not whole or not coarse)
                count = dict(with_totals(table))[cell]
                if count is not None and (printed or on_paper) and (table.name, cell[0]) not in FOLLOWING:
                    figure = _figure(table, cell, count, printed=printed)
                    secret = isinstance(self.sheets.told.get((year, table.name, *cell)), str)
                    relations.figures[year, table.name, *cell] = replace(figure, secret=secret)
            if whole:
                relations.add((year, table.name, *group), [(year, table.name, *cell) for cell in cells])

    def _on_paper(self, year: int, table: ReviewTable, cell: Cell, now: bool) -> bool:
        """Tell whether a cell stands on a paper: one that told it, or, if it may stand there, this one."""
        printed = year == self.year or (year == self.year - 1 and cell[1] in compared(table))
        return (year, table.name, *cell) in self.told or (now and printed)

    def masked(self, year: int, name: str, gathered: Iterable[str], protected: Protected[Key]) -> ReviewTable:
        """Return a table as it is printed: with its totals, what was told as it was told, and no records behind."""
        table = self.fine[year][name]
        table = coarser(table) if name in set(gathered) else table
        printed = table.columns if year == self.year else compared(table)
        counts: dict[Cell, int | None] = {}
        marks: dict[Cell, str] = {}
        for cell, count in with_totals(table):
            key = (year, name, *cell)
            told = self.told.get(key, protected.marks.get(key, count))
            if cell[1] not in printed:
                told = None
            counts[cell] = None if isinstance(told, str) else told
            if isinstance(told, str):
                marks[cell] = told
        rows = (*table.rows, TOTAL) if table.adds else table.rows
        shown = replace(table, rows=rows, counts=counts, marks=marks, behind={})
        if name != "capacity":
            return shown
        return following(
            shown, HIDDEN, {key[2:]: figure for key, figure in self.told.items() if key[:2] == (year, name)}
        )


def _figure(table: ReviewTable, cell: Cell, count: int, *, printed: bool) -> Figure:
    name, row = table.name, cell[0]
    is_open = name in OPEN_TABLES or ((name, row) in OPEN and cell[1] != "stayed_after")
    of_days = row in DAYS or cell[1] in DAYS
    behind = len(_behind(table, cell)) if of_days else 0
    return Figure(
        count, behind or None, open=is_open, printed=printed, cost=COSTS[cell.count(TOTAL) + (not table.adds)]
    )


def _behind(table: ReviewTable, cell: Cell) -> set[int]:
    """Return the records behind a cell, of a total those behind all of its rows."""
    rows = table.rows if cell[0] == TOTAL else (cell[0],)
    return {key for row in rows if (found := table.behind.get((row, cell[1]))) for key in found.keys}


def _aligned(tables: Mapping[int, Tables]) -> dict[int, Tables]:
    """Give each table the rows that it has in any of the years; in which nothing was counted, they are 0."""
    found: dict[int, Tables] = {}
    for year, of_year in tables.items():
        wide = {}
        for name, table in of_year.items():
            others = () if table.head == "month" or not table.adds else tuple(one[name] for one in tables.values())
            rows = tuple(dict.fromkeys(row for one in (table, *others) for row in one.rows))
            cells = {(row, column): table.counts.get((row, column), 0) for row in rows for column in table.columns}
            wide[name] = replace(table, rows=rows, counts=cells)
        found[year] = wide
    return found


def _groups(table: ReviewTable) -> set[Cell]:
    return {group for cell in table.counts if (group := group_of(table.name, cell)) != cell}


def _small(table: ReviewTable, limit: int) -> set[Cell]:
    return {cell for cell, count in table.counts.items() if count is not None and 0 < count < limit}


def _mostly(table: ReviewTable, hidden: Collection[Cell]) -> bool:
    """Tell whether more than half of the figures of a column other than 0 are hidden."""
    for column in table.columns:
        cells = [(row, column) for row in table.rows if table.counts[row, column]]
        if 2 * sum(cell in hidden for cell in cells) > len(cells):
            return True
    return False
