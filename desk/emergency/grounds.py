"""Admissions without consent: on which ground of the law, who decided it and when; kept, shown and counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import AdmissionGround, Consent, Stay
from casebook.records.base import require
from casebook.texts import refusal
from desk.emergency.continued import continued
from desk.errors import DeskError, Fault, InvalidInputError, fault


@dataclass(frozen=True)
class Admitted:
    """How the emergency admissions of a period stand to consent.

    Attributes
    ----------
    agreed
        With a consent that held on the first day.
    grounds
        Without one, by the ground of the law that is recorded.
    open
        Without one, and without a ground: it is still to be recorded.
    """

    agreed: int
    grounds: Mapping[str, int]
    open: int

    @property
    def without_consent(self) -> int:
        """How many were without consent, with a ground or not."""
        return sum(self.grounds.values()) + self.open


def agreed_on(consents: Iterable[Consent], day: date) -> bool:
    """Tell whether one of somebody's consents holds on a day."""
    return any(one.valid_on(day) for one in consents)


def needs_ground(stay: Stay, consents: Iterable[Consent], ground: AdmissionGround | None) -> bool:
    """Tell whether of an admission it is still to be recorded why it was made without consent."""
    return stay.kind == "emergency" and ground is None and not agreed_on(consents, stay.start_on)


def grounds_by_stay(book: Casebook | Writer, person_id: int | None = None) -> dict[int, AdmissionGround]:
    """Return the grounds of admissions that are recorded, by stay; of everybody or of one person."""
    own = None if person_id is None else {one.id for one in book.all(Stay, person_id=person_id, kind="emergency")}
    return {one.stay_id: one for one in book.all(AdmissionGround) if own is None or one.stay_id in own}


def admitted(book: Casebook, first: date, last: date) -> Admitted:
    """Count the emergency admissions that began in a period, both days included, by consent and ground."""
    consents: dict[int, list[Consent]] = defaultdict(list)
    for one in book.all(Consent):
        consents[one.person_id].append(one)
    recorded, agreed, without, grounds = grounds_by_stay(book), 0, 0, Counter[str]()
    stays = book.all(Stay, kind="emergency")
    no_admission = {there for _, there in continued(stays)}
    for stay in stays:
        if stay.id in no_admission or not first <= stay.start_on <= last:
            continue
        if ground := recorded.get(require(stay.id)):
            grounds[ground.ground] += 1
        elif agreed_on(consents[stay.person_id], stay.start_on):
            agreed += 1
        else:
            without += 1
    return Admitted(agreed, {code: grounds[code] for code in v.ADMISSION_GROUNDS if grounds[code]}, without)


def record_ground(book: Casebook, ground: AdmissionGround, *, today: date, read: AdmissionGround | None = None) -> int:
    """Write on which ground somebody is in an emergency stay, or change it; return the row's id.

    Parameters
    ----------
    read
        As it was when the form was opened, an empty one where there was none; None: all is meant as it says.

    Raises
    ------
    ConflictError
        If somebody wrote something else since it was read.
    InvalidInputError
        If something typed cannot be kept.
    DeskError
        If it is no emergency stay.
    NotFoundError
        If there is no such stay.
    """
    with book.writing("ground of an admission") as writer:
        if writer.one(Stay, ground.stay_id).kind != "emergency":
            raise DeskError("exit.not_emergency")
        if faults := ground_faults(ground, today):
            raise InvalidInputError(faults)
        known = next(iter(writer.all(AdmissionGround, stay_id=ground.stay_id)), None)
        if known is None:
            return writer.add(ground)
        writer.change(replace(ground, id=known.id), read)
        return require(known.id)


def ground_faults(ground: AdmissionGround, today: date) -> list[Fault]:
    """Find what cannot be kept of a ground."""
    faults = []
    if ground.ground not in v.ADMISSION_GROUNDS:
        faults.append(fault("ground", "call.not_listed", value=ground.ground))
    if not ground.decided_by.strip():
        faults.append(fault("decided_by", "input.required"))
    if ground.decided_on > today:
        faults.append(fault("decided_on", "input.not_in_future"))
    texts = (("decided_by", ground.decided_by), ("reason", ground.reason))
    return faults + [Fault(field, why) for field, text in texts if text and (why := refusal(field, text))]
