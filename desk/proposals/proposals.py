"""A proposal on its way: asked, agreed, booked, done; its place held, its steps on record, the last one revocable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casebook.book import Casebook, Writer
from casebook.records import Audit, Facility, FacilityCondition, PairRule, Person, Proposal, ProposalStep, Record, Stay
from casebook.records.base import require
from desk.city import Travel, straight_line
from desk.errors import DeskError
from desk.period import Dates, overlap
from desk.proposals.checks import Details, check_alone, check_details, check_places, rivals
from desk.proposals.in_the_way import check_pair
from desk.proposals.nights import check_nights
from desk.proposals.pair_rules import follow
from desk.proposals.steps import AGREED, HELD, LET_GO, OPEN, OVER, STEPS, TAKEN
from words.zone import TOKYO

RENEWED = ("suggested", "no_answer")
"""A plan that is adopted releases these of its period, and suggests anew."""


@dataclass(frozen=True)
class Moved:
    """A proposal after its step, and what the step brought with it.

    Attributes
    ----------
    released
        The person's other open proposals, released because this one was agreed.
    rule
        The rule for the pair that follows from a refusal.
    stay
        The past use that a trial has become.
    readiness
        What the facility's emergency policy says for the person after the trial: a code of the catalogue.
    """

    proposal: Proposal
    released: tuple[Proposal, ...] = ()
    rule: PairRule | None = None
    stay: Stay | None = None
    readiness: str | None = None


def move(
    book: Casebook,
    proposal_id: int,
    to: str,
    *,
    today: date,
    assumed_places: int,
    reason: str | None = None,
    note: str | None = None,
    dates: Dates | None = None,
    condition: str | None = None,
    outcome: str | None = None,
    travel: Travel = straight_line,
    seen: Proposal | None = None,
) -> Moved:
    """Take a proposal one step further, with all that follows from it, in one transaction.

    Parameters
    ----------
    to
        The next status, one of ``STEPS[status]``.
    assumed_places
        Trial places of a facility that has not said how many it has (``policy.scope.assumed_places``).
    reason
        Of a refusal, one of ``FOLLOWS``.
    note
        With a finished trial it is the short assessment, and becomes the stay's note.
    dates
        Needed to book; with a finished trial the days it really took, those booked if None.
    condition
        Which of ``desk.proposals.pair_rules.CONDITIONS`` the facility refused.
    outcome
        ``went_well`` or ``mixed`` of a trial that is done, None if unknown.
    travel
        Metres between points, as for the plan.
    seen
        The proposal as the step is meant from it, if it must still stand so.

    Raises
    ------
    DeskError
        If the step is not possible from here, something it needs is missing or does not go with it, a plan would not
        bring the two together any more, no place is left, or the person has an agreement elsewhere; nothing was
        written.
    NotFoundError
        If there is no such proposal.
    """
    details = Details(reason, note, dates, condition, outcome)
    with book.writing(f"proposal {to}", about=about(book.one(Proposal, proposal_id))) as writer:
        return take_step(writer, proposal_id, to, details, today, assumed_places, travel, seen)


def about(*proposals: Proposal) -> list[tuple[type[Record], int]]:
    """Return what steps of proposals rest on: their people's agreements and nights, their facilities' places and beds."""
    people = [(Person, one.person_id) for one in proposals]
    return [*people, *((Facility, one.facility_id) for one in proposals)]


def take_step(
    writer: Writer,
    proposal_id: int,
    to: str,
    details: Details,
    today: date,
    assumed_places: int,
    travel: Travel,
    seen: Proposal | None = None,
) -> Moved:
    """Take a proposal one step further as `move`, in the transaction that is open."""
    before = writer.one(Proposal, proposal_id)
    writer.require_about(Person, before.person_id)
    writer.require_about(Facility, before.facility_id)
    if seen is not None and _stand(before) != _stand(seen):
        raise DeskError("proposal.moved_on")
    if to not in STEPS[before.status]:
        raise DeskError(f"proposal.from_{before.status}")
    check_details(writer, before, to, details, today)
    start, end = (before.start_on, before.end_on) if details.dates is None else details.dates
    moved = Moved(replace(before, status=to, start_on=start, end_on=end))
    if to in HELD:
        check_pair(writer, moved.proposal, today, travel)
    since = writer.revision()
    writer.change(moved.proposal)
    if to in AGREED:
        moved = replace(moved, released=_release_others(writer, moved.proposal))
    if to == "declined" and details.reason is not None:
        moved = replace(moved, rule=follow(writer, before, details.reason, details.condition, today))
    if to in OVER:
        moved = _remember(writer, moved, details)
    _write_step(writer, before, to, since, details)
    check_alone(writer, moved.proposal)
    check_places(writer, moved.proposal, assumed_places)
    check_nights(writer, moved.proposal)
    return moved


def _stand(proposal: Proposal) -> tuple[object, ...]:
    """Return what steps change of a proposal."""
    return proposal.status, proposal.start_on, proposal.end_on


def take_back(
    book: Casebook,
    proposal_id: int,
    reason: str,
    *,
    assumed_places: int,
    step: int | None = None,
    travel: Travel = straight_line,
) -> Proposal:
    """Undo a proposal's last step and all that it brought with it; both stay on record, and cancel each other.

    Parameters
    ----------
    reason
        Why, in words.
    step
        The step that is meant, if it must still be the last one.
    travel
        Metres between points, as for the plan.

    Raises
    ------
    DeskError
        If no reason is given, there is no step, another one came after it, or what it would bring back can no longer
        be: a plan would not bring the two together, the place is taken, or the person has an agreement elsewhere.
    ChangedMeanwhileError
        If something that the step wrote has been changed since.
    """
    if not reason.strip():
        raise DeskError("proposal.why_taken_back")
    with book.writing("take back step") as writer:
        last = _last_step(writer, proposal_id)
        if last is None:
            raise DeskError("proposal.nothing_to_take_back")
        if step is not None and step != last.id:
            raise DeskError("proposal.moved_meanwhile")
        for key, status in undo_all(writer, _entries(writer, last), reason).items():
            restored = writer.one(Proposal, key)
            if status == "released" and restored.status in HELD:
                # What was let go is taken up again: that goes forward, however it is called.
                check_pair(writer, restored, writer.now.astimezone(TOKYO).date(), travel)
            if status not in TAKEN:
                check_places(writer, restored, assumed_places)
            check_nights(writer, restored)
            if key == proposal_id or restored.status != "suggested":
                check_alone(writer, restored)
        return writer.one(Proposal, proposal_id)


def renew(writer: Writer, start: date, end: date) -> frozenset[int]:
    """Make room for the proposals of a new plan, in the transaction that keeps it.

    Suggestions of earlier plans for days of this period that nobody acted on are released, and so is what was left
    without an answer: the new plan says where to ask next, be it there again.

    Returns
    -------
    people
        Ids of those whose place is held already: a new proposal for them would say the same again.
    """
    periods, held = writer.periods(), set()
    for proposal in writer.all(Proposal):
        if not overlap(periods[proposal.plan_id], (start, end)):
            continue
        if proposal.status in HELD:
            held.add(proposal.person_id)
        elif proposal.status in RENEWED:
            release(writer, proposal)
    return frozenset(held)


def undo_all(writer: Writer, entries: Sequence[Audit], reason: str) -> dict[int, str]:
    """Undo what stands in audit rows, oldest first; steps among them stay on record, cancelled with the reason.

    Returns
    -------
    statuses
        Of the proposals that were changed, before they were undone, by id.

    Raises
    ------
    DeskError
        If a proposal went on since.
    ChangedMeanwhileError
        If something else was changed since.
    """
    undone: dict[int, str] = {}
    for entry in reversed(entries):
        if entry.entity == "proposal_step":
            _cancel(writer, entry.entity_id, reason)
            continue
        if entry.entity == "proposal" and entry.action == "update":
            _require_none_instead(writer, writer.one(Proposal, entry.entity_id), str((entry.before or {})["status"]))
        writer.undo(entry)
        if entry.entity == "proposal" and entry.action == "update":
            undone[entry.entity_id] = str((entry.after or {})["status"])
    return undone


def _require_none_instead(writer: Writer, proposal: Proposal, back_to: str) -> None:
    """Refuse to bring back what the same plan has proposed another for since."""
    if proposal.status not in LET_GO or back_to in LET_GO:
        return
    for other in writer.all(Proposal, plan_id=proposal.plan_id, person_id=proposal.person_id):
        if other.id != proposal.id and other.status not in LET_GO:
            name = writer.one(Facility, other.facility_id).name
            raise DeskError("proposal.another_instead", facility=name)


def readiness(policy: str | None, stays: Iterable[Stay]) -> str:
    """Return what a facility's emergency policy says for a person with this past use there, as a code."""
    if policy != "past_use":
        return f"readiness.{policy or 'unknown'}"
    outcomes = [stay.outcome for stay in stays]
    if not outcomes:
        return "readiness.no_past_use"
    return "readiness.broken_off" if all(outcome == "broken_off" for outcome in outcomes) else "readiness.past_use"


def _release_others(writer: Writer, agreed: Proposal) -> tuple[Proposal, ...]:
    others = [one for one in rivals(writer, agreed) if one.status in OPEN and one.status not in AGREED]
    return tuple(release(writer, one) for one in others)


def release(writer: Writer, proposal: Proposal) -> Proposal:
    """Let a proposal go, in the transaction that is open."""
    since, released = writer.revision(), replace(proposal, status="released")
    writer.change(released)
    _write_step(writer, proposal, "released", since, Details())
    return released


def _remember(writer: Writer, moved: Moved, details: Details) -> Moved:
    """Write the trial as past use, or complete the stay if somebody wrote it down already."""
    proposal = moved.proposal
    if proposal.start_on is None:
        raise DeskError("proposal.not_over")
    person, facility = proposal.person_id, proposal.facility_id
    stay = Stay(person_id=person, facility_id=facility, kind="trial", start_on=proposal.start_on)
    known = writer.all(Stay, person_id=person, facility_id=facility, kind=stay.kind, start_on=stay.start_on)
    stay = known[0] if known else stay
    outcome = "broken_off" if proposal.status == "broken_off" else details.outcome
    stay = replace(stay, end_on=proposal.end_on, outcome=outcome, note=details.note or stay.note)
    if known:
        writer.change(stay)
    else:
        stay = replace(stay, id=writer.add(stay))
    conditions = writer.all(FacilityCondition, facility_id=facility)
    policy = conditions[0].emergency_policy if conditions else None
    stays = writer.all(Stay, person_id=person, facility_id=facility)
    return replace(moved, stay=stay, readiness=readiness(policy, stays))


def _write_step(writer: Writer, before: Proposal, to: str, since: int, details: Details) -> None:
    writer.add(
        ProposalStep(
            proposal_id=require(before.id),
            at=writer.now,
            who=writer.actor.name,
            from_status=before.status,
            to_status=to,
            reason=details.reason,
            note=details.note,
            since=since,
        ),
    )


def _last_step(writer: Writer, proposal_id: int) -> ProposalStep | None:
    steps = writer.all(ProposalStep, proposal_id=proposal_id, taken_back=False)
    return steps[-1] if steps else None


def _entries(writer: Writer, step: ProposalStep) -> list[Audit]:
    """Return the audit rows of all that a step did: its own row was the last to be written."""
    (own,) = writer.all(Audit, entity="proposal_step", entity_id=step.id, action="insert")
    return writer.entries(step.since, require(own.id))


def _cancel(writer: Writer, key: int, reason: str) -> None:
    step = writer.one(ProposalStep, key)
    last = _last_step(writer, step.proposal_id)
    if last is None or last.id != key:
        raise DeskError("proposal.moved_meanwhile")
    writer.change(replace(step, taken_back=True))
    writer.add(
        ProposalStep(
            proposal_id=step.proposal_id,
            at=writer.now,
            who=writer.actor.name,
            from_status=step.to_status,
            to_status=step.from_status,
            note=reason,
            taken_back=True,
            since=writer.revision(),
        ),
    )
