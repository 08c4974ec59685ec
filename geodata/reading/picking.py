"""Which sheets of a workbook are read, and what is said of those that are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.findings import Finding, unreadable
from geodata.reading.headings import LOOKED_AT, Heading, Headings, find_heading, first_heading
from geodata.reading.workbooks import Grid, Workbook
from geodata.text import tidy
from words.message import Message

# A sheet with this many of the headings is one of those meant, even if another has twice as many.
_ENOUGH = 3
_EXAMPLE = re.compile(r"記入例|入力例|記載例|見本|サンプル|example|sample", re.IGNORECASE)


@dataclass(frozen=True)
class Picked:
    """A sheet that is read, and where its headings stand."""

    title: str
    heading: Heading


def pick(book: Workbook, wanted: Headings, *, every: bool) -> tuple[list[Picked], list[Finding]]:
    """Pick the sheets to read, at least one: `every` one that fits, or the one that fits best; say which.

    Raises
    ------
    UnreadableFile
        Every sheet is blank, or those that fit are hidden, or of several none fits.
    """
    grids = [grid for grid in book.heads(LOOKED_AT) if grid.rows]
    if not grids:
        raise unreadable(book.name, "table.no_header")
    shown, hidden = [grid for grid in grids if grid.shown], [grid for grid in grids if not grid.shown]
    examples = [grid for grid in shown if _EXAMPLE.search(grid.title)]
    meant = [grid for grid in shown if grid not in examples]
    picked = _fitting(meant, wanted, every=every) or _fitting(examples, wanted, every=every)
    if not picked:
        if _fitting(hidden, wanted, every=every) or not shown:
            raise unreadable(book.name, "sheet.only_hidden", sheets=_listed(hidden))
        if len(shown) > 1:
            columns = "、".join(wanted.required or wanted.names[:_ENOUGH])
            raise unreadable(book.name, "sheet.none_fits", sheets=_listed(shown), columns=columns)
        heading = first_heading(shown[0].rows)
        assert heading is not None  # noqa: S101 - a sheet with rows has a first one
        picked = [Picked(shown[0].title, heading)]
    return picked, _notes(book.name, picked, shown, hidden, wanted)


def _fitting(grids: Sequence[Grid], wanted: Headings, *, every: bool) -> list[Picked]:
    if not wanted.names:
        tables = [Picked(grid.title, heading) for grid in grids if (heading := first_heading(grid.rows))]
        with_rows = [one for one, grid in zip(tables, grids, strict=True) if list(grid.rows)[-1] > one.heading.last]
        return (with_rows or tables)[:1]
    found = [Picked(grid.title, heading) for grid in grids if (heading := find_heading(grid.rows, wanted))]
    fitting = [one for one in found if wanted.fit(one.heading.names)]
    most = max((one.heading.found for one in fitting), default=0)
    if not every:
        return [one for one in fitting if one.heading.found == most][:1]
    return [one for one in fitting if one.heading.found >= min(_ENOUGH, most) or 2 * one.heading.found >= most]


def _notes(
    name: str, picked: Sequence[Picked], shown: Sequence[Grid], hidden: Sequence[Grid], wanted: Headings
) -> list[Finding]:
    """Say which sheets were read and which were not; one that explains the columns need not be spoken of."""
    read = {one.title for one in picked}
    others = [grid for grid in shown if grid.title not in read and not _explains(grid, wanted)]
    said = []
    if others or hidden or len(read) > 1:
        said.append(Message("sheet.sheets_read", {"sheets": "、".join(one.title for one in picked)}))
    if others:
        said.append(Message("sheet.others_not_read", {"sheets": _listed(others)}))
    if hidden:
        said.append(Message("sheet.hidden_not_read", {"sheets": _listed(hidden)}))
    return [Finding(name, None, None, None, message, "note") for message in said]


def _explains(grid: Grid, wanted: Headings) -> bool:
    """Say whether a sheet lists the headings below each other, as that of a template does which explains them."""
    first = [tidy(row[0]) for row in list(grid.rows.values())[1:]]
    return len(first) > 1 and 2 * sum(cell in wanted.names for cell in first) > len(first)


def _listed(grids: Sequence[Grid]) -> str:
    return "、".join(grid.title for grid in grids)
