"""Joint support and advice: the cases of joint support, their reports month by month, advice visits to offices."""

from ui.components.records.address import view_of
from ui.context import Context
from ui.pages.joint.cases import cases
from ui.pages.joint.month import month
from ui.pages.joint.visits import visits

VIEWS = {"cases": cases, "month": month, "visits": visits}


def page(ctx: Context) -> None:
    """Show one of the views."""
    view = view_of("joint", ctx.t("joint.view"), list(VIEWS), lambda code: ctx.t(f"joint.view_{code}"))
    VIEWS[view](ctx)
