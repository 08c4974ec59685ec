"""To whom files are restricted, by name; and what helps a file whose readers have left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from casebook.book import Casebook
from casebook.records import NamedReader
from casebook.records.base import require
from casebook.roles import RIGHTS
from desk.errors import DeskError


@dataclass(frozen=True)
class Restricted:
    """A restricted file by its number: who is named in it, and who of them comes in today."""

    person_id: int
    named: tuple[str, ...]
    present: tuple[str, ...]


def possible_readers(book: Casebook) -> list[str] | None:
    """Return the names of those who come in today in a role that sees people; None where nobody signs in."""
    accounts = book.accounts()
    if not accounts.any():
        return None
    day = accounts.today()
    seeing = {role for role, rights in RIGHTS.items() if "people" in rights and rights["people"].sees in ("all", "own")}
    of = {one.account_id for one in accounts.grants() if one.holds_on(day) and one.role in seeing}
    return [one.name for one in accounts.all() if one.active and one.id in of]


def name_readers(
    book: Casebook, person_id: int, names: Collection[str], now: datetime, read: Collection[str] | None = None
) -> None:
    """Restrict a file to named people, or, with nobody named, to nobody any more.

    Parameters
    ----------
    read
        Who was named when the form was opened: whom others named or took out since stays so. None: all is meant as it says.

    Raises
    ------
    NotAllowedError
        If one alone is named, or the file is not the actor's to see.
    DeskError
        If somebody is named anew who does not come in.
    """
    wanted = {name.strip() for name in names} - {""}
    possible = possible_readers(book)
    with book.writing("restrict") as writer:
        known = {one.name: require(one.id) for one in writer.all(NamedReader, person_id=person_id)}
        if read is not None:
            wanted = (set(known) | (wanted - set(read))) - (set(read) - wanted)
        _require_possible(wanted - set(known), possible)
        for name in sorted(wanted - set(known)):
            writer.add(NamedReader(person_id=person_id, name=name, named_by=book.actor.name, named_at=now))
        for name in sorted(set(known) - wanted):
            writer.remove(NamedReader, known[name])
        writer.note("restricted", entity="person", entity_id=person_id, detail={"named": len(wanted)})


def restricted_files(book: Casebook) -> list[Restricted]:
    """Return the restricted files of which the actor is told who is named, those first that fewest can open."""
    possible = possible_readers(book)
    named: dict[int, list[str]] = {}
    for one in book.all(NamedReader):
        named.setdefault(one.person_id, []).append(one.name)
    found = [
        Restricted(key, tuple(names), tuple(name for name in names if possible is None or name in possible))
        for key, names in named.items()
    ]
    return sorted(found, key=lambda one: (len(one.present), one.person_id))


def name_another(book: Casebook, person_id: int, name: str, now: datetime) -> None:
    """Name one more reader of a restricted file, which one need not see oneself.

    Raises
    ------
    NotAllowedError
        If the file is not restricted, or it is not for the actor's roles.
    DeskError
        If nobody of that name comes in.
    """
    _require_possible({name}, possible_readers(book))
    with book.writing("restrict") as writer:
        writer.add(NamedReader(person_id=person_id, name=name, named_by=book.actor.name, named_at=now))
        writer.note("restricted", entity="person", entity_id=person_id, detail={"another": 1})


def _require_possible(names: Collection[str], possible: Collection[str] | None) -> None:
    if possible is not None and (unknown := sorted(set(names) - set(possible))):
        raise DeskError("sharing.no_reader", names="、".join(unknown))
