"""Versions of sheets about a person: kept, withdrawn, handed to somebody, and who has one that does not hold any more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import Consent, Person, PersonSheet, Record, SheetHanding
from casebook.records.base import require
from casebook.texts import refusal
from desk.bounds import out_of_bounds
from desk.city import person_files
from desk.errors import DeskError, Fault, InvalidInputError, fault
from desk.person_sheets.blocks import covered
from desk.person_sheets.recorded import shared
from words.zone import TOKYO


@dataclass(frozen=True)
class Outdated:
    """Somebody has a version that does not hold any more.

    Attributes
    ----------
    now
        The version that holds; None if all were withdrawn.
    """

    handing: SheetHanding
    had: PersonSheet
    now: PersonSheet | None


def versions(book: Casebook | Writer, person_id: int, kind: str) -> list[PersonSheet]:
    """Return the versions of somebody's sheet, the last one first, withdrawn ones too."""
    return sorted(book.all(PersonSheet, person_id=person_id, kind=kind), key=lambda one: -one.version)


def holding(sheets: list[PersonSheet]) -> PersonSheet | None:
    """Return the version that holds: the last one that was not withdrawn."""
    return next((one for one in sheets if one.withdrawn_at is None), None)


def handings(book: Casebook | Writer, sheets: list[PersonSheet]) -> list[SheetHanding]:
    """Return to whom some versions were handed, the last one first."""
    found = book.all(SheetHanding, sheet_id=frozenset(require(one.id) for one in sheets)) if sheets else []
    return sorted(found, key=lambda one: (one.handed_on, require(one.id)), reverse=True)


def outdated(sheets: list[PersonSheet], given: list[SheetHanding]) -> list[Outdated]:
    """Return who was handed a version of somebody's sheet, and not yet the one that holds; each with what she has.

    Parameters
    ----------
    sheets, given
        As `versions` and `handings` return them.
    """
    now, by_id = holding(sheets), {one.id: one for one in sheets}
    latest: dict[str, SheetHanding] = {}
    for one in given:
        latest.setdefault(one.handed_to, one)
    return [Outdated(one, had, now) for one in latest.values() if (had := by_id[one.sheet_id]) != now]


def keep_version(
    book: Casebook, person_id: int, kind: str, content: Mapping[str, str], read: PersonSheet | None, today: date
) -> int:
    """Keep what was written as the next version of a sheet; return its id.

    With the first intake sheet somebody is identified in advance, if she was not before.

    Parameters
    ----------
    content
        Texts by block; blank ones are left out.
    read
        The version that was shown when the form was opened.

    Raises
    ------
    DeskError
        If another version was kept meanwhile, or nothing was written anew; nothing was written.
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    written = {block: text for block, typed in content.items() if (text := typed.strip())}
    if faults := check_content(written):
        raise InvalidInputError(faults)
    with book.writing("keep person sheet", about=[(Person, person_id)]) as writer:
        (file,) = person_files(writer, today, person_id)
        may = covered(kind, shared=shared(writer, file, today))
        if any(block not in may for block in written):
            raise DeskError("person_sheets.not_covered")
        sheets = versions(writer, person_id, kind)
        last = sheets[0] if sheets else None
        if (last and last.id) != (read and read.id):
            who = last.made_by if last else ""
            raise DeskError("person_sheets.newer", who=who)
        if last is not None and last.withdrawn_at is None and last.content == written:
            raise DeskError("person_sheets.unchanged")
        if kind == "intake" and file.person.identified_on is None:
            writer.change(replace(file.person, identified_on=today))
        version = 1 if last is None else last.version + 1
        made = {"made_at": writer.now, "made_by": writer.actor.name}
        return writer.add(PersonSheet(person_id=person_id, kind=kind, version=version, content=written, **made))  # type: ignore[arg-type]


def check_content(content: Mapping[str, str]) -> list[Fault]:
    """Find what cannot be kept of a sheet's texts, and that nothing is written at all."""
    found = [Fault(block, why) for block, text in content.items() if (why := refusal("note", text))]
    return found if content else [fault("content", "person_sheets.blank")]


def withdraw(book: Casebook, sheet_id: int, reason: str) -> None:
    """Let a version be handed out no more; it stays to be seen, with why.

    Raises
    ------
    DeskError
        If no reason is given, or it was withdrawn before; nothing was written.
    """
    if not reason.strip():
        raise DeskError("person_sheets.no_reason")
    person_id = book.one(PersonSheet, sheet_id).person_id
    with book.writing("withdraw person sheet", about=[(Person, person_id)]) as writer:
        sheet = writer.one(PersonSheet, sheet_id)
        if sheet.withdrawn_at is not None:
            raise DeskError("person_sheets.withdrawn_before")
        said = {"withdrawn_at": writer.now, "withdrawn_by": writer.actor.name, "reason": reason.strip()}
        writer.change(replace(sheet, **said))  # type: ignore[arg-type]


def hand_out(book: Casebook, handing: SheetHanding, today: date) -> int:
    """Write to whom a version was handed; return the row's id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, or nothing allows it; nothing was written.
    NotFoundError
        If there is no such version, or none that the actor may see.
    """
    person_id = book.one(PersonSheet, handing.sheet_id).person_id
    with book.writing("hand out person sheet", about=[(Person, person_id)]) as writer:
        if faults := check_handing(writer, handing, today):
            raise InvalidInputError(faults)
        return writer.add(handing)


def acknowledge(book: Casebook, handing_id: int, received_on: date, received_by: str | None, today: date) -> None:
    """Write that whoever was handed a version has it.

    Raises
    ------
    DeskError
        If that was written before; nothing was written.
    InvalidInputError
        If it was before the version was handed over, or is still to come; nothing was written.
    NotFoundError
        If there is no such handing, or none that the actor may see.
    """
    person_id = book.one(PersonSheet, book.one(SheetHanding, handing_id).sheet_id).person_id
    about: list[tuple[type[Record], int]] = [(Person, person_id), (SheetHanding, handing_id)]
    with book.writing("acknowledge person sheet", about=about) as writer:
        handing = writer.one(SheetHanding, handing_id)
        if handing.received_on is not None:
            raise DeskError("person_sheets.received_before")
        received = replace(handing, received_on=received_on, received_by=received_by)
        if faults := [one for one in check_handing(writer, received, today) if one.field.startswith("received")]:
            raise InvalidInputError(faults)
        writer.change(received)


def check_handing(writer: Writer, handing: SheetHanding, today: date) -> list[Fault]:
    """Find what cannot be kept of a handing: days, and on what it rests."""
    sheet = writer.one(PersonSheet, handing.sheet_id)
    faults = out_of_bounds(handing)
    if not handing.handed_to.strip():
        faults.append(fault("handed_to", "input.required"))
    if faults:
        return faults
    if sheet.withdrawn_at is not None and handing.id is None:
        faults.append(fault("sheet_id", "person_sheets.withdrawn_before"))
    if handing.handed_on > today:
        faults.append(fault("handed_on", "input.not_in_future"))
    elif handing.handed_on < (made := sheet.made_at.astimezone(TOKYO).date()):
        faults.append(fault("handed_on", "person_sheets.before_made", day=made))
    if handing.received_on is not None and not handing.handed_on <= handing.received_on <= today:
        faults.append(fault("received_on", "person_sheets.received_between"))
    if handing.received_by and handing.received_on is None:
        faults.append(fault("received_on", "input.required"))
    if handing.ground not in v.HANDING_GROUNDS:
        return [*faults, fault("ground", "call.not_listed", value=handing.ground)]
    if handing.ground == "consent":
        given = writer.all(Consent, person_id=sheet.person_id)
        if not any(one.shares_on(handing.handed_on) for one in given):
            faults.append(fault("ground", "person_sheets.no_consent", day=handing.handed_on))
    elif not (handing.note or "").strip():
        faults.append(fault("note", "person_sheets.why_by_law"))
    return faults
