"""`sonae import` and `sonae template`: files into the casebook, and the empty sheets for them."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from desk import importing
from desk.export import to_csv
from desk.importing import TEMPLATES, Difference, ImportPreview, RecordChange, template_bytes, write_templates
from geodata.findings import Finding, UnreadableFile
from geodata.reading.apart import get_ready
from ui.cli.console import Json, out, print_frame, print_json, print_table, tell
from ui.cli.succeed import successor_line, successor_row
from ui.settings import casebook, settings, today
from words.say import say, show

MOST_SHOWN = 50
LONGEST_SHOWN, LONGEST_IN_JSON = 60, 500
Kind = StrEnum("Kind", {kind: kind for kind in importing.KINDS})  # type: ignore[misc]


TemplateName = StrEnum("TemplateName", {name: name for name in TEMPLATES})  # type: ignore[misc]


def import_(
    kind: Kind,
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or .zip archives.")],
    city: Annotated[
        list[str] | None,
        typer.Option(help="Keep only this place: 仙台市, 仙台市青葉区, 宮城県 or a code; again for more."),
    ] = None,
    retire: Annotated[
        bool, typer.Option(help="Of areas: retire those that this edition replaced; what lay there moves.")
    ] = True,
    swap_coordinates: Annotated[
        bool, typer.Option("--swap-coordinates", help="Read latitude as longitude and longitude as latitude.")
    ] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Write it; otherwise only show what would happen.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Write the rejected rows to this CSV.")] = None,
    as_json: Json = False,
) -> None:
    """Preview an import; write it with --commit. ファイルの内容を確認し、--commit で取り込みます。"""
    get_ready()
    book = casebook()
    try:
        places = "、".join(city or ()) or None
        preview = importing.preview(
            book, str(kind), paths, today(), city=places, retire=retire, swapped=swap_coordinates
        )
    except UnreadableFile as error:
        if not as_json:
            raise
        empty = {"new": 0, "changed": 0, "unchanged": 0, "missing": 0, "rejected": 0}
        print_json({**empty, "problems": [problem_row(error.problem)]})
        raise typer.Exit(1) from error
    if rejects is not None:
        rejects.write_bytes(to_csv(preview.rejects_to_mend))
    if commit:
        importing.commit(book, preview)
    if as_json:
        print_json(preview_json(preview))
        return
    show_preview(preview)
    if rejects is not None:
        out.print(tell("cli.rejects_written", path=rejects))
    out.print(tell("cli.committed" if commit else "cli.preview_only"))


def show_preview(preview: ImportPreview) -> None:
    """Print the counts of an import and what is to be said about its rows."""
    statuses = [tell(f"import.{status}") for status in preview.counts]
    print_table(
        statuses, [tuple(preview.counts.values())], tell("cli.preview", kind=tell(f"imports.kind_{preview.kind}"))
    )
    for status in ("changed", "missing", "new"):
        show_changes(preview, status)
    for pair in preview.successors:
        out.print(successor_line(pair), markup=False, soft_wrap=True)
    if preview.successors:
        out.print(tell("succession.after_import"), soft_wrap=True)
    if preview.problems:
        names = ("file", "row", "column", "value", "reason")
        rows = [_problem_row(problem) for problem in preview.problems]
        print_table([tell(f"cli.column.{name}") for name in names], rows, tell("cli.rows", count=len(rows)))


def show_changes(preview: ImportPreview, status: str) -> None:
    """Print which records an import would add, change or miss; of many, the first."""
    changes = [change for change in preview.changes if change.status == status]
    if not changes:
        return
    rows: list[tuple[object, ...]] = []
    for change in changes[:MOST_SHOWN]:
        number = getattr(change.record, "office_number", None)
        for difference in change.differences or (None,):
            fields = () if difference is None else (_field(difference), _short(difference.old), _short(difference.new))
            rows.append((change.label, number, *fields))
    names = ("what", "number", "field", "old", "new") if status == "changed" else ("what", "number")
    frame = pd.DataFrame(rows, columns=[tell(f"imports.column.{name}") for name in names], dtype=object)
    print_frame(frame.dropna(axis="columns", how="all"), tell(f"import.{status}"))
    if len(changes) > MOST_SHOWN:
        out.print(tell("common.more", count=len(changes) - MOST_SHOWN))


def _field(difference: Difference) -> str:
    name = difference.field if difference.field.startswith("record.") else f"field.{difference.field}"
    return tell(name)


def _short(value: object) -> str:
    text = show(value, settings().language)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def preview_json(preview: ImportPreview) -> dict[str, Any]:
    """Return what an import would do for JSON: counts, the records behind them, what is told, and likely successors."""
    records: dict[str, list[dict[str, Any]]] = {status: [] for status in ("new", "changed", "missing")}
    for change in preview.changes:
        if change.status in records:
            records[change.status].append(change_row(change))
    return {
        **preview.counts,
        "records": records,
        "successors": [successor_row(pair) for pair in preview.successors],
        "problems": [problem_row(problem) for problem in preview.problems],
    }


def change_row(change: RecordChange) -> dict[str, Any]:
    """Return what an import would do with one record for JSON; texts as long as outlines are cut short."""
    record = change.record
    row: dict[str, Any] = {"id": record.id, "name": change.label}
    row |= {name: getattr(record, name) for name in ("office_number", "service_code") if hasattr(record, name)}
    if change.differences:
        row["differences"] = [
            {"field": one.field, "old": _cut(one.old), "new": _cut(one.new)} for one in change.differences
        ]
    return row


def _cut(value: object) -> object:
    return f"{value[:LONGEST_IN_JSON]}…" if isinstance(value, str) and len(value) > LONGEST_IN_JSON else value


def _problem_row(problem: Finding) -> tuple[object, ...]:
    reason = tell(problem.message)
    return problem.file, problem.row, problem.column, (problem.value or "")[:60], reason


def template(
    name: TemplateName,
    to: Annotated[str, typer.Option(help="The folder to write CSV and XLSX into; - prints the CSV.")] = ".",
) -> None:
    """Write an empty sheet with a filled example, as CSV and XLSX. 入力用のひな形を書き出します。"""
    if to == "-":
        sys.stdout.buffer.write(template_bytes(str(name), "csv"))
        return
    folder = Path(to)
    folder.mkdir(parents=True, exist_ok=True)
    for path in write_templates(str(name), folder):
        out.print(tell("cli.template_written", path=path), soft_wrap=True)


def problem_row(problem: Finding) -> dict[str, Any]:
    """Return a problem for JSON, its reason in both languages."""
    reasons = {language: say(problem.message, language) for language in ("ja", "en")}
    return {
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "severity": problem.severity,
        "code": problem.code,
        "reason": f"{reasons['ja']} / {reasons['en']}",
        "reason_ja": reasons["ja"],
        "reason_en": reasons["en"],
    }
