"""Reads are noted in a log of their own; both logs are chained from here on, each row to the one before."""

from dataclasses import asdict

import sqlalchemy as sa
from alembic import op

from casebook import tables
from casebook.audit.chain import LOGS, digest_until, first
from casebook.audit.key import NO_KEY
from casebook.columns import TokyoDateTime

revision = "0014"
down_revision = "0013e"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "access_log",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text()),
        sa.Column("entity_id", BIG),
        sa.Column("detail", sa.JSON()),
        sa.Column("link", sa.Text()),
        sa.CheckConstraint("length(kind) > 0", name=op.f("ck_access_log_kind_not_empty")),
        sa.CheckConstraint("entity_id IS NULL OR entity IS NOT NULL", name=op.f("ck_access_log_of_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_access_log_entity", "access_log", ["entity", "entity_id"])
    op.create_index("ix_access_log_at", "access_log", ["at"])
    op.add_column("audit", sa.Column("link", sa.Text()))
    op.create_table(
        "audit_chain",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("log", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key_name", sa.Text(), nullable=False),
        sa.Column("after_id", BIG, nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.Column("last_id", BIG, nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.CheckConstraint("log IN ('audit', 'access_log')", name=op.f("ck_audit_chain_log_listed")),
        sa.CheckConstraint("count >= 0", name=op.f("ck_audit_chain_count_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_chain")),
        sqlite_autoincrement=True,
    )
    _make_append_only()
    _begin_chains()


def _begin_chains() -> None:
    """Begin both chains behind what is there, which is held as it is found now; the first who has a key goes on with it."""
    connection = op.get_bind()
    now = connection.execute(sa.select(sa.type_coerce(sa.func.current_timestamp(), TokyoDateTime()))).scalar_one()
    for name, log in LOGS.items():
        last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(log.c.id), 0))).scalar_one()
        stretch = first(name, last, digest_until(connection, log, last), NO_KEY, now)
        values = {field: value for field, value in asdict(stretch).items() if field != "id"}
        connection.execute(sa.insert(tables.audit_chain).values(values))


def _make_append_only() -> None:
    """Hold the access log to what 0001 and 0008 hold the audit to."""
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: audit_is_append_only'); END"
        for action in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER access_log_no_{action.lower()} BEFORE {action} ON access_log {refuse}")
        op.execute(
            "CREATE TRIGGER access_log_no_replace BEFORE INSERT ON access_log "  # noqa: S608 - constants
            "WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id) " + refuse,
        )
    else:
        op.execute(
            "CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE ON access_log "
            "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
        )
        op.execute(
            "CREATE TRIGGER access_log_never_emptied BEFORE TRUNCATE ON access_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
        )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
