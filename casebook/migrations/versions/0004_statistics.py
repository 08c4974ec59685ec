"""Published figures of towns and wards, outlines of catchments, and offices of the care insurance."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SOURCES_BEFORE = "source IN ('wamnet', 'manual', 'demo')"
SOURCES = "source IN ('wamnet', 'manual', 'demo', 'kaigo')"
KINDS = (
    "kind IN ('population', 'population_0_14', 'population_15_64', 'population_65_over', 'households', "
    "'certificate_physical', 'certificate_intellectual', 'certificate_mental')"
)


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "statistic",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("level", "city", "ward", "town", "kind")),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistic")),
        sa.UniqueConstraint("city", "ward", "town", "kind", "on", name=op.f("uq_statistic_city_ward_town_kind_on")),
        _check("city_not_empty", "length(city) > 0"),
        _check("level_listed", "level IN ('ward', 'town', 'city')"),
        _check("kind_listed", KINDS),
        _check(
            "level_fits",
            "(level = 'town') = (town <> '') AND (level <> 'ward' OR ward <> '') AND (level <> 'city' OR ward = '')",
        ),
        _check("value_counts", "value >= 0"),
        sqlite_autoincrement=True,
    )
    op.add_column("centre", sa.Column("outline", sa.Text()))
    _widen_sources()


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_statistic_{name}"))


def _widen_sources() -> None:
    """Let a facility come from the care insurance's list.

    SQLite cannot change a CHECK, and the usual way round (copy, drop, rename) is closed: other tables refer to
    facilities. Its manual gives this way for rules that touch no row (ALTER TABLE, section 7).
    """
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_facility_source_listed"), "facility", type_="check")
        op.create_check_constraint(op.f("ck_facility_source_listed"), "facility", SOURCES)
        return
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'facility'",
        (SOURCES_BEFORE, SOURCES),
    )
    assert changed.rowcount == 1  # noqa: S101 - there is one such table
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def downgrade() -> None:
    """Refuse: figures that were imported would be lost."""
    raise NotImplementedError
