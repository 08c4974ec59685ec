"""Merging two files of one person: all that hangs on one goes to the other in one transaction, and back by the audit.

The file that is left empty stays, closed, with a note of where all went: whoever has its code name on paper finds the way.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from casebook.book import Casebook, Writer
from casebook.mapping import table_of
from casebook.records import (
    Audit,
    CareNote,
    CaseReview,
    Consent,
    FollowUp,
    IssueCase,
    NamedReader,
    PairRule,
    Person,
    PersonAvoid,
    PersonNight,
    PersonSheet,
    PersonWish,
    Proposal,
    Record,
    Stay,
    SupportTeamMember,
)
from casebook.records.base import require
from desk.city import check_told
from desk.errors import DeskError, InvalidInputError
from desk.proposals import LET_GO
from desk.rights import ways
from words.message import Message
from words.say import say

WHAT = "merge people"
SAME: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    Consent: (("given_on", "given_by", "scope"),),
    FollowUp: ((),),
    IssueCase: (("regional_issue_id",),),
    PairRule: (("facility_id",),),
    PersonAvoid: (("facility_id", "ward"),),
    PersonNight: (("night",),),
    PersonWish: ((),),
    SupportTeamMember: (("agency",),),
}
"""Of these only one may be of each, by these fields: the file that stays has its own already, and the other's goes."""
BY_HAND: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    CaseReview: (("reviewed_on",),),
    Proposal: (("plan_id",),),
    Stay: (("facility_id", "kind", "start_on"),),
}
"""Of these, too (of proposals that stand); but more is said in them or hangs on them, so that somebody has to look first."""
OWN = ("id", "code_name", "status")
"""Fields that each file keeps."""


@dataclass(frozen=True)
class Difference:
    """A field in which two files differ: what the one that stays says, and what the other does."""

    field: str
    mine: Any
    theirs: Any


def differences(stays: Person, goes: Person) -> list[Difference]:
    """Return the fields that both files know and that differ; what only one knows is kept by itself."""
    both = ((one.name, getattr(stays, one.name), getattr(goes, one.name)) for one in fields(Person))
    return [
        Difference(name, mine, theirs)
        for name, mine, theirs in both
        if name not in OWN and _known(mine) and _known(theirs) and mine != theirs
    ]


def merge_people(book: Casebook, stays_id: int, goes_id: int, taken: Collection[str], today: date) -> None:
    """Bring all that hangs on one file to another, and close the one that is left empty.

    Parameters
    ----------
    taken
        The fields of `differences` in which what the emptied file says is to stand.

    Raises
    ------
    DeskError
        If it is one file, if one is restricted to named readers, or if something stands in the way; nothing was written.
    InvalidInputError
        If what was chosen does not go together; nothing was written.
    NotAllowedError
        If the actor does not see everybody.
    NotFoundError
        If one of them is not there.
    """
    book.require_everybody()
    if stays_id == goes_id:
        raise DeskError("merge.same")
    with book.writing(WHAT) as writer:
        stays, goes = writer.one(Person, stays_id), writer.one(Person, goes_id)
        if any(writer.all(NamedReader, person_id=key) for key in (stays_id, goes_id)):
            raise DeskError("merge.restricted")
        for kind, way in ways().items():
            if way == ("person_id", Person):
                _move(writer, kind, stays_id, goes_id)
        merged = _merged(stays, goes, taken)
        if faults := check_told(merged, today):
            raise InvalidInputError(faults)
        writer.change(merged)
        gone = say("merge.note", "ja", name=stays.code_name, day=today)
        writer.change(replace(goes, status="closed", note="\n".join(one for one in (goes.note, gone) if one)))


def is_merged(book: Casebook | Writer, person_id: int) -> bool:
    """Tell whether a file was emptied into another and nothing was done to it since."""
    return bool(_entries(book, person_id))


def take_apart(book: Casebook, goes_id: int) -> None:
    """Take a merging back: all that came from the emptied file goes back to it, and both say what they said before.

    Raises
    ------
    DeskError
        If the file was not emptied into another, or was changed since.
    ChangedMeanwhileError
        If what was moved, or chosen, was changed since; nothing was written.
    """
    book.require_everybody()
    with book.writing("take people apart") as writer:
        entries = _entries(writer, goes_id)
        if not entries:
            raise DeskError("merge.not_merged")
        for entry in reversed(entries):
            writer.undo(entry)


def _entries(book: Casebook | Writer, goes_id: int) -> list[Audit]:
    """Return what the transaction wrote in which a file was emptied, if that was the last that happened to the file."""
    own = book.all(Audit, entity=table_of(Person).name, entity_id=goes_id)
    if not own or own[-1].what != WHAT or (own[-1].after or {}).get("status") != "closed":
        return []
    last = own[-1]
    # The emptied file is written last, and the file that stays before it: its own merging would stand last of all.
    found = book.all(Audit, what=WHAT, at=last.at, who=last.who)
    return found if found[-1].id == last.id else []


def _move(writer: Writer, kind: type[Record], stays_id: int, goes_id: int) -> None:
    mine = writer.all(kind, person_id=stays_id)
    for row in writer.all(kind, person_id=goes_id):
        if isinstance(row, CareNote) and (own := next(iter(writer.all(CareNote, person_id=stays_id)), None)):
            writer.remove(kind, require(row.id))
            writer.change(_both(own, row))
            continue
        if any(_has_same(_standing(mine), one, names) for names in BY_HAND.get(kind, ()) for one in _standing([row])):
            raise DeskError("merge.in_the_way", what=Message(f"rights.table.{table_of(kind).name}"))
        if any(_has_same(mine, row, names) for names in SAME.get(kind, ())):
            writer.remove(kind, require(row.id))
            continue
        changed: dict[str, Any] = {"person_id": stays_id}
        if isinstance(row, PersonSheet):
            changed["version"] = _next_version(writer, mine, row, stays_id)
        if isinstance(row, SupportTeamMember) and any(vars(one)["is_lead"] for one in mine):
            changed["is_lead"] = False
        writer.change(replace(row, **changed))


def _next_version(writer: Writer, mine: Collection[Record], row: PersonSheet, stays_id: int) -> int:
    """Return the number that another file's version of a sheet has in the file that stays, whose own holds."""
    if row.withdrawn_at is None and any(
        vars(one)["kind"] == row.kind and not vars(one)["withdrawn_at"] for one in mine
    ):
        raise DeskError("merge.in_the_way", what=Message("rights.table.person_sheet"))
    own = writer.all(PersonSheet, person_id=stays_id, kind=row.kind)
    return max((one.version for one in own), default=0) + 1


def _both(mine: CareNote, theirs: CareNote) -> CareNote:
    """Return what both notes say, one text after the other where they differ: nothing that calms or harms is lost.

    It is as old as the older of them.
    """
    days = [one.checked_on for one in (mine, theirs)]
    older = None if None in days else min((mine, theirs), key=lambda one: one.checked_on or date.min)
    values: dict[str, Any] = {"checked_on": older and older.checked_on, "checked_by": older and older.checked_by}
    for one in fields(CareNote):
        if one.name not in ("id", "person_id", *values):
            texts = dict.fromkeys(text for text in (getattr(mine, one.name), getattr(theirs, one.name)) if text)
            values[one.name] = "\n".join(texts) or None
    return replace(mine, **values)


def _standing(rows: Collection[Record]) -> list[Record]:
    """Return rows without proposals that were let go, of which a plan may have several for one person."""
    return [one for one in rows if not (isinstance(one, Proposal) and one.status in LET_GO)]


def _has_same(mine: Collection[Record], row: Record, names: tuple[str, ...]) -> bool:
    return any(all(vars(one)[name] == vars(row)[name] for name in names) for one in mine)


def _merged(stays: Person, goes: Person, taken: Collection[str]) -> Person:
    """Return the person as both files know her: what only one knows, and of what differs what was chosen."""
    chosen = {one.field for one in differences(stays, goes)} & set(taken)
    values = {
        one.name: getattr(goes, one.name)
        for one in fields(Person)
        if one.name not in OWN and (one.name in chosen or not _known(getattr(stays, one.name)))
    }
    # A reason belongs to its tier, a year to its day of birth.
    for leads, follows in (("tier_override", "tier_override_reason"), ("born_on", "birth_year")):
        if leads in values and _known(values[leads]):
            values[follows] = getattr(goes, follows)
    return replace(stays, **values)


def _known(value: object) -> bool:
    return value is not None and value not in ("", {})
