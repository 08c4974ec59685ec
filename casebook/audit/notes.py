"""Notes of what changes no record, and yet is to be known of: looks, searches, exports, signing in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook import vocabulary as v
from casebook.audit import whom
from casebook.audit.chain import Chain
from casebook.roles import Actor
from casebook.vault.register import current
from casebook.vault.vault import vault_of


def entry(
    actor: Actor,
    at: datetime,
    kind: str,
    entity: str | None,
    entity_id: int | None,
    detail: Mapping[str, Any] | None,
    people: Collection[int] | None = None,
) -> dict[str, Any]:
    """Return a row of the access log, to be written by `write`.

    Parameters
    ----------
    people
        Whom it is about, where these are several: they are noted by `casebook.audit.whom`.

    Raises
    ------
    ValueError
        If the kind is not on the list.
    """
    if kind not in v.ACCESS_KINDS:
        msg = f"{kind} is not on the list of what is noted (casebook.vocabulary.ACCESS_KINDS)"
        raise ValueError(msg)
    return {
        "at": at,
        "who": actor.name,
        "role": actor.role,
        "kind": kind,
        "entity": entity,
        "entity_id": entity_id,
        "detail": dict(detail) if detail else sa.null(),
        "people": people,
    }


def write(connection: sa.Connection, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Write notes inside a transaction, as its last doing: nobody else notes anything until it is over."""
    if rows:
        log = Chain(connection, t.access_log, now)
        log.add([_with_people(connection, row) for row in rows])
        log.seal()


def _with_people(connection: sa.Connection, row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name != "people"}
    if row["people"] is not None:
        vault = vault_of(connection)
        detail = kept["detail"] if isinstance(kept["detail"], dict) else {}
        kept["detail"] = {**detail, "people": whom.noted(vault, current(connection, vault), row["people"])}
    return kept
