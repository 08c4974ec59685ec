"""The trial-stay plan: made from the casebook, told in words, kept, exported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from casebook.book import Casebook, Writer
from casebook.records import Adoption, Plan
from casebook.records.base import require
from desk.city import (
    FacilityFile,
    PersonFile,
    Travel,
    roughly_placed,
    straight_line,
    town_lines,
    travel_record,
)
from desk.period import Period
from desk.plan.agreed import Gathered, HeldUp, gather_plan, still_possible
from desk.plan.kept import KeptPlan, Since, adopted_plan, since
from desk.plan.problem import PlanInput, by_name
from matching.errors import ConstraintError, ProblemError
from matching.pairs import Constraints
from matching.policy import Policy
from matching.trials import Assignment, TrialPlan, Unplaced, draw_of, make_plan, plan_record
from matching.why import Firmness, explain, firmness
from words.message import Message
from words.names import marked
from words.say import join, say, service, show

MOST_MARKED = 200_000
"""Up to so many eligible pairs it is worked out at once how firm every suggestion is; of a million it takes ten seconds."""


@dataclass(frozen=True)
class Suggestion:
    """One person and one facility."""

    person: PersonFile
    facility: FacilityFile
    assignment: Assignment
    metres: int | None

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """The codes of what is to be confirmed: rules, and the distance where the facility's place is not known exactly."""
        unsure = ("trials.distance_rough",) if roughly_placed(self.facility.facility) else ()
        return (*unsure, *(f"rule.{code}" for code in self.assignment.to_confirm))


@dataclass(frozen=True)
class LeftOut:
    """Somebody without a suggestion."""

    person: PersonFile
    unplaced: Unplaced


@dataclass(frozen=True)
class PlanView:
    """A plan with the files of everybody in it.

    Attributes
    ----------
    held_up
        What is agreed and can no longer be; its places stay taken.
    opened
        Whether it is a plan that was kept, opened again.
    since
        The adopted plan of the period, or the one that was opened, and who is suggested elsewhere now.
    revision
        Of the casebook, before it was read for the plan; None of a plan that was not made from it.
    """

    period: Period
    made_on: date
    source: PlanInput
    plan: TrialPlan
    suggestions: tuple[Suggestion, ...]
    left_out: tuple[LeftOut, ...]
    held_up: tuple[HeldUp, ...] = ()
    opened: bool = False
    since: Since | None = None
    revision: int | None = None

    @property
    def made_of(self) -> str:
        """What the plan follows from, on a casebook as it is: period, policy, lot, what it keeps and stays close to."""
        constraints = self.plan.constraints
        digest = hash(
            (
                constraints.locks,
                constraints.keeps,
                constraints.forbids,
                constraints.stay_close,
                frozenset(constraints.base.items()),
            )
        )
        return f"{self.period} {self.plan.problem.policy.sha256} {self.draw} {digest}"

    @cached_property
    def record(self) -> dict[str, object]:
        """The complete record, from which a stranger can check the optimum (docs/plan-format.md)."""
        return {**plan_record(self.plan, str(self.period)), "travel": travel_record(self.source.travel)}

    @property
    def aim(self) -> str:
        """What the plan aims at, one of ``matching.policy.AIMS``."""
        return self.plan.problem.policy.scope.aim

    @property
    def draw(self) -> int:
        """Which lot was drawn among equal people, from 1."""
        return self.plan.problem.draw

    @cached_property
    def firmness(self) -> Mapping[int, Firmness]:
        """How firm each suggestion is, or having none, of everybody with a candidate; worked out when it is asked for."""
        return firmness(self.plan)

    @property
    def marks(self) -> bool:
        """Whether it is told beside everybody how firm that is; of a large plan only once somebody asked for it."""
        return len(self.plan.candidates) <= MOST_MARKED or "firmness" in vars(self)

    def firm_mark(self, person: int, language: str) -> str:
        """Say in a word or two how firm somebody's suggestion is; with a sign where it hangs on a tie."""
        one = self.firmness[person]
        if one.slack is not None:
            return say("firm.mark_tied" if one.tied else "firm.mark_points", language, points=one.slack)
        return say(f"firm.mark_{'fixed' if one.fixed else 'only' if one.change is None else 'counts'}", language)

    def tie_mark(self, person: int, language: str) -> list[str]:
        """Return the mark of somebody whom a tie leaves without a suggestion; nothing of others."""
        one = self.firmness.get(person) if self.marks else None
        return [self.firm_mark(person, language)] if one is not None and one.tied else []

    @property
    def placed(self) -> int:
        """How many people have a suggestion."""
        return len(self.suggestions)

    @property
    def everybody(self) -> tuple[Suggestion | LeftOut, ...]:
        """Everybody in the plan, those with a suggestion first."""
        return (*self.suggestions, *self.left_out)

    @property
    def plan_metres(self) -> int:
        """The metres from home of everybody suggested somewhere, as far as distances are known."""
        return sum(suggestion.metres or 0 for suggestion in self.suggestions)

    def person_name(self, key: int) -> str:
        """Return the code name of somebody in the plan."""
        return marked("person", key, self.source.people[key].person.code_name)

    def facility_name(self, key: int | None, language: str) -> str:
        """Return a facility's name, with more where another has the same, or that there is none."""
        if key is None:
            return say("trials.nowhere", language)
        return marked("facility", key, self.source.facility_names[language][key])

    def text(self, sentence: Message, language: str) -> str:
        """Say a sentence, with names in the place of ids."""
        return say(sentence.code, language, **self._named(sentence.params, language))

    def held_up_lines(self, language: str) -> list[str]:
        """Say what is agreed and can no longer be, by name."""
        lines = []
        for one in self.held_up:
            person = marked("person", one.person_id, one.person)
            names = {"person": person, "facility": self.facility_name(one.facility_id, language)}
            lines.append(say(one.code, language, **{**one.params, **names}))
        return lines

    def _named(self, params: Mapping[str, object], language: str) -> dict[str, object]:
        named = dict(params)
        if isinstance(key := params.get("facility"), int):
            named["facility"] = self.facility_name(key, language)
        if isinstance(key := params.get("person"), int):
            named["person"] = self.person_name(key)
        return named

    @cached_property
    def sentences(self) -> Mapping[int, tuple[Message, ...]]:
        """Why everybody is suggested where they are, or nowhere, by person id."""
        return explain(self.plan)

    def why(self, person: PersonFile, language: str) -> list[str]:
        """Say why somebody is suggested somewhere, or nowhere."""
        return [self.text(sentence, language) for sentence in self.sentences[person.key]]

    def reasons(self, suggestion: Suggestion, language: str) -> list[str]:
        """Say why a suggestion was made, and what is doubtful about the distances."""
        return [*self.why(suggestion.person, language), *self.distance_doubts(suggestion, language)]

    def distance_doubts(self, suggestion: Suggestion, language: str) -> list[str]:
        """Say what is doubtful about the distances of a suggestion: nothing where the home town is known."""
        level = self.source.places.home(suggestion.person.person).level
        code = "trials.home_at_ward" if level == "ward" else "trials.home_unknown"
        return [] if level == "town" else [say(code, language)]


def plan_trials(
    book: Casebook,
    period: Period,
    policy: Policy,
    today: date,
    *,
    solver: str = "auto",
    travel: Travel = straight_line,
    stay_close: int = 0,
    kept: KeptPlan | None = None,
    gathered: Gathered | None = None,
    draw: int = 1,
) -> PlanView:
    """Make the exact plan of a period, or open one that was kept; nothing is written.

    What is asked, accepted or booked in the period stays as it is, and pairs that were refused stay apart. Whose trial
    is done takes no part, and the place it took is not given again. What is agreed and can no longer be holds up the
    one person and her place, not the plan.

    Parameters
    ----------
    stay_close
        Points for each person suggested elsewhere than in the adopted plan of the period.
    kept
        The plan to open, with the policy it was made with: its pairs stay as far as they can still be, and whoever
        else finds a place gets it.
    gathered
        What was gathered of the casebook for a policy that differs in its aim at most; gathered if None.
    draw
        Which lot is drawn among equal people; a plan that is opened keeps its own.

    Raises
    ------
    MatchingError
        If the input or the solver's answer is not as it must be.
    DeskError
        If ``stay_close`` is out of range.
    """
    before = kept or adopted_plan(book, period)
    policy = policy if kept is None else kept.policy(policy)
    given = gathered or gather_plan(book, period, policy, today, travel)
    try:
        problem = given.source.problem.aiming(policy.scope.aim).drawing(draw if kept is None else kept.draw)
    except ProblemError as error:
        raise by_name(given.source, error) from error
    source = replace(given.source, problem=problem)
    constraints = Constraints(
        keeps=given.keeps,
        forbids=given.forbids,
        stay_close=0 if kept else stay_close,
        base={} if before is None else before.pairs,
    )
    if kept is not None:
        constraints = replace(constraints, locks=still_possible(source, constraints, kept.pairs))
    try:
        plan = make_plan(source.problem, solver, constraints)
    except ConstraintError as error:
        raise by_name(source, error) from error
    view = view_of(source, plan, period, today)
    beside = None if before is None else since(before, plan)
    return replace(view, held_up=given.held_up, opened=kept is not None, since=beside, revision=given.revision)


def view_of(source: PlanInput, plan: TrialPlan, period: Period, today: date) -> PlanView:
    """Join a plan with the files of everybody in it."""
    problem = plan.problem
    row, column = problem.person_rows, problem.facility_rows
    suggestions = []
    for assignment in plan.assignments:
        way = int(problem.home_metres[row[assignment.person_id], column[assignment.facility_id]])
        suggestions.append(
            Suggestion(
                person=source.people[assignment.person_id],
                facility=source.facilities[assignment.facility_id],
                assignment=assignment,
                metres=None if way < 0 else way,
            ),
        )
    left_out = tuple(LeftOut(source.people[unplaced.person_id], unplaced) for unplaced in plan.unplaced)
    return PlanView(period, today, source, plan, tuple(suggestions), left_out)


def plan_row(view: PlanView, made_by: str, now: datetime) -> Plan:
    """Return a plan as the casebook keeps it."""
    policy = view.plan.problem.policy
    return Plan(
        made_at=now,
        made_by=made_by,
        period_start=view.period.start,
        period_end=view.period.end,
        policy_name=policy.name,
        policy_version=policy.version,
        policy_sha256=policy.sha256,
        solver=view.plan.solver,
        placed=view.placed,
        cost=view.plan.cost,
        record=view.record,
    )


def put_view(writer: Writer, view: PlanView, now: datetime) -> int:
    """Write a plan as a draft with its record, in the transaction that is open; return its id."""
    return put_plan(writer, plan_row(view, writer.actor.name, now))


def put_plan(writer: Writer, plan: Plan) -> int:
    """Write a plan's row as a draft, in the transaction that is open; return its id, or that of the same plan before.

    One that was replaced is history: the same may be kept again.
    """
    alike = {name: getattr(plan, name) for name in ("period_start", "period_end", "policy_sha256", "placed", "cost")}
    for other in writer.all(Plan, **alike):
        replaced = any(one.replaced_at is not None for one in writer.all(Adoption, plan_id=other.id))
        if not replaced and _rows(other.record) == _rows(plan.record):
            return require(other.id)
    return writer.add(plan)


def _rows(record: Mapping[str, Any]) -> tuple[list[tuple[object, ...]], ...]:
    """Return what a plan says of everybody: where, with dates when, or why nowhere; and which lot it was drawn with."""
    parts = (
        (record.get("assignments", ()), ("person", "facility", "cost")),
        (record.get("unplaced", ()), ("person", "reason")),
        (record["dates"]["stays"] if "dates" in record else (), ("person", "facility", "arrival", "departure")),
    )
    lot: tuple[list[tuple[object, ...]], ...] = ([(draw_of(record),)],)
    return lot + tuple([tuple(one[name] for name in names) for one in rows] for rows, names in parts)


_CELLS: Mapping[str, Callable[[PlanView, Suggestion, str], object]] = {
    "person": lambda _, one, __: one.person.person.code_name,
    "tier": lambda _, one, __: one.person.tier,
    "home": lambda view, one, language: view.source.places.label_of(one.person.person) or show(None, language),
    "facility": lambda _, one, __: one.facility.facility.name,
    "service": lambda _, one, language: service(
        one.facility.facility.service_code, one.facility.facility.service_name, language
    ),
    "facility_ward": lambda view, one, language: (
        view.source.places.label_of(one.facility.facility) or show(None, language)
    ),
    "distance": lambda _, one, __: None if one.metres is None else round(one.metres / 1000, 1),
    "firm": lambda view, one, language: view.firm_mark(one.person.key, language),
    "phone": lambda _, one, language: one.facility.facility.phone or show(None, language),
    "to_confirm": lambda _, one, language: join((say(code, language) for code in one.to_confirm), language),
    "reasons": lambda view, one, language: " ".join(view.reasons(one, language)),
}
"""What stands in each column of the suggestions."""


def suggestion_table(view: PlanView, language: str, columns: Sequence[str] = tuple(_CELLS)) -> pd.DataFrame:
    """Return the suggestions as a table with headings in a language, for the page and for export.

    Parameters
    ----------
    columns
        Which, as in ``trials.column``; all if not said. How firm they are is left out where the plan does not tell.
    """
    columns = [column for column in columns if column != "firm" or view.marks]
    rows = [[_CELLS[column](view, one, language) for column in columns] for one in view.suggestions]
    return pd.DataFrame(rows, columns=[say(f"trials.column.{column}", language) for column in columns])


def left_out_table(view: PlanView, language: str) -> pd.DataFrame:
    """Return who has no suggestion, and why, as a table."""
    columns = ["trials.column.person", "trials.column.tier", "trials.column.home", "trials.column.why"]
    rows = [
        (
            left_out.person.person.code_name,
            left_out.person.tier,
            view.source.places.label_of(left_out.person.person) or show(None, language),
            " ".join(view.why(left_out.person, language) + view.tie_mark(left_out.person.key, language)),
        )
        for left_out in view.left_out
    ]
    return pd.DataFrame(rows, columns=[say(column, language) for column in columns])


def line_frame(view: PlanView) -> gpd.GeoDataFrame:
    """Return a line a suggestion, from the person's *town* (never an exact home) to the facility."""
    return town_lines(
        view.source.places,
        ((suggestion.person, suggestion.facility, bool(suggestion.to_confirm)) for suggestion in view.suggestions),
    )
