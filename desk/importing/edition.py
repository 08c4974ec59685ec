"""What an edition of a published list brings: its rows as records, what it covers, and what is missing from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from casebook.records import Area, Facility, PublicFacility, Record
from desk.importing.preview import RecordChange
from geodata.findings import Finding
from geodata.municipality import Municipality, each_place
from geodata.text import signs_alike
from words.message import Message


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the frame's rows with unknown as None."""
    plain = pd.DataFrame(frame).drop(columns="geometry", errors="ignore").astype(object)
    return [
        {str(name): cell for name, cell in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def twice(row: Mapping[str, Any], value: str) -> Finding:
    """Note a row that says again what another one has said."""
    return Finding(
        row["source_file"], row["source_row"], None, value, Message("import.area_twice", {"value": row["name"]}), "note"
    )


def covers(city: str, area: Area) -> bool:
    """Tell whether an area lies in one of the places, or has a code, that an import was narrowed to."""
    lies_in = Municipality(area.prefecture, area.city, area.ward)
    return any(place[:5] == area.code or Municipality.parse(place).covers(lies_in) for place in each_place(city))


def as_written(existing: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave a text as the casebook has it where an edition writes nothing but other signs (〜 for ～, − for －)."""

    def one(name: str, value: Any) -> Any:
        known = getattr(existing, name)
        both = isinstance(value, str) and isinstance(known, str)
        return known if both and signs_alike(known) == signs_alike(value) else value

    return {name: one(name, value) for name, value in values.items()}


def breaks_off(problems: list[Finding]) -> bool:
    """Tell whether a file breaks off, and say it: what stood behind the break is not known to be missing."""
    broken = next((problem for problem in problems if problem.code == "table.cut_off"), None)
    if broken:
        problems.append(Finding(broken.file, None, None, None, Message("import.missing_withheld"), "note"))
    return broken is not None


def missing(facility: Facility | PublicFacility, today: date) -> RecordChange:
    """Mark what a newer edition no longer has, on the first day that it was not there."""
    marked = facility if facility.missing_since else replace(facility, missing_since=today)
    return RecordChange("missing", facility.name, marked, silent=marked is facility)
