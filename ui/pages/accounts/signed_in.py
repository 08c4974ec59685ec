"""Who is signed in, beside every page; and what is shown in its place when nobody is."""

import streamlit as st

from ui.components.text import plain
from ui.server.paths import SIGN_IN, base
from ui.server.sign_in.oidc import LEAVE
from ui.settings import accounts
from ui.who import Here
from words.message import Message
from words.say import pair, say

BY_PROVIDER = "signed_in.by_provider"
"""Whether the session that was ended here began at the provider's."""


def ask_to_sign_in(why: Message, language: str) -> None:
    """Say why nothing is shown, and lead to where people sign in."""
    st.warning(plain(say(why, language)))
    # A link of Streamlit's own would open another window; nothing in this one is anybody's input.
    st.html(f'<a href="{base()}/{SIGN_IN}?lang={language}">{say("sign_in.title", language)}</a>')
    if st.session_state.get(BY_PROVIDER):
        st.html(f'<a href="{base()}/{SIGN_IN}/{LEAVE}?lang={language}">{say("sign_in.leave", language)}</a>')


def show_who(here: Here, language: str) -> None:
    """Say who is signed in, and let her sign out."""
    name = here.account.name if here.account else ""
    st.caption(plain(pair(say("sign_in.as", language), name, language)))
    if st.button(say("sign_in.out", language), key="sign_out"):
        accounts().sign_out(here.token)
        st.session_state.clear()
        st.session_state[BY_PROVIDER] = here.way == "oidc"
        st.rerun()
