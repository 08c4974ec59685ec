"""What is agreed in a period, as far as its plan can keep it; what can no longer be holds up nobody else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from casebook.book import Casebook
from casebook.records import PairRule
from desk.city import City, PersonFile, Travel
from desk.period import Period
from desk.plan.problem import PlanInput, plan_input, without_places
from desk.proposals import pair_constraints, places_taken, served
from matching.errors import ConstraintError
from matching.pairs import Constraints, Pair, impossible
from matching.policy import Policy
from words.message import Message, WithMessage


@dataclass(frozen=True)
class HeldUp(WithMessage):
    """Something agreed that can no longer be: whose (by id and code name), where, and the message that says why."""

    person_id: int
    person: str
    facility_id: int
    message: Message


@dataclass(frozen=True)
class Gathered:
    """What the plans of a period are made from, whatever they aim at.

    Attributes
    ----------
    keeps, forbids
        Agreed pairs that the plan can keep, and pairs that were refused.
    held_up
        Agreed pairs that can no longer be, whose people are left aside.
    revision
        Of the casebook, before it was read.
    """

    source: PlanInput
    keeps: frozenset[Pair]
    forbids: frozenset[Pair]
    held_up: tuple[HeldUp, ...]
    revision: int


def gather_plan(
    book: Casebook,
    period: Period,
    policy: Policy,
    today: date,
    travel: Travel,
    city: City | None = None,
    aside: Collection[int] = (),
) -> Gathered:
    """Read from the casebook what a plan is made from; see `plan_trials`.

    Parameters
    ----------
    aside
        Ids of further people who take no part.
    """
    if (everyone := book.for_everyone()) is not book:
        book, city = everyone, None  # what was read for her alone has files that are in nobody's plan
    revision, pairs = book.revision(), pair_constraints(book, period)
    agreed = pairs.keeps
    had_trial = served(book, period) - {person for person, _ in agreed}

    def gather(without: Collection[int]) -> tuple[PlanInput, frozenset[Pair]]:
        source = plan_input(book, period.start, policy, today, travel, period.end, had_trial, {*without, *aside}, city)
        keeps = frozenset(pair for pair in agreed if pair[0] in source.people)
        return without_places(source, places_taken(book, period, keeps)), keeps

    never = {(rule.person_id, rule.facility_id): rule for rule in book.all(PairRule, kind="never")}
    apart = {person for person, site in agreed if (person, site) in never}
    source, keeps = gather(apart)
    gone = impossible(source.problem, Constraints(keeps=keeps))
    held_up = [_held_up(source.people[person], site, error) for (person, site), error in gone.items()]
    held_up += [
        HeldUp(person, source.aside[person].person.code_name, site, Message(_why_aside(source, person, site, never)))
        for person, site in sorted(agreed - keeps)
        if person in source.aside
    ]
    if gone:
        source, keeps = gather({*apart, *(person for person, _ in gone)})
    return Gathered(source, keeps, pairs.forbids, tuple(held_up), revision)


def _why_aside(source: PlanInput, person: int, site: int, never: Collection[Pair]) -> str:
    closed = source.aside[person].person.status == "closed"
    return "held_up.never" if (person, site) in never and not closed else "held_up.closed"


def still_possible(source: PlanInput, constraints: Constraints, wanted: Mapping[int, int]) -> frozenset[Pair]:
    """Return the pairs (facility id by person id) that can be beside what is agreed."""
    free = source.people.keys() - {person for person, _ in constraints.keeps}
    pairs = frozenset((person, site) for person, site in wanted.items() if person in free)
    locks = frozenset(pair for pair in pairs if pair[1] in source.facilities) - constraints.forbids
    return frozenset(locks - impossible(source.problem, replace(constraints, locks=locks)).keys())


def _held_up(person: PersonFile, facility_id: int, error: ConstraintError) -> HeldUp:
    params = {**error.params, **({"rule": Message(f"rule.{rule}")} if (rule := error.params.get("rule")) else {})}
    return HeldUp(
        person.key, person.person.code_name, facility_id, Message(f"held_up.{error.code.partition('.')[2]}", params)
    )
