"""The sheets of an edition as they are kept: what is printed, and nothing of what it hides.

Rows of the layers that several sheets show are kept once; the whole is packed, since outlines are long.
"""

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from desk.coverage import MEASURES
from desk.ward_sheet.history import Trend
from desk.ward_sheet.sheet import Gap, SheetLine, WardSheet
from geodata.coordinates import JGD2011

GEOMETRY, CAPACITY = "geometry", "capacity"
PLAIN = ("ward", "of_city", "year", "limit", "schematic")
"""What JSON holds as it is."""


class Printed:
    """The sheets of an edition, opened one by one."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._content: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(record["packed"])))
        self._frames: dict[tuple[str, tuple[int, ...]], gpd.GeoDataFrame] = {}

    @property
    def wards(self) -> list[str]:
        """Of which wards and municipalities there are sheets."""
        return list(self._content["sheets"])

    def sheet(self, ward: str) -> WardSheet:
        """Return a sheet as it was printed."""
        one = self._content["sheets"][ward]
        said = {name: one[name] for name in PLAIN} | {name: read(one[name]) for name, (_, read) in MADE.items()}
        layers = {name: self._frame(name, tuple(rows)) for name, rows in one["layers"].items()}
        return WardSheet(**said, layers=layers)

    def _frame(self, layer: str, rows: tuple[int, ...]) -> gpd.GeoDataFrame:
        """Return some rows of a layer; several sheets have the same."""
        if (layer, rows) not in self._frames:
            names, all_rows = self._content["columns"][layer], self._content["rows"][layer]
            columns = {name: _column(name, [all_rows[row][at] for row in rows]) for at, name in enumerate(names)}
            self._frames[layer, rows] = gpd.GeoDataFrame(pd.DataFrame(columns), geometry=GEOMETRY, crs=JGD2011)
        return self._frames[layer, rows]


def to_record(sheets: Mapping[str, WardSheet]) -> dict[str, str]:
    """Return the sheets of an edition as one record, which `Printed` reads."""
    columns: dict[str, list[str]] = {}
    numbers: dict[str, dict[tuple[Any, ...], int]] = {}
    seen: dict[int, list[int]] = {}
    written = {}
    for ward, sheet in sheets.items():
        layers = {}
        for name, frame in sheet.layers.items():
            columns[name], of_layer = list(map(str, frame.columns)), numbers.setdefault(name, {})
            if id(frame) not in seen:
                seen[id(frame)] = [of_layer.setdefault(row, len(of_layer)) for row in _rows(frame)]
            layers[name] = seen[id(frame)]
        said = {name: getattr(sheet, name) for name in PLAIN}
        made = {name: write(getattr(sheet, name)) for name, (write, _) in MADE.items()}
        written[ward] = {**said, **made, "layers": layers}
    content = {"columns": columns, "rows": {name: list(of_layer) for name, of_layer in numbers.items()}, "sheets": written}  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return {"packed": base64.b64encode(zlib.compress(text.encode())).decode()}


def _rows(frame: gpd.GeoDataFrame) -> list[tuple[Any, ...]]:
    """Return a layer row by row, shapes as WKB; nothing where nothing is known."""
    shapes = [None if shape is None else shapely.to_wkb(shape, hex=True) for shape in frame.geometry]
    columns = [shapes if name == GEOMETRY else _known(frame[name].tolist()) for name in frame.columns]
    return list(zip(*columns, strict=True))


def _known(values: list[Any]) -> list[Any]:
    return [None if value is None or value is pd.NA or value != value else value for value in values]  # noqa: PLR0124 - NaN


def _column(name: str, values: list[Any]) -> npt.ArrayLike:
    if name == GEOMETRY:
        return np.array([None if value is None else shapely.from_wkb(value) for value in values], dtype=object)
    if name in MEASURES:
        return np.array(values, dtype=np.float64)
    return pd.array(values, dtype="Int64") if name == CAPACITY else np.array(values, dtype=object)


def _in_tuples(by_name: Mapping[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(values) for name, values in by_name.items()}


def _trend_written(trend: Trend) -> dict[str, Any]:
    return {"days": [day.isoformat() for day in trend.days], "ready": trend.ready, "visits": trend.visits}


def _trend_read(said: Mapping[str, Any]) -> Trend:
    return Trend(tuple(map(date.fromisoformat, said["days"])), _in_tuples(said["ready"]), _in_tuples(said["visits"]))


def _values(rows: Iterable[SheetLine | Gap]) -> list[list[Any]]:
    return [list(asdict(row).values()) for row in rows]


MADE: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "parts": (list, tuple),
    "credits": (list, tuple),
    "identified": (dict, _in_tuples),
    "day": (date.isoformat, date.fromisoformat),
    "lines": (_values, lambda rows: tuple(SheetLine(*row) for row in rows)),
    "gaps": (_values, lambda rows: tuple(Gap(*row) for row in rows)),
    "trend": (_trend_written, _trend_read),
}
"""How the other fields of a sheet are written for JSON, and read again."""
