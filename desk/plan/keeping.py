"""A plan is kept as it was seen, or not at all: if somebody wrote since, it is made again and laid beside what was seen."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from weakref import ref

from casebook.book import Casebook
from desk.city import Travel
from desk.errors import DeskError
from desk.period import Period
from desk.plan.agreed import HeldUp
from desk.plan.kept import kept_plan
from desk.plan.trials import PlanView, plan_trials, put_view
from matching.policy import Policy
from matching.trials import FORMAT, Facts, changes_from, changes_since, draw_of, facts_of
from words.message import Message
from words.say import say


class PlanChangedError(DeskError):
    """The plan that was seen is another by now; nothing was kept.

    Attributes
    ----------
    changes
        What differs, a row each, with names.
    """

    def __init__(self, changes: tuple[Message, ...]) -> None:
        super().__init__("keep.changed", count=len(changes))
        self.changes = changes

    def lines(self, language: str) -> list[str]:
        """Say what differs."""
        return [say(change, language) for change in self.changes]


class Row(NamedTuple):
    """One person's row: where, and all that is seen of it; nowhere with the reason."""

    facility_id: int | None
    seen: object


Rows = Mapping[int, Row]


@dataclass(frozen=True)
class ShownPlan:
    """What is left of a plan that was shown: enough to make it again and to name what differs, a fraction of its memory.

    Attributes
    ----------
    view
        The plan itself, for as long as somebody else holds it.
    opened
        The kept plan that was opened, by its id.
    rows, people, facilities, facts
        What was seen of everybody, with names by id, and what says why a row is another now.
    """

    view: ref[PlanView]
    revision: int | None
    period: Period
    policy: Policy
    made_on: date
    travel: Travel
    stay_close: int
    opened: int | None
    draw: int
    rows: Rows
    people: Mapping[int, str]
    facilities: Mapping[int, str]
    facts: Facts
    held_up: tuple[HeldUp, ...]

    @property
    def pairs(self) -> dict[int, int]:
        """Where it suggested whom: facility id by person id."""
        return {person: row.facility_id for person, row in self.rows.items() if row.facility_id is not None}


def shown_plan(view: PlanView) -> ShownPlan:
    """Remember of a plan that is shown what `keep_plan` needs."""
    people = {**view.source.people, **view.source.aside}
    return ShownPlan(
        view=ref(view),
        revision=view.revision,
        period=view.period,
        policy=view.plan.problem.policy,
        made_on=view.made_on,
        travel=view.source.travel,
        stay_close=view.plan.constraints.stay_close,
        opened=view.since.plan.key if view.opened and view.since else None,
        draw=view.draw,
        rows=rows(view),
        people={key: file.person.code_name for key, file in people.items()},
        facilities={key: file.facility.name for key, file in view.source.facilities.items()},
        facts=facts_of(view.plan),
        held_up=view.held_up,
    )


def as_seen(book: Casebook, seen: PlanView | ShownPlan, revision: int | None = None) -> PlanView:
    """Return the plan of the casebook as it is now, if it is the one that was seen.

    Parameters
    ----------
    revision
        Of the casebook, if it is known: inside the transaction that keeps the plan, nobody else can write.

    Raises
    ------
    PlanChangedError
        Naming the rows that are others by now.
    MatchingError, DeskError
        As `plan_trials`.
    """
    view = seen if isinstance(seen, PlanView) else seen.view()
    same = seen.revision is not None and seen.revision == (book.revision() if revision is None else revision)
    if same and view is not None:
        return view
    now = plan_again(book, seen)
    if changes := tuple(differences(seen, now)):
        raise PlanChangedError(changes)
    return now


def keep_plan(book: Casebook, seen: PlanView | ShownPlan, now: datetime) -> int:
    """Write a plan as it was seen as a draft, in one transaction; return its id, or that of the same one kept before.

    Raises
    ------
    PlanChangedError
        If the casebook leads to another plan by now; nothing was written.
    """
    # Most often this is where it is made again, while others can still write.
    view = as_seen(book, seen)
    with book.writing("keep plan") as writer:
        return put_view(writer, as_seen(book, view, writer.revision()), now)


def plan_again(book: Casebook, seen: PlanView | ShownPlan) -> PlanView:
    """Make a plan again as it was asked for, from the casebook as it is now."""
    one = shown_plan(seen) if isinstance(seen, PlanView) else seen
    return plan_trials(
        book,
        one.period,
        one.policy,
        one.made_on,
        travel=one.travel,
        stay_close=one.stay_close,
        kept=None if one.opened is None else kept_plan(book, one.period, one.opened),
        draw=one.draw,
    )


def differences(seen: PlanView | ShownPlan, now: PlanView) -> Iterator[Message]:
    """Name every row of a plan that is another now: who goes elsewhere and why, whose row says something else."""
    before, after = shown_plan(seen) if isinstance(seen, PlanView) else seen, shown_plan(now)
    causes = {one.person_id: one.causes for one in changes_from(before.facts, before.pairs, now.plan)}
    yield from _rows_changed(before, after, before.rows, after.rows, causes)
    if before.held_up != after.held_up:
        yield Message("keep.held_up", {"before": len(before.held_up), "after": len(after.held_up)})


def rows(view: PlanView) -> dict[int, Row]:
    """Return a plan's rows, by person."""
    placed = {one.person_id: Row(one.facility_id, one) for one in view.plan.assignments}
    return placed | {one.person_id: Row(None, one.reason) for one in view.plan.unplaced}


def require_recorded(view: PlanView, path: Path) -> None:
    """Hold a plan against the record of one that was seen (``sonae plan --dump``).

    Raises
    ------
    PlanChangedError
        Naming the rows that are others.
    DeskError
        If the file holds no record of a plan, or one of another period, policy or lot.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        named = (record["format"], record["period"], record["policy"]["sha256"])
        draw = draw_of(record)
        seen = {one["person"]: Row(one["facility"], one["cost"]) for one in record["assignments"]}
        seen |= {one["person"]: Row(None, one["reason"]) for one in record["unplaced"]}
        causes = {one.person_id: one.causes for one in changes_since(record, _places(seen), view.plan)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DeskError("keep.no_record", path=str(path)) from error
    if named != (FORMAT, str(view.period), view.plan.problem.policy.sha256) or draw not in {None, view.draw}:
        raise DeskError("keep.other_record", path=str(path))
    now = {one.person_id: Row(one.facility_id, one.cost) for one in view.plan.assignments}
    now |= {one.person_id: Row(None, one.reason) for one in view.plan.unplaced}
    named_by = shown_plan(view)
    if changes := tuple(_rows_changed(named_by, named_by, seen, now, causes)):
        raise PlanChangedError(changes)


def _places(seen: Rows) -> dict[int, int]:
    return {person: row.facility_id for person, row in seen.items() if row.facility_id is not None}


def _rows_changed(
    before: ShownPlan, after: ShownPlan, seen: Rows, now: Rows, causes: Mapping[int, tuple[str, ...]]
) -> Iterator[Message]:
    # Whose own pair changed comes before those who only make room.
    for person in sorted(seen.keys() | now.keys(), key=lambda one: (causes.get(one) == ("follows",), one)):
        old, new = seen.get(person), now.get(person)
        if old == new:
            continue
        named: dict[str, Any] = {"person": _person(before, after, person)}
        sides = {"before": _facility(before, after, old), "after": _facility(before, after, new)}
        if old and new and old.facility_id == new.facility_id:
            code = "keep.still_left_out" if new.facility_id is None else "keep.same_place"
            yield Message(code, {**named, "facility": sides["after"]})
        else:
            why = Message(f"change.{causes[person][0]}") if causes.get(person) else Message("keep.took_part")
            yield Message("keep.elsewhere", {**named, **sides, "why": why})


def _person(before: ShownPlan, after: ShownPlan, key: int) -> str | None:
    return before.people.get(key, after.people.get(key))


def _facility(before: ShownPlan, after: ShownPlan, row: Row | None) -> str | Message | None:
    if row is None:
        return Message("keep.not_in_plan")
    if row.facility_id is None:
        return Message("trials.nowhere")
    return before.facilities.get(row.facility_id, after.facilities.get(row.facility_id))
