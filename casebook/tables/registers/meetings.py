"""The meetings of the councils of the wards and of the city, what a council does in a year, and trainings."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import between, check, not_empty, one_of, secret, text, to
from casebook.tables.base import table

ONE_A_YEAR = f"kind NOT IN {v.NAMED_MEETINGS} OR name IS NULL"
"""Of these a council's year has one row."""


def _bounds(*names: str) -> list[sa.CheckConstraint]:
    return [check(f"{name}_counts", between(name, v.MEETING_BOUNDS[name])) for name in names]


council_year = table(
    "council_year",
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    text("ward"),
    secret("main_work"),
    secret("issues"),
    secret("next_plans"),
    *_bounds("fiscal_year"),
    not_empty("ward"),
    sa.UniqueConstraint("fiscal_year", "ward"),
    sa.Index(
        "uq_council_year_city",
        "fiscal_year",
        unique=True,
        sqlite_where=sa.text("ward IS NULL"),
        postgresql_where=sa.text("ward IS NULL"),
    ),
)
"""Without a ward it is the city's."""

council_plan = table(
    "council_plan",
    to("council_year", "council_year_id"),
    text("kind", required=True),
    text("name"),
    sa.Column("planned", sa.Integer, nullable=False),
    secret("summary"),
    one_of("kind", v.MEETING_KINDS),
    not_empty("name"),
    *_bounds("planned"),
    check("other_is_named", "kind <> 'other' OR name IS NOT NULL"),
    check("activity_is_named", "kind <> 'activity' OR name IS NOT NULL OR planned = 0"),
    sa.UniqueConstraint("council_year_id", "kind", "name"),
    sa.Index(
        "uq_council_plan_kind",
        "council_year_id",
        "kind",
        unique=True,
        sqlite_where=sa.text(ONE_A_YEAR),
        postgresql_where=sa.text(ONE_A_YEAR),
    ),
)
"""An activity without a name says that there are none."""

council_meeting = table(
    "council_meeting",
    sa.Column("held_on", sa.Date, nullable=False),
    text("ward"),
    text("kind", required=True),
    text("name"),
    sa.Column("held", sa.Boolean(create_constraint=True, name="held"), nullable=False),
    secret("place"),
    text("meeting_form"),
    sa.Column("attendance", sa.Integer),
    secret("summary"),
    one_of("kind", v.MEETING_KINDS),
    one_of("meeting_form", v.MEETING_FORMS),
    not_empty("ward"),
    not_empty("name"),
    *_bounds("attendance"),
    check("named", f"kind NOT IN {v.NAMED_MEETINGS} OR name IS NOT NULL"),
    check("attended_if_held", "held OR attendance IS NULL"),
)

training_event = table(
    "training_event",
    text("kind", required=True),
    secret("title", required=True),
    sa.Column("held_on", sa.Date, nullable=False),
    text("hours"),
    text("ward"),
    secret("place"),
    text("meeting_form"),
    secret("lecturers"),
    secret("participating_offices"),
    sa.Column("offices_count", sa.Integer),
    sa.Column("attendance", sa.Integer),
    secret("summary"),
    secret("opinions"),
    one_of("kind", v.EVENT_KINDS),
    one_of("meeting_form", v.MEETING_FORMS),
    not_empty("title"),
    not_empty("ward"),
    *_bounds("offices_count", "attendance"),
)
