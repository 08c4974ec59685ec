"""What comes in by a facility's link, and what a timer does, stands in the audit under a role of its own."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

BEFORE = "'planner', 'facility', 'administrator', 'auditor')"
ROLES = (
    "role IN ('coordinator', 'consultation_office', 'ward_office', 'core_centre', 'planner', 'facility', "
    "'administrator', 'auditor', 'facility_link', 'keeper')"
)


def upgrade() -> None:
    """Bring the tables forward; under SQLite as 0004 does."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_audit_role_listed"), "audit", type_="check")
        op.create_check_constraint(op.f("ck_audit_role_listed"), "audit", ROLES)
        return
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'audit'",
        (BEFORE, BEFORE[:-1] + ", 'facility_link', 'keeper')"),
    )
    assert changed.rowcount == 1  # noqa: S101 - there is one such table
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
