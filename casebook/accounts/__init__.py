"""Who comes in: accounts, passwords and second factors, sessions; nothing of it is a record of the casebook."""

from casebook.accounts.administering import Accounts, Means, open_accounts
from casebook.accounts.codes import enrolment_address
from casebook.accounts.errors import AccountError, NotSignedInError, SignInRefusedError
from casebook.accounts.model import Account, RoleGrant, Session, SignedIn, actor_of
from casebook.accounts.sessions import Span
from casebook.accounts.signing_in import Identity

__all__ = [
    "Account",
    "AccountError",
    "Accounts",
    "Identity",
    "Means",
    "NotSignedInError",
    "RoleGrant",
    "Session",
    "SignInRefusedError",
    "SignedIn",
    "Span",
    "actor_of",
    "enrolment_address",
    "open_accounts",
]
