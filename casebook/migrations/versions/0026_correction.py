"""Records are corrected and cancelled with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "correction",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", BIG, nullable=False),
        sa.Column("person_id", BIG),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since", BIG, nullable=False),
        sa.Column("taken_back", sa.Boolean(create_constraint=True, name="taken_back"), nullable=False),
        sa.CheckConstraint("length(entity) > 0", name=op.f("ck_correction_entity_not_empty")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_correction_reason_not_empty")),
        sa.CheckConstraint("length(who) > 0", name=op.f("ck_correction_who_not_empty")),
        sa.CheckConstraint("kind IN ('corrected', 'cancelled', 'restored')", name=op.f("ck_correction_kind_listed")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_correction_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_correction_person_id"), "correction", ["person_id"])
    op.create_index("ix_correction_entity", "correction", ["entity", "entity_id"])


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
