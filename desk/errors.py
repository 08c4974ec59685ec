"""What a coordinator can mend: which field, what is wrong with it."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one field; the words are in the catalogue."""

    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class InvalidInputError(Exception):
    """What was typed in cannot be kept; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = tuple(faults)


class DeskError(Exception):
    """A job at the desk cannot be done as asked; ``code`` names the sentence, ``params`` fill it."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params
