"""How a filled-in sheet is taken in: row by row, each with what it refers to, refused with a reason or kept."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from casebook.book import Casebook
from casebook.records import Facility, Person
from desk.errors import Fault
from desk.importing.preview import ImportPreview, RecordChange
from desk.importing.templates import OFFICE, REASONS, TEMPLATES, header
from geodata.findings import Finding
from geodata.reading.each import read_each
from geodata.reading.files import Source, collector_paused
from geodata.reading.limits import MAX_SHEET_BYTES
from geodata.reading.tables import TABLES, Reject, rejects_frame
from geodata.sheets import CodeNames, Row, read_sheet
from geodata.sources.services import SERVICES
from geodata.text import signs_alike
from words.message import Message, SonaeError

SEPARATORS = re.compile(r"[、,・;\s]+")


class RowError(SonaeError):
    """A row that cannot be taken: the column, the cell and why."""

    def __init__(self, column: str, cell: object, code: str, /, **params: object) -> None:
        super().__init__(code, **params)
        self.column, self.cell = column, cell


def refuse(faults: Iterable[Fault], cells: Mapping[str, object]) -> None:
    """Refuse a row for the first thing that the desk finds wrong with it, if there is any."""
    for fault in faults:
        raise RowError(header(fault.field), cells.get(fault.field), fault.code, **fault.params)


def refuse_alike(people: CodeNames[Person], code_name: str) -> None:
    """Refuse a row whose code name only looks like a known one: it would make a second file of one person."""
    if alike := people.alike(code_name):
        raise RowError(header("code_name"), code_name, "import.looks_alike", value=code_name, known=alike)


def person_called(people: CodeNames[Person], code_name: str) -> Person:
    """Return who has a code name; a row about nobody known is refused."""
    person = people.find(code_name)
    if person is None:
        refuse_alike(people, code_name)
        raise RowError(header("code_name"), code_name, "import.person_not_found", value=code_name)
    return person


@dataclass
class Intake:
    """The rows of one kind of sheet, on their way into the casebook."""

    book: Casebook
    kind: str
    today: date
    problems: list[Finding] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    changes: list[RecordChange] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)

    def note(self, row: Row, column: str, cell: object, code: str, **params: object) -> None:
        """Keep the row, and tell the user something about one of its cells."""
        message = Message(code, {"value": cell, **params})
        self.problems.append(Finding(row.file, row.number, column, str(cell), message, "note"))

    def once(self, key: object, column: str, cell: object) -> None:
        """Refuse a second row about the same thing."""
        if key in self.seen:
            raise RowError(column, cell, "import.duplicate_in_file", value=cell)
        self.seen.add(key)

    def not_in_future(self, values: Mapping[str, Any], *names: str) -> None:
        """Refuse a row with a day that is yet to come."""
        for name in names:
            if values[name] is not None and values[name] > self.today:
                raise RowError(header(name), values[name], "input.not_in_future")

    @collector_paused()
    def take(
        self, paths: Sequence[Source], handle: Callable[[Row], RecordChange | list[RecordChange]]
    ) -> ImportPreview:
        """Read the sheets row by row; what cannot be taken is set aside with its reason."""
        revision = self.book.revision()
        # A table of something else has at most the names of facilities in common with one of this kind.
        read = partial(read_sheet, fields=TEMPLATES[self.kind], reasons=REASONS, shared=OFFICE)
        sheets, failures = read_each(paths, TABLES, read, max_bytes=MAX_SHEET_BYTES)
        self.problems += failures
        for sheet in sheets:
            self.problems += sheet.problems
            self.rejects += sheet.rejects
            for row in sheet.rows:
                try:
                    changes = handle(row)
                    self.changes += changes if isinstance(changes, list) else [changes]
                except RowError as error:
                    cell = None if error.cell is None else str(error.cell)
                    self.problems.append(
                        Finding(row.file, row.number, error.column, cell, error.message, "rejected"),
                    )
                    self.rejects.append(Reject(row.file, row.number, row.raw))
        files = tuple(str(getattr(path, "name", path)) for path in paths)
        return ImportPreview(self.kind, files, revision, self.changes, self.problems, rejects_frame(self.rejects))


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
        stated = " ".join(str(part) for part in (number, service, name) if part)
        fitting = [
            facility
            for facility in self.facilities
            if (not number or facility.office_number == number)
            and (not service or service in (facility.service_code, facility.service_name, self._codes.get(service)))
            and (not (name and not number) or signs_alike(facility.name) == signs_alike(name))
        ]
        if len(fitting) > 1 and name:
            fitting = [facility for facility in fitting if signs_alike(facility.name) == signs_alike(name)] or fitting
        if not stated or not fitting:
            raise RowError(header("office_number"), stated, "import.facility_not_found", value=stated)
        if len(fitting) > 1:
            raise RowError(
                header("office_number"), stated, "import.facility_ambiguous", value=stated, count=len(fitting)
            )
        return fitting[0]
