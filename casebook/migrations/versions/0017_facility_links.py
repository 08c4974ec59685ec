"""Facilities answer for themselves by a link; what comes in waits until a coordinator confirms it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "facility_link",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("facility_id", BIG, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_by", sa.Text()),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_facility_link_facility_id_facility"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_facility_link_token_hash")),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_facility_link_token_hash_whole")),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_facility_link_revoked_whole")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_facility_link_facility_id"), "facility_link", ["facility_id"])
    op.create_table(
        "incoming_answer",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("link_id", BIG, nullable=False),
        sa.Column("facility_id", BIG, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["facility_link.id"],
            name=op.f("fk_incoming_answer_link_id_facility_link"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_incoming_answer_facility_id_facility"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_answer")),
        sa.UniqueConstraint("link_id", "form", "part", name=op.f("uq_incoming_answer_link_id_form_part")),
        sa.CheckConstraint(
            "what IN ('vacancy', 'beds', 'conditions', 'proposal', 'remark')",
            name=op.f("ck_incoming_answer_what_listed"),
        ),
        sa.CheckConstraint("state IN ('waiting', 'taken', 'set_aside')", name=op.f("ck_incoming_answer_state_listed")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_incoming_answer_reason_not_empty")),
        sa.CheckConstraint("length(form) = 64", name=op.f("ck_incoming_answer_form_whole")),
        sa.CheckConstraint("part >= 0", name=op.f("ck_incoming_answer_part_counts")),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)",
            name=op.f("ck_incoming_answer_decided_whole"),
        ),
        sa.CheckConstraint(
            "(state = 'set_aside') = (reason IS NOT NULL)", name=op.f("ck_incoming_answer_set_aside_with_reason")
        ),
        sqlite_autoincrement=True,
    )
    for column in ("link_id", "facility_id", "state"):
        op.create_index(op.f(f"ix_incoming_answer_{column}"), "incoming_answer", [column])


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
