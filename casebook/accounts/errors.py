"""What can go wrong with accounts and with signing in."""

from casebook.errors import CasebookError


class AccountError(CasebookError):
    """An account cannot be made or changed so."""


class SignInRefusedError(CasebookError):
    """Nobody comes in with that. It never says what of it was wrong."""


class NotSignedInError(CasebookError):
    """The session ended, or may no longer do what it did."""
