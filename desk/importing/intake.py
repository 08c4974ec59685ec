"""How a filled-in sheet is taken in: row by row, each with what it refers to, refused with a reason or kept."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from casebook.book import Casebook
from casebook.records import Area, Facility, Town
from desk.errors import Fault
from desk.importing.preview import Change, ImportPreview
from desk.places import town_key
from desk.templates import TEMPLATES, header
from geodata.problems import Problem, unreadable
from geodata.sources.services import SERVICES
from geodata.sources.sheet import Row, Sheet, read_sheet
from geodata.text import tidy

SEPARATORS = re.compile(r"[、,・;\s]+")


class RowError(Exception):
    """A row that cannot be taken: the column, the cell and why."""

    def __init__(self, column: str, cell: object, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.column, self.cell, self.code, self.params = column, cell, code, params


def refuse(faults: Iterable[Fault], cells: Mapping[str, object]) -> None:
    """Refuse a row for the first thing that the desk finds wrong with it, if there is any."""
    for fault in faults:
        raise RowError(header(fault.field), cells.get(fault.field), fault.code, **fault.params)


@dataclass
class Intake:
    """The rows of one kind of sheet, on their way into the casebook."""

    book: Casebook
    kind: str
    today: date
    problems: list[Problem] = field(default_factory=list)
    rejects: list[pd.DataFrame] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)

    def note(self, row: Row, column: str, cell: object, code: str) -> None:
        """Keep the row, and tell the user something about one of its cells."""
        self.problems.append(Problem(row.file, row.number, column, str(cell), code, {"value": cell}, "note"))

    def once(self, key: object, column: str, shown: object) -> None:
        """Refuse a second row about the same thing."""
        if key in self.seen:
            raise RowError(column, shown, "import.duplicate_in_file", value=shown)
        self.seen.add(key)

    def take(self, paths: Sequence[Any], handle: Callable[[Row], Change | list[Change]]) -> ImportPreview:
        """Read the sheets row by row; what cannot be taken is set aside with its reason."""
        revision = self.book.revision()
        for path in paths:
            sheet = read_sheet(path, TEMPLATES[self.kind])
            self._require_ours(sheet)
            self.problems += sheet.problems
            self.rejects.append(sheet.rejects)
            for row in sheet.rows:
                try:
                    found = handle(row)
                    self.changes += found if isinstance(found, list) else [found]
                except RowError as error:
                    shown = None if error.cell is None else str(error.cell)
                    self.problems.append(
                        Problem(row.file, row.number, error.column, shown, error.code, error.params, "rejected"),
                    )
                    self.rejects.append(pd.DataFrame([{**row.raw, "file": row.file, "row": row.number}]))
        files = tuple(str(getattr(path, "name", path)) for path in paths)
        filled = [frame for frame in self.rejects if len(frame)]
        rejects = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()
        return ImportPreview(self.kind, files, revision, self.changes, self.problems, rejects)

    def _require_ours(self, sheet: Sheet) -> None:
        """Refuse a table that is not this sheet at all: none of its columns is ours."""
        titles = [column.header for column in TEMPLATES[self.kind]]
        for row in sheet.rows[:1]:
            if not {tidy(title) for title in titles} & set(row.raw):
                raise unreadable(row.file, "table.columns_missing", columns="、".join(titles[:3]))


def split(text: str | None) -> list[str]:
    """Split a cell that lists several things."""
    return [part for part in SEPARATORS.split(text or "") if part]


class Offices:
    """Finds the facility that a sheet means by office number, service and name."""

    def __init__(self, book: Casebook) -> None:
        self.facilities = book.all(Facility)
        self._codes = {name: code for code, name in SERVICES.items()}

    def find(self, values: Mapping[str, Any]) -> Facility:
        """Return the one facility that fits all that the row says of it."""
        number, service, name = values["office_number"], values["service_code"], values["facility_name"]
        shown = " ".join(str(part) for part in (number, service, name) if part)
        fitting = [
            facility
            for facility in self.facilities
            if (not number or facility.office_number == number)
            and (not service or service in (facility.service_code, facility.service_name, self._codes.get(service)))
            and (not (name and not number) or facility.name == name)
        ]
        if len(fitting) > 1 and name:
            fitting = [facility for facility in fitting if facility.name == name] or fitting
        if not shown or not fitting:
            raise RowError(header("office_number"), shown, "import.facility_not_found", value=shown)
        if len(fitting) > 1:
            raise RowError(header("office_number"), shown, "import.facility_ambiguous", value=shown, count=len(fitting))
        return fitting[0]


class PlaceCheck:
    """Holds the wards and towns of a sheet against the imported ones."""

    def __init__(self, book: Casebook) -> None:
        self.wards: dict[str, set[str]] = defaultdict(set)
        for area in book.all(Area):
            self.wards[area.name].add(area.city)
        self.towns: dict[str, set[str]] = defaultdict(set)
        for town in book.all(Town):
            self.towns[town_key(town.name)].add(town.ward or town.city)

    def complete(self, intake: Intake, row: Row, values: dict[str, Any], prefix: str = "") -> None:
        """Fill in the city of a ward, and the ward of a town that only one ward has; say what is doubtful."""
        ward_field, town_field, city_field = f"{prefix}ward", f"{prefix}town", f"{prefix}city"
        ward, town = values[ward_field], values[town_field]
        in_wards = self.towns.get(town_key(town), set()) if town else set()
        if town and not ward and len(in_wards) == 1:
            values[ward_field] = ward = next(iter(in_wards))
        elif town and not ward and len(in_wards) > 1:
            intake.note(row, header(ward_field), town, "import.town_ambiguous")
        elif town and self.towns and ward not in in_wards:
            intake.note(row, header(town_field), town, "import.unknown_town")
        if ward and self.wards and ward not in self.wards:
            intake.note(row, header(ward_field), ward, "import.unknown_ward")
        if ward and not values[city_field] and len(self.wards.get(ward, ())) == 1:
            values[city_field] = next(iter(self.wards[ward]))
