"""What may be missing, where a test knows that it is there."""

from typing import TypeVar

Value = TypeVar("Value")


def present(value: Value | None) -> Value:
    """Return what is there, so that its type says so too; fail where it is not."""
    assert value is not None
    return value
