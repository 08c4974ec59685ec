"""Which areas take the place of those that a newer edition no longer has: by their ground, and by the point of a place."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from casebook.records import Area
from desk.city import area_frame
from geodata.coordinates import JGD2011
from geodata.travel import metric_crs

COVERED = 0.9
"""So much of an area's ground must lie in the new ones for it to be replaced by them: outlines are generalised."""
WHOLE = 0.99
"""So much of it in one of them, and all that lay in it lies there now."""


@dataclass(frozen=True)
class Successors:
    """The areas that came in place of one.

    Attributes
    ----------
    old
        The area that is no longer there.
    new
        Those that its ground lies in, the largest share first; none where the edition does not hold its ground.
    whole
        Whether all of it lies in the first of them.
    fills
        How much of the ground of the first of them was its own, 0 to 1.
    """

    old: Area
    new: tuple[Area, ...]
    whole: bool
    fills: float = 1.0

    @property
    def covered(self) -> bool:
        """Say whether the edition holds the ground of the area, so that it can be retired."""
        return bool(self.new)

    def at(self, lat: float | None, lon: float | None) -> Area | None:
        """Return the area in which a point of the old one lies now; without a point, the one that took all of it."""
        if self.whole:
            return self.new[0]
        if lat is None or lon is None:
            return None
        point = shapely.Point(lon, lat)
        shapes = (shapely.from_wkt(area.geometry) for area in self.new)
        return next((area for area, shape in zip(self.new, shapes, strict=True) if shape.intersects(point)), None)


def successors(gone: Sequence[Area], edition: Sequence[Area]) -> list[Successors]:
    """Return, for each area that is gone, those of an edition that lie where it lay."""
    if not gone or not edition:
        return [Successors(area, (), whole=False) for area in gone]
    crs = metric_crs(tuple(area_frame([*gone, *edition]).to_crs(JGD2011).total_bounds))
    shapes = _in_metres(edition, crs)
    tree = shapely.STRtree(shapes)
    found = []
    for area, shape in zip(gone, _in_metres(gone, crs), strict=True):
        touching = tree.query(shape, predicate="intersects")
        shares = {int(index): shape.intersection(shapes[index]).area / shape.area for index in touching}
        most = sorted(shares, key=lambda index: -shares[index])
        if sum(shares.values()) < COVERED:
            found.append(Successors(area, (), whole=False))
            continue
        first = most[0]
        fills = shape.intersection(shapes[first]).area / shapes[first].area
        new = tuple(edition[index] for index in most if shares[index] > 1 - WHOLE)
        found.append(Successors(area, new, whole=shares[first] >= WHOLE, fills=fills))
    return found


def _in_metres(areas: Sequence[Area], crs: object) -> Sequence[BaseGeometry]:
    shapes: Sequence[BaseGeometry] = gpd.GeoSeries(area_frame(list(areas)).geometry).to_crs(crs).tolist()
    return shapes
