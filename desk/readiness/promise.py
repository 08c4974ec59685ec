"""What a plan promises: who would have an emergency option once its trial stays were done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk.plan import PlanView
from desk.readiness.options import Counts, ReadinessView, emergency_options, tally
from matching.emergency import after_trials, readiness
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
    before = readiness(problem)
    placed = view.plan.pairs
    after = after_trials(problem, placed.items())
    had, has = before.options.tolist(), after.options.tolist()
    gained = {
        person.id: (placed[person.id], has[row])
        for row, person in enumerate(problem.people)
        if person.id in placed and has[row] > had[row]
    }
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
