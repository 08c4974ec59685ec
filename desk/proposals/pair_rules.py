"""What a refusal means for the pair, and which pairs the next plan must keep or leave alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.errors import ChangedMeanwhileError
from casebook.records import FacilityCondition, PairRule, Proposal
from casebook.records.base import require
from desk.errors import DeskError
from desk.period import Dates, Period, most_at_once
from desk.proposals.steps import AGREED, HELD, TAKEN
from matching.pairs import Pair


class Follow(NamedTuple):
    """What follows from a refusal: ``never`` or ``not_before`` (after so many days) for the pair, or something to do."""

    kind: str
    days: int = 0


NEVER, ASK, CONFIRM = Follow("never"), Follow("ask_information"), Follow("confirm_condition")
FOLLOWS: Mapping[str, Follow] = {
    "person_wish": NEVER,
    "person_distance": NEVER,
    "person_timing": Follow("not_before", 30),
    "person_health": Follow("not_before", 90),
    "person_family": Follow("not_before", 90),
    "person_other": Follow("not_before", 30),
    "facility_full": Follow("not_before", 30),
    "facility_staffing": Follow("not_before", 90),
    "facility_information_missing": ASK,
    "facility_condition_not_met": CONFIRM,
    "facility_safety": NEVER,
    "facility_other": Follow("not_before", 30),
}

Refuse = Callable[[FacilityCondition], FacilityCondition]


def _no_kind(kind: str) -> Refuse:
    return lambda condition: replace(condition, disability_kinds={**condition.disability_kinds, kind: False})


def _no_care(care: str) -> Refuse:
    return lambda condition: replace(condition, medical_care={**condition.medical_care, care: False})


CONDITIONS: Mapping[str, Refuse] = {
    "offers_trial": lambda condition: replace(condition, offers_trial=False),
    "severe_behaviour": lambda condition: replace(condition, severe_behaviour=False),
    "wheelchair": lambda condition: replace(condition, wheelchair=False),
    **{f"disability_kind.{kind}": _no_kind(kind) for kind in v.DISABILITY_KINDS},
    **{f"medical_care.{care}": _no_care(care) for care in v.MEDICAL_CARE},
}
"""Conditions that a facility can say no to, named as in ``matching.problem.conditions``."""


class PairConstraints(NamedTuple):
    """Pairs that a plan must not bring together, and pairs that it must keep."""

    forbids: frozenset[Pair]
    keeps: frozenset[Pair]


def pair_constraints(book: Casebook, period: Period) -> PairConstraints:
    """Return what the plan of a period must obey.

    A pair that is not to be tried before a day after the first of the period is forbidden in all of it; a pair whose
    place is held in a period that shares a day with this one is kept, and no rule forbids it until it is released.
    Of several for one person it is the one that has come furthest, the latest of them.
    """
    held = [one for one in _taken(book, period)[1] if one.status in HELD]
    furthest = {one.person_id: one.facility_id for one in sorted(held, key=lambda one: HELD.index(one.status))}
    keeps = frozenset(furthest.items())
    forbids = frozenset(
        (rule.person_id, rule.facility_id)
        for rule in book.all(PairRule)
        if rule.until is None or rule.until > period.start
    )
    return PairConstraints(forbids - keeps, keeps)


def agreed_pairs(book: Casebook, period: Period) -> dict[int, int]:
    """Return facility id by person id of the pairs of a period to which the facility has said yes."""
    return {one.person_id: one.facility_id for one in _taken(book, period)[1] if one.status in AGREED}


def places_taken(book: Casebook, period: Period, kept: Collection[Pair]) -> dict[int, int]:
    """Return how many places of a period its plan cannot give, by facility id, of those where that is not 0.

    Every proposal that is asked about, agreed or done uses up a place on every day of its own period; a facility has
    as many taken as on the day with the most. The pairs that the plan keeps bring theirs with them: where two of them
    follow each other on one place, the number is below 0. Places of people whose files are restricted are taken, too.
    """
    spans: dict[int, list[Dates]] = defaultdict(list)
    periods, taken = _taken(book, period)
    unseen = [one for one in book.held_unseen() if one.status in TAKEN and period.meets(periods[one.plan_id])]
    for proposal in taken:
        spans[proposal.facility_id].append(periods[proposal.plan_id])
    for held in unseen:
        spans[held.facility_id].append(periods[held.plan_id])
    own = Counter(facility for _, facility in kept)
    not_given = {key: most_at_once(days, (period.start, period.end)) - own[key] for key, days in spans.items()}
    return {key: count for key, count in not_given.items() if count}


def served(book: Casebook, period: Period) -> frozenset[int]:
    """Return the ids of the people whose trial of a period is done: nothing more is suggested to them in it."""
    return frozenset(one.person_id for one in _taken(book, period)[1] if one.status == "done")


def _taken(book: Casebook, period: Period) -> tuple[Mapping[int, Dates], list[Proposal]]:
    """Return the days of every plan, and the proposals that use up a place on a day of a period."""
    taken = [one for one in book.all(Proposal) if one.status in TAKEN]
    periods = book.periods()  # read last: the plan of every proposal is among them
    return periods, [one for one in taken if period.meets(periods[one.plan_id])]


def rules_in_force(book: Casebook, person_id: int, today: date) -> list[PairRule]:
    """Return the rules that keep a person from facilities today: those for ever first, then the longest."""
    rules = [rule for rule in book.all(PairRule, person_id=person_id) if rule.until is None or rule.until > today]
    return sorted(rules, key=lambda one: one.until or date.max, reverse=True)


def lift_rule(book: Casebook, key: int, read: PairRule | None = None) -> None:
    """Let a pair be suggested again.

    Parameters
    ----------
    read
        The rule that is meant, if it must still say the same.

    Raises
    ------
    ChangedMeanwhileError
        If it says something else by now.
    NotFoundError
        If there is no such rule.
    """
    with book.writing("lift pair rule") as writer:
        if read is not None and writer.one(PairRule, key) != read:
            raise ChangedMeanwhileError("casebook.changed_meanwhile")
        writer.remove(PairRule, key)


def follow(writer: Writer, proposal: Proposal, reason: str, condition: str | None, today: date) -> PairRule | None:
    """Write what a refusal means, in the transaction that writes the refusal; return the rule for the pair, if any.

    A rule never becomes milder: ``never`` stays, and of two days the later one holds.
    """
    kind, days = FOLLOWS[reason]
    if kind == CONFIRM.kind:
        _confirm_refused(writer, proposal.facility_id, condition or "", today)
    if kind not in v.PAIR_RULES:
        return None
    person, facility = proposal.person_id, proposal.facility_id
    until = today + timedelta(days=days) if kind == "not_before" else None
    rule = PairRule(person_id=person, facility_id=facility, kind=kind, until=until, reason=reason)
    for known in writer.all(PairRule, person_id=person, facility_id=facility):
        if known.until is None or (until is not None and known.until >= until):
            return known
    return replace(rule, id=put_rule(writer, rule))


def put_rule(writer: Writer, rule: PairRule) -> int:
    """Write a rule for a pair, in the place of the one there was; return its id."""
    for known in writer.all(PairRule, person_id=rule.person_id, facility_id=rule.facility_id):
        writer.change(replace(rule, id=known.id))
        return require(known.id)
    return writer.add(rule)


def _confirm_refused(writer: Writer, facility_id: int, condition: str, today: date) -> None:
    if condition not in CONDITIONS:
        raise DeskError("proposal.condition_needed")
    for known in writer.all(FacilityCondition, facility_id=facility_id):
        writer.change(replace(CONDITIONS[condition](known), confirmed_on=today))
        return
    writer.add(replace(CONDITIONS[condition](FacilityCondition(facility_id=facility_id)), confirmed_on=today))
