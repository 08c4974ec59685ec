"""Accounts with roles, what they sign in with, sessions; the mark of a demonstration; more roles for the audit."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROLES_BEFORE = "role IN ('coordinator', 'consultation_office', 'ward_office', 'core_centre', 'planner')"
ROLES = (
    "role IN ('coordinator', 'consultation_office', 'ward_office', 'core_centre', 'planner', 'facility', "
    "'administrator', 'auditor')"
)
ENDS = "ended_why IN ('signed_out', 'everywhere', 'idle', 'over', 'switched_off', 'changed')"


def upgrade() -> None:
    """Bring the tables forward; who has a demonstration keeps one."""
    _table(
        "account",
        _text("name"),
        _text("login"),
        *(sa.Column(name, sa.Text()) for name in ("email", "issuer", "subject")),
        sa.Column("active", sa.Boolean(create_constraint=True, name=op.f("ck_account_active")), nullable=False),
        _time("made_at"),
        *(_unique("account", name) for name in ("name", "login", "email")),
        _unique("account", "issuer", "subject"),
        *(_not_empty("account", name) for name in ("name", "login", "email")),
        _check("account", "identity_whole", "(issuer IS NULL) = (subject IS NULL)"),
    )
    _table(
        "role_grant",
        *_account("role_grant"),
        _text("role"),
        sa.Column("scope", sa.Text()),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.Column("deputy_for", sa.Text()),
        _check("role_grant", "role_listed", ROLES),
        _not_empty("role_grant", "scope"),
        _not_empty("role_grant", "deputy_for"),
        _check("role_grant", "ends_after_start", "until >= since"),
    )
    _table(
        "credential",
        *_account("credential"),
        _text("password_hash"),
        _time("changed_at"),
        _unique("credential", "account_id"),
    )
    _table(
        "second_factor",
        *_account("second_factor"),
        _text("secret"),
        _time("confirmed_at", nullable=True),
        sa.Column("last_step", sa.Integer()),
        _unique("second_factor", "account_id"),
    )
    _table(
        "recovery_code",
        *_account("recovery_code"),
        _text("code_hash"),
        _time("used_at", nullable=True),
        _unique("recovery_code", "code_hash"),
    )
    _table(
        "session",
        _text("token_hash"),
        *_account("session"),
        _time("issued_at"),
        _time("last_seen_at"),
        _time("ended_at", nullable=True),
        sa.Column("ended_why", sa.Text()),
        _text("way"),
        sa.Column("identity", sa.Text()),
        _unique("session", "token_hash"),
        _unique("session", "identity"),
        _check("session", "ended_why_listed", ENDS),
        _check("session", "way_listed", "way IN ('password', 'oidc')"),
        _check("session", "end_whole", "(ended_at IS NULL) = (ended_why IS NULL)"),
    )
    _table(
        "failed_attempts",
        _text("what"),
        sa.Column("count", sa.Integer(), nullable=False),
        _time("last_at"),
        _unique("failed_attempts", "what"),
        _check("failed_attempts", "count_counts", "count > 0"),
    )
    _table("demonstration", _time("made_at"))
    for name in ("role_grant", "recovery_code", "session"):
        op.create_index(op.f(f"ix_{name}_account_id"), name, ["account_id"])
    op.execute("INSERT INTO demonstration (made_at) SELECT min(at) FROM audit WHERE what = 'demo' HAVING count(*) > 0")
    _widen_roles()


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.Column("id", BIG, autoincrement=True, nullable=False)
    op.create_table(
        name, key, *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")), sqlite_autoincrement=True
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _account(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_account_id_account")
    foreign = sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=name, ondelete="RESTRICT")
    return sa.Column("account_id", BIG, nullable=False), foreign


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _not_empty(table: str, column: str) -> sa.CheckConstraint:
    return _check(table, f"{column}_not_empty", f"length({column}) > 0")


def _widen_roles() -> None:
    """Let the audit know the added roles; see 0004 for SQLite."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_audit_role_listed"), "audit", type_="check")
        op.create_check_constraint(op.f("ck_audit_role_listed"), "audit", ROLES)
        return
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'audit'",
        (ROLES_BEFORE, ROLES),
    )
    assert changed.rowcount == 1  # noqa: S101 - there is one such table
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
