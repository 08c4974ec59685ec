"""The log of changes is looked through by the day, as the one of looks is."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_index("ix_audit_at", "audit", ["at"])


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
