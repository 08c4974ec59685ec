"""Corrections say at which facility the record was, and calls of one unknown person are told to be hers."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'correction'"


def upgrade() -> None:
    """Bring the tables forward; of what was corrected before it is not known where it was."""
    connection = op.get_bind()
    last = connection.exec_driver_sql(LAST_ID).scalar() if connection.dialect.name == "sqlite" else None
    with op.batch_alter_table(
        "correction", copy_from=_before(), table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("facility_id", BIG))
        batch_op.create_foreign_key(
            op.f("fk_correction_facility_id_facility"), "facility", ["facility_id"], ["id"], ondelete="RESTRICT"
        )
    if last is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'correction'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('correction', ?)", (last,))
    op.create_index(op.f("ix_correction_facility_id"), "correction", ["facility_id"])
    op.add_column("consultation", sa.Column("same_caller", BIG))
    op.create_index(op.f("ix_consultation_same_caller"), "consultation", ["same_caller"])


def _before() -> sa.Table:
    """Return the table as it was: SQLite makes it anew from this, and would lose the CHECKs if it were read."""
    refers = sa.ForeignKey("person.id", name=op.f("fk_correction_person_id_person"), ondelete="RESTRICT")
    return sa.Table(
        "correction",
        sa.MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"}),
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", BIG, nullable=False),
        sa.Column("person_id", BIG, refers),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.Index(op.f("ix_correction_person_id"), "person_id"),
        sa.Index("ix_correction_entity", "entity", "entity_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
