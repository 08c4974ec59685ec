"""The map has railways, stations, rivers, coast and emergency roads beneath it, as they were imported."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('coast', 'river', 'road', 'rail', 'station')"


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "base_layer",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("shapes", sa.Text(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_base_layer_kind_listed")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2099", name=op.f("ck_base_layer_year_of_an_edition")),
        sa.CheckConstraint("length(credit) > 0", name=op.f("ck_base_layer_credit_not_empty")),
        sa.CheckConstraint("length(shapes) > 0", name=op.f("ck_base_layer_shapes_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_layer")),
        sa.UniqueConstraint("kind", name=op.f("uq_base_layer_kind")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
