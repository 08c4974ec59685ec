"""The cells of a published table made clean, column by column, with what is wrong in them told row by row."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.address import normalise_lines
from geodata.coordinates import checked_coordinates
from geodata.findings import Finding, Severity
from geodata.municipality import Municipality
from geodata.reading.tables import Table
from geodata.text import SHORT, UNTIDY, dangers, each, marks, tidy_lines
from words.message import Message

# Some short stays publish the beds of the elderly home they are part of.
LARGE_SHORT_STAY = 20

_PLACEHOLDERS = frozenset(
    {"", "-", "--", "---", "ー", "—", "―", "−", "?", "??", "なし", "無し", "無", "空欄", "該当なし"}
)
# 「定休日 なし」 is information: the office never closes.
_MEANT = {"closed_days": frozenset({"なし", "無し", "無"})}
_DIGITS = re.compile(r"[0-9]+")
MOST_PLACES = 9999
_CAPACITY = re.compile(r"0*(\d+)(?:\.0+)?(?:人|名|床)?")
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_ENDS_A_BLOCK = re.compile(r"(?:\d|番地?|号|丁目|階|室|棟|F)$")
_LOST_DASH = re.compile(r"\d\?\d")


class Cells:
    """A table's columns by our names (`headers`: ours -> as published), with the problems found so far.

    `bad` are the rows that a problem rejects. Where `swapped`, latitudes and longitudes that are exchanged are meant so.
    """

    def __init__(self, table: Table, headers: Mapping[str, str], *, swapped: bool = False) -> None:
        self.table = table
        self.swapped = swapped
        self.headers = headers
        self.problems: list[Finding] = []
        self.bad: set[int] = set()
        self._marks = marks(table.cells).reshape(-1, len(table.header))
        self._tidied: dict[str, list[str]] = {}
        self._columns = {header: table.column(header) for header in table.header}

    def tell(self, index: int, column: str, code: str, severity: Severity = "note", /, **params: object) -> None:
        """Record a problem of the row at `index`; a rejection also takes the row out."""
        header = self.headers.get(column, column)
        value = self._columns[header][index]
        self.problems.append(
            Finding(self.table.name, self.table.numbers[index], header, value, Message(code, params), severity)
        )
        if severity == "rejected":
            self.bad.add(index)

    def good(self) -> NDArray[np.bool_]:
        """Return a mask of the rows that are not rejected, bool[rows]."""
        mask = np.ones(len(self.table.numbers), dtype=bool)
        mask[list(self.bad)] = False
        return mask

    def originals(self, column: str) -> Sequence[str]:
        """Return a column as published."""
        return self._columns[self.headers[column]]

    def tidied(self, column: str) -> list[str]:
        """Return a column in NFKC, trimmed."""
        if column not in self._tidied:
            texts = list(self.originals(column))
            untidy = self._marked(column, UNTIDY)
            for index, text in zip(untidy, each([texts[index] for index in untidy], tidy_lines), strict=True):
                texts[index] = text
            self._tidied[column] = texts
        return self._tidied[column]

    def _marked(self, column: str, bits: int) -> list[int]:
        marked: list[int] = np.flatnonzero(
            self._marks[:, self.table.header.index(self.headers[column])] & bits
        ).tolist()
        return marked

    def texts(self, column: str, *, required: bool = False) -> list[str | None]:
        """Return a column's texts, None for a blank or a placeholder; where `required`, such a row is rejected."""
        unknown = _PLACEHOLDERS - _MEANT.get(column, frozenset())
        texts: list[str | None] = list(self.tidied(column))
        for index in self._marked(column, UNTIDY | SHORT):
            if texts[index] in unknown:
                texts[index] = None
        if required:
            for index in _where_none(texts):
                self.tell(index, column, "cell.required", "rejected")
        return texts

    def refuse_dangers(self) -> None:
        """Reject rows with formulas or control characters in any column, and note lost characters."""
        width = len(self.table.header)
        for place, code in dangers(self.table.cells, self._marks.ravel()):
            index, column = divmod(place, width)
            severity: Severity = "note" if code == "cell.lost_character" else "rejected"
            self.tell(index, self.table.header[column], code, severity)

    def office_numbers(self) -> list[str]:
        """Return the ten-digit office numbers; a row with another number is rejected."""
        numbers = self.tidied("office_number")
        for index, number in enumerate(numbers):
            if not (len(number) == 10 and _DIGITS.fullmatch(number)):
                zero_lost = len(number) == 9 and _DIGITS.fullmatch(number)
                code = "wamnet.office_number_zero_lost" if zero_lost else "wamnet.office_number_bad"
                self.tell(index, "office_number", code, "rejected")
        return numbers

    def urls(self) -> list[str | None]:
        """Return the web addresses that are plain http or https; others are left out, with a note."""
        texts = self.texts("url")
        for index, text in enumerate(texts):
            if text is not None and not _URL.fullmatch(text):
                self.tell(index, "url", "wamnet.url_left_out")
                texts[index] = None
        return texts

    def capacities(self, codes: Sequence[str | None] = ()) -> "pd.Series[int]":
        """Return the capacities as Int64; blank is NA, unknown, and never 0. `codes` are the services of WAM NET."""
        texts = self.tidied("capacity")
        values = {text: _capacity(text) for text in set(texts)}
        worth_a_look = {text for text, value in values.items() if value is None or not 0 < value < LARGE_SHORT_STAY}
        for index, text in enumerate(texts):
            if text not in worth_a_look or text in _PLACEHOLDERS:
                continue
            if (value := values[text]) is None and _CAPACITY.fullmatch(text):
                self.tell(index, "capacity", "wamnet.capacity_too_large", most=MOST_PLACES)
            elif value is None:
                self.tell(index, "capacity", "wamnet.capacity_not_a_number")
            elif value == 0:
                self.tell(index, "capacity", "wamnet.capacity_zero")
            elif codes and codes[index] == "24":
                self.tell(index, "capacity", "wamnet.capacity_large", limit=LARGE_SHORT_STAY)
        numbers = np.array([values[text] or 0 for text in texts], dtype=np.int64)
        return pd.Series(
            pd.arrays.IntegerArray(numbers, np.array([values[text] is None for text in texts], dtype=bool))
        )

    def coordinates(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return latitudes and longitudes, float[rows], NaN where one is missing; wrong ones reject their row.

        Raises
        ------
        UnreadableFile
            Every row has them exchanged.
        """
        lat, lon = self._degrees("lat"), self._degrees("lon")
        for index, code in checked_coordinates(self.table.name, lat, lon, swapped=self.swapped).items():
            self.tell(index, "lat", code, "rejected", lat=f"{lat[index]:g}", lon=f"{lon[index]:g}")
        known = ~np.isnan(lat) & ~np.isnan(lon)
        for index in np.flatnonzero(~known).tolist():
            if index not in self.bad:
                self.tell(index, "lat", "coordinate.missing")
        lat[~known] = lon[~known] = np.nan
        return lat, lon

    def _degrees(self, column: str) -> NDArray[np.float64]:
        texts = self.tidied(column)
        try:
            return np.array([float(text) if text else np.nan for text in texts])
        except ValueError:
            degrees = np.array([_number(text) for text in texts])
        for index in np.flatnonzero(np.isnan(degrees)).tolist():
            if texts[index] not in _PLACEHOLDERS:
                self.tell(index, column, "coordinate.not_a_number", "rejected")
        return degrees

    def addresses(self, places: Sequence[Municipality]) -> list[str | None]:
        """Return the block part of each address, normalised: without the municipality or the name of the office."""
        texts = each(self.tidied("address"), _spaceless_lines)
        self._note_lost_dashes(texts)
        names = each(self.tidied("name"), _spaceless_lines)
        blocks = [
            _without_name(text, name) if name and text.endswith(name) else text
            for text, name in zip(_without_places(texts, places), names, strict=True)
        ]
        return [None if text in _PLACEHOLDERS else text for text in each(blocks, normalise_lines)]

    def _note_lost_dashes(self, addresses: Sequence[str]) -> None:
        lost = [index for index, text in enumerate(addresses) if "?" in text and _LOST_DASH.search(text)]
        if lost:
            self.tell(lost[0], "address", "wamnet.dash_lost", count=len(lost))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def _capacity(text: str) -> int | None:
    match = _CAPACITY.fullmatch(text)
    return int(match[1]) if match and len(match[1]) <= len(str(MOST_PLACES)) else None


def _where_none(values: Sequence[object]) -> list[int]:
    return [index for index, value in enumerate(values) if value is None]


def _spaceless_lines(text: str) -> str:
    return text.replace(" ", "")


@cache
def _repeatable(place: Municipality) -> tuple[str, ...]:
    """Return 「宮城県仙台市青葉区」, 「仙台市青葉区」, 「青葉区」: what an address may needlessly start with."""
    parts = [part for part in (place.prefecture, place.city, place.ward) if part]
    ends = ["".join(parts[first:]) for first in range(len(parts))]
    return tuple(end for end in ends if end.endswith(("市", "区")))


def _without_places(addresses: Sequence[str], places: Sequence[Municipality]) -> list[str]:
    """Take away the municipality with which an address needlessly starts.

    The rows of a municipality share its object: by its identity it is found faster than by its value.
    """
    starts = {key: _repeatable(place) for key, place in {id(place): place for place in places}.items()}
    repeated = (starts[id(place)] for place in places)
    return [
        next(text.removeprefix(start) for start in prefixes if text.startswith(start))
        if text.startswith(prefixes)
        else text
        for text, prefixes in zip(addresses, repeated, strict=True)
    ]


def _without_name(address: str, name: str) -> str:
    """Take away the name of the office at the end, when what is left ends as a block does."""
    block = address.removesuffix(name)
    return block if _ENDS_A_BLOCK.search(block) else address
