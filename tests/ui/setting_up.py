"""A casebook as it is while it is being set up: stage after stage, with wards and without."""

from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import Area, Centre, Consent, Facility, FacilityCondition, Person, Stay, Town
from tests.desk.conftest import square

WITH_WARDS: dict[str, Any] = {"prefecture": "宮城県", "city": "仙台市"}
WITHOUT: dict[str, Any] = {"prefecture": "埼玉県", "city": "鶴ヶ島市"}
STAGES = ("nothing", "areas", "towns", "facilities", "people", "stays", "conditions", "centres")


def set_up(book: Casebook, stage: str, place: dict[str, Any]) -> None:
    """Bring a casebook to a stage: all that comes before it, and it."""
    ward, code = ("青葉区", "04101") if place is WITH_WARDS else ("", "11241")
    at: dict[str, Any] = {"city": place["city"], "ward": ward}
    steps: list[list[Any]] = [
        [],
        [Area(code=code, name=ward or place["city"], geometry=square(140.8, 38.2), **place)],
        [Town(**at, name="国分町一丁目", lat=38.25, lon=140.85), Town(**at, name="位置不明町")],
        [
            Facility(
                source="manual", service_code="24", service_name="短期入所", name="もみじ", located_at="office",
                lat=38.25, lon=140.86, city=place["city"], ward=ward or None,
            ),
            Facility(source="manual", service_code="33", service_name="共同生活援助", name="どこか", located_at="none"),
        ],
        [
            Person(code_name="A-001", city=place["city"], ward=ward or None, town="国分町一丁目"),
            Person(code_name="A-002"),
            Consent(person_id=1, given_by="person", form="oral", given_on=date(2026, 11, 1)),
        ],
        [Stay(person_id=1, facility_id=1, kind="trial", start_on=date(2026, 6, 1), end_on=date(2026, 6, 3))],
        [FacilityCondition(facility_id=1, offers_trial=True, trial_places=1, emergency_policy="always")],
        [Centre(name="国分町地域包括支援センター", city=place["city"])],
    ]  # fmt: skip
    with book.writing("set up") as writer:
        for records in steps[: STAGES.index(stage) + 1]:
            for record in records:
                writer.add(record)
