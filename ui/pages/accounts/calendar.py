"""The address at which one's calendar reads the dates of the desk: made, shown once, revoked."""

import streamlit as st

from casebook.accounts import Account
from ui.components.form import after_saving, saving
from ui.components.text import plain
from ui.context import Context
from ui.pages_for import pages_for
from ui.settings import accounts

ADDRESS = "my_account.calendar_address"


def calendar_panel(ctx: Context, account: Account) -> None:
    """Offer the address to whoever has the day's page."""
    if "today" not in pages_for(ctx.book.actor, ctx.today):
        return
    st.subheader(ctx.t("my_account.calendar"))
    st.caption(ctx.t("my_account.calendar_hint"))
    if address := st.session_state.get(ADDRESS):
        st.success(ctx.t("my_account.calendar_once"))
        st.code(address, language=None)
        if st.button(ctx.t("my_account.calendar_kept"), type="primary"):
            del st.session_state[ADDRESS]
            st.rerun()
        return
    made_at = accounts().feed_made_at(account.id)
    if made_at is not None:
        st.markdown(plain(ctx.t("my_account.calendar_since", at=made_at)))
    make, revoke = st.columns(2)
    if make.button(ctx.t("my_account.calendar_anew" if made_at else "my_account.calendar_make")):
        from ui.server.calendar import calendar_address  # the server's own modules know the pages

        with saving(ctx):
            st.session_state[ADDRESS] = calendar_address(accounts().make_feed(account), ctx.language)
            st.rerun()
    if made_at is not None and revoke.button(ctx.t("my_account.calendar_revoke")):
        with saving(ctx):
            accounts().revoke_feed(account)
            after_saving(ctx.t("common.saved"))
