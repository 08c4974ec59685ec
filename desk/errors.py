"""What a coordinator can mend: which field, what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from words.message import Message, SonaeError, WithMessage


@dataclass(frozen=True)
class Fault(WithMessage):
    """One thing that is wrong with one field."""

    field: str
    message: Message


def fault(field: str, code: str, /, **params: object) -> Fault:
    """Return what is wrong with a field, as a code and its params."""
    return Fault(field, Message(code, params))


class DeskError(SonaeError):
    """A job at the desk cannot be done as asked."""


class InvalidInputError(SonaeError):
    """What was typed in cannot be kept; nothing was written.

    Attributes
    ----------
    faults
        What is wrong with which field.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("common.not_saved")
        self.args = (", ".join(f"{fault.field}: {fault.code}" for fault in faults),)
        self.faults = tuple(faults)


def refuse(faults: Iterable[Fault]) -> None:
    """Raise `InvalidInputError` if anything is wrong."""
    if found := list(faults):
        raise InvalidInputError(found)
