"""The base's own rooms above the list of the night: what is free, what stands against the person, and what to do when full."""

import streamlit as st

from desk.emergency import Base, TonightView, in_words, rooms_in_use
from ui.components.care.phone import phone_button
from ui.components.page_link import named_link
from ui.components.text import bullets, plain
from ui.context import Context
from ui.pages.emergency.draft import field_key
from ui.pages.rooms.board import rooms_board


def full_bases(ctx: Context) -> None:
    """Say first of all that no room is free, who leaves soonest, and what is done then."""
    for base in rooms_board(ctx).bases:
        if base.full:
            with st.container(key=f"full_{base.key}"):
                for notice in base.notices:
                    st.warning(plain(ctx.t(notice)), icon=":material/hotel:")
                _what_then(ctx, base)


def _what_then(ctx: Context, base: Base) -> None:
    with st.expander(ctx.t("emergency.full_then"), expanded=True):
        for guest in base.leaving:
            [told] = in_words([guest.way_out], ctx.language)
            named_link("person", guest.stay.person_id, told)
        if base.unseen:
            st.caption(ctx.t("rooms.unseen_hint"))
        st.markdown(bullets(ctx.t(f"emergency.full_{step}") for step in STEPS))


STEPS = ("ask", "telephone", "over")
"""What is done when all rooms are in use, in this order."""


def show_bases(ctx: Context, view: TonightView) -> None:
    """Show the base's rooms with what of the person's needs they do not meet."""
    if not view.bases:
        st.warning(ctx.t("emergency.no_base"))
    for base in view.bases:
        with st.container(border=True, gap="small", key=field_key(ctx, f"base.{base.key}")):
            named_link("facility", base.key, ctx.t("emergency.base"), bold=True)
            [in_use] = in_words([rooms_in_use(base)], ctx.language)
            st.markdown(plain(in_use))
            phone_button(ctx, base.facility.phone, field_key(ctx, f"base.{base.key}"))
            if not base.full:
                for notice in base.notices:
                    st.warning(plain(ctx.t(notice)))
            for against in in_words(view.against(base), ctx.language):
                st.warning(plain(against))
            if doubts := in_words(view.to_confirm(base), ctx.language):
                with st.expander(ctx.t("emergency.base_confirm", count=len(doubts))):
                    st.markdown(bullets(doubts))
