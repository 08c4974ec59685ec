"""Where people and facilities are, as far as the casebook knows: wards, towns, and how exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import Area, BaseLayer, Person, Town
from desk.city.names import AreaNames, InAnArea, town_key
from geodata.areas import middles
from geodata.coordinates import JGD2011


@dataclass(frozen=True)
class Located:
    """A point in JGD2011 degrees and how exactly it is known: town, ward or none."""

    level: str
    lat: float | None = None
    lon: float | None = None

    @property
    def lonlat(self) -> tuple[float | None, float | None]:
        """Longitude first, as the calculations take it."""
        return self.lon, self.lat


NOWHERE = Located("none")


@dataclass(frozen=True)
class Places:
    """The imported areas and towns, ready for look-ups.

    ``areas`` has the columns code, prefecture, city, ward, name, schematic, credit, geometry;
    ``ward`` is the label by which matching knows the place, and pages call it.
    """

    areas: gpd.GeoDataFrame
    towns: dict[tuple[str, str], Located]
    wards: dict[str, Located]
    names: AreaNames

    @property
    def credits(self) -> list[str]:
        """The credits that the outlines ask for; some ask for none."""
        return sorted({credit for credit in self.areas["credit"].dropna() if credit})

    def label(self, city: str | None, ward: str | None) -> str | None:
        """Name a ward or municipality: 青葉区, or 横浜市青葉区 unless that city alone is known to have one."""
        return self.names.label(city, ward)

    def label_of(self, record: InAnArea) -> str | None:
        """Name the ward or municipality that somebody or something lies in."""
        return self.names.label_of(record)

    def avoided(self, written: str, city: str | None) -> str:
        """Return the label of an area that somebody from a city wants to avoid; as written if none is meant clearly."""
        near = self.names.near(written, city)
        return near[0].label if len(near) == 1 else written

    def at(self, city: str | None, ward: str | None, town: str | None) -> Located:
        """Place a town, else its ward, else say that it is not known where it is."""
        label = self.label(city, ward)
        if label is None:
            return NOWHERE
        located = self.towns.get((label, town_key(town))) if town else None
        return located or self.wards.get(label, NOWHERE)

    def home(self, person: Person) -> Located:
        """Return the person's home town (never an exact home)."""
        return self.at(person.city, person.ward, person.town)

    def day_activity(self, person: Person) -> Located:
        """Return the town of the person's day activity."""
        return self.at(person.day_city or person.city, person.day_ward, person.day_town)


def read_places(book: Casebook | Writer, *, towns_too: bool = True) -> Places:
    """Read areas and towns from the casebook; ``towns_too`` False where nobody asks for the place of a town."""
    areas = book.all(Area)
    names = AreaNames(areas)
    frame = area_frame(areas)
    frame["ward"] = names.labels
    wards = dict(zip(names.labels, _middles(_written(areas)), strict=True))
    towns: dict[tuple[str, str], Located] = {}
    for town in book.all(Town) if towns_too else ():
        if town.lat is None or town.lon is None:
            continue
        key = (names.label(town.city, town.ward) or "", town_key(town.name))
        # A town's own point comes before that of one of its koaza.
        if not town.koaza or key not in towns:
            towns[key] = Located("town", lat=town.lat, lon=town.lon)
    return Places(frame, towns, wards, names)


def area_frame(areas: list[Area]) -> gpd.GeoDataFrame:
    """Turn area records into a frame (EPSG:6668)."""
    columns = ("code", "prefecture", "city", "name", "schematic", "credit")
    data = {column: [getattr(area, column) for area in areas] for column in columns}
    return gpd.GeoDataFrame(data, geometry=_outlines(_written(areas)), crs=JGD2011)


def _written(areas: Iterable[Area]) -> tuple[str, ...]:
    return tuple(area.geometry for area in areas)


# A step of a proposal asks for them while others wait, and they are seldom imported.
@lru_cache(maxsize=4)
def _outlines(written: tuple[str, ...]) -> gpd.GeoSeries:
    """Return the outlines of areas (EPSG:6668) that are written as WKT."""
    return gpd.GeoSeries.from_wkt(written, crs=JGD2011)


@lru_cache(maxsize=4)
def _middles(written: tuple[str, ...]) -> tuple[Located, ...]:
    """Return a point in each area, for whoever is known to be no closer than that."""
    return tuple(Located("ward", lat=point.y, lon=point.x) for point in middles(_outlines(written)))


def lonlats(places: Iterable[tuple[float | None, float | None]]) -> npt.NDArray[np.float64]:
    """Return longitudes and latitudes, float[N, 2], NaN where unknown."""
    listed = [(np.nan if lon is None else lon, np.nan if lat is None else lat) for lon, lat in places]
    return np.array(listed, dtype=np.float64).reshape(-1, 2)


@dataclass(frozen=True)
class TownPlace:
    """A town (町丁目) with its parts: the finest place that is known of a home."""

    ward: str
    name: str
    point: Located
    population: int | None
    centre_id: int | None

    @property
    def key(self) -> str:
        """What names it: ward and town."""
        return f"{self.ward}/{self.name}"


def town_places(towns: Iterable[Town], places: Places) -> tuple[TownPlace, ...]:
    """Join the parts (小字) of each town: a town's own row comes before those of its parts."""
    grouped: dict[tuple[str, str], list[Town]] = {}
    for town in towns:
        ward = places.label(town.city, town.ward or None) or ""
        grouped.setdefault((ward, town_key(town.name)), []).append(town)
    return tuple(
        _joined(ward, sorted(parts, key=lambda one: one.koaza), places) for (ward, _), parts in grouped.items()
    )


def _joined(ward: str, parts: Sequence[Town], places: Places) -> TownPlace:
    own = [part for part in parts if not part.koaza and part.population is not None]
    counted = [part.population for part in own or parts if part.population is not None]
    return TownPlace(
        ward=ward,
        name=parts[0].name,
        point=places.towns.get((ward, town_key(parts[0].name)), NOWHERE),
        population=sum(counted) if counted else None,
        centre_id=next((part.centre_id for part in parts if part.centre_id is not None), None),
    )


def base_layers(book: Casebook) -> list[BaseLayer]:
    """Return the layers of the base map that are there, the lowest first."""
    return sorted(book.all(BaseLayer), key=lambda layer: v.BASE_LAYERS.index(layer.kind))
