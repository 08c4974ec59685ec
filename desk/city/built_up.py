"""Where a city is built up: what a map opens on, and where in a ward most of it is. Mountains are in wards, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geodata.areas import Bounds
from geodata.coordinates import JGD2011

Floats = npt.NDArray[np.float64]
MIDDLE = (0.05, 0.95)
"""Quantiles of the points between which a map opens: what lies out does not set its scale."""
MARGIN, LEAST_DEGREES = 0.12, 0.02
"""Around them, as a share of their spread, and at least so much."""
FEW = 3
"""Fewer points do not tell where a ward is built up."""
NEAR_DEGREES = 0.012
"""So near to a point, it is built up; about a kilometre."""


@dataclass(frozen=True)
class BuiltUp:
    """Points where something is, by the label of the ward that they lie in; "" where that is not known."""

    points: dict[str, Floats]

    @classmethod
    def of(cls, *groups: Iterable[tuple[str, float, float]]) -> "BuiltUp":
        """Take the first of some groups of (ward, longitude, latitude) that has enough, for all and for each ward."""
        found: dict[str, list[tuple[float, float]]] = {}
        for group in groups:
            added: dict[str, list[tuple[float, float]]] = {}
            for ward, lon, lat in group:
                added.setdefault(ward, []).append((lon, lat))
            found |= {ward: places for ward, places in added.items() if len(found.get(ward, ())) < FEW}
        return cls({ward: np.array(places, dtype=np.float64) for ward, places in found.items()})

    @cached_property
    def view(self) -> Bounds | None:
        """West, south, east, north of what a map opens on; None where nothing is."""
        if not self.points:
            return None
        every = np.concatenate(list(self.points.values()))
        low, high = np.quantile(every, MIDDLE, axis=0)
        room = np.maximum(MARGIN * (high - low), LEAST_DEGREES)
        (west, south), (east, north) = (low - room).tolist(), (high + room).tolist()
        return west, south, east, north

    @cached_property
    def middles(self) -> dict[str, tuple[float, float]]:
        """The point of each ward that is nearest to the middle of its points: it lies in the ward."""
        return {ward: _nearest(places) for ward, places in self.points.items() if ward and len(places) >= FEW}

    def part(self, ward: str, outline: shapely.Geometry) -> shapely.Geometry:
        """Return the part of a ward around its points; all of it where too few are known."""
        places = self.points.get(ward)
        if places is None or len(places) < FEW:
            return outline
        near = shapely.union_all(shapely.buffer(shapely.points(places), NEAR_DEGREES, quad_segs=4))
        part = shapely.intersection(shapely.simplify(near, NEAR_DEGREES / 20), outline)
        return outline if shapely.is_empty(part) else part

    def parts(self, areas: gpd.GeoDataFrame, wards: Iterable[str]) -> gpd.GeoDataFrame:
        """Return the parts of some wards; ``areas`` has the columns ``ward`` and geometry."""
        outlines = dict(zip(areas["ward"], areas.geometry, strict=True))
        shapes = [self.part(ward, outlines[ward]) for ward in wards if ward in outlines]
        return gpd.GeoDataFrame(geometry=gpd.GeoSeries(shapes, crs=JGD2011))


def _nearest(places: Floats) -> tuple[float, float]:
    away = np.linalg.norm(places - np.median(places, axis=0), axis=1)
    lon, lat = places[away.argmin()].tolist()
    return lon, lat
