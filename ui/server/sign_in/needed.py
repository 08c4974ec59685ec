"""What may be served at all: a casebook to which people sign in, or, to this machine alone, a demonstration."""

from casebook.errors import NotReadyError
from ui.server.addresses import ElsewhereError, check_host
from ui.settings import accounts, settings
from words.message import SonaeError


class NobodySignsInError(SonaeError):
    """The pages would show everything to whoever opens them."""


def check_served(host: str) -> None:
    """Check that the casebook may be served at a host.

    An empty casebook is none to be served openly either: the first real name would be typed into it unprotected.

    Raises
    ------
    ElsewhereError
        If nobody signs in and others than this machine could open the pages.
    NobodySignsInError
        If nobody signs in and the casebook is not marked as a demonstration.
    """
    try:
        known = accounts()
        signs_in, demonstration = known.any(), known.is_demonstration()
    except NotReadyError:  # the page will say what is the matter, and to this machine alone
        signs_in, demonstration = False, True
    if signs_in:
        return
    check_host(host)
    if settings().public_address:
        raise ElsewhereError("server.needs_sign_in", host=settings().public_address)
    if not demonstration:
        raise NobodySignsInError("server.needs_account")
