"""What is due: each line says what, since when, about whom, and where it is dealt with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from casebook.book import Casebook
from casebook.records import (
    Consent,
    Contact,
    CouncilMeeting,
    JointReport,
    Proposal,
    ProposalStep,
    Resource,
    SharingGround,
    Stay,
)
from casebook.records.base import require
from desk.city import City
from desk.contacts import awaiting, followed
from desk.emergency import tasks_due
from desk.importing import PUBLISHED
from desk.joint import first_of, read_joint
from desk.meetings import read_issues
from desk.proposals import PATIENCE_DAYS
from desk.readiness import ReadinessView
from desk.resources import believed_until, stale
from words.message import Message
from words.zone import TOKYO

SOON = timedelta(days=30)
"""So long before it runs out is a consent, or a ground of the law, spoken of."""
BEGINS = timedelta(days=7)
"""So long before it begins is a booked stay spoken of."""
WITHOUT_OUTCOME = timedelta(days=90)
"""Of trials that ended longer ago nobody asks any more how they went."""
AWAITED = ("asked", "no_answer")
"""Proposals that wait for a facility's answer."""
KINDS = (
    *("next_step", "exit", "review", "waiting", "begins", "no_outcome"),
    *("consent", "losing", "no_sheet", "vacancy", "meeting", "joint", "issue", "resource", "import"),
)
"""In the order in which they are told: what cannot wait comes first."""


@dataclass(frozen=True)
class Due:
    """Something to do.

    Attributes
    ----------
    kind
        One of `KINDS`.
    day
        Since when, or until when, by its kind; None if nobody can say.
    what
        In words, with whom or what it is about.
    page, asked
        Where it is dealt with: a page's name, and what it is asked for in its address.
    record_id
        Of what it is about, of its kind: the contact, task, person, proposal, meeting, joint case or resource.
    """

    kind: str
    day: date | None
    what: Message
    page: str
    asked: Mapping[str, str] = field(default_factory=dict)
    person_id: int | None = None
    record_id: int | None = None


def due(book: Casebook, city: City, view: ReadinessView | None, today: date) -> dict[str, list[Due]]:
    """Return what is due, by kind, the longest due first; a kind of which nothing is due is not there.

    Parameters
    ----------
    view
        Everybody's emergency options; None where nobody is to be worked out.
    """
    found: dict[str, list[Due]] = defaultdict(list)
    for some in (
        _next_steps(book, city, today),
        _exits(book, city, today),
        _reviews(book, city, today),
        _proposals(book, city, today),
        _no_outcome(book, city, today),
        _consents(book, city, today),
        _losing(view, today),
        _no_sheet(city),
        _vacancies(city, today),
        _meetings(book, today),
        _joint(book, city, today),
        _issues(book, today),
        _resources(book, today),
        _imports(book, today),
    ):
        for one in some:
            found[one.kind].append(one)
    return {
        kind: sorted(found[kind], key=lambda one: (one.day or date.max, one.person_id or 0))
        for kind in KINDS
        if kind in found
    }


def person_name(city: City, key: int | None) -> str | None:
    """Return somebody's code name; None if the reader may not see her."""
    file = None if key is None else city.everyone.get(key)
    return file.person.code_name if file else None


def facility_name(city: City, key: int | None) -> str | None:
    """Return a facility's name; None if the reader may not see it."""
    file = None if key is None else city.facilities.get(key)
    return file.facility.name if file else None


def _next_steps(book: Casebook, city: City, today: date) -> Iterator[Due]:
    for one in awaiting(book.all(Contact), today):
        about = person_name(city, one.person_id) or facility_name(city, one.facility_id)
        what = Message("today.next_step", {"about": about, "what": one.next_step or Message("today.next_unsaid")})
        yield Due("next_step", one.awaits, what, "contacts", {"contact": str(one.id)}, one.person_id, one.id)


def _exits(book: Casebook, city: City, today: date) -> Iterator[Due]:
    for stay, task in tasks_due(book, today):
        named = {"person": person_name(city, stay.person_id), "task": Message(f"exit_task.{task.task}")}
        yield Due(
            "exit", task.due_on, Message("today.exit", named), "rooms", {"stay": str(stay.id)}, stay.person_id, task.id
        )


def _reviews(book: Casebook, city: City, today: date) -> Iterator[Due]:
    for one in followed(book, (file.person for file in city.people.values())):
        # A next step that is due stands in its own line.
        days = [one.person.review_on, one.level.next_on if one.level else None]
        day = min((day for day in days if day is not None and day <= today), default=None)
        if day is not None:
            what = Message("today.review", {"person": one.person.code_name})
            yield Due("review", day, what, "person", {"id": str(one.key)}, one.key, one.key)


def _proposals(book: Casebook, city: City, today: date) -> Iterator[Due]:
    """Yield proposals without an answer, and booked stays that begin soon or are over without an outcome."""
    last = {one.proposal_id: one for one in book.all(ProposalStep) if not one.taken_back}
    for one in book.all(Proposal):
        named = {"person": person_name(city, one.person_id), "facility": facility_name(city, one.facility_id)}
        to = ("proposals", {"proposal": str(one.id)}, one.person_id, one.id)
        if one.status in AWAITED:
            since = last.get(require(one.id))
            patient = None if since is None else since.at.astimezone(TOKYO).date() + timedelta(days=PATIENCE_DAYS)
            day = one.next_contact_on or patient
            if day is not None and day <= today:
                yield Due("waiting", day, Message("today.waiting", named), *to)
        if one.status == "booked" and one.start_on is not None and today <= one.start_on <= today + BEGINS:
            yield Due("begins", one.start_on, Message("today.begins", named), *to)
        if one.status == "booked" and one.end_on is not None and one.end_on < today:
            yield Due("no_outcome", one.end_on, Message("today.no_outcome", named), *to)


def _no_outcome(book: Casebook, city: City, today: date) -> Iterator[Due]:
    """Yield trial stays that are over and of which nobody said how they went."""
    for stay in book.all(Stay):
        if (
            stay.kind == "trial"
            and stay.outcome is None
            and stay.end_on is not None
            and today - WITHOUT_OUTCOME <= stay.end_on < today
        ):
            named = {"person": person_name(city, stay.person_id), "facility": facility_name(city, stay.facility_id)}
            to = ("person", {"id": str(stay.person_id)}, stay.person_id)
            yield Due("no_outcome", stay.end_on, Message("today.no_outcome", named), *to)


def _consents(book: Casebook, city: City, today: date) -> Iterator[Due]:
    """Yield consents that end on a day that was named, and grounds of the law that run out."""
    for consent in book.all(Consent):
        if consent.withdrawn_on is not None and today < consent.withdrawn_on <= today + SOON:
            yield _running_out(city, consent.person_id, consent.withdrawn_on, "today.consent")
    for ground in book.all(SharingGround):
        if ground.until is not None and today <= ground.until <= today + SOON:
            yield _running_out(city, ground.person_id, ground.until, "today.ground")


def _running_out(city: City, person_id: int, day: date, code: str) -> Due:
    what = Message(code, {"person": person_name(city, person_id)})
    return Due("consent", day, what, "person", {"id": str(person_id)}, person_id)


def _losing(view: ReadinessView | None, today: date) -> Iterator[Due]:
    for one in () if view is None else view.losing:
        if one.last_day >= today:
            what = Message("today.losing", {"person": one.person.person.code_name})
            yield Due("losing", one.last_day, what, "person", {"id": str(one.person.key)}, one.person.key)


def _no_sheet(city: City) -> Iterator[Due]:
    """Yield those of whom no intake sheet was made: whom nobody identified in advance."""
    for key, file in city.people.items():
        if file.person.identified_on is None:
            what = Message("today.no_sheet", {"person": file.person.code_name})
            yield Due("no_sheet", None, what, "person", {"id": str(key)}, key)


def _vacancies(city: City, today: date) -> Iterator[Due]:
    for key, file in city.facilities.items():
        until = file.condition.vacancy_until
        if until is not None and until < today and file.facility.status == "open":
            what = Message("today.vacancy", {"facility": file.facility.name})
            yield Due("vacancy", until, what, "facility", {"id": str(key)})


def _meetings(book: Casebook, today: date) -> Iterator[Due]:
    """Yield planned meetings of councils whose day is over, to whoever may say that they were held, or cancel them."""
    if not book.may("change", CouncilMeeting):
        return
    for one in book.all(CouncilMeeting):
        if not one.held and one.held_on < today:
            named = {
                "council": one.ward or Message("meetings.city"),
                "meeting": one.name or Message(f"meeting_kind.{one.kind}"),
            }
            what, asked = Message("today.meeting", named), {"meeting": str(one.id)}
            yield Due("meeting", one.held_on, what, "meetings", asked, record_id=one.id)


def _joint(book: Casebook, city: City, today: date) -> Iterator[Due]:
    """Yield the joint cases without a report of the month before this one, to whoever may write it."""
    if not book.may("add", JointReport):
        return
    for one in read_joint(book):
        name = person_name(city, one.record.person_id)
        if name is not None and one.waits(today):
            key, what = one.record.id, Message("today.joint", {"person": name})
            yield Due("joint", first_of(today), what, "joint", {"case": str(key)}, one.record.person_id, key)


def _issues(book: Casebook, today: date) -> Iterator[Due]:
    """Yield the open issues about which nothing was done for long, from the day on which it was too long."""
    for one in read_issues(book):
        if one.rests(today):
            key = one.record.id
            what, asked = Message("today.issue", {"title": one.record.title}), {"view": "issues", "issue": str(key)}
            yield Due("issue", one.rests_from, what, "meetings", asked, record_id=key)


def _resources(book: Casebook, today: date) -> Iterator[Due]:
    """Yield the resources of which nobody has made sure for a year, from the day on which it was one."""
    for one in book.all(Resource):
        if stale(one, today):
            what, asked = Message("today.resource", {"name": one.name}), {"resource": str(one.id)}
            yield Due("resource", believed_until(one), what, "resources", asked, record_id=one.id)


def _imports(book: Casebook, today: date) -> Iterator[Due]:
    """Yield the published lists that were last imported a year ago, or earlier."""
    for what, at in book.last_done("import").items():
        kind, day = what.partition(" ")[2], _day(at)
        if kind in PUBLISHED and day + relativedelta(years=1) <= today:
            named = {"what": Message(f"imports.kind_{kind}")}
            yield Due("import", day, Message("today.import", named), "imports")


def _day(at: datetime) -> date:
    return at.astimezone(TOKYO).date()


def flat(by_kind: Mapping[str, Iterable[Due]]) -> list[Due]:
    """Return all of it in one list, in the order of its kinds."""
    return [one for some in by_kind.values() for one in some]
