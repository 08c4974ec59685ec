"""A plan as tables, for its page and for its files."""

from dataclasses import dataclass

import pandas as pd

from desk.documents import Document
from desk.export import to_csv, to_xlsx
from desk.plan import KeptPlan, PlanView, approval, left_out_table, suggestion_table
from ui.context import Context
from ui.kept import State, kept
from ui.printed import place_told
from words.names import leading
from words.say import say


@dataclass(frozen=True)
class PlanTables:
    """A plan as tables, which files can be made of when they are asked for."""

    suggestions: pd.DataFrame
    left_out: pd.DataFrame
    language: str
    head: str

    def csv(self) -> bytes:
        """Return the suggestions as CSV."""
        return to_csv(self.suggestions)

    def xlsx(self) -> bytes:
        """Return both tables as a workbook."""
        names = (say(f"trials.tab_{tab}", self.language) for tab in ("suggestions", "without"))
        return to_xlsx(dict(zip(names, (self.suggestions, self.left_out), strict=True)), head=self.head)


@kept
def _tables_at(
    state: State,  # noqa: ARG001 - the key, as the next one
    made_of: str,  # noqa: ARG001
    language: str,
    marks: bool,  # noqa: ARG001
    head: str,
    _view: PlanView,
) -> PlanTables:
    return PlanTables(
        leading(suggestion_table, _view, language), leading(left_out_table, _view, language), language, head
    )


def plan_tables(ctx: Context, view: PlanView) -> PlanTables:
    """Return a plan's tables in the reader's language, in which names lead to their pages."""
    head = f"{place_told(ctx)} {ctx.show(ctx.today)}".strip()
    return _tables_at(ctx.state, view.made_of, ctx.language, view.marks, head, view)


@kept
def _approval_at(
    state: State,
    made_of: str,  # noqa: ARG001 - the key, as the next one
    key: int,  # noqa: ARG001
    language: str,
    _view: PlanView,
    _kept_plan: KeptPlan,
) -> Document:
    return approval(_view, _kept_plan, _view.record, language, state.day, standard=True)


def approval_paper(ctx: Context, view: PlanView, kept_plan: KeptPlan) -> Document:
    """Return the page by which a kept plan is approved, in the reader's language."""
    return _approval_at(ctx.state, view.made_of, kept_plan.key, ctx.language, view, kept_plan)
