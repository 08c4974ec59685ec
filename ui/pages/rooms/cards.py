"""The emergency rooms as cards: one for each room, taken, free, or kept free; told in words, not in colours."""

from collections.abc import Callable, Sequence
from itertools import groupby

import streamlit as st

from casebook.book import Casebook
from desk.city import Care, needs_in_brief, read_cares
from desk.emergency import Base, Guest
from ui.components.care.lines import show_care
from ui.components.details import show_labelled
from ui.components.listing.sentences import show_sentences
from ui.components.page_link import named_link, named_row, page_link, page_of
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.noted import saw_person
from words.names import leading

A_ROW = 4
Opened = Callable[[Context, Guest], None]
"""Shows what can be done about a guest, beside her card."""


def base_cards(ctx: Context, base: Base, opened: Opened) -> None:
    """Show a base's rooms: each guest with what a press opens beside her, then the rooms that are free."""
    st.header(plain(base.facility.name), anchor=False)
    page_of(ctx, "facility", base.key)
    if base.rooms is None:
        st.markdown(plain(ctx.t("rooms.summary_unknown", in_use=base.in_use)))
    else:
        st.markdown(plain(ctx.t("rooms.summary", rooms=base.rooms, in_use=base.in_use, free=base.free)))
    show_notices(ctx, (base, *base.guests), str(base.key))
    guests = [guest for guest in base.guests if guest.in_room]
    rooms = base.in_use if base.rooms is None else base.rooms
    guest_cards(ctx, guests, opened, rooms)
    free = base.free or 0
    _empty(ctx, ["unseen"] * base.unseen + ["free"] * (free - 1) + ["kept"] * (free > 0))
    if gone := [("person", guest.stay.person_id, guest.code_name) for guest in base.guests if not guest.in_room]:
        named_row(ctx.t("rooms.left_today"), gone)


def show_notices(ctx: Context, ones: Sequence[Base | Guest], where: str) -> None:
    """Say in one place what to be aware of before the next call comes."""
    if notices := leading(lambda: [notice for one in ones for notice in one.notices]):
        st.warning(ctx.t("rooms.notices", count=len(notices)))
        show_sentences(map(ctx.t, notices), f"rooms.notices.{where}")


def guest_cards(ctx: Context, guests: Sequence[Guest], opened: Opened, rooms: int | None = None) -> None:
    """Show guests, those beyond the rooms as such: closed cards side by side, an open one with what it opens beside it."""
    beyond = {guest.key for guest in guests[rooms:]} if rooms is not None else set()
    cares = _cares(ctx.state, tuple(sorted({guest.stay.person_id for guest in guests})), ctx.book)
    for is_open, group in groupby(guests, _is_open):
        if is_open:
            for guest in group:
                with st.container(border=True):
                    facts, beside = st.container(key=f"side_by_side_room_{guest.key}").columns([2, 3], gap="medium")
                    with facts:
                        _taken(ctx, guest, cares[guest.stay.person_id], beyond=guest.key in beyond)
                    with beside:
                        opened(ctx, guest)
            continue
        closed = list(group)
        for first in range(0, len(closed), A_ROW):
            # One below the other where the page is narrow.
            columns = st.container(key=f"side_by_side_rooms_{closed[first].key}").columns(A_ROW)
            for column, guest in zip(columns, closed[first:], strict=False):
                with column.container(border=True):
                    _taken(ctx, guest, cares[guest.stay.person_id], beyond=guest.key in beyond)


@kept
def _cares(state: State, people: tuple[int, ...], _book: Casebook) -> dict[int, Care]:  # noqa: ARG001 - what it is kept under
    return read_cares(_book, people)


def _empty(ctx: Context, states: Sequence[str]) -> None:
    for first in range(0, len(states), A_ROW):
        for column, state in zip(st.columns(A_ROW), states[first:], strict=False):
            with column.container(border=True):
                st.markdown(f"**{plain(ctx.t(f'rooms.{state}'))}**")
                st.markdown(plain(ctx.t(f"rooms.{state}_hint")))


def _is_open(guest: Guest) -> bool:
    return bool(st.session_state.get(_key(guest)))


def _key(guest: Guest) -> str:
    return f"rooms.open.{guest.key}"


def _turn(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key)
    st.query_params.pop("stay", None)  # what is closed by hand opens again when it is asked for again


def _taken(ctx: Context, guest: Guest, care: Care, *, beyond: bool) -> None:
    saw_person(ctx, guest.stay.person_id, "rooms")
    state = (
        ctx.t("rooms.beyond" if beyond else "rooms.taken")
        if guest.in_room
        else ctx.t("rooms.ended", day=guest.stay.end_on)
    )
    named_link("person", guest.stay.person_id, ctx.pair(state, guest.code_name), bold=True)
    if guest.ground_missing:
        st.markdown(f":material/gavel: **{plain(ctx.t('rooms.ground_missing'))}**")
    plan, until, ground = guest.plan, guest.plan.expected_until, guest.ground
    pairs: list[tuple[str, object]] = [
        (ctx.t("rooms.since"), ctx.t("rooms.since_value", day=guest.stay.start_on, days=guest.days)),
        (ctx.t("field.expected_until"), ctx.t("rooms.overdue", day=until) if guest.overdue else until),
        (ctx.t("rooms.needs"), needs_in_brief(guest.person, ctx.language)),
        (ctx.t("field.medicine"), plan.medicine),
        (ctx.t("field.step"), ctx.t(f"exit_step.{plan.step}")),
        (ctx.t("field.handover"), ctx.t("rooms.handover_written" if plan.handover else "rooms.handover_missing")),
    ]
    if plan.next_residence or not guest.next_place:
        pairs.insert(-1, (ctx.t("rooms.next"), plan.next_residence and ctx.t(f"residence.{plan.next_residence}")))
    if guest.next_place:
        pairs.insert(-1, (ctx.t("rooms.trials"), len(guest.trials) + len(guest.proposals)))
    if ground is not None:
        words = ctx.t(f"legal_ground.{ground.ground}")
        line = ctx.t("rooms.ground_line", ground=words, day=ground.decided_on, who=ground.decided_by)
        pairs.append((ctx.t("rooms.ground"), line))
    show_labelled(ctx, pairs)
    show_care(ctx, care, f"rooms.{guest.key}")
    label = ctx.t("person_sheets.open_handover")
    page_link("person", label, id=str(guest.stay.person_id), view="sheets", sheet="handover")
    places = {"rooms.next": guest.next_place, "field.facility_id": None if guest.facility.is_base else guest.facility}
    for code, place in places.items():
        if place is not None:
            named_link("facility", place.id, ctx.pair(ctx.t(code), place.name))
    label = ctx.t("rooms.close" if _is_open(guest) else "rooms.open", person=guest.code_name)
    st.button(plain(label), key=f"rooms.card.{guest.key}", on_click=_turn, args=(_key(guest),), width="stretch")
