"""Public facilities, where new places might find room."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "public_facility",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("city", "ward", "name", "address")),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("located_at", sa.Text(), server_default="none", nullable=False),
        sa.Column("missing_since", sa.Date()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_facility")),
        sa.UniqueConstraint("city", "ward", "name", "address", name=op.f("uq_public_facility_city_ward_name_address")),
        _check("name_not_empty", "length(name) > 0"),
        _check("point_whole", "(lat IS NULL) = (lon IS NULL)"),
        _check("point_in_japan", "lat BETWEEN 20 AND 46 AND lon BETWEEN 122 AND 154"),
        _check("point_level", "(lat IS NULL) = (located_at = 'none')"),
        _check("located_at_listed", "located_at IN ('office', 'town', 'ward', 'none')"),
        sqlite_autoincrement=True,
    )


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_public_facility_{name}"))


def downgrade() -> None:
    """Refuse: what was imported would be lost."""
    raise NotImplementedError
