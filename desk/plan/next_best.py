"""After a refusal: the next best facilities of the person, and what each costs the plan as it stands now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from casebook.book import Casebook
from casebook.records import Person, Plan, Proposal, ProposalStep
from casebook.records.base import require
from desk.city import City, Travel, straight_line
from desk.period import Period
from desk.plan.agreed import gather_plan, still_possible
from desk.plan.trials import PlanView, view_of
from desk.plan.why import Option
from desk.policy import load_policy
from desk.proposals import RENEWED, Instead, pair_constraints
from matching.pairs import Constraints, impossible
from matching.policy import MOST
from matching.problem import is_due
from matching.solving import TIERS
from matching.trials import TrialPlan, draw_of, make_plan, policy_of
from matching.why import Alternative, Move, ObjectiveChange, alternatives

Pairs = Mapping[int, int]
"""Facility id by person id."""


@dataclass(frozen=True)
class NextBest:
    """What else there is for a person.

    Attributes
    ----------
    view
        The plan as it stands now: what is agreed, and what is suggested.
    options
        Every other eligible facility, the least regret first; without regret where what is agreed leaves no place.
    against_refused
        Whether regret is counted against the facility that refused; else against the best that is left as it is.
    suggested
        The proposals of others that may move.
    """

    person_id: int
    view: PlanView
    options: tuple[Option, ...]
    against_refused: bool
    suggested: Mapping[int, Proposal]

    def cost(self, person_id: int, facility_id: int) -> int:
        """Return what a pair costs, in points of the plan's policy."""
        problem, candidates = self.view.plan.problem, self.view.plan.candidates
        row = candidates.row(problem.person_rows[person_id], problem.facility_rows[facility_id])
        return int(candidates.cost[row])

    def others(self, option: Option) -> tuple[Instead, ...]:
        """Return what becomes of the proposals of others if an option is chosen."""
        return tuple(
            Instead(
                self.suggested[move.person_id],
                move.to_facility,
                0 if move.to_facility is None else self.cost(move.person_id, move.to_facility),
            )
            for move in option.alternative.moves
            if move.person_id != self.person_id
        )


def next_best(
    book: Casebook, proposal: Proposal, today: date, travel: Travel = straight_line, city: City | None = None
) -> NextBest:
    """Return the next best facilities for the person of a proposal that came to nothing; nothing is written.

    The plan is made of the proposal's period and policy, from the casebook as it is now, for the people of whom
    something stands. What is agreed is kept. Suggestions to others move only where they must, as few as possible; and
    none to a facility that itself refused.

    Parameters
    ----------
    city
        What was read of the casebook today already; read if None.
    """
    days = book.periods()
    period = Period(*days[proposal.plan_id])
    record = book.one(Plan, proposal.plan_id).record
    policy = policy_of(record, load_policy()) if "policy" in record else load_policy()
    suggested = {
        one.person_id: one
        for one in book.all(Proposal)
        if one.status in RENEWED and one.person_id != proposal.person_id and period.meets(days[one.plan_id])
    }
    standing = {proposal.person_id, *suggested, *(person for person, _ in pair_constraints(book, period).keeps)}
    aside = {require(one.id) for one in book.all(Person)} - standing
    given = gather_plan(book, period, policy, today, travel, city, aside)
    source = replace(given.source, problem=given.source.problem.drawing(draw_of(record) or 1))
    refused = proposal.person_id, proposal.facility_id
    wanted = {person: one.facility_id for person, one in suggested.items()}
    forbids = given.forbids - {refused}
    if not _was_the_person(book, proposal):
        forbids |= {(person, refused[1]) for person, site in wanted.items() if site != refused[1]}
    constraints = Constraints(keeps=given.keeps, forbids=forbids)
    locks = still_possible(source, constraints, wanted)
    free = refused[0] in source.people and refused[0] not in {person for person, _ in given.keeps}
    own = frozenset({refused})
    with_refused = replace(constraints, locks=locks | own)
    against_refused = free and refused[1] in source.facilities and not impossible(source.problem, with_refused)
    if not against_refused:
        own, constraints = frozenset(), replace(constraints, forbids=forbids | {refused})
    now = make_plan(source.problem, "auto", replace(constraints, locks=locks | own))
    moving = replace(constraints, locks=own, stay_close=MOST, base=dict(locks))
    found = against(now, make_plan(source.problem, "auto", moving), refused[0]) if free else []
    view = replace(view_of(source, now, period, today), held_up=given.held_up)
    had = now.pairs.get(refused[0])
    options = (
        Option(source.facilities[one.facility_id], one, one.facility_id == had)
        for one in sorted(found, key=_order)
        if one.facility_id != refused[1]
    )
    return NextBest(refused[0], view, tuple(options), against_refused, suggested)


def _was_the_person(book: Casebook, proposal: Proposal) -> bool:
    """Tell whether it was the person who did not want it, so that the place is left for others."""
    steps = book.all(ProposalStep, proposal_id=require(proposal.id), taken_back=False)
    return bool(steps) and (steps[-1].reason or "").startswith("person_")


def against(now: TrialPlan, moving: TrialPlan, person: int) -> list[Alternative]:
    """Return every alternative in a plan whose suggestions may move, counted against the plan as it stands.

    The points for moving are in the cost of the one and not of the other; they are taken off again.
    """
    base, points = moving.constraints.base, moving.constraints.stay_close
    found = []
    for one in alternatives(moving, person):
        if one.regret is None:
            found.append(one)
            continue
        pairs: dict[int, int | None] = {**moving.pairs}
        pairs |= {move.person_id: move.to_facility for move in one.moves}
        left = sum(pairs.get(key) not in (None, site) for key, site in base.items())
        cost = moving.cost + one.regret.cost - points * left - now.cost
        placed = {
            tier: moving.placed_by_tier[tier] + one.regret.placed_by_tier[tier] - now.placed_by_tier[tier]
            for tier in TIERS
        }
        gained = tuple(
            mine + more - before
            for mine, more, before in zip(moving.gained, one.regret.gained, now.gained, strict=True)
        )
        nights = moving.nights + one.regret.nights - now.nights
        due = _due(now, (key for key, site in pairs.items() if site is not None)) - _due(now, now.pairs)
        moves = _moves(now.pairs, pairs, person)
        loses = tuple(move.person_id for move in moves if move.to_facility is None)
        found.append(Alternative(one.facility_id, ObjectiveChange(placed, cost, gained, nights, due), moves, loses))
    return found


def _due(plan: TrialPlan, placed: Iterable[int]) -> int:
    people, row = plan.problem.people, plan.problem.person_rows
    return sum(is_due(people[row[person]], plan.problem.policy) for person in placed)


def _moves(before: Pairs, after: Mapping[int, int | None], person: int) -> tuple[Move, ...]:
    """Return who is elsewhere, the person first."""
    others = sorted((before.keys() | after.keys()) - {person})
    return tuple(
        Move(key, before.get(key), after.get(key)) for key in (person, *others) if before.get(key) != after.get(key)
    )


def _order(one: Alternative) -> tuple[object, ...]:
    if one.regret is None:
        return True, one.facility_id
    placed = tuple(-one.regret.placed_by_tier[tier] for tier in TIERS)
    gained = tuple(-count for count in one.regret.gained)
    return False, -one.regret.due, gained, -one.regret.nights, placed, len(one.moves), one.regret.cost, one.facility_id
