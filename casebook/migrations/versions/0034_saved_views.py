"""Each at work keeps views of lists under names of her own."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PAGES = "page IN ('people', 'facilities', 'consultations', 'proposals', 'visits', 'contacts')"


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "saved_view",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(who) > 0", name=op.f("ck_saved_view_who_not_empty")),
        sa.CheckConstraint(PAGES, name=op.f("ck_saved_view_page_listed")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_saved_view_name_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
