"""A scenario's name is unique within its period: the same name in the next quarter overwrote the one of the last."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'scenario'"


def upgrade() -> None:
    """Bring the tables forward.

    SQLite makes the table anew from what is written here: it would lose the CHECKs if they were read from the database.
    """
    before = sa.Table(
        "scenario",
        sa.MetaData(),
        sa.Column("id", BIG, primary_key=True, autoincrement=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("adopted_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("name", name=op.f("uq_scenario_name")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_scenario_name_not_empty")),
        sa.CheckConstraint("period_start <= period_end", name=op.f("ck_scenario_period_in_order")),
        sqlite_autoincrement=True,
    )
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    last = connection.exec_driver_sql(LAST_ID).scalar() if sqlite else None
    with op.batch_alter_table("scenario", copy_from=before, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f("uq_scenario_name"), type_="unique")
        columns = ["name", "period_start", "period_end"]
        batch_op.create_unique_constraint(op.f("uq_scenario_name_period_start_period_end"), columns)
    if last is not None:  # the id of a scenario that was dropped is not given again
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'scenario'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('scenario', ?)", (last,))


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
