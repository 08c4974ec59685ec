"""Emergency consultations: what was needed, who was telephoned, how an admission is to end."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import BIG, TokyoDateTime, between, check, needs, needs_rules, one_of, secret, text, to
from casebook.tables.base import table

consultation = table(
    "consultation",
    sa.Column("received_at", TokyoDateTime, nullable=False),
    text("source", required=True),
    to("person", "person_id", nullable=True),
    secret("caller_office"),
    secret("caller_name"),
    secret("caller_phone"),
    secret("description"),
    text("reason"),
    text("urgency"),
    text("result", required=True),
    to("stay", "stay_id", nullable=True, unique=True),
    sa.Column("same_caller", BIG, index=True),
    check("admitted_has_stay", "(result = 'admitted') = (stay_id IS NOT NULL)"),
    one_of("source", v.CONSULTATION_SOURCES),
    one_of("reason", v.CONSULTATION_REASONS),
    one_of("urgency", v.URGENCIES),
    one_of("result", v.CONSULTATION_RESULTS),
)

emergency_need = table(
    "emergency_need",
    to("consultation", "consultation_id", unique=True),
    sa.Column("age", sa.Integer),
    *needs(),
    check("age_plausible", between("age")),
    *needs_rules(),
)

enquiry = table(
    "enquiry",
    to("consultation", "consultation_id"),
    to("facility", "facility_id"),
    sa.Column("at", TokyoDateTime, nullable=False),
    text("answer", required=True),
    text("reason"),
    secret("note"),
    text("given_for"),
    one_of("answer", v.ENQUIRY_ANSWERS),
    one_of("reason", v.ENQUIRY_REASONS),
    one_of("given_for", v.GIVEN_FOR),
    check("declined_has_reason", "(answer = 'declined') = (reason IS NOT NULL)"),
)

exit_plan = table(
    "exit_plan",
    to("stay", "stay_id", unique=True),
    sa.Column("expected_until", sa.Date),
    text("step", required=True),
    text("next_residence"),
    to("facility", "next_facility_id", nullable=True),
    secret("handover"),
    secret("note"),
    secret("medicine"),
    one_of("step", v.EXIT_STEPS),
    one_of("next_residence", v.RESIDENCES),
)
