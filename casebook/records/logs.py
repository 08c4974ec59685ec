"""What is kept of all that was done: each change, and each look."""

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
