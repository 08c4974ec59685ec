"""Plans, proposals with their steps, rules for pairs, scenarios."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import BIG, TokyoDateTime, check, not_empty, one_of, secret, secret_json, text, to
from casebook.tables.base import table

STANDING = sa.text("status NOT IN ('declined', 'broken_off', 'released')")
"""A plan has one proposal a person that stands; after a refusal there may be another."""

plan = table(
    "plan",
    sa.Column("made_at", TokyoDateTime, nullable=False),
    text("made_by", required=True),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    text("policy_name", required=True),
    text("policy_version", required=True),
    text("policy_sha256", required=True),
    text("solver", required=True),
    sa.Column("placed", sa.Integer, nullable=False),
    sa.Column("cost", BIG, nullable=False),
    secret_json("record"),
    check("period_in_order", "period_start <= period_end"),
    check("placed_counts", "placed >= 0"),
    check("cost_counts", "cost >= 0"),
)

adoption = table(
    "adoption",
    to("plan", "plan_id", unique=True),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("adopted_at", TokyoDateTime, nullable=False),
    text("adopted_by", required=True),
    sa.Column("replaced_at", TokyoDateTime),
    text("replaced_by"),
    sa.Column("since", BIG),
    sa.Index(
        "uq_adoption_period",
        "period_start",
        "period_end",
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    ),
    check("period_in_order", "period_start <= period_end"),
    check("replaced_whole", "(replaced_at IS NULL) = (replaced_by IS NULL)"),
)

proposal = table(
    "proposal",
    to("plan", "plan_id"),
    to("person", "person_id"),
    to("facility", "facility_id"),
    sa.Column("cost", BIG, nullable=False),
    text("status", required=True),
    sa.Column("start_on", sa.Date),
    sa.Column("end_on", sa.Date),
    text("in_charge"),
    sa.Column("next_contact_on", sa.Date),
    sa.Index(
        "uq_proposal_standing",
        "plan_id",
        "person_id",
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    ),
    check("cost_counts", "cost >= 0"),
    check("dates_whole", "(start_on IS NULL) = (end_on IS NULL)"),
    check("ends_after_start", "end_on >= start_on"),
    not_empty("in_charge"),
    one_of("status", v.PROPOSAL_STATUS),
)

proposal_step = table(
    "proposal_step",
    to("proposal", "proposal_id"),
    sa.Column("at", TokyoDateTime, nullable=False),
    text("who", required=True),
    text("from_status", required=True),
    text("to_status", required=True),
    text("reason"),
    secret("note"),
    sa.Column("taken_back", sa.Boolean(create_constraint=True, name="taken_back"), nullable=False),
    sa.Column("since", BIG, nullable=False),
    one_of("from_status", v.PROPOSAL_STATUS),
    one_of("to_status", v.PROPOSAL_STATUS),
    one_of("reason", v.DECLINE_REASONS),
    check("somewhere_else", "from_status <> to_status OR to_status = 'booked'"),
)

pair_rule = table(
    "pair_rule",
    to("person", "person_id"),
    to("facility", "facility_id"),
    text("kind", required=True),
    sa.Column("until", sa.Date),
    text("reason"),
    secret("note"),
    sa.UniqueConstraint("person_id", "facility_id"),
    one_of("kind", v.PAIR_RULES),
    one_of("reason", v.DECLINE_REASONS),
    check("not_before_dated", "(kind = 'not_before') = (until IS NOT NULL)"),
)

scenario = table(
    "scenario",
    text("name", required=True),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    secret_json("edits"),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    text("made_by", required=True),
    sa.Column("adopted_on", sa.Date),
    sa.UniqueConstraint("name", "period_start", "period_end"),
    not_empty("name"),
    check("period_in_order", "period_start <= period_end"),
)
