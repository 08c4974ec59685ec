"""Sheets about a person are kept in their versions, with to whom each was handed; what is typed into one is kept, too."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "'intake', 'emergency', 'handover'"
GROUNDS = (
    "'consent', 'appi_27_1_1', 'appi_27_1_2', 'appi_27_1_3', 'appi_27_1_4', "
    "'appi_69_1', 'appi_69_2_2', 'appi_69_2_3', 'appi_69_2_4', 'abuse_7', 'abuse_16', 'abuse_22', 'comprehensive_89_3'"
)
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'draft'"
LISTED = "ck_draft_kind_listed"
BEFORE = "kind IN ('call', 'person', 'exit', 'visit', 'contact', 'review', 'facility', 'telephone', 'care')"
NOW = f"{BEFORE[:-1]}, 'sheet_intake', 'sheet_emergency', 'sheet_handover')"
WAYS = "'in_person', 'post', 'fax', 'email', 'other'"


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "person_sheet",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        _to("person_sheet", "person_id", "person"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        *(sa.Column(name, sa.Text()) for name in ("withdrawn_by", "reason")),
        _check("person_sheet", "kind_listed", f"kind IN ({KINDS})"),
        _check("person_sheet", "version_counts", "version >= 1"),
        _check(
            "person_sheet",
            "withdrawn_whole",
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (reason IS NULL)",
        ),
        *(_check("person_sheet", f"{name}_not_empty", f"length({name}) > 0") for name in ("made_by", "reason")),
        sa.UniqueConstraint("person_id", "kind", "version", name=op.f("uq_person_sheet_person_id_kind_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_sheet")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sheet_handing",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        _to("sheet_handing", "sheet_id", "person_sheet"),
        sa.Column("handed_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("handed_to", "ground", "way")),
        sa.Column("received_on", sa.Date()),
        *(sa.Column(name, sa.Text()) for name in ("received_by", "note")),
        _check("sheet_handing", "ground_listed", f"ground IN ({GROUNDS})"),
        _check("sheet_handing", "way_listed", f"way IN ({WAYS})"),
        _check("sheet_handing", "received_later", "received_on >= handed_on"),
        _check("sheet_handing", "received_on_a_day", "received_by IS NULL OR received_on IS NOT NULL"),
        _check("sheet_handing", "law_with_a_note", "ground = 'consent' OR note IS NOT NULL"),
        *(_check("sheet_handing", f"{name}_not_empty", f"length({name}) > 0") for name in ("handed_to", "note")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_handing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_sheet_person_id"), "person_sheet", ["person_id"])
    op.create_index(op.f("ix_sheet_handing_sheet_id"), "sheet_handing", ["sheet_id"])
    connection = op.get_bind()
    last = connection.exec_driver_sql(LAST_ID).scalar() if connection.dialect.name == "sqlite" else None
    with op.batch_alter_table("draft", copy_from=_before(), table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(LISTED), type_="check")
        batch_op.create_check_constraint(op.f(LISTED), NOW)
    if last is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'draft'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('draft', ?)", (last,))


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _to(table: str, column: str, other: str) -> sa.Column[int]:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.Column(column, BIG, sa.ForeignKey(f"{other}.id", name=name, ondelete="RESTRICT"), nullable=False)


def _before() -> sa.Table:
    """Return the table as it was: SQLite makes it anew from this, and would lose the CHECKs if it were read."""
    refers = sa.ForeignKey("person.id", name=op.f("fk_draft_person_id_person"), ondelete="RESTRICT")
    return sa.Table(
        "draft",
        sa.MetaData(),
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", BIG, refers),
        sa.Column("subject", BIG),
        sa.Column("typed_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("closed_because", sa.Text()),
        sa.CheckConstraint("length(typed_by) > 0", name=op.f("ck_draft_typed_by_not_empty")),
        sa.CheckConstraint(BEFORE, name=op.f(LISTED)),
        sa.CheckConstraint("version > 0", name=op.f("ck_draft_version_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.Index(op.f("ix_draft_person_id"), "person_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
