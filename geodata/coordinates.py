"""Where coordinates may lie, and what is wrong with those that do not."""

import numpy as np
from numpy.typing import NDArray

from geodata.findings import unreadable

JGD2011 = "EPSG:6668"
STEPS_A_DEGREE = 100_000
"""The base map is written in whole steps: about a metre."""
LAT_RANGE, LON_RANGE = (20.0, 46.0), (122.0, 154.5)


def wrong_coordinates(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> dict[int, str]:
    """Return index -> problem code for coordinates that are swapped or outside Japan; NaN is not wrong, but unknown.

    Parameters
    ----------
    lat, lon
        Degrees, float[rows].
    """
    known = ~np.isnan(lat) & ~np.isnan(lon)
    right = _within(lat, LAT_RANGE) & _within(lon, LON_RANGE)
    swapped = _within(lat, LON_RANGE) & _within(lon, LAT_RANGE)
    codes = dict.fromkeys(np.flatnonzero(known & ~right & ~swapped).tolist(), "coordinate.outside_japan")
    return codes | dict.fromkeys(np.flatnonzero(swapped).tolist(), "coordinate.swapped")


def checked_coordinates(
    file: str, lat: NDArray[np.float64], lon: NDArray[np.float64], *, swapped: bool = False
) -> dict[int, str]:
    """Return what `wrong_coordinates` finds in a file's rows, after 0, 0 became NaN there, which is no coordinate.

    Where `swapped`, latitudes and longitudes that are exchanged are turned round in place.

    Raises
    ------
    UnreadableFile
        They are exchanged in every row: it is said once, with how to read the file all the same.
    """
    without_null_island(lat, lon)
    wrong = wrong_coordinates(lat, lon)
    exchanged = [index for index, code in wrong.items() if code == "coordinate.swapped"]
    if swapped:
        lat[exchanged], lon[exchanged] = lon[exchanged], lat[exchanged]
        return {index: code for index, code in wrong.items() if code != "coordinate.swapped"}
    if len(exchanged) > 1 and len(exchanged) == np.count_nonzero(~np.isnan(lat) & ~np.isnan(lon)):
        raise unreadable(file, "coordinate.swapped_file")
    return wrong


def without_null_island(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> None:
    """Turn 0, 0 into NaN, in place: a system writes it where nothing was entered, and nothing in Japan is there."""
    nowhere = (lat == 0) & (lon == 0)
    lat[nowhere] = lon[nowhere] = np.nan


def _within(degrees: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.bool_]:
    return np.asarray((degrees >= limits[0]) & (degrees <= limits[1]), dtype=bool)
