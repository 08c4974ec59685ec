"""The base map comes in by layers, each taken in the place of the one before, and goes again."""

import json

import pytest
from shapely.geometry import LineString

from casebook.records import Area, Audit, BaseLayer
from desk import importing
from geodata.findings import UnreadableFile
from tests.conftest import TODAY
from tests.geodata.sources.published import frame, geojson, platform, river, section

NEAR = LineString([(140.8, 38.2), (140.9, 38.3)])
FAR = LineString([(135.0, 34.7), (135.1, 34.8)])


def railways(year, *lines):
    stations = [platform(LineString([(140.85, 38.25), (140.851, 38.25)]), "<b>駅</b>", group="1")]
    return geojson(frame([*map(section, lines), *stations]), f"N02-{year}_GML.geojson")


def test_layers_come_are_replaced_by_a_newer_year_and_go(little, take):
    assert take(little, "basemap", railways(22, NEAR)).counts["new"] == 2
    rail, station = little.all(BaseLayer)
    assert (rail.kind, rail.year, json.loads(rail.shapes)) == ("rail", 2022, [[14080000, 3820000, 10000, 10000]])
    assert json.loads(station.shapes) == [["<b>駅</b>", 14085050, 3825000]]
    assert take(little, "basemap", railways(22, NEAR)).counts["unchanged"] == 2
    take(little, "basemap", railways(23, NEAR), geojson(frame([river(NEAR)]), "W05-08_04.geojson"))
    assert [(one.kind, one.year) for one in little.all(BaseLayer)] == [
        ("rail", 2023),
        ("station", 2023),
        ("river", 2008),
    ]
    importing.remove_base_layer(little, "station")
    assert [one.kind for one in little.all(BaseLayer)] == ["rail", "river"]
    assert [one.action for one in little.all(Audit, entity="base_layer")][-1] == "delete"


def test_an_import_of_layers_is_taken_back_as_a_whole(little, take):
    take(little, "basemap", railways(22, NEAR))
    importing.take_back_import(little, importing.imports_made(little)[0])
    assert little.all(BaseLayer) == []


def test_what_lies_elsewhere_is_no_base_map_and_areas_come_first(little, take):
    preview = take(little, "basemap", geojson(frame([river(FAR)]), "W05-08_27.geojson"), city="仙台市")
    assert (preview.writes, [one.code for one in preview.problems]) == (
        [], ["import.city_unused", "base_map.nothing_near"],
    )  # fmt: skip
    with little.writing("test") as writer:
        for area in writer.all(Area):
            writer.remove(Area, area.id)
    with pytest.raises(UnreadableFile, match=r"base_map\.areas_first"):
        importing.preview(little, "basemap", [railways(22, NEAR)], TODAY)
