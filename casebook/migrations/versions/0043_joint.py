"""Joint support with a core centre is kept with its monthly reports, and advice visits to consultation offices."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REASONS = ("8050", "medical_care", "behaviour", "abuse", "whole_family", "other")
ENDINGS = ("goals_met", "handed_over", "base_alone", "moved_away", "other")
KINDS = ("case", "training", "system", "other")


def upgrade() -> None:
    """Bring the tables forward."""
    _table(
        "joint_case",
        _to("joint_case", "person"),
        sa.Column("core_centre", sa.Text(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        *_yes_no("joint_case", "hard_by_", REASONS),
        *_texts("by_base", "by_centre", "by_office", "by_ward"),
        sa.Column("next_on", sa.Date()),
        *_texts("note"),
        sa.Column("ended_on", sa.Date()),
        *_texts("ending", "ending_note"),
        *_not_empty("joint_case", "core_centre"),
        *_listed("joint_case", ending=ENDINGS),
        _check("joint_case", "next_later", "next_on >= begun_on"),
        _check("joint_case", "ended_later", "ended_on >= begun_on"),
        _check("joint_case", "ended_whole", "(ended_on IS NULL) = (ending IS NULL)"),
        _check("joint_case", "ending_told_of_an_end", "ending_note IS NULL OR ended_on IS NOT NULL"),
    )
    _table(
        "joint_report",
        _to("joint_report", "joint_case"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        *_texts("situation", "next_step"),
        sa.Column("next_on", sa.Date()),
        *_not_empty("joint_report", "done"),
        _check("joint_report", "month_is_its_first_day", sa.extract("day", sa.column("month", sa.Date())) == 1),
        _check("joint_report", "next_later", "next_on >= month"),
        sa.UniqueConstraint("joint_case_id", "month", name=op.f("uq_joint_report_joint_case_id_month")),
    )
    _table(
        "advice_visit",
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        *_texts("ward"),
        sa.Column("kind", sa.Text(), nullable=False),
        _to("advice_visit", "person", nullable=True),
        *_texts("who_went"),
        sa.Column("attendance", sa.Integer()),
        *_texts("summary", "next_step"),
        sa.Column("next_on", sa.Date()),
        *_texts("note"),
        *_not_empty("advice_visit", "office", "ward"),
        *_listed("advice_visit", kind=KINDS),
        _check("advice_visit", "attendance_counts", "attendance BETWEEN 0 AND 9999"),
        _check("advice_visit", "next_later", "next_on >= visited_on"),
    )
    for table, other in (("joint_case", "person"), ("joint_report", "joint_case"), ("advice_visit", "person")):
        op.create_index(op.f(f"ix_{table}_{other}_id"), table, [f"{other}_id"])


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.Column("id", BIG, autoincrement=True, nullable=False)
    op.create_table(
        name, key, *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")), sqlite_autoincrement=True
    )


def _to(table: str, other: str, *, nullable: bool = False) -> sa.Column[int]:
    name = op.f(f"fk_{table}_{other}_id_{other}")
    foreign = sa.ForeignKey(f"{other}.id", name=name, ondelete="RESTRICT")
    return sa.Column(f"{other}_id", BIG, foreign, nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _yes_no(table: str, prefix: str, items: tuple[str, ...]) -> list[sa.Column[bool]]:
    return [
        sa.Column(f"{prefix}{item}", sa.Boolean(create_constraint=True, name=op.f(f"ck_{table}_{prefix}{item}")))
        for item in items
    ]


def _listed(table: str, **listed: tuple[str, ...]) -> list[sa.CheckConstraint]:
    return [
        _check(table, f"{name}_listed", f"{name} IN ({', '.join(map(repr, codes))})") for name, codes in listed.items()
    ]


def _not_empty(table: str, *names: str) -> list[sa.CheckConstraint]:
    return [_check(table, f"{name}_not_empty", f"length({name}) > 0") for name in names]


def _check(table: str, name: str, rule: str | sa.ColumnElement[bool]) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
