"""Braces in a name are no instructions to whoever draws the map."""

import folium
import geopandas as gpd
import pytest
import shapely

from geodata.coordinates import JGD2011
from geodata.maps import add_areas


@pytest.mark.parametrize("name", ["{% x %}", "{{ 7 * 7 }}", "{#"])
def test_braces_in_a_name_are_shown_as_they_are(name):
    drawn = folium.Map(tiles=None)
    area = gpd.GeoDataFrame({"ward": ["W"]}, geometry=[shapely.box(140, 38, 141, 39)], crs=JGD2011)
    add_areas(drawn, area, lambda _: name)
    assert name in drawn.get_root().render()
