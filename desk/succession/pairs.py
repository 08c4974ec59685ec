"""Which office of an edition may be one that is missing from it: at the same address, or of the same name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casebook.book import Casebook
from casebook.records import Audit, Facility
from casebook.records.base import require
from desk.city import PUBLISHED_SOURCES
from geodata.address import normalise
from geodata.text import signs_alike

ADDRESS, NAME, OPERATOR = "address", "name", "operator"
# Up to the block numbers: what follows is a building, a floor, or the name of the office.
_SITE = re.compile(r"\D*\d[\d-]*(?:丁目[\d-]*)?")


@dataclass(frozen=True)
class Successor:
    """An office that is missing, one that may follow it under another number, and what they share.

    Attributes
    ----------
    signs
        Of `ADDRESS`, `NAME` and `OPERATOR`; one of the first two is always among them.
    """

    old: Facility
    new: Facility
    signs: tuple[str, ...]


def likely(gone: Iterable[Facility], fresh: Sequence[Facility]) -> list[Successor]:
    """Return for each missing office those of its service and municipality that share its address or name.

    Parameters
    ----------
    gone
        Offices that an edition no longer has.
    fresh
        Offices that it has and that earlier ones had not.

    Returns
    -------
    list
        In the order of `gone`; of one office, the successor that shares most comes first.
    """
    at_place: dict[tuple[object, ...], list[Facility]] = defaultdict(list)
    for one in fresh:
        at_place[_place(one)].append(one)
    found = []
    for old in gone:
        pairs = [Successor(old, new, _signs(old, new)) for new in at_place[_place(old)] if new.id is None or new != old]
        told = [pair for pair in pairs if {ADDRESS, NAME} & set(pair.signs) and _another_office(pair)]
        found += sorted(told, key=lambda pair: -len(pair.signs))
    return found


def successors(book: Casebook) -> list[Successor]:
    """Return the pairs of the casebook that a coordinator may want to join: see `likely`.

    An office that was there beside the missing one from the beginning follows none of its name; one at its address must
    have come when the other went, or later. An office marked as closed is settled, and not told again.
    """
    facilities = [one for one in book.all(Facility) if one.source in PUBLISHED_SOURCES and one.status == "open"]
    gone = [one for one in facilities if one.missing_since]
    if not gone:
        return []
    pairs = likely(gone, [one for one in facilities if not one.missing_since])
    keys = {require(one.id) for pair in pairs for one in (pair.old, pair.new)}
    history = {key: book.all(Audit, entity="facility", entity_id=key) for key in keys}
    return [pair for pair in pairs if _came_later(pair, history[require(pair.old.id)], history[require(pair.new.id)])]


def _came_later(pair: Successor, old: Sequence[Audit], new: Sequence[Audit]) -> bool:
    if not old or not new:
        return False
    first, came = old[0], new[0]
    if (came.at, _edition(came)) == (first.at, _edition(first)) or came.at < first.at:
        return False
    return NAME in pair.signs or came.at >= max((one.at for one in old if _marks(one)), default=first.at)


def _edition(entry: Audit) -> object:
    return (entry.after or {}).get("edition")


def _marks(entry: Audit) -> bool:
    return "missing_since" in (entry.after or {}) and "missing_since" not in (entry.before or {})


def _place(facility: Facility) -> tuple[object, ...]:
    return facility.service_code, signs_alike(facility.city or "")


def _signs(old: Facility, new: Facility) -> tuple[str, ...]:
    same = {
        ADDRESS: old.ward == new.ward and _site(old) is not None and _site(old) == _site(new),
        NAME: _name(old) == _name(new),
        OPERATOR: bool(old.operator_number) and old.operator_number == new.operator_number,
    }
    return tuple(sign for sign, holds in same.items() if holds)


def _another_office(pair: Successor) -> bool:
    """Tell apart two towns of one name in different prefectures."""
    return None in (pair.old.prefecture, pair.new.prefecture) or pair.old.prefecture == pair.new.prefecture


def _name(facility: Facility) -> str:
    return signs_alike(facility.name).replace(" ", "").casefold()


def _site(facility: Facility) -> str | None:
    """Return an address up to its block numbers; None where it names no block."""
    match = _SITE.match(signs_alike(normalise(facility.address or "")))
    return None if match is None or match.group().endswith("丁目") else match.group().rstrip("-")
