"""Meetings and trainings: the meetings of the councils, what a council did in a year with its sheet, trainings, regional issues."""

from ui.components.records.address import view_of
from ui.context import Context
from ui.pages.meetings.councils import councils
from ui.pages.meetings.events import events
from ui.pages.meetings.issues import issues
from ui.pages.meetings.year import year

VIEWS = {"councils": councils, "year": year, "events": events, "issues": issues}


def page(ctx: Context) -> None:
    """Show one of the views."""
    view = view_of("meetings", ctx.t("meetings.view"), list(VIEWS), lambda code: ctx.t(f"meetings.view_{code}"))
    VIEWS[view](ctx)
