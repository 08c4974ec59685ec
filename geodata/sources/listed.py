"""What two published lists of places have in common: a code, a municipality, a name, an address and a point a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import pandas as pd

from geodata.findings import Reading, unreadable
from geodata.municipality import Municipality
from geodata.reading import shapes
from geodata.reading.cells import Cells
from geodata.reading.each import read_each
from geodata.reading.files import NamedBytes, Source
from geodata.reading.tables import TABLES, Part, Table, joined, read_table

NEEDED = ("code", "municipality", "name", "address", "lat", "lon")
PLACE_COLUMNS = ("code", "prefecture", "city", "ward", "name", "name_original", "address", "lat", "lon")


def read_listed(
    paths: Source | Iterable[Source],
    standards: Sequence[Mapping[str, str]],
    needed: Iterable[str],
    more_columns: Callable[[Cells], pd.DataFrame],
    city: str | None = None,
    *,
    swapped: bool = False,
) -> Reading:
    """Read lists of places: CSVs of any encoding in use, folders of them, or .zip archives.

    Parameters
    ----------
    standards
        For each standard that such lists follow: our column -> its header as published (NFKC); a column that is not
        needed may be missing.
    needed
        Columns that must be there beside `NEEDED`.
    more_columns
        Returns the columns beside `PLACE_COLUMNS`, a row for each of the table.
    city
        Keep 「仙台市」, 「仙台市青葉区」, 「宮城県」 or a five- or six-digit code.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

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
    read = partial(
        _read, standards=standards, wanted=(*NEEDED, *needed), more_columns=more_columns, city=city, swapped=swapped
    )
    reads, failures = read_each(paths, TABLES, read)
    return joined(reads, failures, city)


def _standard(table: Table, standards: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Mapping[str, str]:
    """Return the headers of the standard that a table follows, else refuse it by that which it comes closest to."""
    missing = {
        at: [headers[column] for column in columns if headers[column] not in table.header]
        for at, headers in enumerate(standards)
    }
    closest = min(missing, key=lambda at: len(missing[at]))
    if missing[closest]:
        raise unreadable(table.name, "table.columns_missing", columns="、".join(missing[closest]))
    return standards[closest]


def _read(
    file: NamedBytes,
    standards: Sequence[Mapping[str, str]],
    wanted: Sequence[str],
    more_columns: Callable[[Cells], pd.DataFrame],
    city: str | None,
    swapped: bool,
) -> Part:
    table = read_table(file)
    headers = _standard(table, standards, wanted)
    everything = _places(Cells(table, headers))
    belongs = shapes.wanted(everything, city)
    in_city = table.only([index for index, inside in enumerate(belongs) if inside])
    cells = Cells(in_city, headers, swapped=swapped)
    cells.refuse_dangers()
    places = everything[belongs].reset_index(drop=True)
    for index, (text, code) in enumerate(zip(cells.texts("code"), places["code"], strict=True)):
        if text is not None and not code:
            cells.tell(index, "code", "city.bad_code", code=text)
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
    """Return code, prefecture, city and ward of every row: where a place lies, else who publishes the list."""
    prefectures = [text or "" for text in texts_if_there(cells, "prefecture")]
    cities = [text or "" for text in cells.texts("municipality")]
    stated = [text or "" for text in texts_if_there(cells, "municipality_of_place")]
    publishers = [Municipality.parse(city).prefecture or "" for city in cities]
    before = [
        prefecture if place or not publisher else ""
        for prefecture, place, publisher in zip(prefectures, stated, publishers, strict=True)
    ]
    places = shapes.municipalities(before, [place or city for place, city in zip(stated, cities, strict=True)])
    texts = [
        of_place or code or ""
        for of_place, code in zip(texts_if_there(cells, "code_of_place"), cells.texts("code"), strict=True)
    ]
    codes = [code or None for code in shapes.codes(texts, (place or "" for place in places["prefecture"]))]
    return places.assign(code=pd.Series(codes, dtype=object))


def texts_if_there(cells: Cells, column: str) -> list[str | None]:
    """Return a column's texts, all unknown where the file, or its standard, does not have it."""
    there = cells.headers.get(column) in cells.table.header
    return cells.texts(column) if there else [None] * len(cells.table.numbers)
