"""The emergency rooms tonight: who is in them, what to be aware of, and the way out of each stay."""

import streamlit as st

from casebook.book import Casebook
from desk.emergency import Admitted, Guest, admitted
from desk.period import fiscal_year, span
from ui.components.listing.sentences import show_sentences
from ui.components.records.correcting import correcting
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.pages.rooms.actions import extend_form, ground_form, move_form
from ui.pages.rooms.board import rooms_board
from ui.pages.rooms.cards import base_cards, guest_cards
from ui.pages.rooms.exit_form import exit_form, leave_form
from ui.pages.rooms.exit_tasks import exit_tasks_form
from words.names import leading


def page(ctx: Context) -> None:
    """Show the board: every guest with what can be done about her, which opens beside her card."""
    if wanted := st.session_state.pop("rooms.stay.wanted", None):
        st.session_state[f"rooms.open.{wanted}"] = True
    # As an address asks for it, once: whoever closes the card has it closed.
    if (asked := st.query_params.get("stay", "")) != st.session_state.get("rooms.asked"):
        st.session_state["rooms.asked"] = asked
        if asked.isdecimal():
            st.session_state[f"rooms.open.{asked}"] = True
    shown = rooms_board(ctx)
    if not shown.bases:
        st.info(ctx.t("rooms.no_base"))
    if notices := leading(lambda: shown.notices):
        st.warning(ctx.t("rooms.notices", count=len(notices)))
        show_sentences(map(ctx.t, notices), "rooms.notices")
    for base in shown.bases:
        base_cards(ctx, base, _staying)
    if shown.elsewhere:
        st.header(plain(ctx.t("rooms.elsewhere")), anchor=False)
        guest_cards(ctx, shown.elsewhere, _staying)
    if shown.left:
        st.header(ctx.t("rooms.left"), anchor=False)
        guest_cards(ctx, shown.left[::-1], _exit)
    if shown.bases and not (shown.elsewhere or shown.left or any(base.guests for base in shown.bases)):
        st.info(ctx.t("rooms.nobody"))
    _year(ctx)


def _exit(ctx: Context, guest: Guest) -> None:
    exit_form(ctx, guest)
    exit_tasks_form(ctx, guest)
    correcting(ctx, guest.stay)
    if guest.plan.id is not None:
        correcting(ctx, guest.plan)


def _staying(ctx: Context, guest: Guest) -> None:
    names = ("exit", "extend", "move", "ground", "leave")
    forms = (_exit, extend_form, move_form, ground_form, leave_form)
    for tab, form in zip(st.tabs([ctx.t(f"rooms.tab_{name}") for name in names]), forms, strict=True):
        with tab:
            form(ctx, guest)


def _year(ctx: Context) -> None:
    """Count this year's admissions by what they rest on."""
    year = fiscal_year(ctx.today)
    count = _admitted(ctx.state, year, ctx.book)
    if count.agreed or count.without_consent:
        numbers = {"agreed": count.agreed, "without": count.without_consent, "open": count.open}
        st.caption(plain(ctx.t("rooms.year", year=str(year), **numbers)))


@kept
def _admitted(state: State, year: int, _book: Casebook) -> Admitted:  # noqa: ARG001 - what it is kept under
    return admitted(_book, *span(year))
