"""`sonae emergency`: whom to telephone tonight, for somebody with a file or somebody described."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from casebook.columns import TOKYO
from casebook.records import EmergencyNeed
from casebook.vocabulary import SEXES
from desk.city import City, read_city
from desk.errors import DeskError
from desk.facilities import ward_label
from desk.rooms import Base
from desk.tonight import Place, TonightView, Who, rooms_in_use, said, tonight
from desk.words import join
from matching.policy import load_policy
from ui.settings import casebook, now, settings, travel
from ui.words import LANGUAGES, say

Sex = StrEnum("Sex", {sex: sex for sex in SEXES})  # type: ignore[misc]


def emergency_command(
    person: Annotated[str | None, typer.Argument(help="Code name or id; nothing: somebody without a file.")] = None,
    at: Annotated[str | None, typer.Option(help="2026-11-22T19:30, in Tokyo; default: now.")] = None,
    ward: Annotated[str | None, typer.Option(help="Where somebody without a file lives.")] = None,
    age: Annotated[int | None, typer.Option(help="Tonight's need, as all that follow.", min=0, max=130)] = None,
    sex: Annotated[Sex | None, typer.Option(help="Otherwise that of the file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List whom to telephone tonight. 今夜、電話する順に施設を表示します。"""  # noqa: D400, D415 - the help, which ends in Japanese
    book, hour = casebook(), read_time(at).astimezone(TOKYO)
    city = read_city(book, hour.date())
    need = EmergencyNeed(consultation_id=0, ward=ward, city=city.city_of(ward), age=age, sex=sex and str(sex))
    view = tonight(book, read_who(city, person, need), hour, load_policy(), city, travel())
    if as_json:
        print(json.dumps(view_json(view), ensure_ascii=False, default=str))  # noqa: T201 - rich would wrap it
        return
    show(view, settings().language)


def show(view: TonightView, language: str) -> None:
    """Print the list, then the base."""
    out = Console()
    name = view.person.person.code_name if view.person else say("emergency.no_file", language)
    out.print(say("emergency.cli_title", language, person=name, at=view.at), markup=False, soft_wrap=True)
    for note in said(view.notes, language):
        out.print(f"- {note}", markup=False, soft_wrap=True)
    columns = ("rank", "facility", "phone", "ward", "brief")
    table = Table(*(Column(say(f"emergency.column.{one}", language), overflow="fold") for one in columns))
    for place in view.places:
        one = place.file.facility
        cells = (str(place.rank), one.name, one.phone, ward_label(one), join(place.in_brief(language), language))
        table.add_row(*(Text(cell or say("common.unknown", language)) for cell in cells))
    out.print(table)
    for told in said(map(rooms_in_use, view.bases), language):
        out.print(told, markup=False, soft_wrap=True)


def read_time(text: str | None) -> datetime:
    """Read an ISO time, in Tokyo unless it names its zone; now if there is none.

    Raises
    ------
    DeskError
        If it is not written so.
    """
    if text is None:
        return now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise DeskError("emergency.bad_time", value=text) from None
    return found if found.tzinfo else found.replace(tzinfo=TOKYO)


def read_who(city: City, asked: str | None, need: EmergencyNeed) -> Who:
    """Return whom a code name or an id names; without one, somebody described.

    Raises
    ------
    DeskError
        If nobody is named so.
    """
    if asked is None:
        return Who(None, need)
    for key, file in city.everyone.items():
        if asked in (file.person.code_name, str(key)):
            return Who(key, need)
    raise DeskError("tonight.no_such_person", value=asked)


def view_json(view: TonightView) -> dict[str, object]:
    """Return the list for JSON, with what is known in both languages."""
    return {
        "person": view.person.key if view.person else None,
        "code_name": view.person.person.code_name if view.person else None,
        "at": view.at.isoformat(),
        "notes": {language: said(view.notes, language) for language in LANGUAGES},
        "lines": [line_json(place) for place in view.places],
        "base": base_json(view.bases[0]) if view.bases else None,
        "bases": [base_json(base) for base in view.bases],
    }


def base_json(base: Base) -> dict[str, object]:
    """Return a base with its rooms for JSON."""
    one = base.facility
    rooms = {"rooms": base.rooms, "in_use": base.in_use, "free": base.free}
    return {"id": one.id, "name": one.name, "phone": one.phone, **rooms}


def line_json(place: Place) -> dict[str, object]:
    """Return one facility for JSON."""
    facility, line, last = place.file.facility, place.line, place.line.last_stay
    return {
        "rank": place.rank,
        "facility": place.file.key,
        "name": facility.name,
        "phone": facility.phone,
        "service_code": facility.service_code,
        "ward": facility.ward,
        "policy": place.file.condition.emergency_policy,
        "policy_met": line.policy_met,
        "missing": list(line.missing),
        "to_confirm": list(line.to_confirm),
        "last_stay": last and {"kind": last.kind, "start": last.start, "end": last.end, "outcome": last.outcome},
        "beds": {"free": place.beds.free, "known_on": place.beds.known_on},
        "open": line.tonight.open,
        "metres": line.metres,
        "answers": {"asked": place.acceptance.asked, "accepted": place.acceptance.accepted},
        "reasons": {language: place.sentences(language) for language in LANGUAGES},
    }
