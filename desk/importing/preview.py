"""What an import would do, shown before it is done; and doing it in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import groupby
from typing import Any, Literal, TypeVar

import pandas as pd

from casebook.book import Casebook, Writer
from casebook.records import Record
from casebook.records.base import require
from desk.succession import Successor
from geodata.findings import Finding
from words.say import say

R = TypeVar("R", bound=Record)
Status = Literal["new", "changed", "unchanged", "missing"]


@dataclass(frozen=True)
class Difference:
    """One field, as it was and as it would be."""

    field: str
    old: object
    new: object


@dataclass(frozen=True)
class RecordChange:
    """What the import would do with one record.

    ``silent`` marks bookkeeping (the edition a row was last seen in) that is written without
    counting as a change. ``attached`` are records that hang on this one: (field that takes this
    record's id, record); an empty field name lets go of a record that did. ``removed`` says that the record goes.
    """

    status: Status
    label: str
    record: Record
    differences: tuple[Difference, ...] = ()
    silent: bool = False
    attached: tuple[tuple[str, Record], ...] = ()
    removed: bool = False


@dataclass(frozen=True)
class ImportPreview:
    """Everything a coordinator needs to see before saying yes.

    `successors` are the new offices that may be missing ones under another number.
    """

    kind: str
    files: tuple[str, ...]
    revision: int
    changes: Sequence[RecordChange]
    problems: Sequence[Finding]
    rejects: pd.DataFrame
    facts: Mapping[str, object] = field(default_factory=dict)
    successors: Sequence[Successor] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Count new, changed, unchanged, missing and rejected."""
        by_status = Counter(change.status for change in self.changes)
        counted = {status: by_status[status] for status in ("new", "changed", "unchanged", "missing")}
        return {**counted, "rejected": len(self.rejects)}

    @property
    def rejects_to_mend(self) -> pd.DataFrame:
        """The rejected rows as they were handed in, each with its file, row and reasons in both languages."""
        reasons: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for problem in self.problems:
            if problem.severity == "rejected":
                reasons[problem.file, str(problem.row)].append(problem)
        keys = [(str(row["file"]), str(row["row"])) for row in self.rejects.to_dict("records")]
        columns = {
            say("table.reason", language): [" ".join(_reason(one, language) for one in reasons[key]) for key in keys]
            for language in ("ja", "en")
        }
        return self.rejects.assign(**columns)

    @property
    def writes(self) -> list[RecordChange]:
        """The changes that a commit would write."""
        return [change for change in self.changes if change.status != "unchanged" or change.silent]


def _reason(problem: Finding, language: str) -> str:
    text = say(problem.message, language)
    return f"{problem.column}：{text}" if problem.column else text


def compare(
    incoming: Record,
    existing: Record | None,
    label: str,
    *,
    bookkeeping: Sequence[str] = (),
    attached: Sequence[tuple[str, Record]] = (),
) -> RecordChange:
    """Hold one incoming record against the one it would replace."""
    attached = tuple(attached)
    if existing is None:
        return RecordChange("new", label, incoming, attached=attached)
    incoming = replace(incoming, id=existing.id)
    differences = tuple(
        Difference(column.name, getattr(existing, column.name), getattr(incoming, column.name))
        for column in fields(incoming)
        if getattr(existing, column.name) != getattr(incoming, column.name)
    )
    worth_showing = tuple(difference for difference in differences if difference.field not in bookkeeping)
    if worth_showing or attached:
        hanging = tuple(_hanging(name, record) for name, record in attached)
        return RecordChange("changed", label, incoming, worth_showing + hanging, attached=attached)
    return RecordChange("unchanged", label, incoming, silent=bool(differences))


def _name(record: Record) -> str:
    return f"record.{type(record).__name__}"


def _hanging(name: str, record: Record) -> Difference:
    return Difference(_name(record), *((None, _label(record)) if name else (_label(record), None)))


def _label(record: Record) -> str:
    values = (
        getattr(record, name, None)
        for name in ("name", "given_on", "agency", "ward", "facility_id", "night", "nights", "full_name", "relation")
    )
    return next((str(value) for value in values if value is not None), "")


def keep_known(existing: R | None, values: Mapping[str, Any], new: R) -> R:
    """Lay what a sheet says over what is known: a blank cell (None) leaves it as it is."""
    if existing is None:
        return new
    return replace(existing, **{name: value for name, value in values.items() if value is not None})


def commit(book: Casebook, preview: ImportPreview) -> dict[str, int]:
    """Write a preview in one transaction; all of it or nothing.

    Raises
    ------
    ChangedMeanwhileError
        If the casebook is no longer as it was when the preview was made.
    RefusedError
        If a record breaks a rule of the database.
    """
    if preview.writes:
        with book.writing(f"import {preview.kind}", since=preview.revision) as writer:
            # What one record lets go of, another may take: letting go comes first.
            _change(writer, [record for change in preview.writes for name, record in change.attached if not name])
            for change in preview.writes:
                if change.removed:
                    writer.remove(type(change.record), require(change.record.id))
            new = [change for change in preview.writes if change.status == "new"]
            for _, alike in groupby(new, lambda change: type(change.record)):
                added = list(alike)
                _write_attached(writer, added, writer.add_many([change.record for change in added]))
            changed = [change for change in preview.writes if change.status != "new" and not change.removed]
            _change(writer, [change.record for change in changed])
            _write_attached(writer, changed, [require(change.record.id) for change in changed])
    return preview.counts


def _write_attached(writer: Writer, changes: Sequence[RecordChange], keys: Sequence[int]) -> None:
    """Write what hangs on records whose ids are known by now."""
    hanging = [
        replace(record, **{name: key})
        for change, key in zip(changes, keys, strict=True)
        for name, record in change.attached
        if name
    ]
    _change(writer, [record for record in hanging if record.id is not None])  # a lead ends before another begins
    for kind in dict.fromkeys(map(type, hanging)):
        writer.add_many([record for record in hanging if type(record) is kind and record.id is None])


def _change(writer: Writer, records: Sequence[Record]) -> None:
    for _, alike in groupby(records, type):
        writer.change_many(list(alike))
