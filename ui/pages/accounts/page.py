"""Everybody's accounts, for administrators: made, given roles, switched off, helped when a telephone is gone."""

import streamlit as st

from casebook import vocabulary as v
from casebook.accounts import Account, RoleGrant
from casebook.roles import Actor
from ui.components import inputs
from ui.components.form import after_saving, saving, stands_refused
from ui.components.listing.listing import Cell, show_list
from ui.components.text import plain
from ui.context import Context
from ui.pages.accounts.restricted import restricted_panel
from ui.pages.accounts.roles import grant_text
from ui.settings import accounts, real_now
from ui.who import Here

KEY = "accounts.account"
COLUMNS = {"name": "accounts.name", "login": "accounts.login", "roles": "accounts.roles", "state": "accounts.state"}


def page(ctx: Context, here: Here) -> None:
    """Show the accounts; who has which roles, and from when until when."""
    if here.actor is None:
        return
    known = {one.id: one for one in accounts().all()}
    grants = accounts().grants()
    columns = {name: ctx.t(said) for name, said in COLUMNS.items()}
    chosen = show_list(ctx, columns, _rows(ctx, known, grants), list(known), KEY, ctx.t("nav.accounts"))
    tabs = [ctx.t("accounts.tab_one"), ctx.t("common.new"), ctx.t("accounts.tab_restricted")]
    one, add, restricted = st.tabs(tabs, key="accounts.tabs")
    with one:
        if chosen is None:
            st.info(ctx.t("accounts.choose_hint"))
        else:
            _roles(ctx, here.actor, known[chosen], [grant for grant in grants if grant.account_id == chosen])
            _grant(ctx, here.actor, known[chosen])
            _keep(ctx, here.actor, known[chosen])
    with add:
        _add(ctx, here.actor)
    with restricted:
        restricted_panel(ctx)


def _rows(ctx: Context, known: dict[int, Account], grants: list[RoleGrant]) -> list[tuple[Cell, ...]]:
    day = real_now().date()
    return [
        (
            one.name,
            one.login,
            ctx.join(grant_text(ctx, grant) for grant in grants if grant.account_id == key and grant.holds_on(day)),
            ctx.t("accounts.on" if one.active else "accounts.off"),
        )
        for key, one in known.items()
    ]


def _roles(ctx: Context, by: Actor, account: Account, grants: list[RoleGrant]) -> None:
    st.subheader(plain(account.name))
    for grant in grants:
        said, take = st.columns([4, 1])
        said.markdown(plain(grant_text(ctx, grant)))
        if take.button(ctx.t("accounts.revoke"), key=f"accounts.revoke.{grant.id}"):
            with saving(ctx):
                accounts().revoke(by, grant.id or 0)
                after_saving(ctx.t("accounts.saved"))


def _grant(ctx: Context, by: Actor, account: Account) -> None:
    with st.form(f"accounts.grant.{account.id}"):
        role = st.selectbox(ctx.t("accounts.role"), v.ROLES, format_func=lambda code: ctx.t(f"role.{code}"))
        scope = st.text_input(ctx.t("accounts.scope"), help=ctx.t("accounts.scope_help"))
        labels, key = (ctx.t("accounts.since"), ctx.t("accounts.until")), f"accounts.grant.{account.id}"
        since, until = inputs.between(ctx, ("since", "until"), (None, None), key, labels=labels)
        deputy = st.text_input(ctx.t("accounts.deputy_for"))
        if not st.form_submit_button(ctx.t("accounts.grant")):
            return
    if stands_refused(ctx, key):
        return
    with saving(ctx):
        accounts().grant(
            by,
            RoleGrant(account_id=account.id, role=role, scope=scope, since=since, until=until, deputy_for=deputy),
        )
        after_saving(ctx.t("accounts.saved"))


def _keep(ctx: Context, by: Actor, account: Account) -> None:
    with st.expander(ctx.t("accounts.more")):
        label = "accounts.switch_off" if account.active else "accounts.switch_on"
        if st.button(ctx.t(label), key=f"accounts.switch.{account.id}"):
            with saving(ctx):
                accounts().switch(by, account.id, on=not account.active)
                after_saving(ctx.t("accounts.saved"))
        with st.form(f"accounts.reset.{account.id}", clear_on_submit=True):
            password = st.text_input(
                ctx.t("accounts.new_password"),
                type="password",
                autocomplete="new-password",
                help=ctx.t("my_account.rules"),
            )
            if st.form_submit_button(ctx.t("accounts.reset"), help=ctx.t("accounts.reset_help")):
                with saving(ctx):
                    accounts().reset(by, account.id, password or None)
                    after_saving(ctx.t("accounts.saved"))


def _add(ctx: Context, by: Actor) -> None:
    with st.form("accounts.add", clear_on_submit=False):
        name = st.text_input(ctx.must(ctx.t("accounts.name")))
        login = st.text_input(ctx.must(ctx.t("accounts.login")))
        email = st.text_input(ctx.t("accounts.email"), help=ctx.t("accounts.email_help"))
        password = st.text_input(
            ctx.t("accounts.first_password"),
            type="password",
            autocomplete="new-password",
            help=ctx.t("my_account.rules"),
        )
        if not st.form_submit_button(ctx.t("accounts.add")):
            return
    with saving(ctx):
        accounts().add(by, name, login, password or None, email or None)
        after_saving(ctx.t("accounts.added"))
