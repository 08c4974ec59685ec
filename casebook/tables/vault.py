"""Which keys are the casebook's own, and how names are found that are sealed."""

import sqlalchemy as sa

from casebook.columns import BIG, check, text
from casebook.tables.base import table

vault_key = table(
    "vault_key",
    text("name", required=True),
    text("proof", required=True),
    sa.UniqueConstraint("name"),
    check("proof_is_sealed", "proof LIKE 'v1:%'"),
)
"""The newest row is the key that is written with; its proof opens with that key alone."""

name_index = table(
    "name_index",
    text("entity", required=True),
    sa.Column("entity_id", BIG, nullable=False),
    text("field", required=True),
    text("key", required=True),
    text("mac", required=True),
    sa.UniqueConstraint("entity", "field", "entity_id", "mac"),
    sa.Index("ix_name_index_mac", "mac"),
)
"""A keyed hash of the whole name, and one of each word: who holds the table cannot tell names by trying them."""
