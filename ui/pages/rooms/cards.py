"""The emergency rooms as cards: one for each room, taken, free, or kept free; told in words, not in colours."""

from collections.abc import Sequence

import streamlit as st

from desk.emergency import Base, Guest
from ui.components.details import show_labelled
from ui.components.text import plain
from ui.context import Context

A_ROW = 4


def base_cards(ctx: Context, base: Base, key: str) -> None:
    """Show a base's rooms; a guest's button chooses her stay for `choose` of the same key."""
    st.header(plain(base.facility.name), anchor=False)
    if base.rooms is None:
        st.markdown(plain(ctx.t("rooms.summary_unknown", in_use=base.in_use)))
    else:
        st.markdown(plain(ctx.t("rooms.summary", rooms=base.rooms, in_use=base.in_use, free=base.free)))
    guests = [guest for guest in base.guests if guest.in_room]
    free = base.free or 0
    empty = ["unseen"] * base.unseen + ["free"] * (free - 1) + ["kept"] * (free > 0)
    _cards(ctx, [*guests, *empty], key, base.in_use if base.rooms is None else base.rooms)
    if gone := [guest.code_name for guest in base.guests if not guest.in_room]:
        st.markdown(plain(ctx.t("rooms.left_today", people=ctx.join(gone))))


def guest_cards(ctx: Context, guests: Sequence[Guest], key: str) -> None:
    """Show stays at other facilities in the same way."""
    _cards(ctx, guests, key, len(guests))


def _cards(ctx: Context, cards: Sequence[Guest | str], key: str, rooms: int) -> None:
    for first in range(0, len(cards), A_ROW):
        columns = st.columns(A_ROW)
        for number, (column, card) in enumerate(zip(columns, cards[first:], strict=False), first):
            with column.container(border=True):
                if isinstance(card, Guest):
                    _taken(ctx, card, key, beyond=number >= rooms)
                else:
                    st.markdown(f"**{plain(ctx.t(f'rooms.{card}'))}**")
                    st.markdown(plain(ctx.t(f"rooms.{card}_hint")))


def _taken(ctx: Context, guest: Guest, key: str, *, beyond: bool) -> None:
    state = ctx.t("rooms.beyond" if beyond else "rooms.taken")
    st.markdown(f"**{plain(ctx.pair(state, guest.code_name))}**")
    plan, until = guest.plan, guest.plan.expected_until
    where = [ctx.t(f"residence.{plan.next_residence}")] if plan.next_residence else []
    where += [guest.next_place.name] if guest.next_place else []
    pairs: list[tuple[str, object]] = [
        (ctx.t("rooms.since"), ctx.t("rooms.since_value", day=guest.stay.start_on, days=guest.days)),
        (ctx.t("field.expected_until"), ctx.t("rooms.overdue", day=until) if guest.overdue else until),
        (ctx.t("field.step"), ctx.t(f"exit_step.{plan.step}")),
        (ctx.t("rooms.next"), ctx.join(where) or None),
        (ctx.t("field.handover"), ctx.t("rooms.handover_written" if plan.handover else "rooms.handover_missing")),
    ]
    if guest.next_place:
        pairs.insert(-1, (ctx.t("rooms.trials"), len(guest.trials) + len(guest.proposals)))
    if not guest.facility.is_base:
        pairs.insert(0, (ctx.t("field.facility_id"), guest.facility.name))
    show_labelled(ctx, pairs)
    st.button(
        plain(ctx.t("rooms.open", person=guest.code_name)),
        key=f"{key}.card.{guest.key}",
        on_click=lambda: st.session_state.update({f"{key}.wanted": guest.key}),
    )
