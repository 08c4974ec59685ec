"""What is kept of all that was done: each change, each look, and the chain that holds both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Audit(Record):
    """Who did what, when, and how the row looked before and after; ``link`` ties it to the row before."""

    at: datetime
    who: str
    role: str
    what: str
    entity: str
    entity_id: int
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    link: str | None = None


@dataclass(frozen=True, kw_only=True)
class AccessLog(Record):
    """Who did what that changes no record: looked at somebody, took a list along, signed in or tried to.

    ``kind`` is one of `casebook.vocabulary.ACCESS_KINDS`; ``detail`` says how much and where, and names nobody.
    """

    at: datetime
    who: str
    role: str
    kind: str
    entity: str | None = None
    entity_id: int | None = None
    detail: Mapping[str, Any] | None = None
    link: str | None = None


@dataclass(frozen=True, kw_only=True)
class AuditChain(Record):
    """How far a log is chained under one key: from which row on, how many rows, and the last one's link.

    The newest of a log is the one that grows; ``mac`` holds all of it under the key, so that a log cut short does not
    fit any more. See `casebook.audit`.
    """

    log: str
    begun_at: datetime
    key_name: str
    after_id: int
    start: str
    count: int
    last_id: int
    head: str
    mac: str
