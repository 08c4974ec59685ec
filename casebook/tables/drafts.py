"""What somebody at work keeps that is no record: what she is still typing, and how she looks at lists."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import BIG, TokyoDateTime, check, not_empty, one_of, secret, secret_json, text, to
from casebook.tables.base import table

draft = table(
    "draft",
    text("kind", required=True),
    to("person", "person_id", nullable=True),
    sa.Column("subject", BIG),
    text("typed_by", required=True),
    sa.Column("opened_at", TokyoDateTime, nullable=False),
    sa.Column("changed_at", TokyoDateTime, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    secret_json("content"),
    secret("closed_because"),
    not_empty("typed_by"),
    one_of("kind", v.DRAFT_KINDS),
    check("version_counts", "version > 0"),
)

saved_view = table(
    "saved_view",
    text("who", required=True),
    text("page", required=True),
    secret("name", required=True),
    secret_json("parameters"),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    not_empty("who"),
    one_of("page", v.VIEWED_PAGES),
    not_empty("name"),
)
