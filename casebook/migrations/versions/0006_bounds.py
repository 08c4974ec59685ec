"""Numbers that a plan is made from get an upper bound: a limit of three million kilometres stopped every plan."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOST = (
    ("person", "max_distance_m", 1_000_000),
    ("facility", "emergency_rooms", 99),
    ("facility_condition", "trial_places", 999),
    ("facility_condition", "longest_stay_nights", 366),
    ("free_bed", "beds", 999),
)
RULES = (
    ("person", "distance_counts", "max_distance_m > 0", "max_distance_m BETWEEN 1 AND 1000000"),
    ("facility", "rooms_are_the_base", "emergency_rooms >= 0)", "emergency_rooms BETWEEN 0 AND 99)"),
    ("facility_condition", "places_count", "trial_places >= 0", "trial_places BETWEEN 0 AND 999"),
    ("facility_condition", "nights_count", "longest_stay_nights >= 1", "longest_stay_nights BETWEEN 1 AND 366"),
    (
        "facility_condition",
        "ages_in_order",
        "age_min >= 0 AND age_max <= 150 AND age_min <= age_max",
        "age_min <= age_max",
    ),
    ("free_bed", "beds_count", "beds >= 0", "beds BETWEEN 0 AND 999"),
)
"""Table, name, and the words of the rule that change."""
WHOLE = {
    "rooms_are_the_base": "emergency_rooms IS NULL OR (is_base AND emergency_rooms BETWEEN 0 AND 99)",
}
"""Rules of which only a part changes."""


def upgrade() -> None:
    """Bring the tables forward."""
    for table, column, most in MOST:
        _lower(table, column, most)
    if op.get_bind().dialect.name == "sqlite":
        _rewrite_rules()
        return
    for table, name, _, rule in RULES:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, WHOLE.get(name, rule))


def _lower(table: str, column: str, most: int) -> None:
    """Bring larger numbers down to the bound, under which they mean the same; what they were stays in the audit."""
    connection, metadata = op.get_bind(), sa.MetaData()
    rows = sa.Table(table, metadata, autoload_with=connection, resolve_fks=False)
    audit = sa.Table("audit", metadata, autoload_with=connection)
    for row in connection.execute(sa.select(rows).where(rows.c[column] > most)).mappings().all():
        connection.execute(sa.update(rows).where(rows.c.id == row["id"]).values({column: most}))
        entry = {"who": "sonae", "role": "coordinator", "what": f"migration {revision}", "action": "update"}
        about = {
            "entity": table,
            "entity_id": row["id"],
            "before": _as_json(row),
            "after": _as_json({**row, column: most}),
        }
        connection.execute(sa.insert(audit).values(at=sa.func.current_timestamp(), **entry, **about))


def _as_json(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
        if value is not None
    }


def _rewrite_rules() -> None:
    """Change the rules where SQLite keeps them, as its manual allows once no row breaks them; see 0004."""
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    for table, _, before, after in RULES:
        changed = connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
            (before, after, table),
        )
        assert changed.rowcount == 1  # noqa: S101 - there is one such table
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
