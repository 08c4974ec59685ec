"""What all records share: the surrogate key, and groups of yes, no and unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

YesNo = Mapping[str, bool]


def group(prefix: str, items: tuple[object, ...]) -> Any:
    """Mark a mapping as the group of columns that share a prefix."""
    return field(default_factory=dict, metadata={"prefix": prefix, "items": tuple(str(item) for item in items)})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What all records have: the surrogate key, None until written."""

    id: int | None = None


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
