"""What helps people beyond offices, who may know of it, and who came to it how."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import between, check, not_empty, one_of, secret, text, to, yes_no_unknown
from casebook.tables.base import table

resource = table(
    "resource",
    secret("name", required=True),
    text("sharing", required=True),
    text("readers"),
    text("written_by", required=True),
    text("city"),
    text("ward"),
    text("town"),
    *yes_no_unknown("serves_", v.RESOURCE_NEEDS),
    secret("contact"),
    *yes_no_unknown("open_", v.WEEKDAYS),
    text("open_hours"),
    sa.Column("cost_yen", sa.Integer),
    sa.Column("at_once", sa.Integer),
    *yes_no_unknown("", ["wheelchair"]),
    secret("accessibility"),
    secret("note"),
    secret("source"),
    sa.Column("checked_on", sa.Date, nullable=False),
    one_of("sharing", v.RESOURCE_SHARING),
    not_empty("name"),
    not_empty("written_by"),
    check("named_names_some", "(sharing = 'named') = (readers IS NOT NULL)"),
    not_empty("readers"),
    *(check(f"{name}_counts", between(name, bounds)) for name, bounds in v.RESOURCE_BOUNDS.items()),
)
"""``readers`` has the name of an account a line."""

resource_use = table(
    "resource_use",
    to("person", "person_id"),
    to("resource", "resource_id", nullable=True),
    text("need", required=True),
    sa.Column("since_on", sa.Date, nullable=False),
    sa.Column("until_on", sa.Date),
    secret("story"),
    one_of("need", v.RESOURCE_NEEDS),
    check("until_later", "until_on >= since_on"),
)
"""Without a resource it is a need that nothing was found for yet."""
