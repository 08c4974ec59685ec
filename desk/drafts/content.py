"""What a form holds, as JSON and back: days and times keep their kind."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from desk.typed import UnreadDay, UnreadNumber, read_day, read_number

KINDS: Mapping[str, type[datetime] | type[date] | type[time]] = {"datetime": datetime, "date": date, "time": time}
"""By the name that stands before them; an instant is a day too, and so comes first."""
TYPED: Mapping[str, tuple[type[UnreadNumber | UnreadDay], Callable[[str], object]]] = {
    "typed_number": (UnreadNumber, partial(read_number, "")),
    "typed_day": (UnreadDay, read_day),
}
"""What was not understood is kept as it was typed."""
MARK = "$"


def packed(value: object) -> Any:
    """Return a value as JSON; a record as its fields by name."""
    for name, (unread, _) in TYPED.items():
        if isinstance(value, unread):
            return {f"{MARK}{name}": value.typed}
    for name, kind in KINDS.items():
        if isinstance(value, kind):
            return {f"{MARK}{name}": value.isoformat()}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: packed(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): packed(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [packed(one) for one in value]
    return value


def unpacked(value: Any) -> Any:
    """Return what was packed: of a record its fields by name, of a list a tuple."""
    if isinstance(value, Mapping):
        for name, kind in KINDS.items():
            if value.keys() == {f"{MARK}{name}"}:
                return kind.fromisoformat(value[f"{MARK}{name}"])
        for name, (_, read) in TYPED.items():
            if value.keys() == {f"{MARK}{name}"}:
                return read(value[f"{MARK}{name}"])
        return {name: unpacked(inner) for name, inner in value.items()}
    return tuple(unpacked(one) for one in value) if isinstance(value, list | tuple) else value
