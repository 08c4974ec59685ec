"""After a refusal: the next best facilities of the person, and what each costs the plan as it stands now."""

from dataclasses import dataclass, replace
from datetime import date

from casebook.book import Casebook
from casebook.records import Plan, Proposal
from desk.city import City, Travel, straight_line
from desk.period import Period
from desk.plan.agreed import gathered, still_possible
from desk.plan.trials import PlanView, view_of
from desk.plan.why import Option, options
from desk.policy import load_policy
from desk.proposals import RENEWED, pair_constraints
from matching.pairs import Constraints, impossible
from matching.trials import make_plan, policy_of


@dataclass(frozen=True)
class NextBest:
    """What else there is for a person.

    Attributes
    ----------
    view
        The plan as it stands now: what is agreed and what is suggested to others stays.
    options
        Every other eligible facility, the least regret first; without regret where a place would have to be given up
        that is agreed or suggested to somebody.
    against_refused
        Whether regret is counted against the facility that refused; else against the best that is left.
    """

    person_id: int
    view: PlanView
    options: tuple[Option, ...]
    against_refused: bool

    def cost(self, option: Option) -> int:
        """Return what the pair costs, in points of the plan's policy."""
        problem, candidates = self.view.plan.problem, self.view.plan.candidates
        person, facility = problem.person_rows[self.person_id], problem.facility_rows[option.facility.key]
        return int(candidates.cost[candidates.row(person, facility)])


def next_best(
    book: Casebook, proposal: Proposal, today: date, travel: Travel = straight_line, city: City | None = None
) -> NextBest:
    """Return the next best facilities for the person of a proposal that came to nothing; nothing is written.

    The plan is made of the proposal's period and policy, from the casebook as it is now. What is agreed is kept, and so
    is what is suggested to others; who has no suggestion yet competes for what is left.

    Parameters
    ----------
    city
        What was read of the casebook today already; read if None.
    """
    period = Period(*book.periods()[proposal.plan_id])
    record = book.one(Plan, proposal.plan_id).record
    policy = policy_of(record, load_policy()) if "policy" in record else load_policy()
    agreed = pair_constraints(book, period)
    source, keeps, held_up = gathered(book, period, policy, today, travel, agreed.keeps, city)
    refused = proposal.person_id, proposal.facility_id
    constraints = Constraints(keeps=keeps, forbids=agreed.forbids - {refused})
    days = book.periods()
    suggested = {
        one.person_id: one.facility_id
        for one in book.all(Proposal)
        if one.status in RENEWED and one.person_id != proposal.person_id and period.meets(days[one.plan_id])
    }
    constraints = replace(constraints, locks=still_possible(source, constraints, suggested))
    with_refused = replace(constraints, locks=constraints.locks | {refused})
    free = refused[0] in source.people and refused[0] not in {person for person, _ in keeps}
    against_refused = free and refused[1] in source.facilities and not impossible(source.problem, with_refused)
    constraints = with_refused if against_refused else replace(constraints, forbids=agreed.forbids | {refused})
    view = replace(view_of(source, make_plan(source.problem, "auto", constraints), period, today), held_up=held_up)
    person = source.people.get(proposal.person_id)
    found = options(view, person) if person else []
    return NextBest(
        proposal.person_id, view, tuple(one for one in found if one.facility.key != refused[1]), against_refused
    )
