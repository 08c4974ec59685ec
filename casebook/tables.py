"""The tables, with every rule that the database itself can hold."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from casebook import vocabulary as v

TOKYO = ZoneInfo("Asia/Tokyo")
# SQLite counts rowids in 64-bit integers only for a column declared exactly INTEGER.
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)


class TokyoDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: stored in UTC, handed out in Asia/Tokyo; a naive time is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a time without zone, and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a time needs its zone: {value}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Hand out Tokyo time."""
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(TOKYO)


def one_of(column: str, values: Iterable[object]) -> sa.CheckConstraint:
    """Hold a column to a closed list; NULL (unknown) passes."""
    listed = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_listed")


def check(name: str, rule: str) -> sa.CheckConstraint:
    """Name a CHECK."""
    return sa.CheckConstraint(rule, name=name)


def yes_no_unknown(prefix: str, items: Iterable[object]) -> list[sa.Column[Any]]:
    """One nullable boolean an item: NULL is unknown, and stays apart from no."""
    return [sa.Column(f"{prefix}{item}", sa.Boolean(create_constraint=True, name=f"{prefix}{item}")) for item in items]


def key() -> sa.Column[Any]:
    """Return the surrogate key, never used twice."""
    return sa.Column("id", BIG, primary_key=True, autoincrement=True)


def to(table: str, column: str, *, nullable: bool = False, unique: bool = False) -> sa.Column[Any]:
    """Refer to a row that may not disappear from under this one."""
    foreign = sa.ForeignKey(f"{table}.id", ondelete="RESTRICT")
    return sa.Column(column, BIG, foreign, nullable=nullable, unique=unique, index=not unique)


def text(name: str, *, required: bool = False) -> sa.Column[Any]:
    """Return a text column; a required one may not be empty either (see not_empty)."""
    return sa.Column(name, sa.Text, nullable=not required)


def not_empty(column: str) -> sa.CheckConstraint:
    """Refuse an empty text."""
    return check(f"{column}_not_empty", f"length({column}) > 0")


def point() -> list[sa.Column[Any]]:
    """Latitude, longitude (JGD2011 degrees) and how exactly the place is known."""
    return [
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("located_at", sa.Text, nullable=False, server_default="none"),
    ]


def point_rules() -> list[sa.CheckConstraint]:
    """Both coordinates or neither, and inside Japan."""
    return [
        check("point_whole", "(lat IS NULL) = (lon IS NULL)"),
        check("point_in_japan", "lat BETWEEN 20 AND 46 AND lon BETWEEN 122 AND 154"),
        check("point_level", "(lat IS NULL) = (located_at = 'none')"),
        one_of("located_at", v.LOCATED_AT),
    ]


area = sa.Table(
    "area",
    metadata,
    key(),
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

centre = sa.Table(
    "centre",
    metadata,
    key(),
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
)

town = sa.Table(
    "town",
    metadata,
    key(),
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
    check("point_whole", "(lat IS NULL) = (lon IS NULL)"),
    check("population_counts", "population >= 0"),
)

facility = sa.Table(
    "facility",
    metadata,
    key(),
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
)

facility_condition = sa.Table(
    "facility_condition",
    metadata,
    key(),
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

person = sa.Table(
    "person",
    metadata,
    key(),
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

person_avoid = sa.Table(
    "person_avoid",
    metadata,
    key(),
    to("person", "person_id"),
    to("facility", "facility_id", nullable=True),
    text("ward"),
    text("reason"),
    sa.UniqueConstraint("person_id", "facility_id"),
    sa.UniqueConstraint("person_id", "ward"),
    check("facility_or_ward", "(facility_id IS NULL) <> (ward IS NULL)"),
)

consent = sa.Table(
    "consent",
    metadata,
    key(),
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

support_team_member = sa.Table(
    "support_team_member",
    metadata,
    key(),
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

stay = sa.Table(
    "stay",
    metadata,
    key(),
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

consultation = sa.Table(
    "consultation",
    metadata,
    key(),
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

visit = sa.Table(
    "visit",
    metadata,
    key(),
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

plan = sa.Table(
    "plan",
    metadata,
    key(),
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

proposal = sa.Table(
    "proposal",
    metadata,
    key(),
    to("plan", "plan_id"),
    to("person", "person_id"),
    to("facility", "facility_id"),
    sa.Column("cost", BIG, nullable=False),
    text("status", required=True),
    sa.UniqueConstraint("plan_id", "person_id"),
    check("cost_counts", "cost >= 0"),
    one_of("status", v.PROPOSAL_STATUS),
)

audit = sa.Table(
    "audit",
    metadata,
    key(),
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
