"""What changes a stay while it lasts: longer, elsewhere, in another's place; and why it was begun without consent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import AdmissionGround, Facility
from casebook.records.base import require
from desk.emergency import Guest, extend, move, record_ground, swap
from ui.components import inputs
from ui.components.form import after_saving, form_key, opened, saving, settle, stands_refused
from ui.components.pick import labels
from ui.components.text import plain
from ui.context import Context
from ui.pages.rooms.board import rooms_board

A_WEEK = timedelta(days=7)


def extend_form(ctx: Context, guest: Guest) -> None:
    """Ask until when she stays now: a week longer, unless another day is chosen."""
    key = key_of(guest, "extend")
    read = opened(key, "expected_until", guest.plan)
    until = inputs.day(ctx, "expected_until", max(read.expected_until or ctx.today, ctx.today) + A_WEEK, key, must=True)
    settled = settle(ctx, key)
    if st.button(ctx.t("rooms.extend_button"), key=f"{key}.go", disabled=until is None):
        write(
            ctx,
            guest,
            key,
            lambda: extend(ctx.book.settling(settled), guest.key, until, today=ctx.today, read=read),
            ctx.t("rooms.extended", person=guest.code_name, day=until),
        )


def move_form(ctx: Context, guest: Guest) -> None:
    """Ask where she goes on staying, or with whom she changes places."""
    key = key_of(guest, "move")
    places = {
        require(one.id): one for one in ctx.book.all(Facility) if one.status == "open" and one.id != guest.facility.id
    }
    st.markdown(f"**{plain(ctx.t('rooms.move'))}**")
    st.markdown(plain(ctx.t("rooms.move_hint")))
    names = labels(places, lambda one: ctx.aside(places[one].name, ctx.service(places[one])))
    to = st.selectbox(
        ctx.must(ctx.t("field.facility_id")),
        sorted(places, key=lambda one: (not places[one].is_base, places[one].name)),
        index=None,
        format_func=names,
        placeholder=ctx.t("common.choose"),
        key=f"{key}.facility_id",
    )
    on, agreed = _day_and_word(ctx, key, asked=to is not None and not places[to].is_base)
    over = to is not None and places[to].is_base and st.checkbox(ctx.t("emergency.allow_over"), key=f"{key}.over")
    if st.button(ctx.t("rooms.move_button"), key=f"{key}.go", disabled=to is None or on is None) and to is not None:
        write(
            ctx,
            guest,
            key,
            lambda: move(ctx.book, guest.key, to, on, today=ctx.today, agreed=agreed, allow_over=over),
            ctx.t("rooms.moved_there", person=guest.code_name, facility=places[to].name),
        )
    _swap(ctx, guest)


def _swap(ctx: Context, guest: Guest) -> None:
    board = rooms_board(ctx)
    staying = [one for base in board.bases for one in base.guests if one.in_room] + list(board.elsewhere)
    others = {one.key: one for one in staying if one.facility.id != guest.facility.id}
    st.markdown(f"**{plain(ctx.t('rooms.swap'))}**")
    st.markdown(plain(ctx.t("rooms.swap_hint")))
    if not others:
        return
    key = key_of(guest, "swap")
    other = st.selectbox(
        ctx.must(ctx.t("field.swap_with")),
        list(others),
        index=None,
        format_func=labels(others, lambda one: ctx.aside(others[one].code_name, others[one].facility.name)),
        placeholder=ctx.t("common.choose"),
        key=f"{key}.with",
    )
    on, agreed = _day_and_word(ctx, key, asked=other is not None)
    if st.button(ctx.t("rooms.swap_button"), key=f"{key}.go", disabled=other is None or on is None):
        write(
            ctx,
            guest,
            key,
            lambda: swap(ctx.book, guest.key, other or 0, on, today=ctx.today, agreed=agreed),
            ctx.t("rooms.swapped", person=guest.code_name, other=others[other or 0].code_name),
        )


def _day_and_word(ctx: Context, key: str, *, asked: bool) -> tuple[Any, bool]:
    """Ask on which day it was, and of a place outside the base whether it agreed."""
    on = inputs.day(ctx, "moved_on", ctx.today, key, must=True)
    return on, asked and st.checkbox(ctx.t("rooms.agreed"), key=f"{key}.agreed")


def ground_form(ctx: Context, guest: Guest) -> None:
    """Ask on which ground of the law she was taken in without consent."""
    key = key_of(guest, "ground")
    known = opened(key, "ground", guest.ground)
    st.markdown(plain(ctx.t("rooms.ground_hint")))
    ground = inputs.required_choice(
        ctx, "ground", known.ground if known else v.ADMISSION_GROUNDS[0], "legal_ground", v.ADMISSION_GROUNDS, key
    )
    who = inputs.text(ctx, "decided_by", known.decided_by if known else ctx.book.actor.name, key, must=True)
    on = inputs.day(ctx, "decided_on", known.decided_on if known else guest.stay.start_on, key, must=True)
    reason = inputs.text(ctx, "reason", known.reason if known else None, key)
    none = AdmissionGround(stay_id=guest.key, ground="", decided_by="", decided_on=guest.stay.start_on)
    settled = settle(ctx, key)
    if st.button(ctx.t("common.save"), key=f"{key}.go", disabled=on is None):
        said = AdmissionGround(stay_id=guest.key, ground=ground, decided_by=who or "", decided_on=on, reason=reason)
        write(
            ctx,
            guest,
            key,
            lambda: record_ground(ctx.book.settling(settled), said, today=ctx.today, read=known or none),
            ctx.t("rooms.ground_saved", person=guest.code_name),
        )


def write(ctx: Context, guest: Guest, key: str, job: Callable[[], object], message: str) -> None:
    """Write, say so and start this guest's fields afresh, nobody else's; or say beside them what cannot be kept."""
    if stands_refused(ctx, key):
        return
    with saving(ctx, key):
        job()
        after_saving(message, what_of(guest))


def what_of(guest: Guest) -> str:
    """Return what a guest's forms are called: each guest has her own, so that saving one empties no other."""
    return f"way_out.{guest.key}"


def key_of(guest: Guest, form: str) -> str:
    """Return the key of one of a guest's forms."""
    return f"{form_key(what_of(guest), guest.key)}.{form}"
