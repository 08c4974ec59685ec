"""Lines on a map from a person's *town* (never an exact home) to a facility."""

from collections.abc import Iterable

import geopandas as gpd
import shapely

from desk.facilities import FacilityFile
from desk.people import PersonFile
from desk.places import CRS, Places


def town_lines(places: Places, pairs: Iterable[tuple[PersonFile, FacilityFile, bool]]) -> gpd.GeoDataFrame:
    """Return a line a pair (person, facility, whether it is drawn dashed); pairs without a place are left out.

    Returns
    -------
    GeoDataFrame
        Columns ``id`` (of the person), ``label``, ``to_confirm``, geometry in JGD2011 degrees.
    """
    found = []
    for person, file, dashed in pairs:
        home, facility = places.home(person.person), file.facility
        if home.lat is None or home.lon is None or facility.lat is None or facility.lon is None:
            continue
        line = shapely.linestrings([(home.lon, home.lat), (facility.lon, facility.lat)])
        found.append((person.key, f"{person.person.code_name} → {facility.name}", dashed, line))
    data = {name: [row[index] for row in found] for index, name in enumerate(("id", "label", "to_confirm"))}
    return gpd.GeoDataFrame(data, geometry=[row[3] for row in found], crs=CRS)
