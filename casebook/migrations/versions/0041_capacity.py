"""How much consultation for plans the city has is counted by day and aimed at, and which corporations were asked for more."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTED = {
    **dict.fromkeys(("offices",), "0 AND 9999"),
    **dict.fromkeys(("with_plan", "self_planned", "entitled"), "0 AND 9999999"),
    "staff_hundredths": "0 AND 999999",
    "claims": "0 AND 9999999",
}
RATES = {
    "cases_a_head": "0 AND 99999999",
    "claims_a_head": "0 AND 9999999",
    **dict.fromkeys(("plan_share", "self_share"), "0 AND 1000"),
}
LISTED = {
    "kind": ("home_nursing", "care_insurance", "disability_services", "planning_office", "other"),
    "result": ("next_year", "some_day", "considering", "not_possible"),
}


def upgrade() -> None:
    """Bring the tables forward."""
    _figures(
        "capacity_count",
        "counted_on",
        COUNTED,
        {"entitled_hold_all": "coalesce(with_plan, 0) + coalesce(self_planned, 0) <= entitled"},
    )
    _figures("capacity_target", "for_on", {**COUNTED, **RATES}, {})
    listed = {f"{name}_listed": f"{name} IN ({', '.join(map(repr, codes))})" for name, codes in LISTED.items()}
    op.create_table(
        "corporation_visit",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("corporation", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in (*LISTED, "opinions", "who_went")),
        *_checks("corporation_visit", {"corporation_not_empty": "length(corporation) > 0", **listed}),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corporation_visit")),
        sqlite_autoincrement=True,
    )


def _figures(table: str, day: str, bounds: dict[str, str], rules: dict[str, str]) -> None:
    within = {f"{name}_counts": f"{name} BETWEEN {rule}" for name, rule in bounds.items()}
    some = {"something_known": f"coalesce({', '.join(bounds)}) IS NOT NULL"}
    op.create_table(
        table,
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column(day, sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer()) for name in bounds),
        sa.Column("note", sa.Text()),
        *_checks(table, {**within, **some, **rules}),
        sa.UniqueConstraint(day, name=op.f(f"uq_{table}_{day}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )


def _checks(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()]


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
