"""The list of calls: each as one line, and which of them are wanted."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from casebook.book import Casebook
from casebook.records import AdmissionGround, Consultation, EmergencyNeed, Enquiry
from casebook.records.base import require
from desk.city import City
from words.zone import TOKYO


@dataclass(frozen=True)
class Line:
    """One call in the list.

    Attributes
    ----------
    code_name
        Of whom it was for; None if nobody knew, or the actor may not see her.
    ward
        Where she needed help: as was said on the night, else as her file says.
    taken_by
        Who wrote it down.
    ground
        On which ground of the law she was taken in without consent; None where she was not, or it is not recorded.
    told
        All that was said, spelt alike, to be searched.
    """

    call: Consultation
    code_name: str | None
    ward: str | None
    taken_by: str | None
    telephoned: int
    ground: str | None
    told: str

    @property
    def key(self) -> int:
        """The consultation's id."""
        return require(self.call.id)

    @property
    def day(self) -> date:
        """The day on which it was taken, in Tokyo."""
        return self.call.received_at.astimezone(TOKYO).date()


@dataclass(frozen=True)
class Wanted:
    """Which calls are wanted: what is None or empty is no condition."""

    first: date | None = None
    last: date | None = None
    source: str | None = None
    reason: str | None = None
    result: str | None = None
    ward: str | None = None
    person_id: int | None = None
    taken_by: str | None = None
    words: str = ""


def read_lines(book: Casebook, city: City) -> tuple[Line, ...]:
    """Return all calls that the actor may see, the newest first."""
    needs = {one.consultation_id: one for one in book.all(EmergencyNeed)}
    notes: dict[int, list[str | None]] = defaultdict(list)
    telephoned: Counter[int] = Counter()
    for enquiry in book.all(Enquiry):
        telephoned[enquiry.consultation_id] += 1
        notes[enquiry.consultation_id].append(enquiry.note)
    taken_by = book.added_by(Consultation)
    grounds = {one.stay_id: one.ground for one in book.all(AdmissionGround)}
    lines = []
    for call in book.all(Consultation):
        key = require(call.id)
        need, file = needs.get(key), city.everyone.get(call.person_id or 0)
        wards = (city.places.label_of(one) for one in (need, file.person if file else None) if one is not None)
        texts = (_texts(call), need and need.other_needs, *notes[key], file and file.person.code_name)
        lines.append(
            Line(
                call,
                file.person.code_name if file else None,
                next((ward for ward in wards if ward), None),
                taken_by.get(key),
                telephoned[key],
                grounds.get(call.stay_id or 0),
                _alike("\n".join(text for text in texts if text)),
            )
        )
    return tuple(sorted(lines, key=lambda one: (one.call.received_at, one.key), reverse=True))


def _texts(call: Consultation) -> str:
    """Return what was typed of a call: all its texts but the codes of closed lists."""
    coded = ("source", "reason", "urgency", "result")
    return "\n".join(value for name, value in vars(call).items() if isinstance(value, str) and name not in coded)


def matching(lines: Iterable[Line], wanted: Wanted) -> list[Line]:
    """Return the calls that meet all conditions; each word of a search must be in what was said."""
    found = list(lines)
    for name in ("source", "reason", "result", "person_id"):
        if (asked := getattr(wanted, name)) is not None:
            found = [one for one in found if getattr(one.call, name) == asked]
    for name in ("ward", "taken_by"):
        if (asked := getattr(wanted, name)) is not None:
            found = [one for one in found if getattr(one, name) == asked]
    if wanted.first is not None or wanted.last is not None:
        first, last = wanted.first or date.min, wanted.last or date.max
        found = [one for one in found if first <= one.day <= last]
    for word in _alike(wanted.words).split():
        found = [one for one in found if word in one.told]
    return found


def _alike(text: str) -> str:
    """Spell full-width and half-width, capital and small letters alike."""
    return normalize("NFKC", text).casefold()
