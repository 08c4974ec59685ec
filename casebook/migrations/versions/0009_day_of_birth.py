"""People may have a day of birth, which agrees with its year: of a year alone two ages follow."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME = "ck_person_birth_agrees"


def upgrade() -> None:
    """Bring the tables forward."""
    if op.get_bind().dialect.name == "sqlite":
        # It adds a column with its rule, but no rule by itself.
        op.execute(
            f"ALTER TABLE person ADD COLUMN born_on DATE "
            f"CONSTRAINT {NAME} CHECK (CAST(STRFTIME('%Y', born_on) AS INTEGER) = birth_year)",
        )
        return
    op.add_column("person", sa.Column("born_on", sa.Date()))
    op.create_check_constraint(op.f(NAME), "person", "EXTRACT(year FROM born_on) = birth_year")


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
