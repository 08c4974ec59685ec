"""What lies beyond one office (地域課題): raised by a council, with its steps, and from whose cases it was."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import check, not_empty, one_of, secret, text, to
from casebook.tables.base import table

regional_issue = table(
    "regional_issue",
    secret("title", required=True),
    text("theme", required=True),
    sa.Column("raised_on", sa.Date, nullable=False),
    text("ward"),
    text("raised_by"),
    text("in_charge"),
    sa.Column("ended_on", sa.Date),
    secret("ending"),
    one_of("theme", v.ISSUE_THEMES),
    one_of("raised_by", v.MEETING_KINDS),
    not_empty("title"),
    not_empty("ward"),
    not_empty("ending"),
    check("ended_later", "ended_on >= raised_on"),
    check("ended_whole", "(ended_on IS NULL) = (ending IS NULL)"),
)
"""Without a ward it was raised in the city's council; without ``ended_on`` it is open."""

regional_issue_step = table(
    "regional_issue_step",
    to("regional_issue", "regional_issue_id"),
    sa.Column("taken_on", sa.Date, nullable=False),
    secret("action", required=True),
    text("passed_to"),
    secret("answered"),
    sa.Column("next_on", sa.Date),
    one_of("passed_to", v.ISSUE_LEVELS[1:]),
    not_empty("action"),
    check("next_later", "next_on >= taken_on"),
)

issue_case = table(
    "issue_case",
    to("regional_issue", "regional_issue_id"),
    to("person", "person_id"),
    secret("note"),
    sa.UniqueConstraint("regional_issue_id", "person_id"),
)
"""Out of whose case it was raised."""
