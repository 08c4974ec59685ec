"""Joint support with a core centre (基幹相談支援センターとの協働支援), its monthly reports, and advice visits to offices."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import between, check, not_empty, one_of, secret, text, to, yes_no_unknown
from casebook.tables.base import table

joint_case = table(
    "joint_case",
    to("person", "person_id"),
    text("core_centre", required=True),
    sa.Column("begun_on", sa.Date, nullable=False),
    *yes_no_unknown("hard_by_", v.JOINT_REASONS),
    secret("by_base"),
    secret("by_centre"),
    secret("by_office"),
    secret("by_ward"),
    sa.Column("next_on", sa.Date),
    secret("note"),
    sa.Column("ended_on", sa.Date),
    text("ending"),
    secret("ending_note"),
    not_empty("core_centre"),
    one_of("ending", v.JOINT_ENDINGS),
    check("next_later", "next_on >= begun_on"),
    check("ended_later", "ended_on >= begun_on"),
    check("ended_whole", "(ended_on IS NULL) = (ending IS NULL)"),
    check("ending_told_of_an_end", "ending_note IS NULL OR ended_on IS NOT NULL"),
)
"""``core_centre`` is called as its accounts are given for it; without ``ended_on`` it goes on. Whoever works there sees the person by it: `casebook.roles`."""

joint_report = table(
    "joint_report",
    to("joint_case", "joint_case_id"),
    sa.Column("month", sa.Date, nullable=False),
    secret("done", required=True),
    secret("situation"),
    secret("next_step"),
    sa.Column("next_on", sa.Date),
    not_empty("done"),
    check("month_is_its_first_day", sa.extract("day", sa.column("month", sa.Date)) == 1),
    check("next_later", "next_on >= month"),
    sa.UniqueConstraint("joint_case_id", "month"),
)
"""``month`` is its first day: of each month a case has one report."""

advice_visit = table(
    "advice_visit",
    sa.Column("visited_on", sa.Date, nullable=False),
    text("office", required=True),
    text("ward"),
    text("kind", required=True),
    to("person", "person_id", nullable=True),
    secret("who_went"),
    sa.Column("attendance", sa.Integer),
    secret("summary"),
    secret("next_step"),
    sa.Column("next_on", sa.Date),
    secret("note"),
    not_empty("office"),
    not_empty("ward"),
    one_of("kind", v.ADVICE_KINDS),
    check("attendance_counts", between("attendance", v.MEETING_BOUNDS["attendance"])),
    check("next_later", "next_on >= visited_on"),
)
"""About nobody, unless somebody was chosen; who she is, is told as her file is."""
