"""What is done for somebody between emergencies, and handed from shift to shift."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import TokyoDateTime, check, not_empty, one_of, secret, text, to
from casebook.tables.base import table

contact = table(
    "contact",
    to("person", "person_id", nullable=True),
    to("facility", "facility_id", nullable=True),
    sa.Column("contacted_on", sa.Date, nullable=False),
    text("kind", required=True),
    text("purpose", required=True),
    secret("with_whom"),
    text("in_charge"),
    secret("note"),
    secret("next_step"),
    sa.Column("next_on", sa.Date),
    sa.Column("next_done_on", sa.Date),
    one_of("kind", v.CONTACT_KINDS),
    one_of("purpose", v.CONTACT_PURPOSES),
    check("about_somebody", "person_id IS NOT NULL OR facility_id IS NOT NULL"),
    check("next_later", "next_on >= contacted_on"),
    check("done_had_a_day", "next_done_on IS NULL OR next_on IS NOT NULL"),
)

follow_up = table(
    "follow_up",
    to("person", "person_id", unique=True),
    text("follow_level", required=True),
    sa.Column("next_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    secret("closed_reason"),
    one_of("follow_level", v.FOLLOW_LEVELS),
    check("closed_with_a_reason", "(closed_on IS NULL) = (closed_reason IS NULL)"),
    check("closed_has_no_next", "closed_on IS NULL OR next_on IS NULL"),
    not_empty("closed_reason"),
)

case_review = table(
    "case_review",
    to("person", "person_id"),
    sa.Column("reviewed_on", sa.Date, nullable=False),
    text("council"),
    secret("decided"),
    sa.Column("next_on", sa.Date),
    sa.UniqueConstraint("person_id", "reviewed_on"),
    check("next_later", "next_on >= reviewed_on"),
)

exit_task = table(
    "exit_task",
    to("stay", "stay_id"),
    text("task", required=True),
    text("in_charge"),
    sa.Column("due_on", sa.Date),
    sa.Column("done_on", sa.Date),
    secret("note"),
    one_of("task", v.EXIT_TASKS),
)

shift_note = table(
    "shift_note",
    sa.Column("at", TokyoDateTime, nullable=False),
    text("who", required=True),
    secret("note", required=True),
    not_empty("note"),
)

# How far somebody has read what happened while she was away.
read_mark = table(
    "read_mark",
    text("who", required=True),
    sa.Column("at", TokyoDateTime, nullable=False),
    sa.UniqueConstraint("who"),
)
