"""The figures that every page gives, in one line: today's people, tier 1, without an option, suggested somewhere."""

from casebook.book import Casebook
from desk.period import Period, coming_quarter
from desk.plan import KeptPlan, adopted_plan
from desk.readiness import Figures, figures, placed_message
from ui.context import Context
from ui.kept import State, kept


@kept
def _adopted_at(state: State, period: Period, _book: Casebook) -> KeptPlan | None:  # noqa: ARG001 - the key
    return adopted_plan(_book, period)


def todays_figures(ctx: Context) -> Figures:
    """Return today's figures."""
    return figures(ctx.readiness())


def figures_line(ctx: Context, period: Period | None = None) -> str:
    """Say today's figures, and how many people the adopted plan suggests somewhere.

    Parameters
    ----------
    period
        Of the plan; the coming quarter if None.
    """
    line = ctx.t(todays_figures(ctx).message)
    if not ctx.book.plays("coordinator"):  # plans are nobody else's to see
        return line
    period = period or coming_quarter(ctx.today)
    return f"{line} {ctx.t(placed_message(_adopted_at(ctx.state, period, ctx.book), period))}"
