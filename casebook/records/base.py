"""What all records share: the surrogate key, groups of yes, no and unknown, and the audit of every change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

YesNo = Mapping[str, bool]


def group(prefix: str, items: tuple[object, ...]) -> Any:
    """Mark a mapping as the group of columns that share a prefix."""
    return field(default_factory=dict, metadata={"prefix": prefix, "items": tuple(str(item) for item in items)})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What all records have: the surrogate key, None until written."""

    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Audit(Record):
    """Who did what, when, and how the row looked before and after."""

    at: datetime
    who: str
    role: str
    what: str
    entity: str
    entity_id: int
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def require(key: int | None) -> int:
    """Return the id of a record that was read from the casebook.

    Raises
    ------
    ValueError
        The record has none: it has not been written yet.
    """
    if key is None:
        msg = "this record has not been written yet"
        raise ValueError(msg)
    return key
