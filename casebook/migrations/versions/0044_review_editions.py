"""Yearly reviews that were published are kept as printed."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WITHDRAWN = "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (reason IS NULL)"
RULES = {
    "fiscal_year_counts": "fiscal_year BETWEEN 2000 AND 2100",
    "small_cell_counts": "small_cell >= 1",
    "checksum_whole": "length(checksum) = 64",
    "withdrawn_whole": WITHDRAWN,
    "reason_not_empty": "length(reason) > 0",
}


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "review_edition",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("small_cell", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_by", sa.Text()),
        sa.Column("reason", sa.Text()),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_review_edition_{name}")) for name, rule in RULES.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_edition")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "review_papers",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("edition_id", BIG, nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["review_edition.id"],
            name=op.f("fk_review_papers_edition_id_review_edition"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_papers")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_review_papers_edition_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
