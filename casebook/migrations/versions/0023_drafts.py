"""What is still typed is kept; a call tells who called, and of an answer for whom it was given."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GIVEN_FOR = "given_for IN ('other_person', 'other_needs')"


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "draft",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", BIG),
        sa.Column("subject", BIG),
        sa.Column("typed_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("closed_because", sa.Text()),
        sa.CheckConstraint("length(typed_by) > 0", name=op.f("ck_draft_typed_by_not_empty")),
        sa.CheckConstraint("kind IN ('call', 'person', 'exit', 'visit')", name=op.f("ck_draft_kind_listed")),
        sa.CheckConstraint("version > 0", name=op.f("ck_draft_version_counts")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_draft_person_id"), "draft", ["person_id"])
    for name in ("caller_office", "caller_name", "caller_phone"):
        op.add_column("consultation", sa.Column(name, sa.Text()))
    if op.get_bind().dialect.name == "sqlite":
        # It adds a column with its rule, but no rule by itself.
        op.execute(
            f"ALTER TABLE enquiry ADD COLUMN given_for TEXT CONSTRAINT ck_enquiry_given_for_listed CHECK ({GIVEN_FOR})"
        )
        return
    op.add_column("enquiry", sa.Column("given_for", sa.Text()))
    op.create_check_constraint(op.f("ck_enquiry_given_for_listed"), "enquiry", GIVEN_FOR)


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
