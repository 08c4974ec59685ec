"""Imports of what is drawn beneath every map: railways, stations, rivers, the coast, emergency roads."""

from collections.abc import Sequence

import geopandas as gpd

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Area, BaseLayer
from casebook.records.base import require
from desk.city import area_frame
from desk.importing.preview import ImportPreview, RecordChange, compare
from geodata.findings import Finding, unreadable
from geodata.reading.files import Source
from geodata.sources.base_map import (
    generalised,
    read_base_map,
    shapes_text,
    surroundings,
    written_lines,
    written_stations,
)
from words.message import Message
from words.say import say


def preview_base_map(
    book: Casebook, paths: Sequence[Source], files: tuple[str, ...], *, swapped: bool = False
) -> ImportPreview:
    """Compare the layers of the base map with those in the casebook: a file's takes the place of the one before.

    Raises
    ------
    UnreadableFile
        No file can be read, or no area was imported yet: nothing says where to cut.
    """
    revision, areas = book.revision(), area_frame(book.all(Area))
    if areas.empty:
        raise unreadable(files[0] if files else "", "base_map.areas_first")
    reading = read_base_map(paths, surroundings(areas), swapped=swapped)
    known = {layer.kind: layer for layer in book.all(BaseLayer)}
    changes: list[RecordChange] = []
    for kind in v.BASE_LAYERS:
        rows = reading.frame[reading.frame["kind"] == kind]
        if len(rows):
            layer = _layer(kind, rows)
            changes.append(compare(layer, known.get(kind), f"{say(f'base_map.{kind}', 'ja')}　{layer.credit}"))
    problems = list(reading.problems)
    if not changes:
        problems.append(Finding("", None, None, None, Message("base_map.nothing_near"), "note"))
    return ImportPreview("basemap", files, revision, changes, problems, reading.rejects, reading.facts)


def remove_base_layer(book: Casebook, kind: str) -> None:
    """Take a layer of the base map away."""
    with book.writing("remove base layer") as writer:
        for layer in writer.all(BaseLayer, kind=kind):
            writer.remove(BaseLayer, require(layer.id))


def _layer(kind: str, rows: gpd.GeoDataFrame) -> BaseLayer:
    """Join what several files brought of one kind: of two prefectures, say."""
    if kind == "station":
        named = sorted(zip(rows["name"], rows.geometry, strict=True), key=lambda one: (one[0], one[1].x, one[1].y))
        shapes = shapes_text(written_stations(named))
    else:
        shapes = shapes_text(written_lines([generalised(rows.geometry.to_numpy())]))
    years = rows["year"].dropna()
    credit = "、".join(sorted(set(rows["credit"])))
    return BaseLayer(kind=kind, year=int(years.max()) if len(years) else None, credit=credit, shapes=shapes)
