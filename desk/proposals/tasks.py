"""Proposals as a work list: what to ask, what was done last, who works on it, what is due; and the views of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from casebook.book import Casebook
from casebook.records import Proposal, ProposalStep
from casebook.records.base import require
from desk.city import City
from desk.proposals.steps import OPEN, OVER
from matching import problem as model
from matching.pairs import CONFIRM, RULE_CODES, Pair, judge
from matching.why import open_questions

PATIENCE_DAYS = 7
"""After so many days without an answer it is time to ask again, unless somebody named a day."""
NO_TIER = 9


@dataclass(frozen=True)
class Task:
    """One proposal as something to do.

    Attributes
    ----------
    tier
        Of the person today; None if her file may not be seen.
    questions
        What the facility has not said and is to be confirmed for the person: rules, by their codes.
    last
        The last step that stands.
    due_on
        When something is to be done next; None if nobody can say.
    """

    proposal: Proposal
    tier: int | None
    questions: tuple[str, ...]
    last: ProposalStep | None
    due_on: date | None

    @property
    def key(self) -> int:
        """The proposal's id."""
        return require(self.proposal.id)

    def is_due(self, today: date) -> bool:
        """Tell whether the day has come."""
        return self.due_on is not None and self.due_on <= today


View = Callable[[Task, date], bool]


def _of(*statuses: str) -> View:
    return lambda task, _: task.proposal.status in statuses


VIEWS: Mapping[str, View] = {
    "open": _of(*OPEN),
    "due": lambda task, today: task.is_due(today),
    "to_ask": _of("suggested"),
    "waiting": _of("asked", "no_answer"),
    "to_date": _of("accepted"),
    "booked": _of("booked"),
    "over": _of(*OVER),
    "let_go": _of("declined", "released"),
    "all": lambda task, _: task is not None,
}
"""What may be looked at, each by its code."""


def tasks(book: Casebook, city: City, problem: model.Problem, today: date) -> list[Task]:
    """Return every proposal as a task: what is due comes first, the longest due before the others, then by tier.

    Parameters
    ----------
    problem
        Today's people and facilities, on which it is judged what is to be confirmed.
    """
    proposals = book.all(Proposal)
    last = {step.proposal_id: step for step in book.all(ProposalStep, taken_back=False)}
    questions = _to_ask_for(problem, {(one.person_id, one.facility_id) for one in proposals if one.status in OPEN})
    found = []
    for one in proposals:
        file, step = city.everyone.get(one.person_id), last.get(require(one.id))
        unsaid = questions.get((one.person_id, one.facility_id), ()) if one.status in OPEN else ()
        found.append(Task(one, file.tier if file else None, unsaid, step, _due_on(one, step)))
    return sorted(found, key=lambda task: _order(task, today))


def _due_on(proposal: Proposal, last: ProposalStep | None) -> date | None:
    """Return the next contact; unless one is named, the day on which to ask again or to record how a stay went."""
    if proposal.status not in OPEN:
        return None
    if proposal.next_contact_on is not None:
        return proposal.next_contact_on
    if proposal.status == "asked" and last is not None:
        return last.at.date() + timedelta(days=PATIENCE_DAYS)
    return proposal.end_on if proposal.status == "booked" else None


def _order(task: Task, today: date) -> tuple[object, ...]:
    due = task.due_on if task.due_on is not None and task.is_due(today) else date.max
    return task.proposal.status not in OPEN, due, task.tier or NO_TIER, task.due_on or date.max, task.key


def to_ask(problem: model.Problem, facility_id: int) -> tuple[str, ...]:
    """Return the rules of which a facility has not said everything, by their codes."""
    return open_questions(problem.facilities[problem.facility_rows[facility_id]])


def _to_ask_for(problem: model.Problem, pairs: Collection[Pair]) -> dict[Pair, tuple[str, ...]]:
    """Return what a facility has not said and is to be confirmed for the person, of each pair that the problem knows."""
    row, column = problem.person_rows, problem.facility_rows
    known = [pair for pair in sorted(pairs) if pair[0] in row and pair[1] in column]
    people = np.array([row[person] for person, _ in known], dtype=np.intp)
    facilities = np.array([column[facility] for _, facility in known], dtype=np.intp)
    confirm = judge(model.columns_of(problem).pairs(people, facilities)) == CONFIRM
    unsaid = {site: set(to_ask(problem, site)) for site in {site for _, site in known}}
    return {
        pair: tuple(
            code for code, open_ in zip(RULE_CODES, confirm[:, at], strict=True) if open_ and code in unsaid[pair[1]]
        )
        for at, pair in enumerate(known)
    }


def counts(found: Iterable[Task], today: date) -> dict[str, int]:
    """Return how many tasks each view has."""
    listed = list(found)
    return {name: sum(view(task, today) for task in listed) for name, view in VIEWS.items()}
