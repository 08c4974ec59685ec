"""A city's population by town and age group, as counted in its resident register."""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.address import normalise
from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading, unreadable
from geodata.reading import shapes
from geodata.reading.cells import Cells
from geodata.reading.each import read_each
from geodata.reading.files import NamedBytes, Source
from geodata.reading.tables import TABLES, Reject, read_table, rejects_frame
from geodata.sheets.fields import BadCell, parse_int
from geodata.sources.registers import CODE_DIGITS, Known, cities_of
from words.message import Message

# Published column -> kind of count.
COUNTS = {
    "population": "population",
    "population_under_15": "population_0_14",
    "population_15_64": "population_15_64",
    "population_65_plus": "population_65_over",
}
_NEEDED = ("ward", "town_name", "population")
_DAY = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def register_day(name: str) -> date | None:
    """Return the day that a file's name holds (20200401), for a bare year its 1 April, or None."""
    if match := _DAY.search(name):
        return date(*map(int, match.groups()))
    year = _YEAR.search(name)
    return date(int(year.group()), 4, 1) if year else None


def read_population(paths: Source | Iterable[Source], city: str | None = None, known: Known | None = None) -> Reading:
    """Read the population of towns: ``ward, town_name, population, population_under_15, …``.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads.
    city
        Keep this city's or ward's rows; of which city a file is, where its codes and wards do not tell.
    known
        The areas that are known by their codes; they tell the city of a row by its ``town_code``.

    Returns
    -------
    Reading
        `frame`: one row a town, without geometry: ``prefecture``, ``city``, ``ward``, ``code``, ``town`` (normalised), ``town_original``, one
        Int64 column a kind of count (NA where blank or no such column), ``counted_on``, ``source_file``,
        ``source_row``.

    Raises
    ------
    UnreadableFile
        No file could be read, or its name does not hold the day or year of the count, or its city cannot be known.
    """
    reads, failures = read_each(paths, TABLES, partial(_read, city=city, known=known))
    frame = pd.concat([one[0] for one in reads], ignore_index=True)
    problems = failures + [problem for one in reads for problem in one[1]]
    rejects = [reject for one in reads for reject in one[2]]
    rows_in = len(frame) + len(rejects)
    frame = frame[shapes.wanted(frame, city)].reset_index(drop=True)
    if city and frame.empty:
        problems.append(Finding("", None, None, city, Message("city.no_rows", {"city": city}), "note"))
    facts = {
        "files": len(reads),
        "rows_in": rows_in,
        "kept": len(frame),
        "rejected": len(rejects),
        "filtered": rows_in - len(frame) - len(rejects),
    }
    nowhere = gpd.GeoSeries([None] * len(frame), crs=JGD2011)
    return Reading(gpd.GeoDataFrame(frame, geometry=nowhere), problems, rejects_frame(rejects), facts)


def _read(file: NamedBytes, city: str | None, known: Known | None) -> tuple[pd.DataFrame, list[Finding], list[Reject]]:
    table = read_table(file)
    missing = [column for column in _NEEDED if column not in table.header]
    if missing:
        raise unreadable(table.name, "table.columns_missing", columns="、".join(missing))
    day = register_day(file.name)
    if day is None:
        raise unreadable(table.name, "population.day_unknown")
    cells = Cells(table, {column: column for column in table.header})
    cells.refuse_dangers()
    wards = [ward or "" for ward in cells.texts("ward", required=True)]
    codes = cells.tidied("town_code") if "town_code" in table.header else [""] * len(wards)
    places = cities_of(table.name, wards, codes, city, known)
    names = cells.texts("town_name", required=True)
    counts = {kind: _counts(cells, column) for column, kind in COUNTS.items()}
    columns = {
        "prefecture": [place.prefecture for place in places],
        "city": [place.city for place in places],
        "ward": [place.ward for place in places],
        "code": [code.zfill(CODE_DIGITS)[:5] for code in codes],
        "town": [normalise(name or "") for name in names],
        "town_original": names,
    }
    frame = pd.DataFrame(columns, dtype=object).assign(
        **{kind: pd.array(numbers, dtype="Int64") for kind, numbers in counts.items()},
        counted_on=day,
        source_file=table.name,
        source_row=table.numbers,
    )
    parts = frame[list(COUNTS.values())[1:]].sum(axis=1, skipna=False)
    for index in np.flatnonzero((parts != frame["population"]).fillna(value=False)).tolist():
        cells.tell(index, "population", "population.parts", "note", parts=int(parts[index]))
    cells.problems.sort(key=lambda problem: problem.row or 0)
    if not re.search(_DAY, file.name):
        params = {"day": day}
        cells.problems.insert(
            0, Finding(table.name, None, None, None, Message("population.day_assumed", params), "note")
        )
    rejects = table.rejects + [table.reject(index) for index in sorted(cells.bad)]
    return frame[cells.good()], table.problems + cells.problems, rejects


def _counts(cells: Cells, column: str) -> list[int | None]:
    """Return a column's counts, None where blank or not in the file; a row with another cell is rejected."""
    if column not in cells.table.header:
        return [None] * len(cells.table.numbers)
    counts: list[int | None] = []
    for index, text in enumerate(cells.texts(column)):
        try:
            counts.append(None if text is None else parse_int(text, minimum=0))
        except BadCell as error:
            cells.tell(index, column, error.code, "rejected", **error.params)
            counts.append(None)
    return counts
