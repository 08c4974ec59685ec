"""`sonae contacts`: what was done for whom between two days, and how often by kind, what for, month and area."""

from datetime import datetime
from typing import Annotated, Any

import typer
from dateutil.relativedelta import relativedelta

from casebook.records import Area, Contact, Person
from casebook.records.base import require
from desk.city import AreaNames, facility_files, facility_names
from desk.contacts import YearOfContacts, contacts_between, contacts_of_year
from desk.period import fiscal_year, span
from ui.cli.console import Json, print_json, print_table, reading_people, tell
from ui.settings import settings, today
from words.say import show

COLUMNS = ("contacted_on", "person_id", "facility_id", "kind", "purpose", "with_whom", "in_charge", "next", "next_on")


def contacts(
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day; else the fiscal year's.")
    ] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day; else today.")] = None,
    as_json: Json = False,
) -> None:
    """List contacts, and count those of the last day's fiscal year. 支援の記録の一覧と件数です。"""
    book = reading_people("contacts")
    until = last.date() if last else today()
    since = first.date() if first else min(span(fiscal_year(until))[0], until - relativedelta(months=1))
    people, areas = {require(one.id): one for one in book.all(Person)}, AreaNames(book.all(Area))
    listed = contacts_between(book, since, until)
    counted = contacts_of_year(contacts_between(book), people, areas, fiscal_year(until))
    if as_json:
        print_json({"from": since, "to": until, "contacts": [_json(one, people) for one in listed], **_counts(counted)})
        return
    names = facility_names({file.key: file for file in facility_files(book)}, settings().language)
    rows = [
        (
            show(one.contacted_on, settings().language),
            people[one.person_id].code_name if one.person_id in people else "",
            names.get(one.facility_id or 0, ""),
            tell(f"contact_kind.{one.kind}"),
            tell(f"contact_purpose.{one.purpose}"),
            one.with_whom or "",
            one.in_charge or "",
            one.next_step or "",
            show(one.awaits, settings().language) if one.awaits else "",
        )
        for one in listed
    ]
    columns = [tell(f"contacts.column.{name}") for name in COLUMNS]
    title = tell("contacts.cli_title", first=since, last=until, count=len(listed))
    print_table(columns, rows, title)
    _print_counts(counted)


def _json(one: Contact, people: dict[int, Person]) -> dict[str, Any]:
    return {
        "id": one.id,
        "day": one.contacted_on,
        "person": people[one.person_id].code_name if one.person_id in people else None,
        "facility": one.facility_id,
        "kind": one.kind,
        "purpose": one.purpose,
        "with_whom": one.with_whom,
        "in_charge": one.in_charge,
        "next_step": one.next_step,
        "next_on": one.next_on,
        "next_done_on": one.next_done_on,
    }


def _counts(counted: YearOfContacts) -> dict[str, Any]:
    """Return the year's numbers for JSON: of each month from April on."""
    return {
        "fiscal_year": counted.year,
        "total": counted.total,
        "by_month": counted.by_month,
        "by_kind": counted.by_kind,
        "by_purpose": counted.by_purpose,
        "by_area": [{"area": name, "by_month": row} for name, row in counted.by_area.items()],
    }


def _print_counts(counted: YearOfContacts) -> None:
    """Print the year's numbers."""
    total = tell("contacts.total")
    rows: list[tuple[str, ...]] = [
        *((tell(f"contact_kind.{code}"), *_row(row)) for code, row in counted.by_kind.items()),
        *((tell(f"contact_purpose.{code}"), *_row(row)) for code, row in counted.by_purpose.items()),
        *((name or tell("common.unknown"), *_row(row)) for name, row in counted.by_area.items()),
        (total, *_row(counted.by_month)),
    ]
    months = [tell("contacts.month", month=one.month) for one in counted.months]
    print_table(["", *months, total], rows, tell("contacts.fiscal_year", year=str(counted.year)))


def _row(numbers: tuple[int, ...]) -> tuple[str, ...]:
    return (*map(str, numbers), str(sum(numbers)))
