"""One's own account: password, second factor, recovery codes, sessions."""

import streamlit as st

from casebook.accounts import Account
from ui.components.form import after_saving, saving
from ui.components.text import bullets, plain
from ui.context import Context
from ui.pages.accounts.calendar import calendar_panel
from ui.pages.accounts.roles import grant_text
from ui.pages.accounts.second_factor import set_up
from ui.settings import accounts, real_now
from ui.who import Here


def page(ctx: Context, here: Here) -> None:
    """Show the account of whoever signed in."""
    account = here.account
    if account is None:
        return
    st.caption(plain(ctx.pair(ctx.t("accounts.login"), account.login)))
    day = real_now().date()
    st.markdown(bullets(grant_text(ctx, one) for one in accounts().grants(account.id) if one.holds_on(day)))
    means = accounts().means(account.id)
    if means.password:
        st.subheader(ctx.t("my_account.password"))
        _change_password(ctx, here, account)
        st.subheader(ctx.t("my_account.second_factor"))
        if means.second_factor:
            st.write(plain(ctx.t("my_account.second_factor_on", left=means.recovery_codes)))
        else:
            st.write(ctx.t("my_account.second_factor_off"))
            set_up(ctx, account)
    calendar_panel(ctx, account)
    st.subheader(ctx.t("my_account.sessions"))
    _sessions(ctx, account)


def _change_password(ctx: Context, here: Here, account: Account) -> None:
    with st.form("my_account.password", clear_on_submit=True):
        present = st.text_input(ctx.t("my_account.present"), type="password", autocomplete="current-password")
        wanted = st.text_input(
            ctx.t("my_account.wanted"), type="password", autocomplete="new-password", help=ctx.t("my_account.rules")
        )
        again = st.text_input(ctx.t("my_account.again"), type="password", autocomplete="new-password")
        if not st.form_submit_button(ctx.t("my_account.change")):
            return
    if wanted != again:
        st.error(ctx.t("my_account.not_alike"))
        return
    with saving(ctx):
        accounts().change_password(account, present, wanted, here.token)
        after_saving(ctx.t("my_account.changed"))


def _sessions(ctx: Context, account: Account) -> None:
    known = [one for one in accounts().sessions(account.id) if one.ended_at is None]
    st.markdown(
        bullets(
            ctx.t(
                "my_account.session",
                issued=one.issued_at,
                seen=one.last_seen_at,
                way=ctx.t(f"my_account.way_{one.way}"),
            )
            for one in known
        )
    )
    if st.button(ctx.t("my_account.everywhere")):
        accounts().sign_out_everywhere(account)
        st.session_state.clear()
        st.rerun()
