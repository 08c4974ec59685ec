"""A person may have the reading of her name; names are found however their characters are written."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from casebook.vault import names, register
from casebook.vault.vault import Place, is_mark, vault_of

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

PORTION = 1000


def upgrade() -> None:
    """Bring the tables forward, and keep the index of names by the spelling that is compared now."""
    op.add_column("person", sa.Column("kana", sa.Text()))
    connection = op.get_bind()
    vault = vault_of(connection)
    key = register.current(connection, vault)
    for rows in _portions(connection):
        opened = [
            {"id": row, "real_name": vault.open_or_mark(name, Place("person", "real_name", row))} for row, name in rows
        ]
        names.keep(connection, vault, key, "person", [one for one in opened if not is_mark(str(one["real_name"]))])


def _portions(connection: sa.Connection) -> Iterator[list[Any]]:
    person = sa.table("person", sa.column("id", sa.BigInteger), sa.column("real_name", sa.Text))
    last = 0
    while True:
        query = sa.select(person.c.id, person.c.real_name).where(person.c.id > last, person.c.real_name.is_not(None))
        rows = list(connection.execute(query.order_by(person.c.id).limit(PORTION)))
        if not rows:
            return
        last = rows[-1][0]
        yield rows


def downgrade() -> None:
    """Refuse: casebooks only go forward."""
    raise NotImplementedError
