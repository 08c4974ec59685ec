"""Every long form is kept while it is typed: drafts of contacts, case reviews, facilities, telephone calls and care notes, too."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'draft'"
LISTED = "ck_draft_kind_listed"
BEFORE = "kind IN ('call', 'person', 'exit', 'visit')"
NOW = "kind IN ('call', 'person', 'exit', 'visit', 'contact', 'review', 'facility', 'telephone', 'care')"


def upgrade() -> None:
    """Bring the table forward; the number of a draft that is gone is not given again."""
    connection = op.get_bind()
    last = connection.exec_driver_sql(LAST_ID).scalar() if connection.dialect.name == "sqlite" else None
    with op.batch_alter_table("draft", copy_from=_before(), table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(LISTED), type_="check")
        batch_op.create_check_constraint(op.f(LISTED), NOW)
    if last is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'draft'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('draft', ?)", (last,))


def _before() -> sa.Table:
    """Return the table as it was: SQLite makes it anew from this, and would lose the CHECKs if it were read."""
    refers = sa.ForeignKey("person.id", name=op.f("fk_draft_person_id_person"), ondelete="RESTRICT")
    return sa.Table(
        "draft",
        sa.MetaData(),
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", BIG, refers),
        sa.Column("subject", BIG),
        sa.Column("typed_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("closed_because", sa.Text()),
        sa.CheckConstraint("length(typed_by) > 0", name=op.f("ck_draft_typed_by_not_empty")),
        sa.CheckConstraint(BEFORE, name=op.f(LISTED)),
        sa.CheckConstraint("version > 0", name=op.f("ck_draft_version_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.Index(op.f("ix_draft_person_id"), "person_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
