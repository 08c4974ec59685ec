"""Who sees a file otherwise than by role and consent: on a legal ground, by name, or behind broken glass."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import TokyoDateTime, check, not_empty, one_of, secret, text, to
from casebook.tables.base import table

sharing_ground = table(
    "sharing_ground",
    to("person", "person_id"),
    text("ground", required=True),
    text("shared_with", required=True),
    secret("reason", required=True),
    text("decided_by", required=True),
    sa.Column("decided_on", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    one_of("ground", v.LEGAL_GROUNDS),
    not_empty("shared_with"),
    not_empty("reason"),
    not_empty("decided_by"),
    check("ends_later", "until >= decided_on"),
)

admission_ground = table(
    "admission_ground",
    to("stay", "stay_id", unique=True),
    text("ground", required=True),
    text("decided_by", required=True),
    sa.Column("decided_on", sa.Date, nullable=False),
    secret("reason"),
    one_of("ground", v.ADMISSION_GROUNDS),
    not_empty("decided_by"),
)

# A file with a row here is restricted: it is there for those who are named, and for nobody else.
named_reader = table(
    "named_reader",
    to("person", "person_id"),
    text("name", required=True),
    text("named_by", required=True),
    sa.Column("named_at", TokyoDateTime, nullable=False),
    sa.UniqueConstraint("person_id", "name"),
    not_empty("name"),
)

broken_glass = table(
    "broken_glass",
    to("person", "person_id"),
    text("who", required=True),
    sa.Column("at", TokyoDateTime, nullable=False),
    sa.Column("until", TokyoDateTime, nullable=False),
    secret("reason", required=True),
    sa.Column("reviewed_at", TokyoDateTime),
    text("reviewed_by"),
    secret("review"),
    not_empty("reason"),
    check("ends_later", "until > at"),
    check("reviewed_whole", "(reviewed_at IS NULL) = (reviewed_by IS NULL)"),
    check("reviewed_with_a_note", "(reviewed_at IS NULL) = (review IS NULL)"),
    not_empty("review"),
    check("reviewed_by_another", "reviewed_by <> who"),
)
