"""What facilities sent by their links, to be confirmed one by one; and the links themselves."""

from functools import partial
from typing import Any

import streamlit as st

from casebook.records import FacilityLink
from desk.answers import (
    LONGEST_DAYS,
    USUAL_DAYS,
    Incoming,
    add_link,
    link_paper,
    links,
    revoke_link,
    set_aside,
    take,
    waiting,
)
from desk.city import City
from desk.export import file_name
from desk.policy import load_policy
from ui.components import inputs
from ui.components.charts.picture import show_code
from ui.components.form import after_saving, saving, stands_refused
from ui.components.text import plain
from ui.context import Context
from ui.noted import offer
from ui.server.addresses import own_address
from ui.server.answers.routes import are_open, link_address
from ui.settings import travel

MOST_SHOWN = 20
LINK, MADE = "answers.link", "answers.made"
"""The link made last, with its secret, as long as the page is open."""


def incoming_panel(ctx: Context) -> None:
    """List what waits, each with what it says: taken over with a press, or set aside with a reason."""
    found = waiting(ctx.book)
    st.markdown(f"**{plain(ctx.t('answers.title', count=len(found)))}**")
    st.caption(ctx.t("answers.hint"))
    if not found:
        st.info(ctx.t("answers.none"))
    for one in found[:MOST_SHOWN]:
        _answer(ctx, one)
    if (rest := len(found) - MOST_SHOWN) > 0:
        st.caption(ctx.t("answers.more", count=rest))


def _answer(ctx: Context, one: Incoming) -> None:
    key = f"answers.{one.key}"
    with st.container(border=True):
        title = ctx.t("answers.from_", facility=one.facility.name, at=one.answer.received_at)
        st.markdown(f"**{plain(title)}**")
        st.markdown("\n".join(f"- {plain(ctx.t(line))}" for line in one.lines))
        reason = st.text_input(ctx.t("answers.why"), key=f"{key}.why", max_chars=500)
        with st.container(horizontal=True, key=f"answers_{one.key}"):
            taken = st.button(ctx.t("answers.take"), key=f"{key}.take", type="primary")
            aside = st.button(ctx.t("answers.set_aside"), key=f"{key}.aside")
        if taken:
            with saving(ctx):
                places = load_policy().scope.assumed_places
                take(ctx.book, one.key, today=ctx.today, assumed_places=places, travel=travel())
                after_saving(ctx.t("answers.was_taken"))
        if aside:
            with saving(ctx):
                set_aside(ctx.book, one.key, reason)
                after_saving(ctx.t("answers.was_set_aside"))


def links_panel(ctx: Context, city: City) -> None:
    """Make a link for a facility, shown once with its code and its paper; revoke one."""
    st.caption(ctx.t("answers.links_hint"))
    if not are_open():
        st.info(ctx.t("answers.closed"))
        return
    names = city.facility_names[ctx.language]
    left, right = st.columns(2)
    site = left.selectbox(
        ctx.t("answers.facility"), list(names), index=None, format_func=names.__getitem__, key="answers.facility",
        placeholder=ctx.t("common.choose"),
    )  # fmt: skip
    with right:
        label = ctx.t("answers.days_label")
        days = inputs.number(ctx, "days", USUAL_DAYS, LINK, (1, LONGEST_DAYS), label=label)
    pressed = st.button(ctx.t("answers.add"), key="answers.add", disabled=site is None or days is None)
    if pressed and site is not None and not stands_refused(ctx, LINK):
        with saving(ctx):
            st.session_state[MADE] = add_link(ctx.book, site, ctx.today, days)
    if MADE in st.session_state:
        link, token = st.session_state[MADE]
        _made(ctx, link, token, names)
    _revoke(ctx, names)


def _made(ctx: Context, link: FacilityLink, token: str, names: dict[int, str]) -> None:
    address, name = link_address(own_address(), token), names.get(link.facility_id, "")
    st.warning(ctx.t("answers.added"))
    st.code(address, language=None)
    show_code(address, ctx.t("answers.code"))
    paper = partial(link_paper, name, address, link.expires_on)
    offer(st, ctx.t("answers.download"), paper, f"{file_name(ctx.t('answers.file'))}_{link.id}.pdf", "application/pdf")


def _revoke(ctx: Context, names: dict[int, str]) -> None:
    held = {one.id: one for one in links(ctx.book) if one.holds_on(ctx.today)}
    chosen: Any = st.selectbox(
        ctx.t("answers.revoke_which"), list(held), index=None, key="answers.revoke",
        format_func=lambda key: f"{names.get(held[key].facility_id, '')} #{key} – {ctx.show(held[key].expires_on)}",
        placeholder=ctx.t("common.choose"),
    )  # fmt: skip
    if st.button(ctx.t("answers.revoke"), key="answers.revoke.go", disabled=chosen is None):
        with saving(ctx):
            revoke_link(ctx.book, chosen)
            st.session_state.pop(MADE, None)
            after_saving(ctx.t("answers.revoked"))
