"""What a map's legend must explain."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import branca.element
import pytest
import streamlit_folium

from casebook.book import Casebook
from casebook.records import Centre, Facility, FacilityCondition
from desk.city import FacilityFile
from geodata.maps import Map
from geodata.maps.drawn import Drawn, script
from ui.components import city_map
from ui.components.city_map import (
    ABOUT,
    HEAP,
    ROUGH,
    centre_points,
    facility_points,
    kinds_shown,
    put_facilities,
    show_map,
    ward_map,
)
from ui.context import Context
from ui.settings import Settings

PARTS = ("script", "header", "html", "id", "js_links", "css_links", "default")
PLACE = Facility(
    id=1,
    source="wamnet",
    service_code="24",
    service_name="短期入所",
    name="見本",
    lat=38.2,
    lon=140.8,
    located_at="office",
)


def files(*facilities: Facility) -> list[FacilityFile]:
    return [FacilityFile(one, FacilityCondition(facility_id=one.id or 0), ()) for one in facilities]


def test_the_legend_says_that_hollow_signs_are_a_guess_only_where_there_are_some() -> None:
    exact = facility_points(files(PLACE))
    assert kinds_shown(exact) == ["24"]
    assert kinds_shown(facility_points([])) == []
    assert kinds_shown(facility_points(files(PLACE, replace(PLACE, id=2, located_at="town")))) == ["24", ROUGH]
    centre = Centre(name="センター", city="仙台市", lat=38.2, lon=140.8, located_at="town")
    assert kinds_shown(exact, centre_points([centre])) == ["24", "centre", ROUGH]
    assert kinds_shown(facility_points(files(*(replace(PLACE, id=key) for key in range(3))))) == ["24", HEAP]


def data_of(drawn: Map, name: str) -> list[Any]:
    parts = (one for one in drawn._children.values() if isinstance(one, Drawn))
    return [json.loads(one.data) for one in parts if one.script == script(f"{name}.js")]


def test_without_areas_the_map_shows_where_the_facilities_are(book: Casebook) -> None:
    with book.writing("before") as writer:
        for key, lon in ((1, 135.5), (2, 135.9)):
            writer.add(replace(PLACE, id=None, name=f"見本{key}", lat=34.7, lon=lon))
        writer.add(replace(PLACE, id=None, name="位置不明", lat=None, lon=None, located_at="none"))
    drawn = ward_map(Context(book, "ja", date(2026, 11, 22), Settings()), "map", {}, None)
    (south, west), (north, east) = data_of(drawn, "frame")[0]["bounds"]
    assert south < 34.7 < north
    assert west < 135.5
    assert 135.9 < east < 136


def test_a_facility_known_by_its_ward_alone_is_a_number_in_it_and_no_sign(demo: Casebook) -> None:
    context = Context(demo, "ja", date(2026, 11, 22), Settings())
    ward = context.city().area_labels[0]
    city, _, own = ward.rpartition("市")
    vague = replace(PLACE, id=77, city=f"{city}市" if city else "仙台市", ward=own or ward, located_at="ward")
    drawn = ward_map(context, "map", {}, None)
    kinds = put_facilities(context, drawn, files(PLACE, vague))
    assert kinds == ["24", ABOUT]
    assert [row[4] for row in data_of(drawn, "points")[0]["rows"]] == [1]
    [about] = data_of(drawn, "about")
    assert [(row[2], row[4]) for row in about["rows"]] == [(1, context.t("map_about.facilities", ward=ward, count=1))]


def test_a_map_is_rendered_once_and_shown_as_if_it_were_rendered_with_a_page_around_it(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(book, "ja", date(2026, 11, 22), Settings())

    def drawn() -> Map:
        one = ward_map(context, "map", {}, None)
        put_facilities(context, one, files(PLACE, replace(PLACE, id=2, located_at="town")))
        return one

    sent: list[dict[str, Any]] = []
    pages: list[str] = []
    render = branca.element.Figure.render
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: sent.append(given))
    monkeypatch.setattr(city_map, "map_place", lambda *_: None)
    monkeypatch.setattr(branca.element.Figure, "render", lambda page: pages.append(render(page)))
    show_map(drawn(), "map")
    assert pages == []
    streamlit_folium.st_folium(drawn(), key="map", use_container_width=True, returned_objects=["last_active_drawing"])
    assert len(pages) == 1
    once, with_page = ({name: one[name] for name in PARTS} for one in sent)
    assert once == with_page
    assert "L.map" in once["script"]
    assert once["js_links"]
