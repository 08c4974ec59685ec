"""A list whose rows open records: the one selection of a page. What is chosen, and the order, stand in the address."""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from desk.export import to_csv
from ui.components.listing.leading import follow, led_to, piece, query, taken_apart
from ui.components.mounted import mounted
from ui.components.records.address import ask_for, asked_number
from ui.components.text import one_way
from ui.context import Context, State
from ui.kept import kept
from ui.noted import download
from words.names import BEGIN, Named, unmarked

FEW = 10
"""So many rows are seen at a glance; more can be filtered."""
ORDER = "sort"
"""Under this the address says by which column a list is sorted, with a minus before its code from the last to the first."""
FIGURE = re.compile(r"[+\-−]?\d[\d,]*(\.\d+)?[%％]?")
"""A text that writes a number: 59.55, 3,051, +0.5, 12%."""
WORDS = ("filter", "pick", "open", "ticks", "tick", "of", "nothing", "copy", "copied", "not_copied")


@dataclass(frozen=True)
class Shown:
    """What a list shows in other words than it is sorted by."""

    text: str
    by: int | str | None


Cell = str | int | float | date | Named | Shown | tuple[Named, ...] | None
"""None is unknown, an empty text is nothing; names that are marked in a text lead to their pages."""
KeptRows = Mapping[int, Sequence[Cell]]
"""All rows of a list by id, as they are kept under a page's state and language: they depend on nothing else."""
Pages = Mapping[str, tuple[str, Sequence[int | None]]]
"""To which page the names in a column lead, by its head, and the id in each row."""


def of_frame(frame: pd.DataFrame, named: Pages) -> tuple[dict[str, str], list[list[Cell]]]:
    """Return the columns and rows of a table that was put into words already; the address names its columns by their places.

    Parameters
    ----------
    named
        The columns that hold names.
    """
    columns = {str(place): str(label) for place, label in enumerate(frame.columns, start=1)}
    held: list[list[Cell]] = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    for place, label in enumerate(columns.values()):
        if label in named:
            page, ids = named[label]
            for row, key in zip(held, ids, strict=True):
                row[place] = Named(unmarked(str(row[place])), page, key)
    return columns, held


def show_list(
    ctx: Context,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[Cell]] | KeptRows,
    ids: Sequence[int],
    key: str,
    label: str,
    *,
    asked: str | None = "id",
    finds: bool = True,
    csv: bool = True,
    several: str | None = None,
    people: Sequence[int] | None = None,
) -> int | None:
    """Show a list, and return the id of the row that is chosen in it; None if there is none.

    Parameters
    ----------
    columns
        What heads them, by the codes under which the address names them.
    rows, ids
        The cells of each row, and what it is called by; or all rows by that, as they are kept, of which these are shown.
    key
        Of the list. What ``<key>.wanted`` in the session names is chosen first.
    label
        What the list holds, for readers who do not see it.
    asked
        Under this the address says which row is chosen; None if none is to be: the list is only read, and its order not kept.
    finds
        Offer a field to filter it by any cell, where there are more rows than a few.
    csv
        Offer it as a file, in which no cell can run anything; made when it is asked for.
    several
        Key of a `choose_several` that holds the rows that are ticked; None if none can be.
    people
        Who is in it, by id; None if it is about nobody.
    """
    chosen = None if asked is None else _asked(key, asked)
    order = "" if asked is None else _order(key, columns)
    shown = _shown(ctx, key, len(columns), rows, ids)
    data = {
        "key": key,
        "label": label,
        "language": ctx.language,
        "query": query(),
        "unknown": ctx.t("common.unknown"),
        "words": _words(ctx),
        "head": shown.head,
        "columns": [
            {"code": code, "label": head, "number": number}
            for (code, head), number in zip(columns.items(), shown.numbers, strict=True)
        ],
        "ids": list(ids),
        "finds": finds and len(ids) > FEW,
        "sort": order,
        "opens": asked is not None,
        "chosen": chosen if chosen in ids else None,
        "ticked": None if several is None else st.session_state.get(several, []),
    }
    told = _component()(
        key=f"{key}.list",
        data=_written(data, shown.texts),
        on_opened_change=_taken(key, "opened", partial(ask_for, asked or "")),
        on_sorted_change=_taken(key, "sorted", partial(_sort, key)),
        on_ticked_change=_taken(key, "ticked", partial(_tick, several, ids)),
        on_followed_change=lambda: None,
    )
    follow(told.get("followed"))
    if csv:
        _file(ctx, columns, [rows[one] for one in ids] if isinstance(rows, Mapping) else rows, key, people)
    if chosen is not None and chosen not in ids:
        st.info(ctx.t("listing.not_listed"))
        return None
    return chosen


class _Told(NamedTuple):
    """What the browser is told of rows: the column of names, which columns are of numbers, and each row as it is sent."""

    head: int
    numbers: Sequence[bool]
    texts: Sequence[bytes]


def _shown(
    ctx: Context, key: str, columns: int, rows: Sequence[Sequence[Cell]] | KeptRows, ids: Sequence[int]
) -> _Told:
    leads = led_to()
    if not isinstance(rows, Mapping):
        return _told_of(ctx, leads, columns, rows)
    every, places = _told_at(ctx.state, key, ctx.language, leads, ctx, columns, rows)
    return every._replace(texts=[every.texts[places[one]] for one in ids])


@kept
def _told_at(
    state: State,  # noqa: ARG001 - what it is kept under, as the next ones
    key: str,  # noqa: ARG001
    language: str,  # noqa: ARG001
    leads: frozenset[str],
    _ctx: Context,
    _columns: int,
    _rows: KeptRows,
) -> tuple[_Told, dict[int, int]]:
    """Return what is told of all rows of a list, and at which place each stands."""
    told = _told_of(_ctx, leads, _columns, list(_rows.values()))
    return told, {one: place for place, one in enumerate(_rows)}


def _told_of(ctx: Context, leads: Collection[str], columns: int, rows: Sequence[Sequence[Cell]]) -> _Told:
    names = (place for place in range(columns) if any(isinstance(row[place], Named) for row in rows))
    unknown = ctx.t("common.unknown")
    return _Told(
        next(names, 0),
        [of_figures([row[place] for row in rows], unknown) for place in range(columns)],
        [json.dumps([_cell(ctx, leads, cell) for cell in row], ensure_ascii=False).encode() for row in rows],
    )


def _written(data: Mapping[str, object], rows: Sequence[bytes]) -> bytes:
    """Write what the browser is sent. Thousands of rows are put together from their texts: each was written once."""
    return json.dumps(data, ensure_ascii=False).encode()[:-1] + b', "rows": [' + b", ".join(rows) + b"]}"


def _asked(key: str, asked: str) -> int | None:
    """Return which row is asked for: by what was written on the page, else by its address."""
    if (wanted := st.session_state.pop(f"{key}.wanted", None)) is not None:
        ask_for(asked, wanted)
    return asked_number(asked)


def _order(key: str, columns: Mapping[str, str]) -> str:
    """Return by what a list is sorted: by its address, else as it was left in this session, and none by what it has not.

    Whoever comes back from another page comes with that page's address, as far as Streamlit knows.
    """
    order = st.query_params.get(ORDER, "")
    if order.removeprefix("-") not in columns:
        kept = st.session_state.get(f"{key}.{ORDER}", "")
        order = kept if kept.removeprefix("-") in columns else ""
        if order:
            ask_for(ORDER, order)
    st.session_state[f"{key}.{ORDER}"] = order
    return order


def _sort(key: str, order: object) -> None:
    st.session_state[f"{key}.{ORDER}"] = order
    ask_for(ORDER, order)


def _component() -> ComponentRenderer:
    return mounted("list", Path(__file__).parent, css="listing.css", js="listing.js")


def _words(ctx: Context) -> dict[str, str]:
    """Return what the browser says; it fills in what stands in braces."""
    blanks = {"name": "{name}", "count": "{count}", "all": "{all}"}
    return {word: ctx.t(f"listing.{word}", **blanks) for word in WORDS}


def _taken(key: str, event: str, take: Callable[[object], None]) -> Callable[[], None]:
    """Return what takes what the browser told of an event."""

    def taken() -> None:
        told = st.session_state[f"{key}.list"]
        if event in told:
            take(told[event])

    return taken


def _tick(several: str | None, ids: Sequence[int], ticked: object) -> None:
    if several is not None and isinstance(ticked, list):
        st.session_state[several] = [one for one in ticked if one in ids]


def of_figures(cells: Sequence[Cell], unknown: str) -> bool:
    """Tell whether a column is of figures, which stand at the right as its head does: of numbers, and texts that write one.

    Texts of digits alone may be codes, and make no column of figures.

    Parameters
    ----------
    unknown
        What is said of what is not known.
    """
    known = [one for cell in cells if (one := _counted(cell)) not in (None, "", unknown)]
    texts = [one for one in known if isinstance(one, bool) or not isinstance(one, int | float)]
    written = [one for one in texts if isinstance(one, str) and FIGURE.fullmatch(one)]
    codes = len(texts) == len(known) and all(one.isdigit() for one in written)
    return bool(known) and len(written) == len(texts) and not codes


def _counted(cell: Cell) -> Cell:
    """Return the number by which a cell is sorted if it shows one, else what it shows."""
    if not isinstance(cell, Shown):
        return cell
    return cell.by if isinstance(cell.by, int) and FIGURE.fullmatch(cell.text) else cell.text


def _cell(ctx: Context, leads: Collection[str], cell: Cell) -> object:
    """Return a cell as the browser takes it: a text, a text with what it is sorted by, a name with its page, or unknown."""
    if isinstance(cell, Named):
        return piece(leads, cell)
    if isinstance(cell, tuple):
        parts = [part for one in cell for part in (ctx.join(("", "")), piece(leads, one))][1:]
        return {"text": _told(ctx, cell), "pieces": parts}
    if isinstance(cell, Shown):
        return {"text": one_way(cell.text), "by": cell.by}
    if isinstance(cell, date):
        return {"text": ctx.show(cell), "by": cell.isoformat()}
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return {"text": ctx.show(cell), "by": cell}
    if cell is None:
        return None
    text = ctx.show(cell)
    return one_way(text) if BEGIN not in text else {"text": one_way(unmarked(text)), "pieces": taken_apart(leads, text)}


def _file(
    ctx: Context,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[Cell]],
    key: str,
    people: Sequence[int] | None,
) -> None:
    def made() -> bytes:
        told = [[_told(ctx, cell) for cell in row] for row in rows]
        return to_csv(pd.DataFrame(told, columns=list(columns.values()), dtype=object))

    name, label = key.partition(".")[0], ctx.t("common.csv")
    download(
        ctx, st, label, made, f"{name}.csv", "text/csv", what=name, rows=len(rows), people=people, key=f"{key}.csv"
    )


def _told(ctx: Context, cell: Cell) -> object:
    if isinstance(cell, Named | Shown):
        return one_way(cell.text)
    if isinstance(cell, tuple):
        return ctx.join(one_way(one.text) for one in cell)
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else unmarked(ctx.show(cell))
