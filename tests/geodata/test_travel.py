"""Travel: whole metres, close to the geodesic everywhere in Japan, and unknown never near."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata.travel import metric_crs, straight_metres
from tests.optional import present

lonlats = st.tuples(st.floats(122, 154), st.floats(20, 46))


@pytest.mark.parametrize(
    ("bounds", "epsg"),
    [
        ((140.46, 38.05, 141.05, 38.46), 6691),
        ((122.9, 24.0, 125.5, 25.0), 6688),
        ((130.0, 31.0, 131.0, 33.0), 6689),
        ((135.0, 34.0, 136.0, 35.0), 6690),
        ((144.5, 43.0, 145.8, 44.0), 6692),
    ],
)
def test_each_part_of_japan_has_its_zone(bounds, epsg):
    crs = metric_crs(bounds)
    assert crs.to_epsg() == epsg
    zone = present(crs.area_of_use)
    assert zone.west <= (bounds[0] + bounds[2]) / 2 <= zone.east


def test_nothing_has_no_zone():
    with pytest.raises(ValueError, match="without bounds"):
        metric_crs((np.nan, np.nan, np.nan, np.nan))


@given(st.lists(lonlats, min_size=1, max_size=4), st.lists(lonlats, min_size=1, max_size=4))
def test_distances_are_those_of_the_geodesic(origins, destinations):
    metres = straight_metres(np.array(origins), np.array(destinations), 1000)
    geod = Geod(ellps="GRS80")
    for i, (lon, lat) in enumerate(origins):
        for j, (to_lon, to_lat) in enumerate(destinations):
            exact = geod.inv(lon, lat, to_lon, to_lat)[2]
            assert metres[i, j] == pytest.approx(exact, rel=0.002 if exact > 100_000 else 0.0002, abs=1)


@given(st.lists(lonlats, min_size=1, max_size=5), st.lists(lonlats, min_size=1, max_size=5))
def test_the_way_there_is_the_way_back(origins, destinations):
    there = straight_metres(np.array(origins), np.array(destinations))
    assert (there == straight_metres(np.array(destinations), np.array(origins)).T).all()
    assert (there >= 0).all()


def test_unknown_is_minus_one_and_never_zero():
    known, unknown = (140.87, 38.27), (np.nan, np.nan)
    metres = straight_metres(np.array([known, unknown, (140.87, np.nan)]), np.array([known, unknown]))
    assert metres.tolist() == [[0, -1], [-1, -1], [-1, -1]]
    assert metres.dtype == np.int32


def test_the_detour_lengthens_the_way_in_whole_metres():
    pair = np.array([(140.87, 38.27)]), np.array([(140.88, 38.31)])
    straight, longer = straight_metres(*pair, 1000)[0, 0], straight_metres(*pair)[0, 0]
    assert longer == pytest.approx(straight * 1.3, abs=1)


def test_no_points_give_an_empty_table():
    assert straight_metres(np.empty((0, 2)), np.array([(140.0, 38.0)])).shape == (0, 1)
