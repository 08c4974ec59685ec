"""What was corrected or cancelled, why, and what of it was undone."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import BIG, TokyoDateTime, not_empty, one_of, secret, text, to
from casebook.tables.base import table

correction = table(
    "correction",
    text("entity", required=True),
    sa.Column("entity_id", BIG, nullable=False),
    to("person", "person_id", nullable=True),
    to("facility", "facility_id", nullable=True),
    text("kind", required=True),
    secret("reason", required=True),
    sa.Column("at", TokyoDateTime, nullable=False),
    text("who", required=True),
    sa.Column("since", BIG, nullable=False),
    sa.Column("taken_back", sa.Boolean(create_constraint=True, name="taken_back"), nullable=False),
    sa.Index("ix_correction_entity", "entity", "entity_id"),
    not_empty("entity"),
    not_empty("reason"),
    not_empty("who"),
    one_of("kind", v.CORRECTIONS),
)
"""``entity_id`` is no reference: what was cancelled has no row any more."""
