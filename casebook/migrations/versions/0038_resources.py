"""What helps people beyond offices is kept, with who may know of it, and who came to it how."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0034"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEEDS = ("place_to_be", "leisure", "meals", "daily_help", "outing", "work", "family", "peer", "other")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BOUNDS = {"cost_yen": "0 AND 1000000", "at_once": "1 AND 999"}


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "resource",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sharing", sa.Text(), nullable=False),
        sa.Column("readers", sa.Text()),
        sa.Column("written_by", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("city", "ward", "town")),
        *_answers("serves_", NEEDS),
        sa.Column("contact", sa.Text()),
        *_answers("open_", DAYS),
        sa.Column("open_hours", sa.Text()),
        *(sa.Column(name, sa.Integer()) for name in BOUNDS),
        *_answers("", ("wheelchair",)),
        *(sa.Column(name, sa.Text()) for name in ("accessibility", "note", "source")),
        sa.Column("checked_on", sa.Date(), nullable=False),
        _check("resource", "sharing_listed", "sharing IN ('public', 'network', 'named', 'never')"),
        *(_check("resource", f"{name}_not_empty", f"length({name}) > 0") for name in ("name", "written_by", "readers")),
        _check("resource", "named_names_some", "(sharing = 'named') = (readers IS NOT NULL)"),
        *(_check("resource", f"{name}_counts", f"{name} BETWEEN {rule}") for name, rule in BOUNDS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "resource_use",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        *(_to(other, nullable=other == "resource") for other in ("person", "resource")),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.Column("story", sa.Text()),
        _check("resource_use", "need_listed", f"need IN ({', '.join(map(repr, NEEDS))})"),
        _check("resource_use", "until_later", "until_on >= since_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_use")),
        sqlite_autoincrement=True,
    )
    for other in ("person", "resource"):
        op.create_index(op.f(f"ix_resource_use_{other}_id"), "resource_use", [f"{other}_id"])


def _answers(prefix: str, items: tuple[str, ...]) -> list[sa.Column[bool]]:
    return [
        sa.Column(f"{prefix}{item}", sa.Boolean(create_constraint=True, name=op.f(f"ck_resource_{prefix}{item}")))
        for item in items
    ]


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _to(other: str, *, nullable: bool) -> sa.Column[int]:
    column = f"{other}_id"
    name = op.f(f"fk_resource_use_{column}_{other}")
    return sa.Column(column, BIG, sa.ForeignKey(f"{other}.id", name=name, ondelete="RESTRICT"), nullable=nullable)


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
