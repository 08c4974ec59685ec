"""On PostgreSQL the program's own user cannot rewrite the logs: what it may do, granted by their owner."""

from typing import Any

import sqlalchemy as sa

from casebook.audit.chain import LOGS
from casebook.engine import VERSION_TABLE, connect, require_ready
from casebook.errors import NotReadyError
from casebook.tables import audit_chain, metadata
from casebook.trouble import told_writing
from casebook.vault.keys import KeySource


def protect(url: str, user: str, keys: KeySource | None = None) -> None:
    """Let a user of the server read and write the casebook, and only add to its logs; again after each migration.

    Parameters
    ----------
    url
        The casebook, as whoever owns its tables: not the user that the program runs as.
    user
        That user, who is there already.

    Raises
    ------
    NotReadyError
        If it is no casebook on a server, or if the user owns its tables or may do anything there.
    """
    engine = connect(url, keys=keys)
    try:
        if engine.dialect.name != "postgresql":
            raise NotReadyError("audit.no_server")
        require_ready(engine)
        with told_writing(), engine.begin() as connection:
            _require_apart(connection, user)
            named = connection.dialect.identifier_preparer.quote_identifier(user)
            for statement in _statements(named):
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _require_apart(connection: sa.Connection, user: str) -> None:
    """Refuse a user who could take back whatever is taken from her."""
    found = _of_user(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = :name", user)
    if found is None:
        raise NotReadyError("audit.no_user", user=user)
    owns = "SELECT 1 FROM pg_class WHERE relname = 'audit' AND pg_has_role(:name, relowner, 'MEMBER')"
    if found or _of_user(connection, owns, user):
        raise NotReadyError("audit.owner", user=user)


def _of_user(connection: sa.Connection, query: str, user: str) -> Any:
    return connection.execute(sa.text(query), {"name": user}).scalar_one_or_none()


def _statements(user: str) -> list[str]:
    logs = ", ".join(LOGS)
    tables = ", ".join(table.name for table in metadata.sorted_tables if table.name not in (*LOGS, audit_chain.name))
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {user}",
        f"GRANT USAGE ON SCHEMA public TO {user}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {user}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {user}",
        f"GRANT SELECT, INSERT ON {logs} TO {user}",
        f"GRANT SELECT, INSERT, UPDATE ON {audit_chain.name} TO {user}",
        f"GRANT SELECT ON {VERSION_TABLE} TO {user}",
    ]
