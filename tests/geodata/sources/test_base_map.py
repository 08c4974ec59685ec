"""Railways, rivers, coast and roads as published: cut to the surroundings, generalised, each station once."""

import io
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point

from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sources.base_map import MOST_CORNERS, generalised, read_base_map, written_lines, written_stations
from tests.geodata.sources.published import frame, geojson, platform, river, section

AROUND = (140.7, 38.1, 141.1, 38.4)
LINE = LineString([(140.8, 38.2), (140.85, 38.25), (140.9, 38.3)])


def test_a_railway_as_published_is_lines_and_each_station_once(tmp_path):
    sections = [
        section(LINE),
        section(LineString([(140.9, 38.3), (141.5, 38.9)]), line="東北線"),
        section(LineString([(135.0, 34.7), (135.1, 34.8)]), line="阪和線"),
    ]
    platforms = [
        platform(LineString([(140.88, 38.26), (140.882, 38.26)]), "仙台", group="002000"),
        platform(LineString([(140.884, 38.26), (140.886, 38.26)]), "仙台", group="002000", line="仙山線"),
        platform(LineString([(135.0, 34.7), (135.001, 34.7)]), "天王寺", group="000009"),
    ]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for folder, encoding in (("Shift-JIS", "cp932"), ("UTF-8", "utf-8")):
            inside = tmp_path / folder
            inside.mkdir()
            for name, rows in (("RailroadSection", sections), ("Station", platforms)):
                frame(rows).to_file(inside / f"N02-22_{name}.shp", encoding=encoding)
            for part in sorted(inside.iterdir()):
                if encoding == "utf-8" or part.suffix != ".cpg":
                    packed.write(part, f"N02-22_GML/{folder}/{part.name}")
    reading = read_base_map(NamedBytes("N02-22_GML.zip", stream.getvalue()), AROUND)
    rail, station = (row for row in reading.frame.itertuples())
    assert (rail.kind, station.kind, station.name, rail.year) == ("rail", "station", "仙台", 2022)
    assert station.credit == "「国土数値情報（鉄道データ、2022年）」（国土交通省）を加工して作成"
    assert station.geometry.distance(Point(140.883, 38.26)) < 1e-9
    assert shapely.box(*AROUND).buffer(1e-9).contains(rail.geometry)
    assert (reading.facts["rows_in"], reading.facts["kept"], reading.facts["filtered"]) == (6, 4, 2)
    # One line where two sections meet, straight where it is nearly so.
    assert written_lines([rail.geometry]) == [[14080000, 3820000, 20000, 20000]]
    assert written_stations([("仙台", station.geometry)]) == [["仙台", 14088300, 3826000]]


def test_of_rivers_the_nodes_are_no_lines_and_what_is_of_none_of_these_is_refused():
    node = {"W05_000": "1", "W05_011": 3.0, "geometry": Point(140.9, 38.2)}
    reading = read_base_map(geojson(frame([river(LINE), node]), "rivers.geojson"), AROUND)
    assert [(row.kind, row.year) for row in reading.frame.itertuples()] == [("river", None)]
    assert reading.facts["filtered"] == 1
    with pytest.raises(UnreadableFile, match=r"base_map\.unknown"):
        read_base_map(geojson(frame([{"NAME": "?", "geometry": LINE}]), "x.geojson"), AROUND)


def test_a_layer_has_no_more_corners_than_a_browser_draws_at_once():
    rng = np.random.default_rng(1)
    walks = 140.8 + np.cumsum(rng.normal(0, 2e-4, (60, 1000, 2)), axis=1)
    short = np.array([LineString([(141, 38), (141.0001, 38.0001)])])
    thin = generalised(np.concatenate([gpd.GeoSeries([LineString(walk) for walk in walks]).to_numpy(), short]))
    assert MOST_CORNERS / 4 < shapely.get_num_coordinates(thin) <= MOST_CORNERS
