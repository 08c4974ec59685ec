"""What the code hands over to be said: a code and what fills its sentence; and the error that carries one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """A sentence to be said.

    Attributes
    ----------
    code
        Its key in the catalogue.
    params
        What its placeholders stand for; a param that is itself a `Message` is said in the language of its sentence.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def as_json(message: Message) -> dict[str, object]:
    """Write a message so that it can be kept, and be said later in either language."""
    params = {
        name: as_json(value) if isinstance(value, Message) else value if isinstance(value, int) else str(value)
        for name, value in message.params.items()
    }
    return {"code": message.code, "params": params}


def from_json(kept: Mapping[str, Any]) -> Message:
    """Read what `as_json` wrote."""
    params = {name: from_json(value) if isinstance(value, Mapping) else value for name, value in kept["params"].items()}
    return Message(kept["code"], params)


class WithMessage:
    """Something that carries a message: an error, a fault of a form, a note on a row of a file."""

    message: Message

    @property
    def code(self) -> str:
        """Key of the sentence."""
        return self.message.code

    @property
    def params(self) -> Mapping[str, object]:
        """What fills it."""
        return self.message.params


class SonaeError(WithMessage, Exception):
    """What somebody can mend or should know; each floor has its own kind.

    Parameters
    ----------
    code
        Key of the sentence in the catalogue.
    params
        Values of the placeholders of that sentence.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.message = Message(code, params)
