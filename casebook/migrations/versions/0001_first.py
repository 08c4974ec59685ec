"""The first version of the casebook."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "area",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("prefecture", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("schematic", sa.Boolean(create_constraint=True, name="schematic"), nullable=False),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_area_name_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("code", name=op.f("uq_area_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.CheckConstraint("action IN ('insert', 'update', 'delete')", name=op.f("ck_audit_action_listed")),
        sa.CheckConstraint(
            "role IN ('coordinator', 'consultation_office', 'ward_office', 'core_centre', 'planner')",
            name=op.f("ck_audit_role_listed"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entity", ["entity", "entity_id"], unique=False)

    op.create_table(
        "centre",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("located_at", sa.Text(), server_default="none", nullable=False),
        sa.Column("catchment", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("(lat IS NULL) = (located_at = 'none')", name=op.f("ck_centre_point_level")),
        sa.CheckConstraint(
            "located_at IN ('office', 'town', 'ward', 'none')", name=op.f("ck_centre_located_at_listed")
        ),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name=op.f("ck_centre_point_whole")),
        sa.CheckConstraint("lat BETWEEN 20 AND 46 AND lon BETWEEN 122 AND 154", name=op.f("ck_centre_point_in_japan")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_centre_name_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("city", "name", name=op.f("uq_centre_city_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "facility",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("service_code", sa.Text(), nullable=False),
        sa.Column("service_name", sa.Text(), nullable=False),
        sa.Column("office_number", sa.Text(), nullable=True),
        sa.Column("office_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("edition_no", sa.Text(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_original", sa.Text(), nullable=True),
        sa.Column("name_kana", sa.Text(), nullable=True),
        sa.Column("operator", sa.Text(), nullable=True),
        sa.Column("operator_number", sa.Text(), nullable=True),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("prefecture", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("address_original", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("fax", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("hours_weekday", sa.Text(), nullable=True),
        sa.Column("hours_saturday", sa.Text(), nullable=True),
        sa.Column("hours_sunday", sa.Text(), nullable=True),
        sa.Column("hours_holiday", sa.Text(), nullable=True),
        sa.Column("closed_days", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("located_at", sa.Text(), server_default="none", nullable=False),
        sa.Column("corrected_fields", sa.Text(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_base", sa.Boolean(create_constraint=True, name="is_base"), nullable=False),
        sa.Column("emergency_rooms", sa.Integer(), nullable=True),
        sa.CheckConstraint("(lat IS NULL) = (located_at = 'none')", name=op.f("ck_facility_point_level")),
        sa.CheckConstraint(
            "located_at IN ('office', 'town', 'ward', 'none')", name=op.f("ck_facility_located_at_listed")
        ),
        sa.CheckConstraint("source IN ('wamnet', 'manual', 'demo')", name=op.f("ck_facility_source_listed")),
        sa.CheckConstraint("status IN ('open', 'closed')", name=op.f("ck_facility_status_listed")),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name=op.f("ck_facility_point_whole")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_facility_capacity_counts")),
        sa.CheckConstraint(
            "emergency_rooms IS NULL OR (is_base AND emergency_rooms >= 0)", name=op.f("ck_facility_rooms_are_the_base")
        ),
        sa.CheckConstraint(
            "lat BETWEEN 20 AND 46 AND lon BETWEEN 122 AND 154", name=op.f("ck_facility_point_in_japan")
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_facility_name_not_empty")),
        sa.CheckConstraint("length(office_number) = 10", name=op.f("ck_facility_office_number_digits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
        sa.UniqueConstraint(
            "service_code",
            "office_number",
            "office_seq",
            name=op.f("uq_facility_service_code_office_number_office_seq"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code_name", sa.Text(), nullable=False),
        sa.Column("real_name", sa.Text(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("day_place", sa.Text(), nullable=True),
        sa.Column("day_city", sa.Text(), nullable=True),
        sa.Column("day_ward", sa.Text(), nullable=True),
        sa.Column("day_town", sa.Text(), nullable=True),
        sa.Column("has_physical", sa.Boolean(create_constraint=True, name="has_physical"), nullable=True),
        sa.Column("has_intellectual", sa.Boolean(create_constraint=True, name="has_intellectual"), nullable=True),
        sa.Column("has_mental", sa.Boolean(create_constraint=True, name="has_mental"), nullable=True),
        sa.Column("has_developmental", sa.Boolean(create_constraint=True, name="has_developmental"), nullable=True),
        sa.Column(
            "has_intractable_disease", sa.Boolean(create_constraint=True, name="has_intractable_disease"), nullable=True
        ),
        sa.Column("has_higher_brain", sa.Boolean(create_constraint=True, name="has_higher_brain"), nullable=True),
        sa.Column("support_scale", sa.Text(), nullable=True),
        sa.Column("support_level", sa.Integer(), nullable=True),
        sa.Column("needs_suction", sa.Boolean(create_constraint=True, name="needs_suction"), nullable=True),
        sa.Column("needs_tube_feeding", sa.Boolean(create_constraint=True, name="needs_tube_feeding"), nullable=True),
        sa.Column("needs_ventilator", sa.Boolean(create_constraint=True, name="needs_ventilator"), nullable=True),
        sa.Column("needs_tracheostomy", sa.Boolean(create_constraint=True, name="needs_tracheostomy"), nullable=True),
        sa.Column("needs_oxygen", sa.Boolean(create_constraint=True, name="needs_oxygen"), nullable=True),
        sa.Column("needs_catheter", sa.Boolean(create_constraint=True, name="needs_catheter"), nullable=True),
        sa.Column("needs_insulin", sa.Boolean(create_constraint=True, name="needs_insulin"), nullable=True),
        sa.Column("needs_iv_nutrition", sa.Boolean(create_constraint=True, name="needs_iv_nutrition"), nullable=True),
        sa.Column("needs_other", sa.Boolean(create_constraint=True, name="needs_other"), nullable=True),
        sa.Column("severe_behaviour", sa.Boolean(create_constraint=True, name="severe_behaviour"), nullable=True),
        sa.Column("wheelchair", sa.Boolean(create_constraint=True, name="wheelchair"), nullable=True),
        sa.Column("other_needs", sa.Text(), nullable=True),
        sa.Column("caregiver", sa.Text(), nullable=True),
        sa.Column("risk_caregiver_ill", sa.Boolean(create_constraint=True, name="risk_caregiver_ill"), nullable=True),
        sa.Column(
            "risk_caregiver_over_75", sa.Boolean(create_constraint=True, name="risk_caregiver_over_75"), nullable=True
        ),
        sa.Column("risk_sibling_care", sa.Boolean(create_constraint=True, name="risk_sibling_care"), nullable=True),
        sa.Column(
            "risk_abuse_suspected", sa.Boolean(create_constraint=True, name="risk_abuse_suspected"), nullable=True
        ),
        sa.Column(
            "risk_recent_emergency", sa.Boolean(create_constraint=True, name="risk_recent_emergency"), nullable=True
        ),
        sa.Column(
            "risk_discharge_pending", sa.Boolean(create_constraint=True, name="risk_discharge_pending"), nullable=True
        ),
        sa.Column("risk_home_unsafe", sa.Boolean(create_constraint=True, name="risk_home_unsafe"), nullable=True),
        sa.Column("risk_isolated", sa.Boolean(create_constraint=True, name="risk_isolated"), nullable=True),
        sa.Column("risk_no_services", sa.Boolean(create_constraint=True, name="risk_no_services"), nullable=True),
        sa.Column(
            "risk_behaviour_escalating",
            sa.Boolean(create_constraint=True, name="risk_behaviour_escalating"),
            nullable=True,
        ),
        sa.Column("tier_override", sa.Integer(), nullable=True),
        sa.Column("tier_override_reason", sa.Text(), nullable=True),
        sa.Column("max_distance_m", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("identified_on", sa.Date(), nullable=True),
        sa.Column("identified_as", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(support_level IS NULL) OR (support_scale = 'adult' AND support_level BETWEEN 1 AND 6) OR (support_scale = 'child' AND support_level BETWEEN 1 AND 3)",
            name=op.f("ck_person_support_level_on_scale"),
        ),
        sa.CheckConstraint(
            "caregiver IN ('none', 'single_over_75', 'single_ill', 'single', 'couple_over_75', 'couple', 'several')",
            name=op.f("ck_person_caregiver_listed"),
        ),
        sa.CheckConstraint(
            "identified_as IN ('care_meetings', 'visits', 'joint_after_emergency', 'continuing_other', 'advice', 'referral', 'consultation_other')",
            name=op.f("ck_person_identified_as_listed"),
        ),
        sa.CheckConstraint("sex IN ('female', 'male', 'other')", name=op.f("ck_person_sex_listed")),
        sa.CheckConstraint("status IN ('active', 'watching', 'closed')", name=op.f("ck_person_status_listed")),
        sa.CheckConstraint("support_scale IN ('adult', 'child')", name=op.f("ck_person_support_scale_listed")),
        sa.CheckConstraint(
            "tier_override IS NULL OR length(coalesce(tier_override_reason, '')) > 0",
            name=op.f("ck_person_override_has_reason"),
        ),
        sa.CheckConstraint("birth_year BETWEEN 1900 AND 2100", name=op.f("ck_person_birth_year_plausible")),
        sa.CheckConstraint("length(code_name) > 0", name=op.f("ck_person_code_name_not_empty")),
        sa.CheckConstraint("max_distance_m > 0", name=op.f("ck_person_distance_counts")),
        sa.CheckConstraint(
            "support_level IS NULL OR support_scale IS NOT NULL", name=op.f("ck_person_support_scale_for_level")
        ),
        sa.CheckConstraint("tier_override IN (1, 2, 3)", name=op.f("ck_person_tier_override_listed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code_name", name=op.f("uq_person_code_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("policy_name", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("policy_sha256", sa.Text(), nullable=False),
        sa.Column("solver", sa.Text(), nullable=False),
        sa.Column("placed", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_plan_cost_counts")),
        sa.CheckConstraint("period_start <= period_end", name=op.f("ck_plan_period_in_order")),
        sa.CheckConstraint("placed >= 0", name=op.f("ck_plan_placed_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("form IN ('oral', 'written')", name=op.f("ck_consent_form_listed")),
        sa.CheckConstraint(
            "given_by IN ('person', 'family_as_client', 'legal_representative')",
            name=op.f("ck_consent_given_by_listed"),
        ),
        sa.CheckConstraint("scope IN ('matching', 'matching_and_sharing')", name=op.f("ck_consent_scope_listed")),
        sa.CheckConstraint("withdrawn_on >= given_on", name=op.f("ck_consent_withdrawn_later")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint(
            "person_id", "given_on", "given_by", "scope", name=op.f("uq_consent_person_id_given_on_given_by_scope")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "facility_condition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("facility_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("offers_trial", sa.Boolean(create_constraint=True, name="offers_trial"), nullable=True),
        sa.Column("trial_places", sa.Integer(), nullable=True),
        sa.Column("longest_stay_nights", sa.Integer(), nullable=True),
        sa.Column("accepts_physical", sa.Boolean(create_constraint=True, name="accepts_physical"), nullable=True),
        sa.Column(
            "accepts_intellectual", sa.Boolean(create_constraint=True, name="accepts_intellectual"), nullable=True
        ),
        sa.Column("accepts_mental", sa.Boolean(create_constraint=True, name="accepts_mental"), nullable=True),
        sa.Column(
            "accepts_developmental", sa.Boolean(create_constraint=True, name="accepts_developmental"), nullable=True
        ),
        sa.Column(
            "accepts_intractable_disease",
            sa.Boolean(create_constraint=True, name="accepts_intractable_disease"),
            nullable=True,
        ),
        sa.Column(
            "accepts_higher_brain", sa.Boolean(create_constraint=True, name="accepts_higher_brain"), nullable=True
        ),
        sa.Column("adult_level_1", sa.Boolean(create_constraint=True, name="adult_level_1"), nullable=True),
        sa.Column("adult_level_2", sa.Boolean(create_constraint=True, name="adult_level_2"), nullable=True),
        sa.Column("adult_level_3", sa.Boolean(create_constraint=True, name="adult_level_3"), nullable=True),
        sa.Column("adult_level_4", sa.Boolean(create_constraint=True, name="adult_level_4"), nullable=True),
        sa.Column("adult_level_5", sa.Boolean(create_constraint=True, name="adult_level_5"), nullable=True),
        sa.Column("adult_level_6", sa.Boolean(create_constraint=True, name="adult_level_6"), nullable=True),
        sa.Column("child_level_1", sa.Boolean(create_constraint=True, name="child_level_1"), nullable=True),
        sa.Column("child_level_2", sa.Boolean(create_constraint=True, name="child_level_2"), nullable=True),
        sa.Column("child_level_3", sa.Boolean(create_constraint=True, name="child_level_3"), nullable=True),
        sa.Column("medical_suction", sa.Boolean(create_constraint=True, name="medical_suction"), nullable=True),
        sa.Column(
            "medical_tube_feeding", sa.Boolean(create_constraint=True, name="medical_tube_feeding"), nullable=True
        ),
        sa.Column("medical_ventilator", sa.Boolean(create_constraint=True, name="medical_ventilator"), nullable=True),
        sa.Column(
            "medical_tracheostomy", sa.Boolean(create_constraint=True, name="medical_tracheostomy"), nullable=True
        ),
        sa.Column("medical_oxygen", sa.Boolean(create_constraint=True, name="medical_oxygen"), nullable=True),
        sa.Column("medical_catheter", sa.Boolean(create_constraint=True, name="medical_catheter"), nullable=True),
        sa.Column("medical_insulin", sa.Boolean(create_constraint=True, name="medical_insulin"), nullable=True),
        sa.Column(
            "medical_iv_nutrition", sa.Boolean(create_constraint=True, name="medical_iv_nutrition"), nullable=True
        ),
        sa.Column("medical_other", sa.Boolean(create_constraint=True, name="medical_other"), nullable=True),
        sa.Column("severe_behaviour", sa.Boolean(create_constraint=True, name="severe_behaviour"), nullable=True),
        sa.Column("wheelchair", sa.Boolean(create_constraint=True, name="wheelchair"), nullable=True),
        sa.Column("sexes", sa.Text(), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("day_mon", sa.Boolean(create_constraint=True, name="day_mon"), nullable=True),
        sa.Column("day_tue", sa.Boolean(create_constraint=True, name="day_tue"), nullable=True),
        sa.Column("day_wed", sa.Boolean(create_constraint=True, name="day_wed"), nullable=True),
        sa.Column("day_thu", sa.Boolean(create_constraint=True, name="day_thu"), nullable=True),
        sa.Column("day_fri", sa.Boolean(create_constraint=True, name="day_fri"), nullable=True),
        sa.Column("day_sat", sa.Boolean(create_constraint=True, name="day_sat"), nullable=True),
        sa.Column("day_sun", sa.Boolean(create_constraint=True, name="day_sun"), nullable=True),
        sa.Column("emergency_policy", sa.Text(), nullable=True),
        sa.Column("vacancy", sa.Text(), nullable=True),
        sa.Column("vacancy_on", sa.Date(), nullable=True),
        sa.Column("vacancy_until", sa.Date(), nullable=True),
        sa.Column("sharing", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "emergency_policy IN ('none', 'past_use', 'information', 'always')",
            name=op.f("ck_facility_condition_emergency_policy_listed"),
        ),
        sa.CheckConstraint("sexes IN ('any', 'female', 'male')", name=op.f("ck_facility_condition_sexes_listed")),
        sa.CheckConstraint(
            "sharing IN ('public', 'network', 'private')", name=op.f("ck_facility_condition_sharing_listed")
        ),
        sa.CheckConstraint("vacancy IN ('free', 'few', 'full')", name=op.f("ck_facility_condition_vacancy_listed")),
        sa.CheckConstraint(
            "(vacancy IS NULL) = (vacancy_on IS NULL)", name=op.f("ck_facility_condition_vacancy_dated")
        ),
        sa.CheckConstraint("age_max BETWEEN 0 AND 150", name=op.f("ck_facility_condition_age_max_counts")),
        sa.CheckConstraint(
            "age_min >= 0 AND age_max <= 150 AND age_min <= age_max", name=op.f("ck_facility_condition_ages_in_order")
        ),
        sa.CheckConstraint("age_min BETWEEN 0 AND 150", name=op.f("ck_facility_condition_age_min_counts")),
        sa.CheckConstraint("longest_stay_nights >= 1", name=op.f("ck_facility_condition_nights_count")),
        sa.CheckConstraint("trial_places >= 0", name=op.f("ck_facility_condition_places_count")),
        sa.CheckConstraint("vacancy_until >= vacancy_on", name=op.f("ck_facility_condition_vacancy_expires_later")),
        sa.CheckConstraint(
            "vacancy_until IS NULL OR vacancy_on IS NOT NULL",
            name=op.f("ck_facility_condition_vacancy_until_of_something"),
        ),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
            name=op.f("fk_facility_condition_facility_id_facility"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility_condition")),
        sa.UniqueConstraint("facility_id", name=op.f("uq_facility_condition_facility_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person_avoid",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facility_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(facility_id IS NULL) <> (ward IS NULL)", name=op.f("ck_person_avoid_facility_or_ward")),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_person_avoid_facility_id_facility"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_avoid_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_avoid")),
        sa.UniqueConstraint("person_id", "facility_id", name=op.f("uq_person_avoid_person_id_facility_id")),
        sa.UniqueConstraint("person_id", "ward", name=op.f("uq_person_avoid_person_id_ward")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_avoid", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_avoid_facility_id"), ["facility_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_avoid_person_id"), ["person_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facility_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('suggested', 'asked', 'accepted', 'declined', 'no_answer', 'booked', 'done', 'broken_off')",
            name=op.f("ck_proposal_status_listed"),
        ),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_proposal_cost_counts")),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_proposal_facility_id_facility"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_proposal_person_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_proposal_plan_id_plan"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("plan_id", "person_id", name=op.f("uq_proposal_plan_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_facility_id"), ["facility_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "stay",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facility_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("residence_before", sa.Text(), nullable=True),
        sa.Column("residence_after", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('trial', 'short_stay', 'emergency')", name=op.f("ck_stay_kind_listed")),
        sa.CheckConstraint("outcome IN ('went_well', 'mixed', 'broken_off')", name=op.f("ck_stay_outcome_listed")),
        sa.CheckConstraint(
            "residence_after IN ('home', 'group_home', 'hospital', 'facility', 'none', 'other')",
            name=op.f("ck_stay_residence_after_listed"),
        ),
        sa.CheckConstraint(
            "residence_before IN ('home', 'group_home', 'hospital', 'facility', 'none', 'other')",
            name=op.f("ck_stay_residence_before_listed"),
        ),
        sa.CheckConstraint("end_on >= start_on", name=op.f("ck_stay_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_stay_facility_id_facility"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_stay_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
        sa.UniqueConstraint(
            "person_id", "facility_id", "kind", "start_on", name=op.f("uq_stay_person_id_facility_id_kind_start_on")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stay_facility_id"), ["facility_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stay_person_id"), ["person_id"], unique=False)

    op.create_table(
        "support_team_member",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("is_lead", sa.Boolean(create_constraint=True, name="is_lead"), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.CheckConstraint("length(agency) > 0", name=op.f("ck_support_team_member_agency_not_empty")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_team_member_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_team_member")),
        sa.UniqueConstraint("person_id", "agency", name=op.f("uq_support_team_member_person_id_agency")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("support_team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_team_member_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_support_team_member_lead",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("is_lead"),
            postgresql_where=sa.text("is_lead"),
        )

    op.create_table(
        "town",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("koaza", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name=op.f("ck_town_point_whole")),
        sa.CheckConstraint("lat BETWEEN 20 AND 46 AND lon BETWEEN 122 AND 154", name=op.f("ck_town_point_in_japan")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_town_name_not_empty")),
        sa.CheckConstraint("population >= 0", name=op.f("ck_town_population_counts")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_town_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town")),
        sa.UniqueConstraint("city", "ward", "name", "koaza", name=op.f("uq_town_city_ward_name_koaza")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("town", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_town_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("facility_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("willingness", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('short_stay', 'group_home', 'welfare_home', 'guest_house', 'continuous_employment', 'barrier_free_apartment', 'other')",
            name=op.f("ck_visit_kind_listed"),
        ),
        sa.CheckConstraint(
            "willingness IN ('willing', 'with_conditions', 'unwilling')", name=op.f("ck_visit_willingness_listed")
        ),
        sa.CheckConstraint("facility_id IS NOT NULL OR place IS NOT NULL", name=op.f("ck_visit_somewhere")),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_visit_facility_id_facility"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_facility_id"), ["facility_id"], unique=False)

    op.create_table(
        "consultation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("stay_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(result = 'admitted') = (stay_id IS NOT NULL)", name=op.f("ck_consultation_admitted_has_stay")
        ),
        sa.CheckConstraint(
            "reason IN ('caregiver_ill', 'caregiver_dead', 'abuse_suspected', 'discharge', 'infection_cluster', 'other')",
            name=op.f("ck_consultation_reason_listed"),
        ),
        sa.CheckConstraint("result IN ('admitted', 'advice')", name=op.f("ck_consultation_result_listed")),
        sa.CheckConstraint(
            "source IN ('ward_disability', 'ward_family_health', 'ward_public_assistance', 'specialist', 'commissioned_office', 'planning_office', 'service_provider', 'police', 'medical', 'probation', 'person', 'other')",
            name=op.f("ck_consultation_source_listed"),
        ),
        sa.CheckConstraint("urgency IN ('today', 'days', 'weeks')", name=op.f("ck_consultation_urgency_listed")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consultation_person_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["stay_id"], ["stay.id"], name=op.f("fk_consultation_stay_id_stay"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("stay_id", name=op.f("uq_consultation_stay_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_person_id"), ["person_id"], unique=False)

    _make_audit_append_only()


def _make_audit_append_only() -> None:
    """Keep what was done on record: no row of the audit is ever changed or deleted."""
    if op.get_bind().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{action.lower()} BEFORE {action} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: audit_is_append_only'); END",
            )
    else:
        op.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit_is_append_only' USING ERRCODE = 'check_violation', "
            "CONSTRAINT = 'audit_is_append_only'; END $$",
        )
        op.execute(
            "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
        )
        op.execute(
            "CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
        )


def downgrade() -> None:
    """Refuse: there is nothing before the first version but an empty database."""
    raise NotImplementedError
