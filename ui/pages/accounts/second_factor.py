"""Setting up a second factor: of one's own accord, or before anything else where it is a duty."""

import streamlit as st

from casebook.accounts import Account, enrolment_address
from ui.components.charts.picture import show_code
from ui.components.form import saving
from ui.context import Context
from ui.settings import accounts
from ui.who import Here

SECRET, CODES = "second_factor.secret", "second_factor.codes"


def comes_first(here: Here | None) -> bool:
    """Tell whether nothing else is shown: a second factor is lacking, or its recovery codes were not put away yet."""
    return here is not None and here.account is not None and (here.lacks_factor or CODES in st.session_state)


def page(ctx: Context, here: Here) -> None:
    """Lead to a second factor, and on to the pages once the recovery codes are put away."""
    if here.account is None:
        return
    if codes := st.session_state.get(CODES):
        st.success(ctx.t("my_account.codes"))
        st.code("\n".join(codes), language=None)
        if st.button(ctx.t("my_account.codes_kept"), type="primary"):
            del st.session_state[CODES]
            st.rerun()
        return
    st.info(ctx.t("my_account.second_factor_first"))
    set_up(ctx, here.account)


def set_up(ctx: Context, account: Account) -> None:
    """Hand over a secret for a telephone, and take the first code that it makes of it."""
    if SECRET not in st.session_state:
        if st.button(ctx.t("my_account.begin")):
            with saving(ctx):
                st.session_state[SECRET] = accounts().begin_second_factor(account)
                st.rerun()
        return
    secret = st.session_state[SECRET]
    show_code(enrolment_address(secret, account.login), ctx.t("my_account.qr"))
    st.write(ctx.t("my_account.secret"))
    st.code(" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)), language=None)
    with st.form("my_account.code", clear_on_submit=True):
        typed = st.text_input(ctx.t("my_account.code"), autocomplete="one-time-code")
        if not st.form_submit_button(ctx.t("my_account.confirm")):
            return
    with saving(ctx):
        st.session_state[CODES] = accounts().confirm_second_factor(account, typed)
        del st.session_state[SECRET]
        st.rerun()
