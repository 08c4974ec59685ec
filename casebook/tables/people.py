"""People at risk, and what hangs on them: consents, care, whom to call, team, stays, wishes."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import (
    TokyoDateTime,
    between,
    check,
    needs,
    needs_rules,
    not_empty,
    one_of,
    secret,
    text,
    to,
    yes_no_unknown,
)
from casebook.tables.base import table

person = table(
    "person",
    text("code_name", required=True),
    secret("real_name", searched=True),
    secret("kana", searched=True),
    sa.Column("birth_year", sa.Integer),
    sa.Column("born_on", sa.Date),
    *needs(),
    text("town"),
    secret("day_place"),
    text("day_city"),
    text("day_ward"),
    text("day_town"),
    text("caregiver"),
    *yes_no_unknown("risk_", v.RISK_FACTORS),
    sa.Column("tier_override", sa.Integer),
    secret("tier_override_reason"),
    sa.Column("max_distance_m", sa.Integer),
    text("status", required=True),
    sa.Column("identified_on", sa.Date),
    text("identified_as"),
    sa.Column("review_on", sa.Date),
    secret("note"),
    sa.UniqueConstraint("code_name"),
    not_empty("code_name"),
    check("birth_year_plausible", between("birth_year")),
    check("birth_agrees", sa.extract("year", sa.column("born_on", sa.Date)) == sa.column("birth_year")),
    check("distance_counts", between("max_distance_m")),
    *needs_rules(),
    check("override_has_reason", "tier_override IS NULL OR length(coalesce(tier_override_reason, '')) > 0"),
    one_of("caregiver", v.CAREGIVERS),
    one_of("tier_override", v.TIERS),
    one_of("status", v.PERSON_STATUS),
    one_of("identified_as", v.IDENTIFIED_AS),
)

person_avoid = table(
    "person_avoid",
    to("person", "person_id"),
    to("facility", "facility_id", nullable=True),
    text("ward"),
    secret("reason"),
    sa.UniqueConstraint("person_id", "facility_id"),
    sa.UniqueConstraint("person_id", "ward"),
    check("facility_or_ward", "(facility_id IS NULL) <> (ward IS NULL)"),
)

consent = table(
    "consent",
    to("person", "person_id"),
    text("given_by", required=True),
    text("form", required=True),
    sa.Column("given_on", sa.Date, nullable=False),
    text("scope", required=True),
    sa.Column("withdrawn_on", sa.Date),
    secret("note"),
    sa.UniqueConstraint("person_id", "given_on", "given_by", "scope"),
    check("withdrawn_later", "withdrawn_on >= given_on"),
    one_of("given_by", v.CONSENT_BY),
    one_of("form", v.CONSENT_FORMS),
    one_of("scope", v.CONSENT_SCOPES),
)

care_note = table(
    "care_note",
    to("person", "person_id", unique=True),
    secret("medicine"),
    secret("seizures"),
    secret("allergies"),
    secret("upsets"),
    secret("calms"),
    secret("communication"),
    sa.Column("checked_on", sa.Date),
    text("checked_by"),
)

contact_person = table(
    "contact_person",
    to("person", "person_id"),
    secret("full_name"),
    secret("relation"),
    secret("phone"),
    sa.Column("call_order", sa.Integer, nullable=False),
    sa.Column("at_night", sa.Boolean(create_constraint=True, name="at_night")),
    secret("note"),
    check("somebody", "full_name IS NOT NULL OR relation IS NOT NULL"),
    check("call_order_counts", between("call_order", (1, 99))),
)

support_team_member = table(
    "support_team_member",
    to("person", "person_id"),
    text("agency", required=True),
    secret("role"),
    sa.Column("is_lead", sa.Boolean(create_constraint=True, name="is_lead"), nullable=False),
    secret("contact"),
    sa.UniqueConstraint("person_id", "agency"),
    sa.Index(
        "uq_support_team_member_lead",
        "person_id",
        unique=True,
        sqlite_where=sa.text("is_lead"),
        postgresql_where=sa.text("is_lead"),
    ),
    not_empty("agency"),
)

stay = table(
    "stay",
    to("person", "person_id"),
    to("facility", "facility_id"),
    text("kind", required=True),
    sa.Column("start_on", sa.Date, nullable=False),
    sa.Column("end_on", sa.Date),
    text("outcome"),
    text("residence_before"),
    text("residence_after"),
    secret("note"),
    sa.UniqueConstraint("person_id", "facility_id", "kind", "start_on"),
    check("ends_after_start", "end_on >= start_on"),
    one_of("kind", v.STAY_KINDS),
    one_of("outcome", v.OUTCOMES),
    one_of("residence_before", v.RESIDENCES),
    one_of("residence_after", v.RESIDENCES),
)

person_wish = table(
    "person_wish",
    to("person", "person_id", unique=True),
    sa.Column("nights", sa.Integer, nullable=False),
    check("nights_count", between("nights")),
)

person_night = table(
    "person_night",
    to("person", "person_id"),
    sa.Column("night", sa.Date, nullable=False),
    sa.Column("suits", sa.Boolean(create_constraint=True, name="suits"), nullable=False),
    sa.UniqueConstraint("person_id", "night"),
)

rights_request = table(
    "rights_request",
    to("person", "person_id"),
    text("kind", required=True),
    sa.Column("asked_on", sa.Date, nullable=False),
    text("asked_by", required=True),
    secret("what"),
    sa.Column("done_at", TokyoDateTime),
    text("done_by"),
    secret("done"),
    one_of("kind", v.RIGHTS),
    one_of("asked_by", v.CONSENT_BY),
    check("done_whole", "(done_at IS NULL) = (done_by IS NULL) AND (done_at IS NULL) = (done IS NULL)"),
)
