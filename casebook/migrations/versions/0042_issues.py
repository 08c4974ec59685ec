"""Regional issues are kept, with their steps and from whose cases they were raised."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("general", "practitioners", "consultation_offices", "project_team", "other", "steering", "activity")
THEMES = (
    *("8050", "transition_at_18", "transition_at_65", "medical_care", "housing", "transport"),
    *("human_resources", "disaster", "other"),
)


def upgrade() -> None:
    """Bring the tables forward."""
    _table(
        "regional_issue",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        *_texts("ward", "raised_by", "in_charge"),
        sa.Column("ended_on", sa.Date()),
        *_texts("ending"),
        *_listed("regional_issue", theme=THEMES, raised_by=KINDS),
        *_not_empty("regional_issue", "title", "ward", "ending"),
        _check("regional_issue", "ended_later", "ended_on >= raised_on"),
        _check("regional_issue", "ended_whole", "(ended_on IS NULL) = (ending IS NULL)"),
    )
    _table(
        "regional_issue_step",
        _to("regional_issue_step", "regional_issue"),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        *_texts("passed_to", "answered"),
        sa.Column("next_on", sa.Date()),
        *_listed("regional_issue_step", passed_to=("city", "prefecture")),
        *_not_empty("regional_issue_step", "action"),
        _check("regional_issue_step", "next_later", "next_on >= taken_on"),
    )
    _table(
        "issue_case",
        *(_to("issue_case", other) for other in ("regional_issue", "person")),
        *_texts("note"),
        sa.UniqueConstraint("regional_issue_id", "person_id", name=op.f("uq_issue_case_regional_issue_id_person_id")),
    )
    for table, other in (
        ("regional_issue_step", "regional_issue"), ("issue_case", "regional_issue"), ("issue_case", "person"),
    ):  # fmt: skip
        op.create_index(op.f(f"ix_{table}_{other}_id"), table, [f"{other}_id"])


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.Column("id", BIG, autoincrement=True, nullable=False)
    op.create_table(
        name, key, *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")), sqlite_autoincrement=True
    )


def _to(table: str, other: str) -> sa.Column[int]:
    name = op.f(f"fk_{table}_{other}_id_{other}")
    return sa.Column(f"{other}_id", BIG, sa.ForeignKey(f"{other}.id", name=name, ondelete="RESTRICT"), nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _listed(table: str, **listed: tuple[str, ...]) -> list[sa.CheckConstraint]:
    return [
        _check(table, f"{name}_listed", f"{name} IN ({', '.join(map(repr, codes))})") for name, codes in listed.items()
    ]


def _not_empty(table: str, *names: str) -> list[sa.CheckConstraint]:
    return [_check(table, f"{name}_not_empty", f"length({name}) > 0") for name in names]


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
