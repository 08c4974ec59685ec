"""Who is at the pages: whoever signed in; where nobody does, the local coordinator."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from casebook.accounts import Account
from casebook.book import Casebook
from casebook.roles import Actor
from ui.context import open_book
from ui.server.sign_in.cookies import session_cookie
from ui.settings import accounts, settings, span

WHOSE = "who.token"
"""In whose session the state of a page came about."""


@dataclass(frozen=True)
class Here:
    """Who is at the page, as whom; with account and token if she signed in, and how, and whether a second factor comes first."""

    actor: Actor | None = None
    account: Account | None = None
    token: str = ""
    way: str = ""
    lacks_factor: bool = False

    def open(self) -> Casebook:
        """Open the casebook for her, for as long as she is signed in in the same roles.

        Raises
        ------
        NotReadyError
            If there is none yet.
        """
        book = open_book(settings().database_url, self.actor)
        if self.actor is None or self.account is None:
            return book
        return book.while_(partial(accounts().require, self.token, span(), self.actor))


def who_is_here() -> Here:
    """Return who is at the page that runs now.

    Raises
    ------
    NotSignedInError
        If people sign in and she has not, or no longer.
    NotReadyError
        If there is no casebook to ask.
    """
    known = accounts()
    if not known.any():
        return Here()
    token = st.context.cookies.get(session_cookie(), "")
    found = known.signed_in(token, span())
    # A page that lost its connection may come back after somebody else signed in at the same browser.
    if st.session_state.setdefault(WHOSE, token) != token:
        st.session_state.clear()
        st.session_state[WHOSE] = token
    return Here(found.actor, found.account, token, found.session.way, found.lacks_factor)
