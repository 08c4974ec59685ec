"""Yearly reviews that were published: an edition each time, and what is printed in it."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import TokyoDateTime, between, check, not_empty, secret, text, to
from casebook.tables.base import table

review_edition = table(
    "review_edition",
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("small_cell", sa.Integer, nullable=False),
    text("checksum", required=True),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    text("made_by", required=True),
    sa.Column("withdrawn_at", TokyoDateTime),
    text("withdrawn_by"),
    secret("reason"),
    check("fiscal_year_counts", between("fiscal_year", v.MEETING_BOUNDS["fiscal_year"])),
    check("small_cell_counts", "small_cell >= 1"),
    check("checksum_whole", "length(checksum) = 64"),
    check(
        "withdrawn_whole",
        "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (reason IS NULL)",
    ),
    not_empty("reason"),
)

review_papers = table(
    "review_papers",
    to("review_edition", "edition_id", unique=True),
    sa.Column("record", sa.JSON, nullable=False),
)
"""In a table of their own: a withdrawal would write them into the audit twice more. Everybody may read what is in them."""
