"""What is kept of all that was done: each change, each look, and the chain that holds both."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import BIG, TokyoDateTime, check, not_empty, one_of, text
from casebook.tables.base import table

audit = table(
    "audit",
    sa.Column("at", TokyoDateTime, nullable=False),
    text("who", required=True),
    text("role", required=True),
    text("what", required=True),
    text("entity", required=True),
    sa.Column("entity_id", BIG, nullable=False),
    text("action", required=True),
    sa.Column("before", sa.JSON),
    sa.Column("after", sa.JSON),
    text("link"),
    one_of("action", ("insert", "update", "delete")),
    one_of("role", (*v.ROLES, *v.UNATTENDED)),
    sa.Index("ix_audit_entity", "entity", "entity_id"),
    sa.Index("ix_audit_at", "at"),
)

# The kinds are a list of the program (`vocabulary.ACCESS_KINDS`), not of the table, which would have to be made anew for
# each that is added; and whoever signs in with no role at all is noted, too.
access_log = table(
    "access_log",
    sa.Column("at", TokyoDateTime, nullable=False),
    text("who", required=True),
    text("role", required=True),
    text("kind", required=True),
    text("entity"),
    sa.Column("entity_id", BIG),
    sa.Column("detail", sa.JSON),
    text("link"),
    not_empty("kind"),
    check("of_something", "entity_id IS NULL OR entity IS NOT NULL"),
    sa.Index("ix_access_log_entity", "entity", "entity_id"),
    sa.Index("ix_access_log_at", "at"),
)

audit_chain = table(
    "audit_chain",
    text("log", required=True),
    sa.Column("begun_at", TokyoDateTime, nullable=False),
    text("key_name", required=True),
    sa.Column("after_id", BIG, nullable=False),
    text("start", required=True),
    sa.Column("count", BIG, nullable=False),
    sa.Column("last_id", BIG, nullable=False),
    text("head", required=True),
    text("mac", required=True),
    one_of("log", v.LOGS),
    check("count_counts", "count >= 0"),
)
