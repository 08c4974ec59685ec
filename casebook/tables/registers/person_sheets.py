"""Sheets about a person in their versions, and to whom each was handed."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import TokyoDateTime, check, not_empty, one_of, secret, secret_json, text, to
from casebook.tables.base import table

person_sheet = table(
    "person_sheet",
    to("person", "person_id"),
    text("kind", required=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_at", TokyoDateTime, nullable=False),
    text("made_by", required=True),
    secret_json("content"),
    sa.Column("withdrawn_at", TokyoDateTime),
    text("withdrawn_by"),
    secret("reason"),
    sa.UniqueConstraint("person_id", "kind", "version"),
    one_of("kind", v.PERSON_SHEETS),
    check("version_counts", "version >= 1"),
    not_empty("made_by"),
    check(
        "withdrawn_whole",
        "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (reason IS NULL)",
    ),
    not_empty("reason"),
)
"""``content`` has a text by block; what was not known is not in it."""

sheet_handing = table(
    "sheet_handing",
    to("person_sheet", "sheet_id"),
    sa.Column("handed_on", sa.Date, nullable=False),
    secret("handed_to", required=True),
    text("ground", required=True),
    text("way", required=True),
    sa.Column("received_on", sa.Date),
    secret("received_by"),
    secret("note"),
    one_of("ground", v.HANDING_GROUNDS),
    one_of("way", v.HANDING_WAYS),
    not_empty("handed_to"),
    check("received_later", "received_on >= handed_on"),
    check("received_on_a_day", "received_by IS NULL OR received_on IS NOT NULL"),
    check("law_with_a_note", "ground = 'consent' OR note IS NOT NULL"),
    not_empty("note"),
)
