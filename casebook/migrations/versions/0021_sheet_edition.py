"""Of the sheets that leave the desk there is one edition a month, kept as printed."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WITHDRAWN = "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (reason IS NULL)"


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "sheet_edition",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_by", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.CheckConstraint("month <= day", name=op.f("ck_sheet_edition_month_of_day")),
        sa.CheckConstraint(WITHDRAWN, name=op.f("ck_sheet_edition_withdrawn_whole")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_sheet_edition_reason_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_edition")),
        sa.UniqueConstraint("month", name=op.f("uq_sheet_edition_month")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "edition_papers",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("edition_id", BIG, nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["sheet_edition.id"],
            name=op.f("fk_edition_papers_edition_id_sheet_edition"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_papers")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_edition_papers_edition_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
