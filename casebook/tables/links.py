"""How facilities answer for themselves: the links they were given, and what came in by them and waits to be confirmed."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import TokyoDateTime, check, not_empty, one_of, secret, secret_json, text, to
from casebook.tables.base import table

facility_link = table(
    "facility_link",
    to("facility", "facility_id"),
    text("token_hash", required=True),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    text("made_by", required=True),
    sa.Column("expires_on", sa.Date, nullable=False),
    sa.Column("revoked_at", TokyoDateTime),
    text("revoked_by"),
    sa.UniqueConstraint("token_hash"),
    check("token_hash_whole", "length(token_hash) = 64"),
    check("revoked_whole", "(revoked_at IS NULL) = (revoked_by IS NULL)"),
)

incoming_answer = table(
    "incoming_answer",
    to("facility_link", "link_id"),
    to("facility", "facility_id"),
    sa.Column("received_at", TokyoDateTime, nullable=False),
    text("form", required=True),
    sa.Column("part", sa.Integer, nullable=False),
    text("what", required=True),
    secret_json("payload"),
    text("state", required=True),
    sa.Column("decided_at", TokyoDateTime),
    text("decided_by"),
    secret("reason"),
    # The same form, sent twice, is one answer.
    sa.UniqueConstraint("link_id", "form", "part"),
    sa.Index("ix_incoming_answer_state", "state"),
    one_of("what", v.INCOMING),
    one_of("state", v.INCOMING_STATES),
    not_empty("reason"),
    check("form_whole", "length(form) = 64"),
    check("part_counts", "part >= 0"),
    check(
        "decided_whole", "(state = 'waiting') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)"
    ),
    check("set_aside_with_reason", "(state = 'set_aside') = (reason IS NOT NULL)"),
)
