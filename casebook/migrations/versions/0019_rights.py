"""What somebody asks for of what is held about her, and what was done, is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "rights_request",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("what", sa.Text()),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("done_by", sa.Text()),
        sa.Column("done", sa.Text()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rights_request_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_request")),
        sa.CheckConstraint(
            "kind IN ('disclosure', 'correction', 'stop', 'deletion')", name=op.f("ck_rights_request_kind_listed")
        ),
        sa.CheckConstraint(
            "asked_by IN ('person', 'family_as_client', 'legal_representative')",
            name=op.f("ck_rights_request_asked_by_listed"),
        ),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_by IS NULL) AND (done_at IS NULL) = (done IS NULL)",
            name=op.f("ck_rights_request_done_whole"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rights_request_person_id"), "rights_request", ["person_id"])


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
