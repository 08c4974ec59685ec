"""Casebooks for the tests of the desk: a little city of our own, and one with the real wards and towns."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casebook.book import Casebook, Writer, open_casebook
from casebook.records import Area, Audit, Consent, Facility, FacilityCondition, Person, Town
from desk import importing
from desk.importing import ImportPreview
from geodata.reading.files import Source
from tests.conftest import COORDINATOR, NOW, TODAY, OpenBook

Importing = Callable[..., ImportPreview]


def square(lon: float, lat: float, size: float = 0.1) -> str:
    """Return a square as WKT."""
    right, top = lon + size, lat + size
    return f"POLYGON (({lon} {lat}, {right} {lat}, {right} {top}, {lon} {top}, {lon} {lat}))"


@pytest.fixture
def little(book: Casebook) -> Casebook:
    """Return a casebook with two wards and three towns; 中央 is in both."""
    with book.writing("before") as writer:
        for code, name, lon in (("04101", "青葉区", 140.8), ("04105", "泉区", 140.9)):
            place: dict[str, Any] = {"prefecture": "宮城県", "city": "仙台市"}
            writer.add(Area(code=code, name=name, geometry=square(lon, 38.2), **place))
        for ward, name, lon in (
            ("青葉区", "国分町一丁目", 140.85),
            ("青葉区", "中央", 140.86),
            ("泉区", "中央", 140.95),
        ):
            writer.add(Town(city="仙台市", ward=ward, name=name, lat=38.25, lon=lon))
    return book


@pytest.fixture
def offices(little: Casebook) -> Casebook:
    """Return the little city with two offices of one place each; もみじ is nearer to 国分町一丁目."""
    place: dict[str, Any] = {
        "source": "manual",
        "service_code": "24",
        "service_name": "短期入所",
        "located_at": "office",
    }
    with little.writing("before") as writer:
        for name, ward, lon in (("もみじ", "青葉区", 140.86), ("けやき", "泉区", 140.95)):
            key = writer.add(Facility(name=name, city="仙台市", ward=ward, lat=38.26, lon=lon, **place))
            writer.add(FacilityCondition(facility_id=key, offers_trial=True, trial_places=1))
    return little


def add_person(writer: Writer, name: str, **more: Any) -> None:
    """Add somebody of 国分町一丁目 who consented today."""
    key = writer.add(Person(code_name=name, city="仙台市", ward="青葉区", town="国分町一丁目", **more))
    writer.add(Consent(person_id=key, given_by="person", form="oral", given_on=TODAY))


@pytest.fixture
def take() -> Importing:
    """Return the whole import: preview, then commit."""

    def taking(book: Casebook, kind: str, *paths: Source, city: str | None = None, on: date = TODAY) -> ImportPreview:
        preview = importing.preview(book, kind, paths, on, city=city)
        importing.commit(book, preview)
        return preview

    return taking


@pytest.fixture
def published(reference_data: Path) -> list[dict[str, str]]:
    """Return the rows of the published file of Sendai's short stays."""
    with (reference_data / "wamnet" / "sendai_24.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def sendai_file(reference_data: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a casebook that holds the real wards, towns and short stays of Sendai."""
    path = tmp_path_factory.mktemp("sendai") / "sendai.db"
    shutil.copy(sqlite_template, path)
    book = open_casebook(f"sqlite:///{path}", COORDINATOR, lambda: NOW)
    for kind, source in (
        ("areas", reference_data / "areas" / "miyagi_n03_2021.geojson"),
        ("towns", reference_data / "towns"),
        ("wamnet", reference_data / "wamnet" / "sendai_24.csv"),
    ):
        importing.commit(book, importing.preview(book, kind, [source], TODAY, city="仙台市"))
    book.close()
    return path


@pytest.fixture
def sendai(sendai_file: Path, tmp_path: Path, open_book: OpenBook) -> Casebook:
    """Return a casebook of one's own with the real wards, towns and short stays of Sendai."""
    path = tmp_path / "sendai.db"
    shutil.copy(sendai_file, path)
    return open_book(f"sqlite:///{path}")


def entries(book: Casebook, since: int = 0) -> list[Audit]:
    """Return what was written since a revision."""
    return [entry for entry in book.all(Audit) if (entry.id or 0) > since]
