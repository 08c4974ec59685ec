"""What follows from a correction in other records: a stay of its call, the way out of its stay, a file of its review."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from casebook.book import Writer
from casebook.records import Audit, CaseReview, Consultation, ExitPlan, Person, Record, Stay
from casebook.records.base import require

Changed = tuple[Record, Record]
"""A record as it was, and as it is."""


def following(writer: Writer, before: Record, after: Record, today: date) -> Iterator[Changed]:
    """Yield what follows from a correction."""
    if isinstance(before, Stay) and isinstance(after, Stay):
        if before.person_id != after.person_id:
            for call in writer.all(Consultation, stay_id=require(after.id)):
                yield call, replace(call, person_id=after.person_id)
        over = after.end_on is not None and after.end_on <= today
        for plan in writer.all(ExitPlan, stay_id=require(after.id)):
            if over != (plan.step == "moved"):
                yield plan, replace(plan, step="moved" if over else _step_before(writer, plan))
    if isinstance(before, Consultation) and isinstance(after, Consultation):
        moved = before.person_id != after.person_id and after.person_id is not None
        if moved and before.stay_id is not None and before.stay_id == after.stay_id:
            stay = writer.one(Stay, before.stay_id)
            yield stay, replace(stay, person_id=require(after.person_id))
        yield from _of_same_caller(writer, before, after)
    if isinstance(before, CaseReview) and isinstance(after, CaseReview):
        if before.person_id == after.person_id:
            yield from _looking_again(writer, before, after.next_on)
        else:
            yield from review_taken(writer, before)
            yield from _review_given(writer, after)


def _of_same_caller(writer: Writer, before: Consultation, after: Consultation) -> Iterator[Changed]:
    """Yield the other calls of somebody unknown: which are hers, and who she is, is said of all of them at once."""
    if after.same_caller is None:
        return
    numbers = frozenset({after.same_caller, before.same_caller or after.same_caller})
    found = [*writer.all(Consultation, same_caller=numbers), *writer.all(Consultation, id=after.same_caller)]
    for other in {require(one.id): one for one in found if one.id != after.id and one.person_id is None}.values():
        said = replace(other, same_caller=after.same_caller, person_id=after.person_id)
        if said != other:
            yield other, said


def _looking_again(writer: Writer, review: CaseReview, day: date | None) -> Iterator[Changed]:
    """Yield a file whose day of review is the one that a decision set, with another day."""
    person = writer.one(Person, review.person_id)
    if person.review_on == review.next_on != day:
        yield person, replace(person, review_on=day)


def review_taken(writer: Writer, review: CaseReview) -> Iterator[Changed]:
    """Yield the file that a decision set the day of review of, with the day before it."""
    if (set_by := _set_by(writer, review)) is not None:
        was = (set_by.before or {}).get("review_on")
        yield from _looking_again(writer, review, None if was is None else date.fromisoformat(was))


def _set_by(writer: Writer, review: CaseReview) -> Audit | None:
    """Return the row of the log by which a decision first set the day of review of the file that it is about."""
    files = writer.all(Audit, entity="person", entity_id=review.person_id, action="update")
    for own in writer.all(Audit, entity="case_review", entity_id=review.id):
        at_once = [one for one in files if (one.at, one.what) == (own.at, own.what)]
        # Where it is made, the file is written first; where it is given to another, last.
        before = [one for one in at_once if require(one.id) < require(own.id)][-1:]
        after = [one for one in at_once if require(one.id) > require(own.id)][:1]
        found = before if own.action == "insert" else after
        if found:
            return found[0]
    return None


def _review_given(writer: Writer, review: CaseReview) -> Iterator[Changed]:
    """Yield the file of whom a decision is about after all, with its day, unless a later decision stands."""
    person = writer.one(Person, review.person_id)
    later = any(one.reviewed_on > review.reviewed_on for one in writer.all(CaseReview, person_id=review.person_id))
    if not later and person.review_on != review.next_on:
        yield person, replace(person, review_on=review.next_on)


def _step_before(writer: Writer, plan: ExitPlan) -> str:
    """Return how far the way out had come before she moved."""
    steps = [str((one.after or {}).get("step")) for one in writer.all(Audit, entity="exit_plan", entity_id=plan.id)]
    return next((step for step in reversed(steps) if step not in ("moved", "None")), "assessment")
