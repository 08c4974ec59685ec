"""Emergency calls: what was needed that night, who was telephoned, how an admission is to end."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("physical", "intellectual", "mental", "developmental", "intractable_disease", "higher_brain")
CARE = (
    "suction",
    "tube_feeding",
    "ventilator",
    "tracheostomy",
    "oxygen",
    "catheter",
    "insulin",
    "iv_nutrition",
    "other",
)
REASONS = (
    "reason IN ('facility_full', 'facility_staffing', 'facility_information_missing', 'facility_condition_not_met', "
    "'facility_safety', 'facility_other')"
)


def upgrade() -> None:
    """Bring the tables forward."""
    need = "emergency_need"
    _table(
        need,
        _to(need, "consultation"),
        sa.Column("age", sa.Integer()),
        *(sa.Column(name, sa.Text()) for name in ("sex", "city", "ward")),
        *(_yes_no(f"has_{kind}") for kind in KINDS),
        sa.Column("support_scale", sa.Text()),
        sa.Column("support_level", sa.Integer()),
        *(_yes_no(f"needs_{care}") for care in CARE),
        _yes_no("severe_behaviour"),
        _yes_no("wheelchair"),
        sa.Column("other_needs", sa.Text()),
        sa.UniqueConstraint("consultation_id", name=op.f(f"uq_{need}_consultation_id")),
        _check(need, "age_plausible", "age BETWEEN 0 AND 130"),
        _check(
            need,
            "support_level_on_scale",
            "(support_level IS NULL) OR (support_scale = 'adult' AND support_level BETWEEN 1 AND 6)"
            " OR (support_scale = 'child' AND support_level BETWEEN 1 AND 3)",
        ),
        _check(need, "support_scale_for_level", "support_level IS NULL OR support_scale IS NOT NULL"),
        _check(need, "sex_listed", "sex IN ('female', 'male', 'other')"),
        _check(need, "support_scale_listed", "support_scale IN ('adult', 'child')"),
    )
    _table(
        "enquiry",
        _to("enquiry", "consultation"),
        _to("enquiry", "facility"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("note", sa.Text()),
        _check("enquiry", "answer_listed", "answer IN ('accepted', 'declined', 'no_answer')"),
        _check("enquiry", "reason_listed", REASONS),
        _check("enquiry", "declined_has_reason", "(answer = 'declined') = (reason IS NOT NULL)"),
    )
    next_place = op.f("fk_exit_plan_next_facility_id_facility")
    _table(
        "exit_plan",
        _to("exit_plan", "stay"),
        sa.Column("expected_until", sa.Date()),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("next_residence", sa.Text()),
        sa.Column("next_facility_id", BIG, sa.ForeignKey("facility.id", name=next_place, ondelete="RESTRICT")),
        sa.Column("handover", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.UniqueConstraint("stay_id", name=op.f("uq_exit_plan_stay_id")),
        _check("exit_plan", "step_listed", "step IN ('assessment', 'next_place', 'trial', 'moved')"),
        _check(
            "exit_plan",
            "next_residence_listed",
            "next_residence IN ('home', 'group_home', 'hospital', 'facility', 'none', 'other')",
        ),
    )
    for table, column in (
        ("enquiry", "consultation_id"),
        ("enquiry", "facility_id"),
        ("exit_plan", "next_facility_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.Column("id", BIG, autoincrement=True, nullable=False)
    primary = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, key, *parts, primary, sqlite_autoincrement=True)


def _yes_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(create_constraint=True, name=name))


def _to(table: str, other: str) -> sa.Column[int]:
    column = f"{other}_id"
    foreign = sa.ForeignKey(f"{other}.id", name=op.f(f"fk_{table}_{column}_{other}"), ondelete="RESTRICT")
    return sa.Column(column, BIG, foreign, nullable=False)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    """Refuse: calls that were logged would be lost."""
    raise NotImplementedError
