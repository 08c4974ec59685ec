"""What all tables share: the metadata, the surrogate key, and the audit of every change."""

import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.columns import BIG, TokyoDateTime, one_of, text

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)


def table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """Make a table with its surrogate key, which SQLite would otherwise give twice once its row is deleted."""
    key = sa.Column("id", BIG, primary_key=True, autoincrement=True)
    return sa.Table(name, metadata, key, *parts, sqlite_autoincrement=True)


audit = table(
    "audit",
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
