"""The base's emergency rooms tonight: who is in them, since when, until when, how the way out goes, and leaving."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import AdmissionGround, Consent, ExitPlan, Facility, Person, Proposal, Stay
from casebook.records.base import require
from desk.city import by_person
from desk.emergency.calls import sleeps
from desk.emergency.grounds import grounds_by_stay, needs_ground
from desk.errors import DeskError, Fault, InvalidInputError, fault
from desk.proposals import HELD
from words.message import Message
from words.names import marked

LONG_STAY_DAYS = 30
"""A stay of more days is said to be long: FY2021's 41 stays took 551 room-days, 13 each."""
SHOWN_AFTER = timedelta(days=30)
"""So long after somebody left can her handover still be written."""


@dataclass(frozen=True)
class Guest:
    """An emergency stay as it is today.

    Attributes
    ----------
    days
        Days so far, the first and the last counted.
    plan
        The exit plan; one that says nothing yet if none was made.
    person
        Her file, as far as it says what she needs.
    ground, ground_missing
        Why she was taken in without consent, and whether that is still to be recorded.
    trials, proposals
        Trial stays at the next place since the stay began, and proposals for there that were asked, agreed or booked.
    in_room
        Whether she takes a room for the coming night.
    overdue
        Whether she stays beyond the day on which she was expected to leave.
    """

    stay: Stay
    code_name: str
    facility: Facility
    days: int
    plan: ExitPlan
    next_place: Facility | None
    trials: tuple[Stay, ...]
    proposals: tuple[Proposal, ...]
    in_room: bool
    overdue: bool
    notices: tuple[Message, ...]
    person: Person
    ground: AdmissionGround | None = None
    ground_missing: bool = False

    @property
    def key(self) -> int:
        """The stay's id."""
        return require(self.stay.id)

    @property
    def way_out(self) -> Message:
        """Say until when she is expected to stay, how far the way out has come, and what to ask whom so that a room is free."""
        until, place = self.plan.expected_until, self.next_place
        params = {
            "person": self.code_name,
            "days": self.days,
            "day": until,
            "step": Message(f"exit_step.{self.plan.step}"),
        }
        state = "unknown" if until is None else "overdue" if self.overdue else "until"
        asked = Message("room.ask_next_place", {"place": place.name}) if place else Message("room.ask_team")
        return Message(f"room.leaves_{state}", {**params, "ask": asked})


@dataclass(frozen=True)
class Base:
    """A base's rooms.

    Attributes
    ----------
    guests
        Those that the yearly review counts for today, who left today among them, as far as the actor may see them.
    in_use
        How many people take a room for the coming night, whoever may see them.
    """

    facility: Facility
    guests: tuple[Guest, ...]
    in_use: int

    @property
    def key(self) -> int:
        """The facility's id."""
        return require(self.facility.id)

    @property
    def full(self) -> bool:
        """Whether it is known that no room is free for the coming night."""
        return self.free == 0

    @property
    def leaving(self) -> tuple[Guest, ...]:
        """Those who are in the rooms, who is expected to leave soonest first; of whom nobody said until when, last."""
        staying = (guest for guest in self.guests if guest.in_room)
        return tuple(sorted(staying, key=lambda one: (one.plan.expected_until or date.max, one.stay.start_on, one.key)))

    @property
    def rooms(self) -> int | None:
        """How many emergency rooms there are, None if nobody has said."""
        return self.facility.emergency_rooms

    @property
    def unseen(self) -> int:
        """How many of them the actor may not see."""
        return self.in_use - sum(guest.in_room for guest in self.guests)

    @property
    def free(self) -> int | None:
        """How many rooms are free for the coming night; the last of them is the one that is kept free."""
        return None if self.rooms is None else max(0, self.rooms - self.in_use)

    @property
    def notices(self) -> tuple[Message, ...]:
        """What to be aware of before the next call comes."""
        name = marked("facility", self.key, self.facility.name)
        params: dict[str, object] = {"facility": name, "rooms": self.rooms, "in_use": self.in_use}
        if self.rooms is None:
            return (Message("room.unknown", params),)
        if self.in_use > self.rooms:
            return (Message("room.over", params),)
        return {0: (Message("room.full", params),), 1: (Message("room.last_free", params),)}.get(
            self.rooms - self.in_use, ()
        )


@dataclass(frozen=True)
class Board:
    """All emergency stays of today: in the bases' rooms, at other facilities, and those that ended lately."""

    bases: tuple[Base, ...]
    elsewhere: tuple[Guest, ...]
    left: tuple[Guest, ...]

    @property
    def notices(self) -> tuple[Message, ...]:
        """All that is to be aware of: rooms first, then stays that are overdue or long."""
        staying = [guest for base in self.bases for guest in base.guests] + list(self.elsewhere)
        return tuple(notice for group in (self.bases, staying) for one in group for notice in one.notices)


def board(book: Casebook, today: date) -> Board:
    """Return who is in an emergency stay today, and who left in the last days."""
    facilities = {require(one.id): one for one in book.all(Facility)}
    stays = [
        stay
        for stay in (one for one in book.all(Stay) if one.kind == "emergency")
        if stay.start_on <= today and (stay.end_on is None or stay.end_on >= today - SHOWN_AFTER)
    ]
    guests = _guests(book, [stay for stay in stays if stay.facility_id in facilities], facilities, today)
    taken = book.nights_taken(Stay, today, kind="emergency")
    bases = tuple(
        Base(
            facility,
            tuple(guest for guest in guests if guest.facility.id == facility.id and _counts(guest.stay, today)),
            taken.get(require(facility.id), 0),
        )
        for facility in facilities.values()
        if facility.is_base and facility.status == "open"
    )
    in_bases = {base.facility.id for base in bases}
    return Board(
        bases=bases,
        elsewhere=tuple(guest for guest in guests if guest.in_room and guest.facility.id not in in_bases),
        left=tuple(guest for guest in guests if not guest.in_room),
    )


def plan_exit(book: Casebook, plan: ExitPlan, *, today: date, read: ExitPlan | None = None) -> int:
    """Write how a stay is to end, or change it; return the plan's id.

    Parameters
    ----------
    read
        The plan as it was when the form was opened: what differs from it is written, and what others wrote meanwhile
        stays. If None, all is meant as it says.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    DeskError
        If it is no emergency stay.
    NotFoundError
        If there is no such stay or next place.
    """
    with book.writing("exit plan") as writer:
        stay = emergency_stay(writer, plan.stay_id)
        plan = plan if read is None else writer.merge(plan, read, plan_of(writer, plan.stay_id))
        if faults := check_exit(plan, stay, today):
            raise InvalidInputError(faults)
        if plan.next_facility_id is not None:
            writer.one(Facility, plan.next_facility_id)
        return write_plan(writer, replace(plan, step="moved") if _is_over(stay, today) else plan)


def check_exit(plan: ExitPlan, stay: Stay, today: date) -> list[Fault]:
    """Find what cannot be of how a stay is to end."""
    faults = _not_listed(step=(plan.step, v.EXIT_STEPS), next_residence=(plan.next_residence, v.RESIDENCES))
    if plan.expected_until is not None and plan.expected_until < stay.start_on:
        faults.append(fault("expected_until", "call.until_before_start"))
    if plan.step == "moved" and not _is_over(stay, today):
        faults.append(fault("step", "exit.moved_when_left"))
    return faults


def _is_over(stay: Stay, today: date) -> bool:
    return stay.end_on is not None and stay.end_on <= today


def leave(
    book: Casebook,
    stay_id: int,
    end_on: date,
    *,
    today: date,
    residence_after: str | None = None,
    outcome: str | None = None,
    note: str | None = None,
    read: Stay | None = None,
) -> Stay:
    """End an emergency stay, and say in its exit plan that she has moved, in one transaction.

    Parameters
    ----------
    read
        The stay as it was when the form was opened: if others changed its note meanwhile, it is to be settled which
        stays. If None, the note is meant as it says.

    Raises
    ------
    ConflictError
        If somebody else changed the note since the form was opened; nothing was written.
    InvalidInputError
        If the day is before the stay began or still to come, or a value is not listed.
    DeskError
        If it is no emergency stay, or has ended already.
    NotFoundError
        If there is no such stay.
    """
    with book.writing("leave emergency stay") as writer:
        stay = emergency_stay(writer, stay_id)
        if stay.end_on is not None and stay.end_on <= today:
            raise DeskError("exit.left_already", day=stay.end_on)
        faults = _not_listed(residence_after=(residence_after, v.RESIDENCES), outcome=(outcome, v.OUTCOMES))
        if end_on < stay.start_on:
            faults.append(fault("end_on", "exit.before_start", day=stay.start_on))
        if end_on > today:
            faults.append(fault("end_on", "input.not_in_future"))
        if faults:
            raise InvalidInputError(faults)
        noted = replace(stay, note=note or stay.note)
        if read is not None:
            noted = writer.merge(replace(read, note=note or read.note), read, stay)
        ended = replace(noted, end_on=end_on, residence_after=residence_after, outcome=outcome)
        writer.change(ended)
        write_plan(writer, replace(plan_of(writer, stay_id), step="moved"))
    return ended


def _counts(stay: Stay, day: date) -> bool:
    """Tell whether the yearly review counts a room for a stay on a day: from its first to its last."""
    return stay.start_on <= day and (stay.end_on is None or stay.end_on >= day)


def _guests(book: Casebook, stays: list[Stay], facilities: Mapping[int, Facility], today: date) -> list[Guest]:
    people = {one.id: one for one in book.all(Person)}
    plans = {one.stay_id: one for one in book.all(ExitPlan)}
    grounds, consents = grounds_by_stay(book), by_person(book.all(Consent))
    trials, proposals = by_person(one for one in book.all(Stay) if one.kind == "trial"), by_person(book.all(Proposal))
    guests = []
    for stay in sorted(stays, key=lambda one: (one.start_on, require(one.id))):
        key, person = require(stay.id), stay.person_id
        name = people[person].code_name
        plan, in_room = plans.get(key, ExitPlan(stay_id=key)), sleeps(stay, today)
        next_id = plan.next_facility_id
        days = (min(stay.end_on or today, today) - stay.start_on).days + 1
        overdue = in_room and plan.expected_until is not None and plan.expected_until < today
        notices, named = [], marked("person", person, name)
        if overdue:
            notices.append(Message("room.overdue", {"person": named, "day": plan.expected_until}))
        if in_room and days > LONG_STAY_DAYS:
            notices.append(Message("room.long_stay", {"person": named, "days": days}))
        missing = needs_ground(stay, consents.get(person, ()), grounds.get(key))
        next_place = None if next_id is None else facilities.get(next_id)
        tried = tuple(
            trial for trial in trials[person] if trial.facility_id == next_id and trial.start_on >= stay.start_on
        )
        held = tuple(
            proposal for proposal in proposals[person] if proposal.facility_id == next_id and proposal.status in HELD
        )
        if in_room and plan.step == "trial" and not (tried or held):
            where = None if next_place is None else marked("facility", require(next_id), next_place.name)
            notices.append(
                Message("exit.no_trial_yet" if where else "exit.no_place_yet", {"person": named, "place": where})
            )
        guests.append(
            Guest(
                stay=stay,
                code_name=name,
                facility=facilities[stay.facility_id],
                days=days,
                plan=plan,
                next_place=next_place,
                trials=tried,
                proposals=held,
                in_room=in_room,
                overdue=overdue,
                notices=tuple(notices),
                person=people[person],
                ground=grounds.get(key),
                ground_missing=missing,
            ),
        )
    return guests


def emergency_stay(writer: Writer, stay_id: int) -> Stay:
    """Return an emergency stay.

    Raises
    ------
    DeskError
        If it is of another kind.
    NotFoundError
        If there is none.
    """
    stay = writer.one(Stay, stay_id)
    if stay.kind != "emergency":
        raise DeskError("exit.not_emergency")
    return stay


def _not_listed(**fields: tuple[str | None, tuple[str, ...]]) -> list[Fault]:
    return [
        fault(name, "call.not_listed", value=value)
        for name, (value, codes) in fields.items()
        if value is not None and value not in codes
    ]


def plan_of(writer: Writer, stay_id: int) -> ExitPlan:
    """Return the exit plan of a stay; one that says nothing yet if none was made."""
    return next(iter(writer.all(ExitPlan, stay_id=stay_id)), ExitPlan(stay_id=stay_id))


def write_plan(writer: Writer, plan: ExitPlan) -> int:
    """Write the one exit plan of a stay; return its id."""
    plan = replace(plan, id=plan_of(writer, plan.stay_id).id)
    if plan.id is None:
        return writer.add(plan)
    writer.change(plan)
    return plan.id
