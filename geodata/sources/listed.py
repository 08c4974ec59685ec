"""What two published lists of places have in common: a code, a municipality, a name, an address and a point a row."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from geodata.findings import Reading, unreadable
from geodata.municipality import Municipality, local_government_code
from geodata.reading import shapes
from geodata.reading.cells import Cells
from geodata.reading.files import NamedBytes, Source, read_each
from geodata.reading.tables import Part, joined, read_table

NEEDED = ("code", "municipality", "name", "address", "lat", "lon")
PLACE_COLUMNS = ("code", "prefecture", "city", "ward", "name", "name_original", "address", "lat", "lon")


def read_listed(
    paths: Source | Iterable[Source],
    headers: Mapping[str, str],
    needed: Iterable[str],
    more_columns: Callable[[Cells], pd.DataFrame],
    city: str | None = None,
) -> Reading:
    """Read lists of places: CSVs of any encoding in use, folders of them, or .zip archives.

    Parameters
    ----------
    headers
        Our column -> its header as published (NFKC); a column that is not needed may be missing.
    needed
        Columns that must be there beside `NEEDED`.
    more_columns
        Returns the columns beside `PLACE_COLUMNS`, a row for each of the table.
    city
        Keep 「仙台市」, 「仙台市青葉区」, 「宮城県」 or a five- or six-digit code.

    Returns
    -------
    Reading
        `frame`: one row a place, EPSG:6668: `PLACE_COLUMNS`, `more_columns`, ``source_file``, ``source_row``. Codes
        have five digits (a sixth is the check digit; a wrong one is told and the code left out); text is NFKC, None
        where unknown; ``address`` is normalised, without the municipality; no coordinates: NaN and no geometry.

    Raises
    ------
    UnreadableFile
        No file could be read, or `city` is a code with a wrong check digit.
    """
    shapes.check_city(city)
    wanted = (*NEEDED, *needed)
    reads, failures = read_each(paths, {".csv"}, lambda file: _read(file, headers, wanted, more_columns, city))
    return joined(reads, failures, city)


def _read(
    file: NamedBytes,
    headers: Mapping[str, str],
    needed: Iterable[str],
    more_columns: Callable[[Cells], pd.DataFrame],
    city: str | None,
) -> Part:
    table = read_table(file)
    missing = [headers[column] for column in needed if headers[column] not in table.header]
    if missing:
        raise unreadable(table.name, "table.columns_missing", columns="、".join(missing))
    everything = _places(Cells(table, headers))
    belongs = shapes.wanted(everything, city)
    in_city = table.only([index for index, inside in enumerate(belongs) if inside])
    cells = Cells(in_city, headers)
    cells.refuse_dangers()
    for index, code in enumerate(cells.texts("code")):
        if code is not None and local_government_code(code) is None:
            cells.tell(index, "code", "city.bad_code", code=code)
    places = everything[belongs].reset_index(drop=True)
    names = cells.texts("name", required=True)
    lat, lon = cells.coordinates()
    municipalities = [Municipality(*row) for row in places[["prefecture", "city", "ward"]].itertuples(index=False)]
    frame = places.assign(
        name=pd.Series(names, dtype=object),
        name_original=pd.Series(list(cells.originals("name")), dtype=object),
        address=pd.Series(cells.addresses(municipalities), dtype=object),
        lat=lat,
        lon=lon,
        source_file=table.name,
        source_row=in_city.numbers,
    ).join(more_columns(cells))
    cells.problems.sort(key=lambda problem: problem.row or 0)
    rejects = table.rejects + [in_city.reject(index) for index in sorted(cells.bad)]
    filtered = len(table.numbers) - len(in_city.numbers)
    return Part(frame[cells.good()], table.problems + cells.problems, rejects, filtered)


def _places(cells: Cells) -> pd.DataFrame:
    """Return code, prefecture, city and ward of every row."""
    prefectures = [text or "" for text in texts_if_there(cells, "prefecture")]
    places = shapes.municipalities(prefectures, [text or "" for text in cells.texts("municipality")])
    codes = [local_government_code(text or "") for text in cells.texts("code")]
    return places.assign(code=pd.Series(codes, dtype=object))


def texts_if_there(cells: Cells, column: str) -> list[str | None]:
    """Return a column's texts, all unknown where the file does not have it."""
    there = cells.headers[column] in cells.table.header
    return cells.texts(column) if there else [None] * len(cells.table.numbers)
