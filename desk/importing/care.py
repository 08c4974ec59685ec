"""Imports of the care insurance's short stays that take people with disabilities too (共生型)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd

from casebook.book import Casebook
from casebook.records import Facility
from desk.importing.edition import records_of
from desk.importing.preview import ImportPreview
from desk.importing.published import preview_offices
from geodata.address import normalise
from geodata.findings import Finding, Reading
from geodata.sources.care import SHORT_STAYS
from geodata.text import signs_alike
from words.message import Message

SHORT_STAY = "24"


def preview_kaigo(
    book: Casebook, reading: Reading, files: tuple[str, ...], city: str | None, today: date
) -> ImportPreview:
    """Compare shared short stays with the facilities in the casebook.

    Only short stays that say of themselves that elderly people and people with disabilities use them together come
    in, under a code of their own (K210), so that nothing takes their beds for places of WAM NET. One that WAM NET
    lists as a short stay is in the casebook already and is left there.
    """
    frame = reading.frame
    frame = frame.assign(
        service_code="K" + frame["service_code"].astype(object),
        authority_code=frame["code"],
        municipality=frame["city"],
        address_original=frame["address"],
    )
    stays = frame["service_code"].isin([f"K{code}" for code in SHORT_STAYS])
    shared = frame["shared"].eq(other=True).fillna(value=False) & stays
    known = [one for one in book.all(Facility) if one.source == "wamnet" and one.service_code == SHORT_STAY]
    notes, listed = [], []
    for index, row in zip(frame.index[shared], records_of(frame[shared]), strict=True):
        if same := _same_place(row, known):
            listed.append(index)
            params = {"value": row["name"], "known": same.name}
            notes.append(
                Finding(
                    row["source_file"],
                    row["source_row"],
                    None,
                    row["name"],
                    Message("import.care_known", params),
                    "note",
                )
            )
    if others := int((~shared).sum()):
        notes.append(Finding("", None, None, None, Message("import.care_not_shared", {"count": others}), "note"))
    ours = frame[shared & ~frame.index.isin(listed)]
    shared_only = replace(reading, frame=ours, problems=[*_findings_of(reading, ours), *notes])
    return preview_offices(book, shared_only, files, city, today, "kaigo", frame)


def _findings_of(reading: Reading, frame: gpd.GeoDataFrame) -> list[Finding]:
    """Return what is told of whole files, of rejected rows and of the rows that come in."""
    rows = set(zip(frame["source_file"], frame["source_row"], strict=True))
    return [
        finding
        for finding in reading.problems
        if finding.row is None or finding.severity == "rejected" or (finding.file, finding.row) in rows
    ]


def _same_place(row: Mapping[str, Any], known: Sequence[Facility]) -> Facility | None:
    """Return the facility of one name in the same ward, or of one operator at the same address."""
    for facility in known:
        if (facility.city, facility.ward) != (row["city"], row["ward"]):
            continue
        same_house = bool(row["address"]) and normalise(facility.address or "") == row["address"]
        same_operator = bool(row["operator_number"]) and facility.operator_number == row["operator_number"]
        if signs_alike(facility.name) == signs_alike(row["name"]) or (same_house and same_operator):
            return facility
    return None
