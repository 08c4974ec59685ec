"""The meetings of councils, what a council does in a year, and trainings are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("general", "practitioners", "consultation_offices", "project_team", "other", "steering", "activity")
NAMED = "('other', 'activity')"
FORMS = ("in_person", "online", "hybrid", "written")
EVENTS = ("training", "practice_report", "information_exchange", "joint_case_conference")
BOUNDS = {
    "fiscal_year": "2000 AND 2100",
    "planned": "0 AND 366",
    "attendance": "0 AND 9999",
    "offices_count": "0 AND 999",
}


def upgrade() -> None:
    """Bring the tables forward."""
    _table(
        "council_year",
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        *_texts("ward", "main_work", "issues", "next_plans"),
        *_rules("council_year", counts=("fiscal_year",), not_empty=("ward",)),
        sa.UniqueConstraint("fiscal_year", "ward", name=op.f("uq_council_year_fiscal_year_ward")),
    )
    _once("uq_council_year_city", "council_year", ["fiscal_year"], "ward IS NULL")
    key = sa.ForeignKey(
        "council_year.id", name=op.f("fk_council_plan_council_year_id_council_year"), ondelete="RESTRICT"
    )
    _table(
        "council_plan",
        sa.Column("council_year_id", BIG, key, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *_texts("name"),
        sa.Column("planned", sa.Integer(), nullable=False),
        *_texts("summary"),
        *_rules("council_plan", counts=("planned",), not_empty=("name",), kind=KINDS),
        _check("council_plan", "other_is_named", "kind <> 'other' OR name IS NOT NULL"),
        _check("council_plan", "activity_is_named", "kind <> 'activity' OR name IS NOT NULL OR planned = 0"),
        sa.UniqueConstraint("council_year_id", "kind", "name", name=op.f("uq_council_plan_council_year_id_kind_name")),
    )
    op.create_index(op.f("ix_council_plan_council_year_id"), "council_plan", ["council_year_id"])
    one_a_year = f"kind NOT IN {NAMED} OR name IS NULL"
    _once("uq_council_plan_kind", "council_plan", ["council_year_id", "kind"], one_a_year)
    held = sa.Boolean(create_constraint=True, name=op.f("ck_council_meeting_held"))
    _table(
        "council_meeting",
        sa.Column("held_on", sa.Date(), nullable=False),
        *_texts("ward"),
        sa.Column("kind", sa.Text(), nullable=False),
        *_texts("name"),
        sa.Column("held", held, nullable=False),
        *_texts("place", "meeting_form"),
        sa.Column("attendance", sa.Integer()),
        *_texts("summary"),
        *_rules("council_meeting", counts=("attendance",), not_empty=("ward", "name"), kind=KINDS, meeting_form=FORMS),
        _check("council_meeting", "named", f"kind NOT IN {NAMED} OR name IS NOT NULL"),
        _check("council_meeting", "attended_if_held", "held OR attendance IS NULL"),
    )
    _table(
        "training_event",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        *_texts("hours", "ward", "place", "meeting_form", "lecturers", "participating_offices"),
        sa.Column("offices_count", sa.Integer()),
        sa.Column("attendance", sa.Integer()),
        *_texts("summary", "opinions"),
        *_rules(
            "training_event",
            counts=("offices_count", "attendance"),
            not_empty=("title", "ward"),
            kind=EVENTS,
            meeting_form=FORMS,
        ),
    )


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.Column("id", BIG, autoincrement=True, nullable=False)
    op.create_table(
        name, key, *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")), sqlite_autoincrement=True
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _rules(
    table: str, *, counts: tuple[str, ...], not_empty: tuple[str, ...], **listed: tuple[str, ...]
) -> list[sa.CheckConstraint]:
    return [
        *(_check(table, f"{name}_counts", f"{name} BETWEEN {BOUNDS[name]}") for name in counts),
        *(_check(table, f"{name}_not_empty", f"length({name}) > 0") for name in not_empty),
        *(
            _check(table, f"{name}_listed", f"{name} IN ({', '.join(map(repr, codes))})")
            for name, codes in listed.items()
        ),
    ]


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _once(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
