"""Sheets that leave the desk: an edition a month, and what is printed in it."""

import sqlalchemy as sa

from casebook.columns import TokyoDateTime, check, not_empty, secret, secret_json, text, to
from casebook.tables.base import table

sheet_edition = table(
    "sheet_edition",
    sa.Column("month", sa.Date, nullable=False, unique=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    text("made_by", required=True),
    sa.Column("withdrawn_at", TokyoDateTime),
    text("withdrawn_by"),
    secret("reason"),
    check("month_of_day", "month <= day"),
    check(
        "withdrawn_whole",
        "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (reason IS NULL)",
    ),
    not_empty("reason"),
)
"""``month`` is its first day: of each month there is one edition, whoever was first."""

edition_papers = table("edition_papers", to("sheet_edition", "edition_id", unique=True), secret_json("record"))
"""In a table of their own: a withdrawal would write them into the audit twice more."""
