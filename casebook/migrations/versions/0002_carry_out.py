"""Proposals on their way: steps, rules for pairs, free beds, wished nights, scenarios."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATUS_BEFORE = "'suggested', 'asked', 'accepted', 'declined', 'no_answer', 'booked', 'done', 'broken_off'"
STATUS = f"{STATUS_BEFORE}, 'released'"
REASONS = (
    "reason IN ('person_wish', 'person_distance', 'person_timing', 'person_health', 'person_family', 'person_other', "
    "'facility_full', 'facility_staffing', 'facility_information_missing', 'facility_condition_not_met', "
    "'facility_safety', 'facility_other')"
)


def upgrade() -> None:
    """Bring the tables forward."""
    _widen_proposal()
    _table(
        "proposal_step",
        _to("proposal_step", "proposal"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("who"),
        _text("from_status"),
        _text("to_status"),
        sa.Column("reason", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("taken_back", sa.Boolean(create_constraint=True, name="taken_back"), nullable=False),
        sa.Column("since", BIG, nullable=False),
        _check("proposal_step", "from_status_listed", f"from_status IN ({STATUS})"),
        _check("proposal_step", "to_status_listed", f"to_status IN ({STATUS})"),
        _check("proposal_step", "reason_listed", REASONS),
        _check("proposal_step", "somewhere_else", "from_status <> to_status"),
    )
    _table(
        "pair_rule",
        _to("pair_rule", "person"),
        _to("pair_rule", "facility"),
        _text("kind"),
        sa.Column("until", sa.Date()),
        sa.Column("reason", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.UniqueConstraint("person_id", "facility_id", name=op.f("uq_pair_rule_person_id_facility_id")),
        _check("pair_rule", "kind_listed", "kind IN ('never', 'not_before')"),
        _check("pair_rule", "reason_listed", REASONS),
        _check("pair_rule", "not_before_dated", "(kind = 'not_before') = (until IS NOT NULL)"),
    )
    _table(
        "free_bed",
        _to("free_bed", "facility"),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("beds", sa.Integer(), nullable=False),
        sa.UniqueConstraint("facility_id", "night", name=op.f("uq_free_bed_facility_id_night")),
        _check("free_bed", "beds_count", "beds >= 0"),
    )
    _table(
        "person_wish",
        _to("person_wish", "person"),
        sa.Column("nights", sa.Integer(), nullable=False),
        sa.UniqueConstraint("person_id", name=op.f("uq_person_wish_person_id")),
        _check("person_wish", "nights_count", "nights BETWEEN 1 AND 7"),
    )
    _table(
        "person_night",
        _to("person_night", "person"),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("suits", sa.Boolean(create_constraint=True, name="suits"), nullable=False),
        sa.UniqueConstraint("person_id", "night", name=op.f("uq_person_night_person_id_night")),
    )
    _table(
        "scenario",
        _text("name"),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _text("made_by"),
        sa.Column("adopted_on", sa.Date()),
        sa.UniqueConstraint("name", name=op.f("uq_scenario_name")),
        _check("scenario", "name_not_empty", "length(name) > 0"),
        _check("scenario", "period_in_order", "period_start <= period_end"),
    )
    for table, column in (
        ("proposal_step", "proposal_id"),
        ("pair_rule", "person_id"),
        ("pair_rule", "facility_id"),
        ("free_bed", "facility_id"),
        ("person_night", "person_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _widen_proposal() -> None:
    """Let a proposal be released and have dates.

    SQLite makes the table anew from what is written here: it would lose the CHECKs if they were read from the database.
    """
    before = sa.Table(
        "proposal",
        sa.MetaData(),
        sa.Column("id", BIG, primary_key=True, autoincrement=True),
        _to("proposal", "plan"),
        _to("proposal", "person"),
        _to("proposal", "facility"),
        sa.Column("cost", BIG, nullable=False),
        _text("status"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("plan_id", "person_id", name=op.f("uq_proposal_plan_id_person_id")),
        _check("proposal", "status_listed", f"status IN ({STATUS_BEFORE})"),
        _check("proposal", "cost_counts", "cost >= 0"),
        *(sa.Index(op.f(f"ix_proposal_{column}"), column) for column in ("facility_id", "person_id", "plan_id")),
        sqlite_autoincrement=True,
    )
    autoincrement = {"sqlite_autoincrement": True}
    with op.batch_alter_table("proposal", copy_from=before, table_kwargs=autoincrement) as batch_op:
        batch_op.drop_constraint(op.f("ck_proposal_status_listed"), type_="check")
        batch_op.create_check_constraint(op.f("ck_proposal_status_listed"), f"status IN ({STATUS})")
        batch_op.add_column(sa.Column("start_on", sa.Date()))
        batch_op.add_column(sa.Column("end_on", sa.Date()))
        batch_op.create_check_constraint(op.f("ck_proposal_dates_whole"), "(start_on IS NULL) = (end_on IS NULL)")
        batch_op.create_check_constraint(op.f("ck_proposal_ends_after_start"), "end_on >= start_on")


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.Column("id", BIG, autoincrement=True, nullable=False)
    primary = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, key, *parts, primary, sqlite_autoincrement=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _to(table: str, other: str) -> sa.Column[int]:
    column = f"{other}_id"
    foreign = sa.ForeignKey(f"{other}.id", name=op.f(f"fk_{table}_{column}_{other}"), ondelete="RESTRICT")
    return sa.Column(column, BIG, foreign, nullable=False)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    """Refuse: steps that were taken would be lost."""
    raise NotImplementedError
