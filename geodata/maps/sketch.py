"""A small still map of a few places: the borders of areas, a sign with its name for each place, the ways, and a scale."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import geopandas as gpd
import shapely

from geodata.maps.symbols import symbol_svg

WIDTH, HEIGHT = 420, 240
EDGE = 36
SIGN = 18
LINE = 17
"""Pixels between two names that would stand on each other."""
LEAST_METRES = 800
METRES_A_DEGREE = 111_195
SCALES = (200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
LONGEST_NAME = 18


@dataclass(frozen=True)
class Spot:
    """A place with its name and the kind of its sign (`SYMBOLS`); JGD2011 degrees."""

    kind: str
    label: str
    lon: float
    lat: float


class _View:
    """Degrees to pixels: true to shape in the middle of what is shown."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        lons, lats = [spot.lon for spot in spots], [spot.lat for spot in spots]
        self.lon, self.lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        self.shrink = math.cos(math.radians(self.lat))
        wide = max((max(lons) - min(lons)) * self.shrink * METRES_A_DEGREE, LEAST_METRES)
        high = max((max(lats) - min(lats)) * METRES_A_DEGREE, LEAST_METRES)
        # Names stand beside their signs, and want as much width as the ways between.
        self.metres_a_pixel = max(wide / (WIDTH / 2), high / (HEIGHT - 2 * EDGE))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x = WIDTH / 2 + (lon - self.lon) * self.shrink * METRES_A_DEGREE / self.metres_a_pixel
        return round(x, 1), round(HEIGHT / 2 - (lat - self.lat) * METRES_A_DEGREE / self.metres_a_pixel, 1)

    def box(self) -> tuple[float, float, float, float]:
        half_lat = HEIGHT / 2 * self.metres_a_pixel / METRES_A_DEGREE
        half_lon = WIDTH / 2 * self.metres_a_pixel / METRES_A_DEGREE / self.shrink
        return self.lon - half_lon, self.lat - half_lat, self.lon + half_lon, self.lat + half_lat


def sketch(areas: gpd.GeoDataFrame, spots: Sequence[Spot], ways: Iterable[tuple[int, int]]) -> str:
    """Return the map as SVG; what it shows is to be said in words beside it.

    Parameters
    ----------
    areas
        Whose borders are drawn, as far as they lie in the picture; EPSG:6668.
    spots
        At least one.
    ways
        Which spots lie at either end of a line.
    """
    view = _View(spots)
    places = [view.at(spot.lon, spot.lat) for spot in spots]
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f8f8fb"/>',
        *(f'<path d="{path}" fill="none" stroke="#8c8c8c" stroke-dasharray="5 3"/>' for path in _borders(areas, view)),
        *(_way(places[one], places[other]) for one, other in ways),
        *(_sign(spot.kind, *place) for spot, place in zip(spots, places, strict=True)),
        *_names(spots, places),
        *_scale(view.metres_a_pixel),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    return "".join((head, *parts, "</svg>"))


def _borders(areas: gpd.GeoDataFrame, view: _View) -> Iterator[str]:
    if areas.empty:
        return
    fine = view.metres_a_pixel / METRES_A_DEGREE
    for line in shapely.clip_by_rect(shapely.simplify(areas.geometry.boundary.to_numpy(), fine), *view.box()):
        for part in shapely.get_parts(line):
            points = [view.at(lon, lat) for lon, lat in shapely.get_coordinates(part)]
            yield "M" + "L".join(f"{x} {y}" for x, y in points)


def _way(one: tuple[float, float], other: tuple[float, float]) -> str:
    return f'<path d="M{one[0]} {one[1]}L{other[0]} {other[1]}" stroke="#1a1a1a" stroke-width="2" fill="none"/>'


def _sign(kind: str, x: float, y: float) -> str:
    return f'<g transform="translate({x - SIGN / 2:.1f} {y - SIGN / 2:.1f})">{symbol_svg(kind, SIGN)}</g>'


def _names(spots: Sequence[Spot], places: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Write each name beside its sign, on the side that has more room, and none on another."""
    last = -math.inf
    for (x, y), spot in sorted(zip(places, spots, strict=True), key=lambda one: one[0][1]):
        at = last = max(y + SIGN / 4, last + LINE)
        right = x <= WIDTH / 2
        where = f'x="{x + (SIGN if right else -SIGN):.1f}" y="{at:.1f}" text-anchor="{"start" if right else "end"}"'
        name = spot.label if len(spot.label) <= LONGEST_NAME else f"{spot.label[:LONGEST_NAME]}…"
        look = (
            'font-family="sans-serif" font-size="14" fill="#1a1a1a" stroke="#fff" stroke-width="3" paint-order="stroke"'
        )
        yield f"<text {where} {look}>{escape(name)}</text>"


def _scale(metres_a_pixel: float) -> Iterator[str]:
    metres = max((one for one in SCALES if one / metres_a_pixel <= WIDTH / 4), default=SCALES[0])
    length, y = metres / metres_a_pixel, HEIGHT - 12
    said = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    yield f'<path d="M12 {y - 5}V{y}H{12 + length:.1f}V{y - 5}" fill="none" stroke="#1a1a1a" stroke-width="1.5"/>'
    yield f'<text x="{18 + length:.1f}" y="{y}" font-family="sans-serif" font-size="12" fill="#1a1a1a">{said}</text>'
