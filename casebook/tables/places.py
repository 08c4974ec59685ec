"""Where things are: areas, towns, centres, public facilities, the base map, facilities with what is known, visits."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import (
    between,
    check,
    level_rules,
    not_empty,
    one_of,
    point,
    point_rules,
    secret,
    text,
    to,
    yes_no_unknown,
)
from casebook.tables.base import table

area = table(
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

centre = table(
    "centre",
    text("name", required=True),
    text("city", required=True),
    text("ward"),
    text("address"),
    text("phone"),
    *point(),
    text("catchment"),
    secret("note"),
    text("outline"),
    sa.UniqueConstraint("city", "name"),
    not_empty("name"),
    *point_rules(),
    *level_rules(),
)

town = table(
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

statistic = table(
    "statistic",
    text("level", required=True),
    text("city", required=True),
    text("ward", required=True),  # empty where the level has none, as a town's
    text("town", required=True),
    text("kind", required=True),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("value", sa.Integer, nullable=False),
    text("source", required=True),
    sa.UniqueConstraint("city", "ward", "town", "kind", "on"),
    not_empty("city"),
    one_of("level", v.STATISTIC_LEVELS),
    one_of("kind", v.STATISTIC_KINDS),
    check(
        "level_fits",
        "(level = 'town') = (town <> '') AND (level <> 'ward' OR ward <> '') AND (level <> 'city' OR ward = '')",
    ),
    check("value_counts", "value >= 0"),
)

public_facility = table(
    "public_facility",
    text("city", required=True),
    text("ward", required=True),  # empty where none is told, as a town's
    text("name", required=True),
    text("address", required=True),
    *point(),
    sa.Column("missing_since", sa.Date),
    sa.UniqueConstraint("city", "ward", "name", "address"),
    not_empty("name"),
    *point_rules(),
    *level_rules(),
)

base_layer = table(
    "base_layer",
    text("kind", required=True),
    sa.Column("year", sa.Integer),
    text("credit", required=True),
    text("shapes", required=True),
    sa.UniqueConstraint("kind"),
    one_of("kind", v.BASE_LAYERS),
    check("year_of_an_edition", "year BETWEEN 2000 AND 2099"),
    not_empty("credit"),
    not_empty("shapes"),
)

BY_HAND = ("source", "manual")
"""What was published is known to all; what was entered here may be a place that being listed would destroy."""

facility = table(
    "facility",
    text("source", required=True),
    text("service_code", required=True),
    text("service_name", required=True),
    text("office_number"),
    sa.Column("office_seq", sa.Integer, nullable=False, server_default="0"),
    text("edition_no"),
    text("edition"),
    secret("name", required=True, only_if=BY_HAND),
    secret("name_original", only_if=BY_HAND),
    secret("name_kana", only_if=BY_HAND),
    secret("operator", only_if=BY_HAND),
    text("operator_number"),
    text("authority_code"),
    text("prefecture"),
    text("city"),
    text("ward"),
    secret("address", only_if=BY_HAND),
    secret("address_original", only_if=BY_HAND),
    secret("phone", only_if=BY_HAND),
    secret("fax", only_if=BY_HAND),
    secret("url", only_if=BY_HAND),
    sa.Column("capacity", sa.Integer),
    text("hours_weekday"),
    text("hours_saturday"),
    text("hours_sunday"),
    text("hours_holiday"),
    text("closed_days"),
    secret("notes", only_if=BY_HAND),
    *point(),
    text("corrected_fields", required=True),
    sa.Column("missing_since", sa.Date),
    text("status", required=True),
    sa.Column("is_base", sa.Boolean(create_constraint=True, name="is_base"), nullable=False),
    sa.Column("emergency_rooms", sa.Integer),
    sa.UniqueConstraint("service_code", "office_number", "office_seq"),
    not_empty("name"),
    one_of("source", v.FACILITY_SOURCES),
    check("office_number_digits", "length(office_number) = 10"),
    check("capacity_counts", "capacity >= 0"),
    check("rooms_are_the_base", f"emergency_rooms IS NULL OR (is_base AND {between('emergency_rooms')})"),
    one_of("status", v.FACILITY_STATUS),
    *point_rules(),
    *level_rules(),
)

facility_condition = table(
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
    secret("note"),
    sa.Column("confirmed_on", sa.Date),
    check("places_count", between("trial_places")),
    check("nights_count", between("longest_stay_nights")),
    check("ages_in_order", "age_min <= age_max"),
    check("age_min_counts", between("age_min")),
    check("age_max_counts", between("age_max")),
    check("vacancy_dated", "(vacancy IS NULL) = (vacancy_on IS NULL)"),
    check("vacancy_expires_later", "vacancy_until >= vacancy_on"),
    check("vacancy_until_of_something", "vacancy_until IS NULL OR vacancy_on IS NOT NULL"),
    one_of("sexes", v.ACCEPTED_SEXES),
    one_of("emergency_policy", v.EMERGENCY_POLICIES),
    one_of("vacancy", v.VACANCIES),
    one_of("sharing", v.SHARING),
)

free_bed = table(
    "free_bed",
    to("facility", "facility_id"),
    sa.Column("night", sa.Date, nullable=False),
    sa.Column("beds", sa.Integer, nullable=False),
    sa.UniqueConstraint("facility_id", "night"),
    check("beds_count", between("beds")),
)

visit = table(
    "visit",
    sa.Column("visited_on", sa.Date, nullable=False),
    text("kind", required=True),
    to("facility", "facility_id", nullable=True),
    secret("place"),
    secret("purpose"),
    text("willingness"),
    secret("note"),
    one_of("kind", v.VISIT_KINDS),
    one_of("willingness", v.WILLINGNESS),
    check("somewhere", "facility_id IS NOT NULL OR place IS NOT NULL"),
)
