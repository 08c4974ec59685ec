"""What the tests of the ward sheet share: the demonstration with places that must not be told."""

from pathlib import Path
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.ward_sheet.disclosure import Release, release
from desk.ward_sheet.sheet import WardSheet, sheets_of
from matching.policy import load_policy
from tests.conftest import TODAY, copied

LIMIT = 10
WARD = "青葉区"
EVIL = "<b>=SUM(A1)&amp;"
City = tuple[Casebook, Snapshot, Release]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> City:
    """Return the demonstration with a private place, one written by hand, and one whose name is markup."""
    book = copied(demo_template, tmp_path_factory.mktemp("sheet"))
    place: dict[str, Any] = {"service_code": "24", "service_name": "短期入所", "city": "仙台市", "ward": WARD, "lat": 38.26, "lon": 140.87,
             "located_at": "office"}  # fmt: skip
    with book.writing("test") as writer:
        key = writer.add(Facility(source="demo", name="知られたくない所", **place))
        writer.add(FacilityCondition(facility_id=key, sharing="private"))
        writer.add(Facility(source="manual", name="なじみの喫茶店", **place))
        writer.add(Facility(source="demo", name=EVIL, phone="022-000-0000", corrected_fields="phone", **place))
    snapshot = read_snapshot(book, TODAY, load_policy())
    return book, snapshot, release(snapshot, LIMIT)


@pytest.fixture(scope="module")
def sheet(city: City) -> WardSheet:
    return sheets_of(city[0], city[2], LIMIT)[WARD]


def sheets_today(book: Casebook) -> dict[str, WardSheet]:
    """Return the sheets as they would be if none had been handed out."""
    return sheets_of(book, release(read_snapshot(book, TODAY, load_policy()), LIMIT), LIMIT)
