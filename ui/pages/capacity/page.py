"""Consultation for plans: what was counted by day, what is aimed at, and which corporations were asked to open offices."""

from collections.abc import Callable, Mapping

from casebook.records import CorporationVisit
from ui.components.records.address import view_of
from ui.context import Context
from ui.pages.capacity.targets import aimed_at
from ui.pages.capacity.trend import trend
from ui.pages.capacity.visits import visited

VIEWS: Mapping[str, Callable[[Context], None]] = {"trend": trend, "targets": aimed_at, "visits": visited}


def page(ctx: Context) -> None:
    """Show one of the views; what corporations said is not everybody's to read."""
    views = [one for one in VIEWS if one != "visits" or ctx.book.sees(CorporationVisit)]
    VIEWS[view_of("capacity", ctx.t("capacity.view"), views, lambda code: ctx.t(f"capacity.view_{code}"))](ctx)
