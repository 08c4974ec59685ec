"""`sonae consultations`: the emergency calls that were taken."""

from datetime import datetime
from typing import Annotated, Any

import typer

from casebook.book import Casebook
from casebook.records import Consultation
from desk.city import City, read_city
from desk.consultations import Line, Wanted, matching, read_lines
from desk.correcting import Cancelled
from desk.correcting import cancelled as read_cancelled
from ui.cli.console import Json, print_json, print_table, reading_people, tell
from ui.settings import settings, today
from words.say import show

COLUMNS = (
    *("received_at", "source", "reason", "result", "ground", "person", "ward", "telephoned", "taken_by"),
    "description",
)
CANCELLED = ("id", "received_at", "source", "reason", "result", "person", "state")


def consultations(
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")] = None,
    search: Annotated[str, typer.Option(help="Words in what was said.")] = "",
    cancelled: Annotated[bool, typer.Option("--cancelled", help="Those that were cancelled, by whom and why.")] = False,
    as_json: Json = False,
) -> None:
    """List the emergency calls that were taken, the newest first. 緊急の相談の一覧です。"""
    book = reading_people("consultations")
    city = read_city(book, today())
    if cancelled:
        _cancelled(book, city, as_json=as_json)
        return
    wanted = Wanted(first and first.date(), last and last.date(), words=search)
    found = matching(read_lines(book, city), wanted)
    if search:
        book.note("search", detail={"command": "consultations", "found": len(found)})
    if as_json:
        print_json([_json(one) for one in found])
    else:
        _print([_row(one) for one in found], COLUMNS)


def _print(rows: list[tuple[object, ...]], names: tuple[str, ...]) -> None:
    columns = [tell(f"consultations.column.{name}") for name in names]
    print_table(columns, rows, tell("cli.rows", count=len(rows)))


def _row(one: Line) -> tuple[object, ...]:
    ground = one.ground and tell(f"legal_ground.{one.ground}")
    more = (ground, one.code_name, one.ward, one.telephoned, one.taken_by, one.call.description)
    return (*_call(one.call), *more)


def _call(call: Consultation) -> tuple[object, ...]:
    return (
        show(call.received_at, settings().language),
        tell(f"source.{call.source}"),
        call.reason and tell(f"consultation_reason.{call.reason}"),
        tell(f"consultation_result.{call.result}"),
    )


def _json(one: Line) -> dict[str, Any]:
    call = {name: value for name, value in vars(one.call).items() if name != "person_id"}
    more = {"ground": one.ground, "ward": one.ward, "telephoned": one.telephoned, "taken_by": one.taken_by}
    return {**call, "person": one.call.person_id, "code_name": one.code_name, **more}


def _cancelled(book: Casebook, city: City, *, as_json: bool) -> None:
    """List the calls that were cancelled; of what they were, whoever is not shown the log of changes sees the number."""
    found = read_cancelled(book, Consultation)
    names = {key: file.person.code_name for key, file in city.everyone.items()}
    if as_json:
        print_json([_cancelled_json(one) for one in found])
        return
    rows = []
    for one in found:
        said = one.correction
        state = tell("correcting.cancelled", at=said.at, who=said.who, reason=said.reason)
        call = (None,) * 4 if one.record is None else _call(one.record)
        rows.append((said.entity_id, *call, names.get(said.person_id or 0), state))
    _print(rows, CANCELLED)


def _cancelled_json(one: Cancelled[Consultation]) -> dict[str, Any]:
    said = one.correction
    call = {"id": said.entity_id} if one.record is None else vars(one.record)
    return {**call, "cancelled": {"at": said.at, "who": said.who, "reason": said.reason}}
