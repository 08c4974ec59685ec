"""What the tests of the demonstration share."""

import geopandas as gpd
import pytest

from geodata.demo.outlines import ward_outlines

WARDS = ["青葉区", "宮城野区", "若林区", "太白区", "泉区"]


@pytest.fixture(scope="module")
def outlines() -> gpd.GeoDataFrame:
    return ward_outlines()
