"""What a map's legend must explain."""

from dataclasses import replace

from casebook.records import Centre, Facility, FacilityCondition
from desk.city import FacilityFile
from geodata.maps import MOST_MARKERS
from ui.components.city_map import HEAP, ROUGH, centre_points, facility_points, kinds_shown

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


def test_the_legend_explains_numbers_where_there_are_thousands() -> None:
    many = files(*(replace(PLACE, id=key) for key in range(MOST_MARKERS + 1)))
    assert kinds_shown(facility_points(many)) == ["24", HEAP]
    assert kinds_shown(facility_points(many[:-1])) == ["24"]
