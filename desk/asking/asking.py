"""Beside a plan: what it brings if facilities may say no, whom to ask next for each person, and whom to call first."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casebook.book import Casebook
from desk.plan import PlanView
from desk.proposals import agreed_pairs
from matching.answers import (
    MILLION,
    NO_PAIR,
    Call,
    Expected,
    ExpectedPlan,
    chances,
    expected_plan,
    expected_record,
    first_calls,
)
from matching.emergency import readiness
from words.say import join, say

SHOWN = 5
"""So many places to ask next are named in a table; the record has all."""


@dataclass(frozen=True, eq=False)
class AskingView:
    """A plan of asking beside a plan.

    Attributes
    ----------
    view
        The present plan.
    expected
        Lists of whom to ask for whom, what they bring on average, and the bound.
    calls
        The calls to make today, the one that can be expected to bring most first.
    """

    view: PlanView
    expected: ExpectedPlan
    calls: tuple[Call, ...]

    @property
    def people(self) -> list[int]:
        """Ids of the people for whom somebody is to be asked, in their order."""
        return [int(one) for one in self.expected.asking.person_id[self.expected.lists.order]]

    def to_ask(self, person: int) -> list[tuple[int, int]]:
        """Return facility id and chance of everybody to ask for the person in a row of the plan, in order."""
        given, lists = self.expected.asking, self.expected.lists
        first = given.asked[person]
        rows = [int(first)] if first != NO_PAIR else []
        rows += lists.row[lists.start[person] : lists.start[person + 1]].tolist()
        return [(int(given.facility_id[given.facility[row]]), int(given.chance[row])) for row in rows]


def read_asking(book: Casebook, view: PlanView) -> AskingView:
    """Return what asking brings beside a plan; nothing is written.

    The chance of a yes is learnt from all answers to proposals; conditions count by the day on which they were
    confirmed.

    Parameters
    ----------
    book
        From which the plan was made.
    """
    plan = view.plan
    told_on = {
        key: file.condition.confirmed_on
        for key, file in view.source.facilities.items()
        if file.condition.confirmed_on is not None
    }
    chance = chances(plan.problem, plan.candidates, told_on)
    expected = expected_plan(plan, chance, agreed_pairs(book, view.period))
    calls = first_calls(plan.problem, plan.candidates, expected.asking, readiness(plan.problem, view.made_on))
    return AskingView(view, expected, calls)


def expected_block(asking: AskingView) -> dict[str, object]:
    """Return the block `expected` of the plan's record (docs/plan-format.md)."""
    return expected_record(asking.expected)


def compare_table(asking: AskingView, language: str) -> pd.DataFrame:
    """Return the present plan, its order and the expected plan beside each other, and the bound: trials and calls."""
    found = asking.expected
    columns = [
        say(f"asking.column.{name}", language) for name in ("plan", "tier1", "tier2", "tier3", "trials", "calls")
    ]
    rows: list[tuple[object, ...]] = [
        (say(f"asking.{name}", language), *_trials(one), _number(one.calls))
        for name, one in (("present", found.present), ("in_order", found.in_plan_order), ("expected", found.expected))
    ]
    rows.append(
        (
            say("asking.bound", language),
            _number(found.bounds[0].trials),
            None,
            None,
            _number(found.bounds[-1].trials),
            None,
        )
    )
    return pd.DataFrame(rows, columns=columns)


def proof_text(asking: AskingView, language: str) -> list[str]:
    """Say whether the figures are exact or how far off they may be, and how far from the bound, tier by tier."""
    found = asking.expected
    how = (
        say("asking.runs", language, runs=f"{found.expected.runs:,}", error=f"{2 * found.expected.error / MILLION:.2f}")
        if found.expected.runs
        else say("asking.exact", language)
    )
    gaps = [
        say(
            f"asking.gap_{bound.through}",
            language,
            bound=f"{bound.trials / MILLION:.2f}",
            gap=f"{max(0, gap) / MILLION:.2f}",
        )
        for bound, gap in zip(found.bounds, found.gaps, strict=True)
    ]
    return [how, say("asking.gaps", language, gaps=join(gaps, language))]


def chance_table(asking: AskingView, language: str) -> pd.DataFrame:
    """Return the chance of everybody in tier 1 to get a trial, by the present plan and by the expected one, in percent."""
    found = asking.expected
    given = found.asking
    people = np.flatnonzero((given.tier == 1) & ((given.agreed != NO_PAIR) | given.open)).tolist()
    columns = [say(f"asking.column.{name}", language) for name in ("person", "chance_present", "chance")]
    rows = [
        (_person(asking, row), _percent(found.present.chance[row]), _percent(found.expected.chance[row]))
        for row in sorted(people, key=lambda one: int(found.expected.chance[one]))
    ]
    return pd.DataFrame(rows, columns=columns)


def list_table(asking: AskingView, language: str) -> pd.DataFrame:
    """Return for each person who is to be asked for the places to ask, in order, with the chance of a yes."""
    found = asking.expected
    columns = [say(f"asking.column.{name}", language) for name in ("person", "tier", "chance", "next", "more")]
    rows = []
    for row in found.lists.order.tolist():
        listed = asking.to_ask(row)
        named = [
            say("asking.place", language, place=asking.view.facility_name(key, language), chance=_percent(chance))
            for key, chance in listed[:SHOWN]
        ]
        numbered = " ".join(f"{at}. {name}" for at, name in enumerate(named, start=1))
        more = len(listed) - len(named)
        rows.append(
            (_person(asking, row), int(found.asking.tier[row]), _percent(found.expected.chance[row]), numbered, more)
        )
    return pd.DataFrame(rows, columns=columns)


def next_table(asking: AskingView, person_id: int, language: str) -> pd.DataFrame:
    """Return everybody to ask for one person, in order, with the chance of a yes in percent."""
    columns = [say(f"asking.column.{name}", language) for name in ("rank", "place", "yes", "phone")]
    row = asking.view.plan.problem.person_rows[person_id]
    rows = [
        (
            rank,
            asking.view.facility_name(key, language),
            _percent(chance),
            asking.view.source.facilities[key].facility.phone,
        )
        for rank, (key, chance) in enumerate(asking.to_ask(row), start=1)
    ]
    return pd.DataFrame(rows, columns=columns)


def call_table(asking: AskingView, language: str) -> pd.DataFrame:
    """Return the calls to make today, the one that can be expected to bring most first."""
    columns = [say(f"asking.column.{name}", language) for name in ("rank", "place", "gain", "yes", "what", "phone")]
    rows = []
    for rank, call in enumerate(asking.calls, start=1):
        names = _names(asking, call.people, language)
        what = say("asking.for_trial" if call.person_id is not None else "asking.for_conditions", language, names=names)
        place = asking.view.facility_name(call.facility_id, language)
        phone = asking.view.source.facilities[call.facility_id].facility.phone
        rows.append((rank, place, round(call.gain / MILLION, 2), _percent(call.chance), what, phone))
    return pd.DataFrame(rows, columns=columns)


def _names(asking: AskingView, people: Iterable[int], language: str) -> str:
    listed = [asking.view.person_name(key) for key in people]
    if len(listed) > SHOWN:
        listed = [*listed[:SHOWN], say("why.and_more", language, count=len(listed) - SHOWN)]
    return join(listed, language)


def _person(asking: AskingView, row: int) -> str:
    return asking.view.person_name(int(asking.expected.asking.person_id[row]))


def _trials(expected: Expected) -> tuple[float, ...]:
    return (*map(_number, expected.trials), _number(sum(expected.trials)))


def _number(millionths: int) -> float:
    return round(millionths / MILLION, 2)


def _percent(millionths: int) -> int:
    return round(100 * int(millionths) / MILLION)
