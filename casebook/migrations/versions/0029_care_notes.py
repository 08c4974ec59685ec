"""What whoever looks after somebody tonight must know of her, and whom of her own to call."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "care_note",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        *(
            sa.Column(name, sa.Text())
            for name in ("medicine", "seizures", "allergies", "upsets", "calms", "communication")
        ),
        sa.Column("checked_on", sa.Date()),
        sa.Column("checked_by", sa.Text()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_care_note_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_note")),
        sa.UniqueConstraint("person_id", name=op.f("uq_care_note_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contact_person",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("full_name", sa.Text()),
        sa.Column("relation", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("call_order", sa.Integer(), nullable=False),
        sa.Column("at_night", sa.Boolean(create_constraint=True, name=op.f("ck_contact_person_at_night"))),
        sa.Column("note", sa.Text()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_person_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_person")),
        sa.CheckConstraint("full_name IS NOT NULL OR relation IS NOT NULL", name=op.f("ck_contact_person_somebody")),
        sa.CheckConstraint("call_order BETWEEN 1 AND 99", name=op.f("ck_contact_person_call_order_counts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_person_person_id"), "contact_person", ["person_id"])


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
