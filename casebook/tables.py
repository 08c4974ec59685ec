"""The tables, with every rule that the database itself can hold."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import (
    BIG,
    TokyoDateTime,
    check,
    level_rules,
    not_empty,
    one_of,
    point,
    point_rules,
    text,
    to,
    yes_no_unknown,
)

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)


def _table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """Make a table with its surrogate key, which SQLite would otherwise give twice once its row is deleted."""
    key = sa.Column("id", BIG, primary_key=True, autoincrement=True)
    return sa.Table(name, metadata, key, *parts, sqlite_autoincrement=True)


area = _table(
    "area",
    text("code", required=True),
    text("prefecture", required=True),
    text("city", required=True),
    text("name", required=True),
    text("geometry", required=True),
    sa.Column("schematic", sa.Boolean(create_constraint=True, name="schematic"), nullable=False),
    text("credit"),
    sa.UniqueConstraint("code"),
    not_empty("name"),
)

centre = _table(
    "centre",
    text("name", required=True),
    text("city", required=True),
    text("ward"),
    text("address"),
    text("phone"),
    *point(),
    text("catchment"),
    text("note"),
    sa.UniqueConstraint("city", "name"),
    not_empty("name"),
    *point_rules(),
    *level_rules(),
)

town = _table(
    "town",
    text("code"),
    text("city", required=True),
    text("ward", required=True),  # empty where a municipality has none: NULLs would slip past the UNIQUE
    text("name", required=True),
    text("koaza", required=True),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("population", sa.Integer),
    to("centre", "centre_id", nullable=True),
    sa.UniqueConstraint("city", "ward", "name", "koaza"),
    not_empty("name"),
    *point_rules(),
    check("population_counts", "population >= 0"),
)

facility = _table(
    "facility",
    text("source", required=True),
    text("service_code", required=True),
    text("service_name", required=True),
    text("office_number"),
    sa.Column("office_seq", sa.Integer, nullable=False, server_default="0"),
    text("edition_no"),
    text("edition"),
    text("name", required=True),
    text("name_original"),
    text("name_kana"),
    text("operator"),
    text("operator_number"),
    text("authority_code"),
    text("prefecture"),
    text("city"),
    text("ward"),
    text("address"),
    text("address_original"),
    text("phone"),
    text("fax"),
    text("url"),
    sa.Column("capacity", sa.Integer),
    text("hours_weekday"),
    text("hours_saturday"),
    text("hours_sunday"),
    text("hours_holiday"),
    text("closed_days"),
    text("notes"),
    *point(),
    text("corrected_fields", required=True),
    sa.Column("missing_since", sa.Date),
    text("status", required=True),
    sa.Column("is_base", sa.Boolean(create_constraint=True, name="is_base"), nullable=False),
    sa.Column("emergency_rooms", sa.Integer),
    sa.UniqueConstraint("service_code", "office_number", "office_seq"),
    not_empty("name"),
    check("source_listed", "source IN ('wamnet', 'manual', 'demo')"),
    check("office_number_digits", "length(office_number) = 10"),
    check("capacity_counts", "capacity >= 0"),
    check("rooms_are_the_base", "emergency_rooms IS NULL OR (is_base AND emergency_rooms >= 0)"),
    one_of("status", v.FACILITY_STATUS),
    *point_rules(),
    *level_rules(),
)

facility_condition = _table(
    "facility_condition",
    to("facility", "facility_id", unique=True),
    *yes_no_unknown("", ["offers_trial"]),
    sa.Column("trial_places", sa.Integer),
    sa.Column("longest_stay_nights", sa.Integer),
    *yes_no_unknown("accepts_", v.DISABILITY_KINDS),
    *yes_no_unknown("adult_level_", v.SUPPORT_LEVELS["adult"]),
    *yes_no_unknown("child_level_", v.SUPPORT_LEVELS["child"]),
    *yes_no_unknown("medical_", v.MEDICAL_CARE),
    *yes_no_unknown("", ["severe_behaviour", "wheelchair"]),
    text("sexes"),
    sa.Column("age_min", sa.Integer),
    sa.Column("age_max", sa.Integer),
    *yes_no_unknown("day_", v.WEEKDAYS),
    text("emergency_policy"),
    text("vacancy"),
    sa.Column("vacancy_on", sa.Date),
    sa.Column("vacancy_until", sa.Date),
    text("sharing", required=True),
    text("note"),
    sa.Column("confirmed_on", sa.Date),
    check("places_count", "trial_places >= 0"),
    check("nights_count", "longest_stay_nights >= 1"),
    check("ages_in_order", "age_min >= 0 AND age_max <= 150 AND age_min <= age_max"),
    check("age_min_counts", "age_min BETWEEN 0 AND 150"),
    check("age_max_counts", "age_max BETWEEN 0 AND 150"),
    check("vacancy_dated", "(vacancy IS NULL) = (vacancy_on IS NULL)"),
    check("vacancy_expires_later", "vacancy_until >= vacancy_on"),
    check("vacancy_until_of_something", "vacancy_until IS NULL OR vacancy_on IS NOT NULL"),
    one_of("sexes", v.ACCEPTED_SEXES),
    one_of("emergency_policy", v.EMERGENCY_POLICIES),
    one_of("vacancy", v.VACANCIES),
    one_of("sharing", v.SHARING),
)

person = _table(
    "person",
    text("code_name", required=True),
    text("real_name"),
    sa.Column("birth_year", sa.Integer),
    text("sex"),
    text("city"),
    text("ward"),
    text("town"),
    text("day_place"),
    text("day_city"),
    text("day_ward"),
    text("day_town"),
    *yes_no_unknown("has_", v.DISABILITY_KINDS),
    text("support_scale"),
    sa.Column("support_level", sa.Integer),
    *yes_no_unknown("needs_", v.MEDICAL_CARE),
    *yes_no_unknown("", ["severe_behaviour", "wheelchair"]),
    text("other_needs"),
    text("caregiver"),
    *yes_no_unknown("risk_", v.RISK_FACTORS),
    sa.Column("tier_override", sa.Integer),
    text("tier_override_reason"),
    sa.Column("max_distance_m", sa.Integer),
    text("status", required=True),
    sa.Column("identified_on", sa.Date),
    text("identified_as"),
    sa.Column("review_on", sa.Date),
    text("note"),
    sa.UniqueConstraint("code_name"),
    not_empty("code_name"),
    check("birth_year_plausible", "birth_year BETWEEN 1900 AND 2100"),
    check("distance_counts", "max_distance_m > 0"),
    check(
        "support_level_on_scale",
        "(support_level IS NULL) OR (support_scale = 'adult' AND support_level BETWEEN 1 AND 6)"
        " OR (support_scale = 'child' AND support_level BETWEEN 1 AND 3)",
    ),
    check("support_scale_for_level", "support_level IS NULL OR support_scale IS NOT NULL"),
    check("override_has_reason", "tier_override IS NULL OR length(coalesce(tier_override_reason, '')) > 0"),
    one_of("sex", v.SEXES),
    one_of("support_scale", v.SUPPORT_LEVELS),
    one_of("caregiver", v.CAREGIVERS),
    one_of("tier_override", v.TIERS),
    one_of("status", v.PERSON_STATUS),
    one_of("identified_as", v.IDENTIFIED_AS),
)

person_avoid = _table(
    "person_avoid",
    to("person", "person_id"),
    to("facility", "facility_id", nullable=True),
    text("ward"),
    text("reason"),
    sa.UniqueConstraint("person_id", "facility_id"),
    sa.UniqueConstraint("person_id", "ward"),
    check("facility_or_ward", "(facility_id IS NULL) <> (ward IS NULL)"),
)

consent = _table(
    "consent",
    to("person", "person_id"),
    text("given_by", required=True),
    text("form", required=True),
    sa.Column("given_on", sa.Date, nullable=False),
    text("scope", required=True),
    sa.Column("withdrawn_on", sa.Date),
    text("note"),
    sa.UniqueConstraint("person_id", "given_on", "given_by", "scope"),
    check("withdrawn_later", "withdrawn_on >= given_on"),
    one_of("given_by", v.CONSENT_BY),
    one_of("form", v.CONSENT_FORMS),
    one_of("scope", v.CONSENT_SCOPES),
)

support_team_member = _table(
    "support_team_member",
    to("person", "person_id"),
    text("agency", required=True),
    text("role"),
    sa.Column("is_lead", sa.Boolean(create_constraint=True, name="is_lead"), nullable=False),
    text("contact"),
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

stay = _table(
    "stay",
    to("person", "person_id"),
    to("facility", "facility_id"),
    text("kind", required=True),
    sa.Column("start_on", sa.Date, nullable=False),
    sa.Column("end_on", sa.Date),
    text("outcome"),
    text("residence_before"),
    text("residence_after"),
    text("note"),
    sa.UniqueConstraint("person_id", "facility_id", "kind", "start_on"),
    check("ends_after_start", "end_on >= start_on"),
    one_of("kind", v.STAY_KINDS),
    one_of("outcome", v.OUTCOMES),
    one_of("residence_before", v.RESIDENCES),
    one_of("residence_after", v.RESIDENCES),
)

consultation = _table(
    "consultation",
    sa.Column("received_at", TokyoDateTime, nullable=False),
    text("source", required=True),
    to("person", "person_id", nullable=True),
    text("description"),
    text("reason"),
    text("urgency"),
    text("result", required=True),
    to("stay", "stay_id", nullable=True, unique=True),
    check("admitted_has_stay", "(result = 'admitted') = (stay_id IS NOT NULL)"),
    one_of("source", v.CONSULTATION_SOURCES),
    one_of("reason", v.CONSULTATION_REASONS),
    one_of("urgency", v.URGENCIES),
    one_of("result", v.CONSULTATION_RESULTS),
)

visit = _table(
    "visit",
    sa.Column("visited_on", sa.Date, nullable=False),
    text("kind", required=True),
    to("facility", "facility_id", nullable=True),
    text("place"),
    text("purpose"),
    text("willingness"),
    text("note"),
    one_of("kind", v.VISIT_KINDS),
    one_of("willingness", v.WILLINGNESS),
    check("somewhere", "facility_id IS NOT NULL OR place IS NOT NULL"),
)

plan = _table(
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
    sa.Column("record", sa.JSON, nullable=False),
    check("period_in_order", "period_start <= period_end"),
    check("placed_counts", "placed >= 0"),
    check("cost_counts", "cost >= 0"),
)

proposal = _table(
    "proposal",
    to("plan", "plan_id"),
    to("person", "person_id"),
    to("facility", "facility_id"),
    sa.Column("cost", BIG, nullable=False),
    text("status", required=True),
    sa.Column("start_on", sa.Date),
    sa.Column("end_on", sa.Date),
    sa.UniqueConstraint("plan_id", "person_id"),
    check("cost_counts", "cost >= 0"),
    check("dates_whole", "(start_on IS NULL) = (end_on IS NULL)"),
    check("ends_after_start", "end_on >= start_on"),
    one_of("status", v.PROPOSAL_STATUS),
)

proposal_step = _table(
    "proposal_step",
    to("proposal", "proposal_id"),
    sa.Column("at", TokyoDateTime, nullable=False),
    text("who", required=True),
    text("from_status", required=True),
    text("to_status", required=True),
    text("reason"),
    text("note"),
    sa.Column("taken_back", sa.Boolean(create_constraint=True, name="taken_back"), nullable=False),
    sa.Column("since", BIG, nullable=False),
    one_of("from_status", v.PROPOSAL_STATUS),
    one_of("to_status", v.PROPOSAL_STATUS),
    one_of("reason", v.DECLINE_REASONS),
    check("somewhere_else", "from_status <> to_status"),
)

pair_rule = _table(
    "pair_rule",
    to("person", "person_id"),
    to("facility", "facility_id"),
    text("kind", required=True),
    sa.Column("until", sa.Date),
    text("reason"),
    text("note"),
    sa.UniqueConstraint("person_id", "facility_id"),
    one_of("kind", v.PAIR_RULES),
    one_of("reason", v.DECLINE_REASONS),
    check("not_before_dated", "(kind = 'not_before') = (until IS NOT NULL)"),
)

free_bed = _table(
    "free_bed",
    to("facility", "facility_id"),
    sa.Column("night", sa.Date, nullable=False),
    sa.Column("beds", sa.Integer, nullable=False),
    sa.UniqueConstraint("facility_id", "night"),
    check("beds_count", "beds >= 0"),
)

person_wish = _table(
    "person_wish",
    to("person", "person_id", unique=True),
    sa.Column("nights", sa.Integer, nullable=False),
    check("nights_count", "nights BETWEEN 1 AND 7"),
)

person_night = _table(
    "person_night",
    to("person", "person_id"),
    sa.Column("night", sa.Date, nullable=False),
    sa.Column("suits", sa.Boolean(create_constraint=True, name="suits"), nullable=False),
    sa.UniqueConstraint("person_id", "night"),
)

scenario = _table(
    "scenario",
    text("name", required=True),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("edits", sa.JSON, nullable=False),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    text("made_by", required=True),
    sa.Column("adopted_on", sa.Date),
    sa.UniqueConstraint("name"),
    not_empty("name"),
    check("period_in_order", "period_start <= period_end"),
)

audit = _table(
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
    one_of("action", ("insert", "update", "delete")),
    one_of("role", v.ROLES),
    sa.Index("ix_audit_entity", "entity", "entity_id"),
)
