"""What was done to be sure that nothing is lost: drills, in which a copy was brought back aside."""

import sqlalchemy as sa

from casebook.columns import BIG, TokyoDateTime, check, not_empty, text
from casebook.tables.base import table

drill = table(
    "drill",
    sa.Column("at", TokyoDateTime, nullable=False),
    text("copy", required=True),
    sa.Column("copied_at", TokyoDateTime),
    sa.Column("seconds", sa.Integer, nullable=False),
    sa.Column("rows", BIG),
    sa.Column("plan_id", BIG),
    sa.Column("fault", sa.JSON),
    not_empty("copy"),
    check("seconds_count", "seconds >= 0"),
    check("rows_count", "rows >= 0"),
)
"""``fault`` is what was wrong, as a message; NULL if the copy was proven. The plan is one of the copy's, not of ours."""
