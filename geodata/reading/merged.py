"""Cells that a workbook made one: filled over the rows they cover, or told where it is not clear what they mean."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from geodata.findings import Finding
from geodata.reading.workbooks import Merged
from words.message import Message

_SHOWN = 20


def fill(
    name: str, rows: Mapping[int, list[str]], merged: Sequence[Merged], read: Collection[int]
) -> tuple[dict[int, str], list[Finding]]:
    """Write what a merged cell says into every row that it covers.

    Parameters
    ----------
    name
        Of the file, for the note.
    rows
        The rows below the headings by their number; they are changed. A row that is blank but for merged cells is
        none: a row that is twice as high as others stays one.
    merged
        The merged cells of the sheet.
    read
        The columns that somebody reads; in others cells may be merged as they like.

    Returns
    -------
    unclear, notes
        The rows in which a cell lies across several columns, each with that cell's name: nobody knows to which of them
        its value belongs. The note names the cells that were filled.
    """
    last = max(rows, default=0)
    unclear: dict[int, list[str]] = defaultdict(list)
    filled = []
    for cell in sorted(merged, key=lambda one: (one.left, one.top)):
        covered = [number for number in range(cell.top, min(cell.bottom, last) + 1) if number in rows]
        text = _at(rows.get(cell.top, ()), cell.left)
        columns = [column for column in read if cell.left <= column <= cell.right]
        if not text.strip() or not columns:
            continue
        if columns != [cell.left]:
            for number in covered:
                unclear[number].append(cell.name)
        elif len(covered) > 1:
            for number in covered:
                row = rows[number]
                row += [""] * (cell.left + 1 - len(row))
                row[cell.left] = text
            filled.append(cell.name)
    notes = []
    if filled:
        message = Message("sheet.merged_filled", {"cells": _listed(filled)})
        notes.append(Finding(name, None, None, None, message, "note"))
    return {number: _listed(cells) for number, cells in unclear.items()}, notes


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _listed(names: Sequence[str]) -> str:
    return "、".join([*names[:_SHOWN], "…"] if len(names) > _SHOWN else names)
