"""A copy that was brought back aside and looked through is told of."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "drill",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("copy", sa.Text(), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True)),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("rows", BIG),
        sa.Column("plan_id", BIG),
        sa.Column("fault", sa.JSON()),
        sa.CheckConstraint("length(copy) > 0", name=op.f("ck_drill_copy_not_empty")),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_drill_seconds_count")),
        sa.CheckConstraint("rows >= 0", name=op.f("ck_drill_rows_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
