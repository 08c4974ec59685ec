"""Legal grounds of sharing without consent, restricted files with those who may see them, and broken glass."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GROUNDS = (
    "appi_27_1_1",
    "appi_27_1_2",
    "appi_27_1_3",
    "appi_27_1_4",
    "appi_69_1",
    "appi_69_2_2",
    "appi_69_2_3",
    "appi_69_2_4",
    "abuse_7",
    "abuse_16",
    "abuse_22",
    "comprehensive_89_3",
)


def upgrade() -> None:
    """Bring the tables forward."""
    listed = ", ".join(f"'{code}'" for code in GROUNDS)
    _make(
        "sharing_ground",
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("shared_with", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        _check("sharing_ground", "ground_listed", f"ground IN ({listed})"),
        _check("sharing_ground", "shared_with_not_empty", "length(shared_with) > 0"),
        _check("sharing_ground", "reason_not_empty", "length(reason) > 0"),
        _check("sharing_ground", "decided_by_not_empty", "length(decided_by) > 0"),
        _check("sharing_ground", "ends_later", "until >= decided_on"),
    )
    _make(
        "named_reader",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("named_by", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_named_reader_person_id_name")),
        _check("named_reader", "name_not_empty", "length(name) > 0"),
    )
    _make(
        "broken_glass",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
        sa.Column("reviewed_by", sa.Text()),
        sa.Column("review", sa.Text()),
        _check("broken_glass", "reason_not_empty", "length(reason) > 0"),
        _check("broken_glass", "ends_later", "until > at"),
        _check("broken_glass", "reviewed_whole", "(reviewed_at IS NULL) = (reviewed_by IS NULL)"),
        _check("broken_glass", "reviewed_with_a_note", "(reviewed_at IS NULL) = (review IS NULL)"),
        _check("broken_glass", "review_not_empty", "length(review) > 0"),
        _check("broken_glass", "reviewed_by_another", "reviewed_by <> who"),
    )


def _make(name: str, *parts: sa.schema.SchemaItem) -> None:
    """Make a table of rows that belong to a person."""
    op.create_table(
        name,
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        *parts,
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{name}_person_id"), name, ["person_id"])


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
