"""Who comes in: accounts with their roles, what they sign in with, and who is signed in.

None of these is a record of the casebook: what reads and writes records (`casebook.book`) does not reach them, whoever
asks; `casebook.accounts` does.
"""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import TokyoDateTime, check, not_empty, one_of, secret, text, to
from casebook.tables.base import table

account = table(
    "account",
    text("name", required=True),
    text("login", required=True),
    text("email"),
    text("issuer"),
    text("subject"),
    sa.Column("active", sa.Boolean(create_constraint=True, name="active"), nullable=False),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    sa.UniqueConstraint("name"),
    sa.UniqueConstraint("login"),
    sa.UniqueConstraint("email"),
    sa.UniqueConstraint("issuer", "subject"),
    not_empty("name"),
    not_empty("login"),
    not_empty("email"),
    check("identity_whole", "(issuer IS NULL) = (subject IS NULL)"),
)

role_grant = table(
    "role_grant",
    to("account", "account_id"),
    text("role", required=True),
    text("scope"),
    sa.Column("since", sa.Date),
    sa.Column("until", sa.Date),
    text("deputy_for"),
    one_of("role", v.ROLES),
    not_empty("scope"),
    not_empty("deputy_for"),
    check("ends_after_start", "until >= since"),
)

credential = table(
    "credential",
    to("account", "account_id", unique=True),
    text("password_hash", required=True),
    sa.Column("changed_at", TokyoDateTime, nullable=False),
)

second_factor = table(
    "second_factor",
    to("account", "account_id", unique=True),
    secret("secret", required=True),
    sa.Column("confirmed_at", TokyoDateTime),
    sa.Column("last_step", sa.Integer),
)
"""``last_step`` is the step of the last code that was taken (30 s each, of Unix time): none is taken twice."""

recovery_code = table(
    "recovery_code",
    to("account", "account_id"),
    text("code_hash", required=True),
    sa.Column("used_at", TokyoDateTime),
    sa.UniqueConstraint("code_hash"),
)

session = table(
    "session",
    text("token_hash", required=True),
    to("account", "account_id"),
    sa.Column("issued_at", TokyoDateTime, nullable=False),
    sa.Column("last_seen_at", TokyoDateTime, nullable=False),
    sa.Column("ended_at", TokyoDateTime),
    text("ended_why"),
    text("way", required=True),
    text("identity"),
    sa.UniqueConstraint("token_hash"),
    sa.UniqueConstraint("identity"),
    one_of("ended_why", v.SIGN_IN_ENDS),
    one_of("way", v.SIGN_IN_WAYS),
    check("end_whole", "(ended_at IS NULL) = (ended_why IS NULL)"),
)
"""``identity`` is the hash of the identity token's issuer and nonce: of one token there is one session, ever."""

calendar_feed = table(
    "calendar_feed",
    to("account", "account_id", unique=True),
    text("token_hash", required=True),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    sa.UniqueConstraint("token_hash"),
    check("token_hash_whole", "length(token_hash) = 64"),
)

failed_attempts = table(
    "failed_attempts",
    text("what", required=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("last_at", TokyoDateTime, nullable=False),
    sa.UniqueConstraint("what"),
    check("count_counts", "count > 0"),
)
"""By the hash of a login name, whether there is one or not, or of an address."""

demonstration = table("demonstration", sa.Column("made_at", TokyoDateTime, nullable=False))
"""One row in a casebook that holds nobody real, and none in any other."""
