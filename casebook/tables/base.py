"""What all tables share: the metadata and the surrogate key."""

import sqlalchemy as sa

from casebook.columns import BIG

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
