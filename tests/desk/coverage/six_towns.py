"""Three wards and six towns in a row, and what is put into them."""

from typing import Any

from casebook.book import Casebook
from casebook.records import Area, Centre, Facility, FacilityCondition, Person, Town
from desk.coverage.coverage import read_coverage
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.desk.conftest import square

POLICY = load_policy()
CITY = "仙台市"
WARDS = {"青葉区": 140.8, "泉区": 140.9, "太白区": 141.0}


TOWNS: dict[tuple[str, str], tuple[float | None, str | None]] = {  # ward, town: longitude, centre
    ("青葉区", "一番町"): (140.82, "あおば"),
    ("青葉区", "二日町"): (140.85, "あおば"),
    ("青葉区", "三本松"): (140.88, None),
    ("泉区", "一番町"): (140.92, "いずみ"),
    ("泉区", "高森"): (140.97, "いずみ"),
    ("泉区", "点なし"): (None, "いずみ"),
}
LAT = 38.25


def values(book: Casebook, level: str = "ward", **more):
    """Return the measures of a level, by area."""
    return read_coverage(book, TODAY, POLICY, level, **more).values


def build(book: Casebook) -> dict[str, int]:
    """Write three wards (one without towns), six towns and two centres; return the centres' ids."""
    with book.writing("city") as writer:
        for number, (ward, lon) in enumerate(WARDS.items()):
            place: dict[str, Any] = {"prefecture": "宮城県", "city": CITY, "geometry": square(lon, 38.2)}
            writer.add(Area(code=f"0410{number}", name=ward, **place))
        centres = {name: writer.add(Centre(name=name, city=CITY)) for name in ("あおば", "いずみ")}
        for (ward, name), (at, centre) in TOWNS.items():
            writer.add(
                Town(
                    city=CITY,
                    ward=ward,
                    name=name,
                    lat=LAT if at else None,
                    lon=at,
                    population=1000,
                    centre_id=centres[centre] if centre else None,
                )
            )
    return centres


def person(number: int, ward: str | None = "青葉区", town: str | None = None, **more) -> Person:
    return Person(code_name=f"P-{number:03d}", city=CITY, ward=ward, town=town, **more)


def facility(name: str, lon: float | None = None, ward: str | None = "青葉区", **more) -> Facility:
    place: dict[str, Any] = {"lat": LAT, "lon": lon, "located_at": "office"} if lon else {}
    kind = {"service_code": "24", "service_name": "短期入所", **more}
    return Facility(source="manual", name=name, city=CITY, ward=ward, **{**place, **kind})


def put(book: Casebook, *records, **condition) -> list[int]:
    """Write records; every facility among them gets the condition."""
    with book.writing("things") as writer:
        keys = [writer.add(one) for one in records]
        for key, one in zip(keys, records, strict=True):
            if isinstance(one, Facility) and condition:
                writer.add(FacilityCondition(facility_id=key, **condition))
    return keys
