"""`sonae consultations`: the emergency calls that were taken."""

from datetime import datetime
from typing import Annotated, Any

import pandas as pd
import typer

from desk.city import read_city
from desk.consultations import Line, Wanted, matching, read_lines
from ui.cli.console import Json, print_json, print_table, reading_people, tell
from ui.settings import settings, today
from words.say import show

COLUMNS = ("received_at", "source", "reason", "result", "person", "ward", "telephoned", "taken_by", "description")


def consultations(
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")] = None,
    search: Annotated[str, typer.Option(help="Words in what was said.")] = "",
    as_json: Json = False,
) -> None:
    """List the emergency calls that were taken, the newest first. 緊急の相談の一覧です。"""
    book = reading_people("consultations")
    wanted = Wanted(first and first.date(), last and last.date(), words=search)
    found = matching(read_lines(book, read_city(book, today())), wanted)
    if search:
        book.note("search", detail={"command": "consultations", "found": len(found)})
    if as_json:
        print_json([_json(one) for one in found])
        return
    columns = [tell(f"consultations.column.{name}") for name in COLUMNS]
    frame = pd.DataFrame([_row(one) for one in found], columns=columns, dtype=object)
    print_table(frame, tell("cli.rows", count=len(found)))


def _row(one: Line) -> tuple[object, ...]:
    call = one.call
    return (
        show(call.received_at, settings().language),
        tell(f"source.{call.source}"),
        call.reason and tell(f"consultation_reason.{call.reason}"),
        tell(f"consultation_result.{call.result}"),
        one.code_name,
        one.ward,
        one.telephoned,
        one.taken_by,
        call.description,
    )


def _json(one: Line) -> dict[str, Any]:
    call = {name: value for name, value in vars(one.call).items() if name != "person_id"}
    more = {"ward": one.ward, "telephoned": one.telephoned, "taken_by": one.taken_by}
    return {**call, "person": one.call.person_id, "code_name": one.code_name, **more}
