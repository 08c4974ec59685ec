"""`sonae facilities` and `sonae people`: what the casebook holds, as lists."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import pandas as pd
import typer

from desk.city.facilities import facility_files
from desk.city.people import person_files
from ui.cli.console import Json, out, print_json, print_table, tell
from ui.cli.rows import facility_row, person_row
from ui.settings import casebook, today


def print_rows(rows: Sequence[Mapping[str, Any]], shown: Mapping[str, str]) -> None:
    """Print the chosen fields of rows in words; a field may name the topic its codes are words of."""
    told = [{tell(f"field.{name}"): _in_words(row[name], topic) for name, topic in shown.items()} for row in rows]
    columns = [tell(f"field.{name}") for name in shown]
    print_table(pd.DataFrame(told, columns=columns, dtype=object), tell("cli.rows", count=len(rows)))


def _in_words(value: object, topic: str) -> object:
    if isinstance(value, bool):
        return tell("common.yes" if value else "common.no")
    return tell(f"{topic}.{value}") if topic and value is not None else value


def facilities(
    service: Annotated[str | None, typer.Option(help="A service code, such as 24.")] = None,
    as_json: Json = False,
) -> None:
    """List the facilities. 施設の一覧です。"""
    files = facility_files(casebook())
    rows = [facility_row(file) for file in files if service in (None, file.facility.service_code)]
    if as_json:
        print_json(rows)
    elif files and not rows:
        known = sorted({file.facility.service_code for file in files})
        out.print(tell("cli.no_such_service", value=service, known=", ".join(known)), soft_wrap=True)
    else:
        print_rows(rows, dict.fromkeys(("id", "name", "service_name", "ward", "capacity", "phone"), ""))


def people(as_json: Json = False) -> None:
    """List the people. 対象者の一覧です。"""
    rows = [person_row(file) for file in person_files(casebook(), today())]
    if as_json:
        print_json(rows)
    else:
        plain = dict.fromkeys(("id", "code_name", "tier", "ward", "town", "consent_valid"), "")
        print_rows(rows, {**plain, "status": "person_status"})
