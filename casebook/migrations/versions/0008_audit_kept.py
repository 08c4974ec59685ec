"""Under SQLite a row of the audit is not replaced either: INSERT OR REPLACE went past the triggers."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward.

    SQLite deletes the row that another replaces without asking its triggers, unless a connection wishes it; a trigger
    before the insert holds for every connection. PostgreSQL's triggers hold already.
    """
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
            "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: audit_is_append_only'); END",
        )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
