"""The ground of the law of an admission without consent is kept, and what medicine a guest takes."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GROUNDS = (
    "abuse_9",
    "physical_18",
    "intellectual_15_4",
    "child_21_6",
    "child_33",
    "appi_27_1_1",
    "appi_27_1_2",
    "appi_27_1_3",
    "appi_27_1_4",
    "appi_69_1",
    "appi_69_2_2",
    "appi_69_2_3",
    "appi_69_2_4",
    "abuse_7",
    "abuse_16",
    "abuse_22",
    "comprehensive_89_3",
)


def upgrade() -> None:
    """Bring the tables forward."""
    listed = ", ".join(f"'{code}'" for code in GROUNDS)
    op.create_table(
        "admission_ground",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("stay_id", BIG, nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(
            ["stay_id"], ["stay.id"], name=op.f("fk_admission_ground_stay_id_stay"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission_ground")),
        sa.UniqueConstraint("stay_id", name=op.f("uq_admission_ground_stay_id")),
        sa.CheckConstraint(f"ground IN ({listed})", name=op.f("ck_admission_ground_ground_listed")),
        sa.CheckConstraint("length(decided_by) > 0", name=op.f("ck_admission_ground_decided_by_not_empty")),
        sqlite_autoincrement=True,
    )
    op.add_column("exit_plan", sa.Column("medicine", sa.Text()))


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
