"""How much consultation for plans the city has: counts by day, what is aimed at, and corporations asked to open offices."""

from collections.abc import Mapping

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import between, check, not_empty, one_of, secret, text
from casebook.tables.base import table


def _figures(bounds: Mapping[str, tuple[int, int]]) -> list[sa.schema.SchemaItem]:
    """Whole numbers, each within its bounds or unknown, at least one of them known."""
    return [
        *(sa.Column(name, sa.Integer) for name in bounds),
        *(check(f"{name}_counts", between(name, limits)) for name, limits in bounds.items()),
        check("something_known", f"coalesce({', '.join(bounds)}) IS NOT NULL"),
    ]


capacity_count = table(
    "capacity_count",
    sa.Column("counted_on", sa.Date, nullable=False),
    *_figures(v.CAPACITY_BOUNDS),
    secret("note"),
    check("entitled_hold_all", "coalesce(with_plan, 0) + coalesce(self_planned, 0) <= entitled"),
    sa.UniqueConstraint("counted_on"),
)
"""As of a day; one count a day."""

capacity_target = table(
    "capacity_target",
    sa.Column("for_on", sa.Date, nullable=False),
    *_figures({**v.CAPACITY_BOUNDS, **v.CAPACITY_RATE_BOUNDS}),
    secret("note"),
    sa.UniqueConstraint("for_on"),
)
"""For a day: the figures that are counted, and those that follow from them; one target a day."""

corporation_visit = table(
    "corporation_visit",
    sa.Column("visited_on", sa.Date, nullable=False),
    text("corporation", required=True),
    text("kind"),
    text("result"),
    secret("opinions"),
    secret("who_went"),
    not_empty("corporation"),
    one_of("kind", v.CORPORATION_KINDS),
    one_of("result", v.CORPORATION_RESULTS),
)
"""Without a result nothing has been heard yet."""
