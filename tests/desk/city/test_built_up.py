"""Where a city is built up: one far out sets no scale, and of a ward with mountains only its town is taken."""

import geopandas as gpd
from shapely.geometry import Point, box

from desk.city.built_up import BuiltUp

TOWN = [("山の区", 140.80 + at / 1000, 38.30) for at in range(40)]
HUT = ("山の区", 140.40, 38.30)


def test_a_map_opens_on_where_most_is_and_one_far_out_does_not_set_its_scale() -> None:
    found = BuiltUp.of([*TOWN, HUT]).view
    assert found is not None
    west, south, east, north = found
    assert (140.7 < west < 140.8, 140.84 < east < 140.9) == (True, True)
    assert south < 38.30 < north
    assert BuiltUp.of([]).view is None


def test_a_wards_middle_is_one_of_its_places_and_its_part_lies_around_them_within_it() -> None:
    ward = box(140.3, 38.2, 140.82, 38.5)
    built = BuiltUp.of([*TOWN, HUT])
    assert built.middles["山の区"] in {place[1:] for place in TOWN}
    [part] = built.parts(gpd.GeoDataFrame({"ward": ["山の区"]}, geometry=[ward], crs="EPSG:6668"), ["山の区"]).geometry
    assert ward.buffer(1e-9).contains(part)
    assert part.contains(Point(140.81, 38.30))
    assert not part.contains(Point(140.6, 38.4))


def test_towns_stand_in_only_for_wards_in_which_too_few_places_are_known() -> None:
    few, many = [("少ない区", 140.0, 38.0)], [("多い区", 141.0, 38.0)] * 3
    built = BuiltUp.of([*few, *many], [("少ない区", 140.1, 38.1), ("多い区", 141.1, 38.1)])
    assert built.points["少ない区"].tolist() == [[140.1, 38.1]]
    assert built.points["多い区"].tolist() == [[141.0, 38.0]] * 3
