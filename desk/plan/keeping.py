"""A plan is kept as it was seen, or not at all: if somebody wrote since, it is made again and laid beside what was seen."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from casebook.book import Casebook
from desk.errors import DeskError
from desk.plan.trials import PlanView, plan_trials, put_view
from matching.trials import FORMAT, changes_since, compare
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


def as_seen(book: Casebook, seen: PlanView, revision: int | None = None) -> PlanView:
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
    if seen.revision is not None and seen.revision == (book.revision() if revision is None else revision):
        return seen
    now = plan_again(book, seen)
    if changes := tuple(differences(seen, now)):
        raise PlanChangedError(changes)
    return now


def keep_plan(book: Casebook, view: PlanView, now: datetime) -> int:
    """Write a plan as it was seen as a draft, in one transaction; return its id, or that of the same one kept before.

    Raises
    ------
    PlanChangedError
        If the casebook leads to another plan by now; nothing was written.
    """
    # Most often this is where it is made again, while others can still write.
    view = as_seen(book, view)
    with book.writing("keep plan") as writer:
        return put_view(writer, as_seen(book, view, writer.revision()), now)


def plan_again(book: Casebook, seen: PlanView) -> PlanView:
    """Make a plan again as it was asked for, from the casebook as it is now."""
    return plan_trials(
        book,
        seen.period,
        seen.plan.problem.policy,
        seen.made_on,
        travel=seen.source.travel,
        stay_close=seen.plan.constraints.stay_close,
        kept=seen.since.plan if seen.opened and seen.since else None,
        draw=seen.draw,
    )


def differences(seen: PlanView, now: PlanView) -> Iterator[Message]:
    """Name every row of a plan that is another now: who goes elsewhere and why, whose row says something else."""
    causes = {one.person_id: one.causes for one in compare(seen.plan, now.plan).changes}
    yield from _rows_changed(seen, now, rows(seen), rows(now), causes)
    if seen.held_up != now.held_up:
        yield Message("keep.held_up", {"before": len(seen.held_up), "after": len(now.held_up)})


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
        If the file holds no record of a plan, or one of another period or policy.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        named = (record["format"], record["period"], record["policy"]["sha256"])
        seen = {one["person"]: Row(one["facility"], one["cost"]) for one in record["assignments"]}
        seen |= {one["person"]: Row(None, one["reason"]) for one in record["unplaced"]}
        causes = {one.person_id: one.causes for one in changes_since(record, _places(seen), view.plan)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DeskError("keep.no_record", path=str(path)) from error
    if named != (FORMAT, str(view.period), view.plan.problem.policy.sha256):
        raise DeskError("keep.other_record", path=str(path))
    now = {one.person_id: Row(one.facility_id, one.cost) for one in view.plan.assignments}
    now |= {one.person_id: Row(None, one.reason) for one in view.plan.unplaced}
    if changes := tuple(_rows_changed(view, view, seen, now, causes)):
        raise PlanChangedError(changes)


def _places(seen: Rows) -> dict[int, int]:
    return {person: row.facility_id for person, row in seen.items() if row.facility_id is not None}


def _rows_changed(
    before: PlanView, after: PlanView, seen: Rows, now: Rows, causes: Mapping[int, tuple[str, ...]]
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


def _person(before: PlanView, after: PlanView, key: int) -> str | None:
    for source in (before.source, after.source):
        if file := {**source.people, **source.aside}.get(key):
            return file.person.code_name
    return None


def _facility(before: PlanView, after: PlanView, row: Row | None) -> str | Message | None:
    if row is None:
        return Message("keep.not_in_plan")
    if row.facility_id is None:
        return Message("trials.nowhere")
    for source in (before.source, after.source):
        if file := source.facilities.get(row.facility_id):
            return file.facility.name
    return None
