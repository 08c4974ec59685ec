"""A plan is a draft, adopted or replaced: of the plans kept before, the last of each period is the adopted one."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CURRENT = sa.text("replaced_at IS NULL")


def upgrade() -> None:
    """Bring the tables forward; what the new rows say stood in the plans already, so that the audit has none of them."""
    op.create_table(
        "adoption",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True)),
        sa.Column("replaced_by", sa.Text()),
        sa.Column("since", BIG),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_adoption_plan_id_plan"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_adoption_plan_id")),
        sa.CheckConstraint("period_start <= period_end", name=op.f("ck_adoption_period_in_order")),
        sa.CheckConstraint("(replaced_at IS NULL) = (replaced_by IS NULL)", name=op.f("ck_adoption_replaced_whole")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_adoption_period",
        "adoption",
        ["period_start", "period_end"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.execute(
        "INSERT INTO adoption "
        "(plan_id, period_start, period_end, adopted_at, adopted_by, replaced_at, replaced_by) "
        "SELECT id, period_start, period_end, made_at, made_by, "
        "LEAD(made_at) OVER one_period, LEAD(made_by) OVER one_period FROM plan "
        "WINDOW one_period AS (PARTITION BY period_start, period_end ORDER BY id) ORDER BY id",
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
