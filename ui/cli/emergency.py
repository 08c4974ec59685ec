"""`sonae emergency`: whom to telephone tonight, for somebody with a file or somebody described."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from casebook.records import EmergencyNeed
from casebook.vocabulary import BOUNDS, DISABILITY_KINDS, MEDICAL_CARE, SEXES, SUPPORT_LEVELS
from desk.city import City, file_called, find_area, read_city, roughly_placed
from desk.emergency import Base, Place, TonightView, Who, in_words, night_of, rooms_in_use, tonight
from desk.errors import DeskError
from desk.policy import load_policy
from ui.cli.console import print_json, reading_people
from ui.settings import now, settings, travel
from words.message import Message
from words.say import LANGUAGES, join, say
from words.zone import TOKYO

NO_CARE = "none"
Sex = StrEnum("Sex", {sex: sex for sex in SEXES})  # type: ignore[misc]
Kind = StrEnum("Kind", {kind: kind for kind in DISABILITY_KINDS})  # type: ignore[misc]
Care = StrEnum("Care", {care: care for care in (*MEDICAL_CARE, NO_CARE)})  # type: ignore[misc]
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years in which there may be a call, as `emergency.bad_time` says them."""


def emergency_command(
    person: Annotated[str | None, typer.Argument(help="Code name or id; nothing: somebody without a file.")] = None,
    at: Annotated[str | None, typer.Option(help="2026-11-22T19:30, in Tokyo; default: now.")] = None,
    ward: Annotated[str | None, typer.Option(help="Home of somebody without a file.")] = None,
    age: Annotated[
        int | None, typer.Option(help="Tonight's need, as all that follow.", min=BOUNDS["age"][0], max=BOUNDS["age"][1])
    ] = None,
    sex: Annotated[Sex | None, typer.Option(help="What is not said is that of the file, or unknown.")] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Disability; again for more.")] = None,
    level: Annotated[str | None, typer.Option(help="Support level: adult:4, child:2.")] = None,
    care: Annotated[list[Care] | None, typer.Option(help="Medical care; again for more, or none.")] = None,
    behaviour: Annotated[bool | None, typer.Option(help="Severe behavioural disorder.")] = None,
    wheelchair: Annotated[bool | None, typer.Option(help="Uses a wheelchair.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List whom to telephone tonight. 今夜、電話する順に施設を表示します。"""
    book, hour = reading_people("emergency"), read_time(at).astimezone(TOKYO)
    city = read_city(book, hour.date())
    home = _home(city, ward)
    scale, number = read_level(level)
    need = EmergencyNeed(
        consultation_id=0,
        city=home[0],
        ward=home[1],
        age=age,
        sex=sex and str(sex),
        disability_kinds=_yes_no_group(kind, DISABILITY_KINDS),
        support_scale=scale,
        support_level=number,
        medical_care=_yes_no_group(care, MEDICAL_CARE),
        severe_behaviour=behaviour,
        wheelchair=wheelchair,
    )
    view = tonight(book, read_who(city, person, need), hour, load_policy(), city, travel())
    if as_json:
        print_json(view_json(view))
        return
    print_tonight(view, settings().language)


def print_tonight(view: TonightView, language: str) -> None:
    """Print the base, then the list; or what to do first where there is no facility yet."""
    out = Console()
    if not view.facilities:
        out.print(say("emergency.empty", language), markup=False, soft_wrap=True)
        return
    name = view.person.person.code_name if view.person else say("emergency.no_file", language)
    out.print(say("emergency.cli_title", language, person=name, at=view.at), markup=False, soft_wrap=True)
    for note in in_words(view.notes, language):
        out.print(f"- {note}", markup=False, soft_wrap=True)
    for base in view.bases:
        for line in in_words(_base_lines(view, base), language):
            out.print(line, markup=False, soft_wrap=True)
    if view.places:
        _table(out, view, language)
    else:
        out.print(say("emergency.cli_nobody", language), markup=False, soft_wrap=True)


def _base_lines(view: TonightView, base: Base) -> Iterator[Message]:
    """Say of a base how many rooms are free, what speaks against it, and who leaves soonest where none is."""
    yield rooms_in_use(base)
    yield from view.against(base)
    yield from view.to_confirm(base)
    if base.full:
        yield from (guest.way_out for guest in base.leaving)


def _table(out: Console, view: TonightView, language: str) -> None:
    columns = ("rank", "facility", "phone", "ward", "brief")
    table = Table(*(Column(say(f"emergency.column.{column}", language), overflow="fold") for column in columns))
    for place in view.places:
        facility = place.file.facility
        cells = (
            str(place.rank),
            facility.name,
            facility.phone,
            view.area(place.file.key),
            join(place.in_brief(language), language),
        )
        table.add_row(*(Text(cell or say("common.unknown", language)) for cell in cells))
    out.print(table)


def read_time(text: str | None) -> datetime:
    """Read an ISO time, in Tokyo unless it names its zone; now if there is none.

    Raises
    ------
    DeskError
        If it is not written so, or is in no year in which there may be a call.
    """
    if text is None:
        return now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise DeskError("emergency.bad_time", value=text) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise DeskError("emergency.bad_time", value=text)
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


def read_level(text: str | None) -> tuple[str | None, int | None]:
    """Read a support level with its scale, such as ``adult:4``; the scale alone says that the level is not known.

    Raises
    ------
    DeskError
        If it is not written so, or there is no such level.
    """
    if text is None:
        return None, None
    scale, _, number = text.partition(":")
    levels = SUPPORT_LEVELS.get(scale, ())
    if not levels or (number and number not in map(str, levels)):
        raise DeskError("emergency.bad_level", value=text)
    return scale, int(number) if number else None


def _home(city: City, ward: str | None) -> tuple[str | None, str | None]:
    """Return city and ward of what was typed; as it is while no areas are known that it could be."""
    if ward is None or not len(city.places.names):
        return None, ward
    area = find_area(city.places.names, ward)
    return area.city, area.ward


def _yes_no_group(present: Collection[str] | None, everything: Sequence[str]) -> dict[str, bool]:
    """Return what is there of a list and what is not; nothing when nobody said."""
    return {item: item in present for item in everything} if present else {}


def read_who(city: City, name_or_id: str | None, need: EmergencyNeed) -> Who:
    """Return whom a code name or an id names; without one, somebody described.

    Raises
    ------
    DeskError
        If nobody is named so.
    """
    if name_or_id is None:
        return Who(None, need)
    if file := file_called(city.everyone, name_or_id):
        return Who(file.key, need)
    raise DeskError("tonight.no_such_person", value=name_or_id)


def view_json(view: TonightView) -> dict[str, object]:
    """Return the list for JSON, with what is known in both languages."""
    return {
        "person": view.person.key if view.person else None,
        "code_name": view.person.person.code_name if view.person else None,
        "at": view.at.isoformat(),
        "notes": {language: in_words(view.notes, language) for language in LANGUAGES},
        "lines": [line_json(view, place) for place in view.places],
        "base": base_json(view, view.bases[0]) if view.bases else None,
        "bases": [base_json(view, base) for base in view.bases],
    }


def base_json(view: TonightView, base: Base) -> dict[str, object]:
    """Return a base for JSON: its rooms, what of the person's needs it does not meet, and who leaves soonest."""
    facility, limits = base.facility, view.limits[base.key]
    return {
        "id": facility.id,
        "name": facility.name,
        "phone": facility.phone,
        "rooms": base.rooms,
        "in_use": base.in_use,
        "free": base.free,
        "refused": list(limits.refused),
        "to_confirm": list(limits.to_confirm),
        "leaving": [{"stay": guest.key, "expected_until": guest.plan.expected_until} for guest in base.leaving],
    }


def line_json(view: TonightView, place: Place) -> dict[str, object]:
    """Return one facility for JSON; ``sheet`` is the day of the intake sheet if that can be sent."""
    facility, line, last = place.file.facility, place.line, place.line.last_stay
    sheet = view.person.person.identified_on if view.person and view.person.information_ready else None
    return {
        "rank": place.rank,
        "standing": line.standing.name.lower(),
        "facility": place.file.key,
        "name": facility.name,
        "phone": facility.phone,
        "service_code": facility.service_code,
        "ward": view.area(place.file.key),
        "missing_since": facility.missing_since,
        "policy": place.file.condition.emergency_policy,
        "policy_met": line.policy_met,
        "missing": list(line.missing),
        "against_wishes": list(line.against_wishes),
        "to_confirm": list(line.to_confirm),
        "last_stay": last and {"kind": last.kind, "start": last.start, "end": last.end, "outcome": last.outcome},
        "still_known": line.still_known,
        "sheet": sheet,
        "vacancy": place.file.vacancy_on(night_of(view.at)),
        "vacancy_on": place.file.condition.vacancy_on,
        "beds": {"free": place.beds.free, "known_on": place.beds.known_on},
        "open": line.tonight.open,
        "day_off": line.tonight.day_off,
        "metres": line.metres,
        "metres_to_confirm": roughly_placed(facility),
        "answers": {"asked": place.acceptance.asked, "accepted": place.acceptance.accepted},
        "reasons": {language: place.sentences(language) for language in LANGUAGES},
    }
