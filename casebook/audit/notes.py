"""Notes of what changes no record, and yet is to be known of: looks, searches, exports, signing in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook import vocabulary as v
from casebook.audit.chain import Chain
from casebook.roles import Actor


def entry(
    actor: Actor, at: datetime, kind: str, entity: str | None, entity_id: int | None, detail: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return a row of the access log.

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
    }


def write(connection: sa.Connection, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Write notes inside a transaction, as its last doing: nobody else notes anything until it is over."""
    if rows:
        log = Chain(connection, t.access_log, now)
        log.add(rows)
        log.seal()
