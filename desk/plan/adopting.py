"""Adopting a plan: what it releases is shown first, each period has one, and the last adoption can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from casebook.book import Casebook, Writer
from casebook.records import Adoption, Audit, Person, Plan, Proposal, ProposalStep, Scenario
from casebook.records.base import require
from desk.errors import DeskError
from desk.period import Period, overlap
from desk.plan.keeping import ShownPlan, as_seen
from desk.plan.kept import KeptPlan
from desk.plan.trials import PlanView, put_view
from desk.proposals import RENEWED, renew, undo_all
from words.message import Message
from words.zone import TOKYO


@dataclass(frozen=True)
class Release:
    """A suggestion that an adoption lets go: whose, where, how far it had come, and where she is suggested instead."""

    person_id: int
    facility_id: int
    status: str
    instead: int | None

    @property
    def again(self) -> bool:
        """Whether the same is suggested again."""
        return self.instead == self.facility_id


Releases = tuple[Release, ...]


def releases(book: Casebook | Writer, period: Period, pairs: Mapping[int, int]) -> Releases:
    """Return what adopting a plan with these pairs would release.

    Parameters
    ----------
    pairs
        Facility id by person id.
    """
    days = book.periods()
    return tuple(
        Release(one.person_id, one.facility_id, one.status, pairs.get(one.person_id))
        for one in book.all(Proposal)
        if one.status in RENEWED and overlap(days[one.plan_id], (period.start, period.end))
    )


def releases_message(shown: Releases) -> Message:
    """Say in one sentence what is released."""
    if not shown:
        return Message("adopt.releases_none")
    again, gone = sum(one.again for one in shown), sum(one.instead is None for one in shown)
    counts = {"count": len(shown), "again": again, "gone": gone, "elsewhere": len(shown) - again - gone}
    return Message("adopt.releases", counts)


def adopted_proposals(view: PlanView) -> list[Proposal]:
    """Return the proposals that an opened plan becomes, with the dates that it was kept with.

    Whoever finds a place only now is not among them, nor whose trial is done by now.

    Raises
    ------
    DeskError
        If the plan is not opened, is adopted already, or holds pairs that can no longer be.
    """
    kept = _opened(view)
    lost = kept.pairs.keys() - {file.key for file in view.source.served}
    lost = {person for person in lost if view.plan.pairs.get(person) != kept.pairs[person]}
    if lost:
        raise DeskError("adopt.no_longer", count=len(lost), id=kept.key)
    dates = {one["person"]: one for one in kept.record["dates"]["stays"]} if kept.dated else {}
    return [
        Proposal(
            plan_id=kept.key,
            person_id=one.person_id,
            facility_id=one.facility_id,
            cost=one.cost,
            start_on=_day(dates, one.person_id, "arrival"),
            end_on=_day(dates, one.person_id, "departure"),
        )
        for one in view.plan.assignments
        if one.person_id in kept.pairs
    ]


def _day(dates: Mapping[int, Mapping[str, str]], person: int, name: str) -> date | None:
    return date.fromisoformat(dates[person][name]) if person in dates else None


def _opened(view: PlanView) -> KeptPlan:
    if not view.opened or view.since is None:
        raise DeskError("adopt.keep_first")
    if view.since.plan.state == "adopted":
        raise DeskError("adopt.already", id=view.since.plan.key)
    return view.since.plan


def adopt_plan(book: Casebook, seen: PlanView | ShownPlan, shown: Releases, now: datetime) -> int:
    """Adopt a kept plan that was opened, in one transaction; return its id.

    A plan that was replaced is history, and is adopted as a copy.

    Parameters
    ----------
    shown
        What it was said to release.

    Raises
    ------
    PlanChangedError
        If the casebook leads to other rows by now.
    DeskError
        If it would release something else by now, and as `adopted_proposals`.
    """
    # Most often this is where it is made again, while others can still write.
    view = as_seen(book, seen)
    with book.writing("adopt plan") as writer:
        view = as_seen(book, view, writer.revision())
        proposals = adopted_proposals(view)
        key = _opened(view).key
        known = writer.all(Adoption, plan_id=key)
        if known and known[0].replaced_at is None:
            raise DeskError("adopt.already", id=key)
        require_shown(writer, view.period, proposals, shown)
        if known:
            key = writer.add(replace(writer.one(Plan, key), id=None, made_at=now, made_by=writer.actor.name))
        put_adoption(writer, key, view.period, proposals, now)
        return key


def keep_adopted(book: Casebook, view: PlanView, now: datetime) -> int:
    """Keep a new plan as it was seen and adopt it at once, in one transaction, where nobody is to be asked; return its id.

    Raises
    ------
    PlanChangedError
        If the casebook leads to another plan by now.
    """
    with book.writing("adopt plan") as writer:
        view = as_seen(book, view, writer.revision())
        key = put_view(writer, view, now)
        put_adoption(writer, key, view.period, proposals_of(view), now)
        return key


def proposals_of(view: PlanView) -> list[Proposal]:
    """Return the proposals that a plan becomes once it is kept and adopted."""
    return [
        Proposal(plan_id=0, person_id=one.person_id, facility_id=one.facility_id, cost=one.cost)
        for one in view.plan.assignments
    ]


def require_shown(writer: Writer, period: Period, proposals: Iterable[Proposal], shown: Releases) -> None:
    """Refuse an adoption that would release something else than was shown.

    Raises
    ------
    DeskError
        If it would.
    """
    if releases(writer, period, {one.person_id: one.facility_id for one in proposals}) != shown:
        raise DeskError("adopt.releases_others")


def put_adoption(
    writer: Writer,
    key: int,
    period: Period,
    proposals: Iterable[Proposal],
    now: datetime,
    scenario: int | None = None,
) -> None:
    """Write that a kept plan is the adopted one, if it is not so already, in the transaction that is open.

    What nobody acted on of earlier plans of the period is released, and what is agreed already is not proposed again.

    Parameters
    ----------
    scenario
        The id of the scenario that it was tried as, which is then the adopted one of its period.
    """
    since = writer.revision()
    days = {"period_start": period.start, "period_end": period.end}
    today = now.astimezone(TOKYO).date()
    for one in writer.all(Scenario, **days):
        writer.change(replace(one, adopted_on=today if one.id == scenario else None))
    if writer.all(Adoption, plan_id=key, replaced_at=None):
        return
    held = renew(writer, period.start, period.end)
    writer.add_many([replace(one, plan_id=key) for one in proposals if one.person_id not in held])
    for before in writer.all(Adoption, **days, replaced_at=None):
        writer.change(replace(before, replaced_at=now, replaced_by=writer.actor.name))
    writer.add(
        Adoption(
            plan_id=key,
            period_start=period.start,
            period_end=period.end,
            adopted_at=now,
            adopted_by=writer.actor.name,
            since=since,
        ),
    )


def take_back_adoption(book: Casebook, period: Period, key: int, reason: str) -> None:
    """Undo the adoption of a plan and all that it did: it is as it was before, and so is the plan that it replaced.

    Parameters
    ----------
    key
        The plan's id.
    reason
        Why, in words; it stays with the steps of the proposals.

    Raises
    ------
    DeskError
        If no reason is given, the plan is not the adopted one, it was kept before there were adoptions, or somebody
        acted on its proposals.
    ChangedMeanwhileError
        If something that it did has been changed since.
    """
    if not reason.strip():
        raise DeskError("adopt.why_taken_back")
    with book.writing("take back adoption") as writer:
        days = {"period_start": period.start, "period_end": period.end}
        found = writer.all(Adoption, plan_id=key, **days, replaced_at=None)
        if not found:
            raise DeskError("adopt.not_adopted", id=key)
        [adoption] = found
        if adoption.since is None:
            raise DeskError("adopt.before_adoptions", id=key)
        [own] = writer.all(Audit, entity="adoption", entity_id=adoption.id, action="insert")
        entries = writer.entries(adoption.since, require(own.id))
        _require_untouched(writer, [one.entity_id for one in entries if _made_a_proposal(one)])
        undo_all(writer, entries, reason)


def _made_a_proposal(entry: Audit) -> bool:
    return entry.entity == "proposal" and entry.action == "insert"


def _require_untouched(writer: Writer, proposals: Iterable[int]) -> None:
    acted_on = [key for key in proposals if writer.all(ProposalStep, proposal_id=key)]
    if acted_on:
        people = [writer.one(Person, writer.one(Proposal, key).person_id).code_name for key in acted_on]
        raise DeskError("adopt.acted_on", count=len(people), names="、".join(people))
