"""What a map's legend must explain."""

from dataclasses import replace
from datetime import date
from typing import Any

import branca.element
import pytest
import streamlit_folium

from casebook.book import Casebook
from casebook.records import Centre, Facility, FacilityCondition
from desk.city import FacilityFile, read_city
from geodata.maps import MOST_MARKERS, Map, add_points
from ui.components.city_map import HEAP, ROUGH, centre_points, facility_points, kinds_shown, show_map, ward_map
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
    for level in ("town", "ward"):
        assert kinds_shown(facility_points(files(PLACE, replace(PLACE, id=2, located_at=level)))) == ["24", ROUGH]
        centre = Centre(name="センター", city="仙台市", lat=38.2, lon=140.8, located_at=level)
        assert kinds_shown(exact, centre_points([centre])) == ["24", "centre", ROUGH]


def test_without_areas_the_map_shows_where_the_facilities_are(book: Casebook) -> None:
    with book.writing("before") as writer:
        for key, lon in ((1, 135.5), (2, 135.9)):
            writer.add(replace(PLACE, id=None, name=f"見本{key}", lat=34.7, lon=lon))
        writer.add(replace(PLACE, id=None, name="位置不明", lat=None, lon=None, located_at="none"))
    context = Context(book, "ja", date(2026, 11, 22), Settings())
    drawn = ward_map(context, read_city(book, context.today), {}, None)
    [fit] = [child for child in drawn._children.values() if hasattr(child, "bounds")]
    (south, west), (north, east) = fit.bounds
    assert south < 34.7 < north
    assert west < 135.5
    assert 135.9 < east < 136


def test_the_legend_explains_numbers_where_there_are_thousands() -> None:
    many = files(*(replace(PLACE, id=key) for key in range(MOST_MARKERS + 1)))
    assert kinds_shown(facility_points(many)) == ["24", HEAP]
    assert kinds_shown(facility_points(many[:-1])) == ["24"]


def test_a_map_is_rendered_once_and_shown_as_if_it_were_rendered_with_a_page_around_it(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(book, "ja", date(2026, 11, 22), Settings())

    def drawn() -> Map:
        one = ward_map(context, read_city(book, context.today), {}, None)
        add_points(one, facility_points(files(PLACE, replace(PLACE, id=2, located_at="town"))))
        return one

    sent: list[dict[str, Any]] = []
    pages: list[str] = []
    render = branca.element.Figure.render
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: sent.append(given))
    monkeypatch.setattr(branca.element.Figure, "render", lambda page: pages.append(render(page)))
    show_map(drawn(), "map")
    assert pages == []
    streamlit_folium.st_folium(drawn(), key="map", use_container_width=True, returned_objects=["last_active_drawing"])
    assert len(pages) == 1
    once, with_page = ({name: one[name] for name in PARTS} for one in sent)
    assert once == with_page
    assert "L.map" in once["script"]
    assert once["js_links"]
