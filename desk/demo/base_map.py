"""The base map of the demonstration: our own sketch."""

from collections.abc import Iterator

import shapely

from casebook import vocabulary as v
from casebook.records import BaseLayer
from geodata.demo.base_map import CREDIT, STATIONS, sketched
from geodata.sources.base_map import shapes_text, written_lines, written_stations


def base_layers() -> Iterator[BaseLayer]:
    """Yield each of its layers."""
    for kind in v.BASE_LAYERS:
        stations = ((name, shapely.Point(place)) for name, place in STATIONS.items())
        shapes = written_stations(stations) if kind == "station" else written_lines(sketched(kind))
        yield BaseLayer(kind=kind, credit=CREDIT, shapes=shapes_text(shapes))
