"""A proposal has somebody in charge and a day of the next contact; after a refusal its plan may propose another."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATUS = "'suggested', 'asked', 'accepted', 'declined', 'no_answer', 'booked', 'done', 'broken_off', 'released'"
STANDING = sa.text("status NOT IN ('declined', 'broken_off', 'released')")
ONE_A_PERSON = "uq_proposal_plan_id_person_id"
ELSEWHERE = "ck_proposal_step_somewhere_else"
STEP_BEFORE, STEP_AFTER = "from_status <> to_status", "from_status <> to_status OR to_status = 'booked'"
"""A booked stay may get other dates, which is a step as well."""


def upgrade() -> None:
    """Bring the tables forward."""
    if op.get_bind().dialect.name == "sqlite":
        _make_proposals_anew()
        _rewrite_rule()
    else:
        op.drop_constraint(op.f(ONE_A_PERSON), "proposal", type_="unique")
        op.add_column("proposal", sa.Column("in_charge", sa.Text()))
        op.add_column("proposal", sa.Column("next_contact_on", sa.Date()))
        op.create_check_constraint(op.f("ck_proposal_in_charge_not_empty"), "proposal", "length(in_charge) > 0")
        op.drop_constraint(op.f(ELSEWHERE), "proposal_step", type_="check")
        op.create_check_constraint(op.f(ELSEWHERE), "proposal_step", STEP_AFTER)
    op.create_index(
        "uq_proposal_standing",
        "proposal",
        ["plan_id", "person_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def _make_proposals_anew() -> None:
    """Make the table anew, without the rule that SQLite cannot drop.

    The steps refer to it, so that they wait aside meanwhile; ids of proposals that are gone are not given again.
    """
    connection = op.get_bind()
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'proposal'").scalar()
    connection.exec_driver_sql("CREATE TEMPORARY TABLE step_aside AS SELECT * FROM proposal_step")
    connection.exec_driver_sql("DELETE FROM proposal_step")
    before = sa.Table(
        "proposal",
        sa.MetaData(),
        sa.Column("id", BIG, primary_key=True, autoincrement=True),
        *(_to(other) for other in ("plan", "person", "facility")),
        sa.Column("cost", BIG, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Date()),
        sa.Column("end_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("plan_id", "person_id", name=op.f(ONE_A_PERSON)),
        sa.CheckConstraint(f"status IN ({STATUS})", name=op.f("ck_proposal_status_listed")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_proposal_cost_counts")),
        sa.CheckConstraint("(start_on IS NULL) = (end_on IS NULL)", name=op.f("ck_proposal_dates_whole")),
        sa.CheckConstraint("end_on >= start_on", name=op.f("ck_proposal_ends_after_start")),
        *(sa.Index(op.f(f"ix_proposal_{column}"), column) for column in ("facility_id", "person_id", "plan_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposal", copy_from=before, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(ONE_A_PERSON), type_="unique")
        batch_op.add_column(sa.Column("in_charge", sa.Text()))
        batch_op.add_column(sa.Column("next_contact_on", sa.Date()))
        batch_op.create_check_constraint(op.f("ck_proposal_in_charge_not_empty"), "length(in_charge) > 0")
    if last is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'proposal'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('proposal', ?)", (last,))
    connection.exec_driver_sql("INSERT INTO proposal_step SELECT * FROM step_aside")
    connection.exec_driver_sql("DROP TABLE step_aside")


def _to(other: str) -> sa.Column[int]:
    column = f"{other}_id"
    name = op.f(f"fk_proposal_{column}_{other}")
    return sa.Column(column, BIG, sa.ForeignKey(f"{other}.id", name=name, ondelete="RESTRICT"), nullable=False)


def _rewrite_rule() -> None:
    """Change the rule where SQLite keeps it, as its manual allows once no row breaks it; see 0004."""
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'proposal_step'",
        (STEP_BEFORE, STEP_AFTER),
    )
    assert changed.rowcount == 1  # noqa: S101 - there is one such table
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
