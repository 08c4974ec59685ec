"""What a plan promises: who would have an emergency option once its trial stays were done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk.plan import PlanView
from desk.readiness.options import Counts, ReadinessView, emergency_options, tally
from matching.emergency import after_trials, trial_gains
from matching.pairs import find_candidates
from words.say import say


@dataclass(frozen=True)
class Promise:
    """What the trials of a plan do to readiness, judged on the last day of its period.

    Attributes
    ----------
    before, after
        People with none, one, two or more options, without and with the trials.
    gained
        Person id -> facility whose trial brings an option, and how many the person then has.
    """

    day: date
    before: Counts
    after: Counts
    gained: Mapping[int, tuple[int, int]]


def promise(view: PlanView) -> Promise:
    """Return what readiness would be once every suggested trial of a plan has been had."""
    problem = view.plan.problem
    before, candidates = trial_gains(problem), find_candidates(problem)
    row, column, had = problem.person_rows, problem.facility_rows, before.options.tolist()
    gained = {
        person: (site, had[row[person]] + 1)
        for person, site in view.plan.pairs.items()
        if before.of(candidates, row[person], column[site])
    }
    # One trial a person adds one option at most: as `after_trials` would count, without judging every pair again.
    has = [count + (person.id in gained) for person, count in zip(problem.people, had, strict=True)]
    return Promise(before.day, tally(had), tally(has), gained)


def promise_text(promise: Promise, language: str) -> str:
    """Say in one sentence what a plan would do to readiness."""
    params = {"day": promise.day, "before": promise.before[0], "after": promise.after[0], "gained": len(promise.gained)}
    return say("promise.line", language, **params)


def options_after(view: PlanView) -> dict[int, tuple[int, ...]]:
    """Return the facilities that would take each person once the plan's trials have been had, the nearest first."""
    problem = view.plan.problem
    after = after_trials(problem, view.plan.pairs.items())
    return emergency_options(ReadinessView(after.day, replace(view.source, problem=problem), after))
