"""What is said of people is sealed, in its tables and in the audit; before the audit is chained, which holds it sealed."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

from casebook.vault import names, register
from casebook.vault.vault import Place, Vault, vault_of

revision = "0013e"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PORTION = 1000
TEXTS = {
    "person": ("real_name", "other_needs", "day_place", "tier_override_reason", "note"),
    "person_avoid": ("reason",),
    "consent": ("note",),
    "support_team_member": ("role", "contact"),
    "stay": ("note",),
    "consultation": ("description",),
    "emergency_need": ("other_needs",),
    "enquiry": ("note",),
    "exit_plan": ("handover", "note"),
    "centre": ("note",),
    "facility": (
        "name", "name_original", "name_kana", "operator", "address", "address_original", "phone", "fax", "url", "notes",
    ),
    "facility_condition": ("note",),
    "visit": ("place", "purpose", "note"),
    "proposal_step": ("note",),
    "pair_rule": ("note",),
    "second_factor": ("secret",),
}  # fmt: skip
DOCUMENTS = {"plan": ("record",), "scenario": ("edits",)}
BY_HAND = ("source", "manual")
"""Of facilities those that were entered here."""


def upgrade() -> None:
    """Bring the tables forward, and seal what is there with the newest key."""
    _make_tables()
    connection = op.get_bind()
    vault = vault_of(connection)
    vault.source.make()
    key = vault.keys.newest
    register.enrol(connection, vault, key)
    for table, columns in TEXTS.items():
        _seal_table(connection, table, sa.Text(), columns, vault, key)
    for table, columns in DOCUMENTS.items():
        _seal_table(connection, table, sa.JSON(), columns, vault, key)
    with _rewriting(connection):
        _seal_audit(connection, vault, key)


def _make_tables() -> None:
    op.create_table(
        "vault_key",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_key")),
        sa.UniqueConstraint("name", name=op.f("uq_vault_key_name")),
        sa.CheckConstraint("proof LIKE 'v1:%'", name=op.f("ck_vault_key_proof_is_sealed")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "name_index",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", BIG, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_index")),
        sa.UniqueConstraint(
            "entity", "field", "entity_id", "mac", name=op.f("uq_name_index_entity_field_entity_id_mac")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_name_index_mac", "name_index", ["mac"])


def _seal_table(
    connection: sa.Connection,
    name: str,
    kind: sa.types.TypeEngine[Any],
    columns: tuple[str, ...],
    vault: Vault,
    key: str,
) -> None:
    by_hand = [sa.column("source", sa.Text)] if name == "facility" else []
    table = sa.table(name, sa.column("id", BIG), *by_hand, *(sa.column(column, kind) for column in columns))
    for rows in _portions(connection, table, *([table.c.source == BY_HAND[1]] if by_hand else [])):
        sealed = [{**row, **_sealed(vault, key, name, row["id"], row)} for row in rows]
        values: dict[str, Any] = {column: sa.bindparam(f"new_{column}", type_=kind) for column in columns}
        query = sa.update(table).where(table.c.id == sa.bindparam("row_id")).values(values)
        connection.execute(
            query, [{"row_id": row["id"], **{f"new_{column}": row[column] for column in columns}} for row in sealed]
        )
        names.keep(connection, vault, key, name, rows)


def _seal_audit(connection: sa.Connection, vault: Vault, key: str) -> None:
    audit = sa.table(
        "audit",
        sa.column("id", BIG),
        sa.column("entity", sa.Text),
        sa.column("entity_id", BIG),
        sa.column("before", sa.JSON),
        sa.column("after", sa.JSON),
    )
    query = (
        sa.update(audit)
        .where(audit.c.id == sa.bindparam("row_id"))
        .values({name: sa.bindparam(f"new_{name}", type_=sa.JSON(none_as_null=True)) for name in ("before", "after")})
    )
    for rows in _portions(connection, audit, audit.c.entity.in_([*TEXTS, *DOCUMENTS])):
        connection.execute(
            query,
            [
                {
                    "row_id": row["id"],
                    **{
                        f"new_{name}": None
                        if row[name] is None
                        else {**row[name], **_sealed(vault, key, row["entity"], row["entity_id"], row[name])}
                        for name in ("before", "after")
                    },
                }
                for row in rows
            ],
        )


def _sealed(vault: Vault, key: str, table: str, row: int, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what of a row is sealed, as it is kept."""
    if table == "facility" and values.get(BY_HAND[0]) != BY_HAND[1]:
        return {}
    texts = {column: values.get(column) for column in TEXTS.get(table, ())}
    for column in DOCUMENTS.get(table, ()):
        document = values.get(column)
        texts[column] = None if document is None else json.dumps(document, ensure_ascii=False)
    return {
        column: vault.seal(text, Place(table, column, row), key) for column, text in texts.items() if text is not None
    }


def _portions(
    connection: sa.Connection, table: sa.TableClause, *conditions: sa.ColumnElement[bool]
) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        query = sa.select(table).where(table.c.id > last, *conditions).order_by(table.c.id).limit(PORTION)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        if not rows:
            return
        last = rows[-1]["id"]
        yield rows


@contextmanager
def _rewriting(connection: sa.Connection) -> Iterator[None]:
    """Let the audit be written anew, this once: what it says stays, and is sealed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        yield
        connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER USER")
        return
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    triggers = connection.exec_driver_sql(query).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, made in triggers:
        connection.exec_driver_sql(made)


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
