"""From one key to the next: what is sealed is sealed anew, some rows at a time, while others read and write.

What the audit keeps is not touched: it is only ever added to, and chained as it stands. So a key that the audit was
sealed with stays needed for as long as the audit is kept.
"""

from collections.abc import Generator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.errors import NotReadyError
from casebook.vault import names
from casebook.vault.register import current, enrol, enrolled, require_keys
from casebook.vault.rows import SEARCHED, SECRETS, Sealer, is_sealed, opened
from casebook.vault.vault import VERSION, is_mark, vault_of

PORTION = 500


def begin(engine: sa.Engine) -> str:
    """Make the newest key at hand the one that is written with, and return its name.

    Raises
    ------
    NotReadyError
        If one of the casebook's keys is not at hand.
    """
    with _writing(engine) as connection:
        vault = vault_of(connection)
        require_keys(connection, vault)
        name = vault.keys.newest
        if name not in enrolled(connection):
            enrol(connection, vault, name)
    return name


def reseal(engine: sa.Engine) -> Generator[int]:
    """Seal with the key that is written with what is not yet; yield how many rows were, portion by portion.

    Each portion is one transaction: whoever breaks it off goes on where it was. What cannot be opened stays as it is.
    """
    for name, secrets in SECRETS.items():
        last = 0
        while secrets:
            with _writing(engine) as connection:
                table = t.metadata.tables[name]
                query = sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(PORTION).with_for_update()
                rows = [dict(row) for row in connection.execute(query).mappings()]
                done = _reseal_some(connection, name, rows)
            if not rows:
                break
            last = rows[-1]["id"]
            if done:
                yield done


def _reseal_some(connection: sa.Connection, name: str, rows: Sequence[Mapping[str, Any]]) -> int:
    vault = vault_of(connection)
    sealer = Sealer(vault, current(connection, vault))
    table, done, readable = t.metadata.tables[name], 0, []
    for row in rows:
        old = [one for one in SECRETS[name] if is_sealed(row[one.name]) and _key_of(row[one.name]) != sealer.key]
        if not old:
            continue
        try:
            plain = opened(vault, name, row)
        except NotReadyError:  # a plan that is damaged
            continue
        fresh = sealer.row(name, {**plain, **{one.name: None for one in SECRETS[name] if one not in old}})
        values = {one.name: fresh[one.name] for one in old if not is_mark(str(plain[one.name]))}
        if values:
            connection.execute(sa.update(table).where(table.c.id == row["id"]).values(values))
            done += 1
        if not any(is_mark(str(plain[column])) for column in SEARCHED[name]):
            readable.append(plain)
    names.keep(connection, vault, sealer.key, name, readable)
    return done


def uses(engine: sa.Engine) -> dict[str, tuple[int, int]]:
    """Return how many rows of the casebook and how many of its audit each of its keys still opens, by its name."""
    with engine.connect() as connection:
        return {name: (_rows_with(connection, name), _audit_with(connection, name)) for name in enrolled(connection)}


def retire(engine: sa.Engine, name: str) -> None:
    """Let a key be the casebook's no more; it may leave the key file then.

    Raises
    ------
    NotReadyError
        If it is none of the casebook's, if it is written with, or if anything is still sealed or chained with it.
    """
    with _writing(engine) as connection:
        if name not in enrolled(connection):
            raise NotReadyError("vault.not_ours", name=name)
        chained = connection.execute(
            sa.select(sa.func.count()).select_from(t.audit_chain).where(t.audit_chain.c.key_name == name)
        ).scalar_one()
        needed = _rows_with(connection, name), _audit_with(connection, name) + chained
        if any(needed) or name == current(connection, vault_of(connection)):
            raise NotReadyError("vault.still_used", name=name, rows=needed[0], entries=needed[1])
        connection.execute(sa.delete(t.vault_key).where(t.vault_key.c.name == name))


def _rows_with(connection: sa.Connection, name: str) -> int:
    return sum(
        _count(connection, t.metadata.tables[table], [one.name for one in secrets], f"{VERSION}:{name}:")
        for table, secrets in SECRETS.items()
        if secrets
    )


def _audit_with(connection: sa.Connection, name: str) -> int:
    return _count(connection, t.audit, ["before", "after"], f'"{VERSION}:{name}:')


def _count(connection: sa.Connection, table: sa.Table, columns: Sequence[str], sealed: str) -> int:
    held = [sa.func.coalesce(sa.cast(table.c[column], sa.Text), "").contains(sealed) for column in columns]
    return int(connection.execute(sa.select(sa.func.count()).select_from(table).where(sa.or_(*held))).scalar_one())


def _key_of(sealed: str) -> str:
    return sealed.split(":")[1]


def _writing(engine: sa.Engine) -> Any:
    return engine.execution_options(immediate=True).begin()
