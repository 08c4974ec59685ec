"""Contacts, follow-up, case reviews, steps of exit support, notes from shift to shift, and how far each has read."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    _make(
        "contact",
        {"person_id": ("person", True), "facility_id": ("facility", True)},
        sa.Column("contacted_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("with_whom", sa.Text()),
        sa.Column("in_charge", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("next_step", sa.Text()),
        sa.Column("next_on", sa.Date()),
        sa.Column("next_done_on", sa.Date()),
        kind_listed="kind IN ('telephone', 'visit', 'care_meeting', 'accompaniment', 'letter')",
        purpose_listed="purpose IN ('prevention', 'after_emergency', 'trial', 'exit')",
        about_somebody="person_id IS NOT NULL OR facility_id IS NOT NULL",
        next_later="next_on >= contacted_on",
        done_had_a_day="next_done_on IS NULL OR next_on IS NOT NULL",
    )
    _make(
        "follow_up",
        {"person_id": ("person", False)},
        sa.Column("follow_level", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("closed_reason", sa.Text()),
        unique=("person_id",),
        follow_level_listed="follow_level IN ('monthly', 'quarterly', 'half_yearly', 'yearly')",
        closed_with_a_reason="(closed_on IS NULL) = (closed_reason IS NULL)",
        closed_has_no_next="closed_on IS NULL OR next_on IS NULL",
        closed_reason_not_empty="length(closed_reason) > 0",
    )
    _make(
        "case_review",
        {"person_id": ("person", False)},
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("council", sa.Text()),
        sa.Column("decided", sa.Text()),
        sa.Column("next_on", sa.Date()),
        unique=("person_id", "reviewed_on"),
        next_later="next_on >= reviewed_on",
    )
    _make(
        "exit_task",
        {"stay_id": ("stay", False)},
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("in_charge", sa.Text()),
        sa.Column("due_on", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.Column("note", sa.Text()),
        task_listed="task IN ('meeting', 'motivation', 'viewing', 'trial', 'handover', 'after_7_days', "
        "'after_30_days', 'other')",
    )
    _make(
        "shift_note",
        {},
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        note_not_empty="length(note) > 0",
    )
    _make(
        "read_mark",
        {},
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        unique=("who",),
    )


def _make(
    name: str,
    to: dict[str, tuple[str, bool]],
    *columns: sa.Column[object],
    unique: tuple[str, ...] = (),
    **rules: str,
) -> None:
    """Make a table: what it refers to, and whether that may be missing; its columns; what is there once; its rules."""
    parts: list[sa.schema.SchemaItem] = [sa.Column("id", BIG, autoincrement=True, nullable=False)]
    parts += [sa.Column(column, BIG, nullable=nullable) for column, (_, nullable) in to.items()]
    parts += [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"), ondelete="RESTRICT"
        )
        for column, (other, _) in to.items()
    ]
    parts += [sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}"))] if unique else []
    parts += [sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{rule_name}")) for rule_name, rule in rules.items()]
    parts.append(sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))
    op.create_table(name, *parts, *columns, sqlite_autoincrement=True)
    for column in to:
        if unique != (column,):
            op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
