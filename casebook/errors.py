"""What can go wrong with the casebook: a code and its params; the words are in the catalogue."""


class CasebookError(Exception):
    """Anything the casebook refuses; ``code`` names the sentence, ``params`` fill it."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params


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
