"""What can go wrong with the casebook, each with the message that a page says in either language."""

from typing import TYPE_CHECKING

from words.message import SonaeError

if TYPE_CHECKING:
    from casebook.merging import Conflict


class CasebookError(SonaeError):
    """Anything the casebook refuses."""


class NotReadyError(CasebookError):
    """There is no casebook at this address yet, or an older or newer one."""


class NotAllowedError(CasebookError):
    """The actor may not do that."""


class NotFoundError(CasebookError):
    """No such row, or none that this actor may see."""


class RefusedError(CasebookError):
    """The database holds a rule that this record breaks; nothing was written."""


class ChangedMeanwhileError(CasebookError):
    """Somebody else wrote since this was looked at; nothing was written."""


class ConflictError(CasebookError):
    """Somebody else changed the same since it was read; nothing was written, and whoever wrote chooses.

    Attributes
    ----------
    conflicts
        What both changed: one at least.
    """

    def __init__(self, conflicts: "tuple[Conflict, ...]") -> None:
        first = conflicts[0].message
        super().__init__(first.code, **first.params)
        self.conflicts = conflicts
