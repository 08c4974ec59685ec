"""The emergency rooms tonight: who is in them, what to be aware of, and the way out of each stay."""

import streamlit as st

from casebook.book import Casebook
from desk.emergency import Board, Guest, board
from ui.components.pick import choose
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.noted import saw_person
from ui.pages.rooms.cards import base_cards, guest_cards
from ui.pages.rooms.exit_form import exit_form, leave_form

KEY = "rooms.stay"


def page(ctx: Context) -> None:
    """Show the board, and the exit of one stay."""
    if message := st.session_state.pop("rooms.message", None):
        st.success(plain(message))
    rooms_board = _board_at(ctx.state, ctx.book)
    if not rooms_board.bases:
        st.info(ctx.t("rooms.no_base"))
    for notice in rooms_board.notices:
        st.warning(plain(ctx.t(notice)))
    for base in rooms_board.bases:
        base_cards(ctx, base, KEY)
    if rooms_board.elsewhere:
        st.header(plain(ctx.t("rooms.elsewhere")), anchor=False)
        guest_cards(ctx, rooms_board.elsewhere, KEY)
    staying = [guest for base in rooms_board.bases for guest in base.guests if guest.in_room]
    guests = {guest.key: guest for guest in (*staying, *rooms_board.elsewhere, *reversed(rooms_board.left))}
    if not guests:
        if rooms_board.bases:
            st.info(ctx.t("rooms.nobody"))
        return
    chosen = choose(
        ctx.t("rooms.choose"), list(guests), lambda key: _name(ctx, guests[key]), KEY, ctx.t("common.choose")
    )
    if chosen is None:
        st.info(ctx.t("rooms.choose_hint"))
        return
    guest = guests[chosen]
    saw_person(ctx, guest.stay.person_id, "rooms")
    st.header(plain(ctx.t("rooms.open", person=guest.code_name)), anchor=False)
    exit_form(ctx, guest)
    if guest.in_room:
        leave_form(ctx, guest)


@kept
def _board_at(state: State, _book: Casebook) -> Board:
    return board(_book, state.day)


def _name(ctx: Context, guest: Guest) -> str:
    if guest.in_room:
        return ctx.aside(guest.code_name, guest.facility.name)
    return ctx.aside(guest.code_name, ctx.t("rooms.ended", day=guest.stay.end_on))
