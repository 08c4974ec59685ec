"""Corrections say at which facility the record was, and calls of one unknown person are told to be hers."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward; of what was corrected before it is not known where it was."""
    integer = BIG.compile(op.get_bind().dialect)
    # As one statement, which SQLite takes: it adds no reference to a table that is there, but a column with one.
    op.execute(
        f"ALTER TABLE correction ADD COLUMN facility_id {integer} "
        "CONSTRAINT fk_correction_facility_id_facility REFERENCES facility (id) ON DELETE RESTRICT"
    )
    op.create_index(op.f("ix_correction_facility_id"), "correction", ["facility_id"])
    op.add_column("consultation", sa.Column("same_caller", BIG))
    op.create_index(op.f("ix_consultation_same_caller"), "consultation", ["same_caller"])


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
