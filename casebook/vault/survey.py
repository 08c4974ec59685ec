"""Everything that is sealed is opened once, to see that it can be."""

from collections.abc import Iterator

import sqlalchemy as sa

from casebook import tables as t
from casebook.vault.rows import SECRETS, SecretColumn
from casebook.vault.vault import Place, UnreadableError, Vault, vault_of

PORTION = 1000


def unreadable(connection: sa.Connection) -> Iterator[Place]:
    """Yield what cannot be opened in the tables; the audit's chain tells of the audit."""
    vault = vault_of(connection)
    for name, secrets in SECRETS.items():
        if not secrets:
            continue
        table = t.metadata.tables[name]
        rows = connection.execute(sa.select(table).order_by(table.c.id).execution_options(yield_per=PORTION)).mappings()
        for row in rows:
            for one in secrets:
                place = Place(name, one.name, row["id"])
                if row[one.name] is not None and one.seals(dict(row)) and not _opens(vault, one, row[one.name], place):
                    yield place


def _opens(vault: Vault, column: SecretColumn, value: object, place: Place) -> bool:
    if not isinstance(value, str) or (column.is_json and not value):
        return False
    try:
        vault.open(value, place)
    except UnreadableError:
        return False
    return True
