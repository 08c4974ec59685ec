"""Follow-up: everybody with the day of the next look, those without one, those whose support ended; and one's level."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from casebook import vocabulary as v
from casebook.records import FollowUp
from desk.city import City
from desk.consequences import of_closing_person
from desk.contacts import Followed, close, next_look, set_level, without_next
from ui.components import inputs
from ui.components.form import confirmed, form_key, opened, save_button, saving, say_saved, start_afresh
from ui.components.listing.listing import Cell, Shown, show_list
from ui.components.text import plain
from ui.context import Context
from ui.noted import saw_person
from words.names import Named

KEY = "contacts.follow"
SHOWN = ("due", "without", "all", "closed")
COLUMNS = ("person", "ward", "level", "last", "next", "status")


def following(ctx: Context, city: City, everybody: Sequence[Followed]) -> None:
    """Show who is looked after how often; and the level of one."""
    views = {
        "due": [one for one in everybody if one.due_on(ctx.today)],
        "without": without_next(everybody),
        "all": [one for one in everybody if not one.closed],
        "closed": [one for one in everybody if one.closed],
    }
    shown = st.segmented_control(
        ctx.t("contacts.shown"),
        SHOWN,
        default="due",
        required=True,
        format_func=lambda name: f"{ctx.t(f'contacts.shown_{name}')} {ctx.show(len(views[name]))}",
        key="contacts.shown",
    )
    found = {one.key: one for one in views[shown]}
    st.caption(ctx.t(f"contacts.hint_{shown}"))
    if not found:
        st.info(ctx.t("contacts.nobody"))
        return
    columns = {name: ctx.t(f"contacts.column.{name}") for name in COLUMNS}
    rows, label = [_row(ctx, city, one) for one in found.values()], ctx.t("contacts.view_following")
    chosen = show_list(ctx, columns, rows, list(found), KEY, label, asked="follow", people=[*found])
    if chosen is None or not ctx.book.may("change", FollowUp):
        return
    saw_person(ctx, chosen, "contacts")
    st.header(plain(found[chosen].person.code_name), anchor=False)
    _level(ctx, found[chosen])
    if not found[chosen].closed:
        _close(ctx, found[chosen])


def _row(ctx: Context, city: City, one: Followed) -> tuple[Cell, ...]:
    return (
        Named(one.person.code_name, "person", one.key),
        city.places.label_of(one.person) or None,
        ctx.t(f"follow_level.{one.level.follow_level}") if one.level else ctx.t("contacts.no_level"),
        one.last_on or Shown(ctx.t("contacts.never"), None),
        one.next_on or Shown(ctx.t("contacts.no_next"), None),
        _status(ctx, one),
    )


def _status(ctx: Context, one: Followed) -> str:
    status = ctx.t(f"person_status.{one.person.status}")
    return ctx.aside(status, one.level.closed_reason) if one.level and one.level.closed_reason else status


def _level(ctx: Context, one: Followed) -> None:
    """Ask how often somebody is looked after, and when next; the day is proposed by the level."""
    key = form_key("follow", one.key)
    known = one.level or FollowUp(person_id=one.key, follow_level=v.FOLLOW_LEVELS[0])
    read = opened(key, "follow_level", known)
    if one.closed:
        st.info(ctx.t("contacts.reopen_hint"))
    left, right = st.columns(2)
    with left:
        level = inputs.required_choice(ctx, "follow_level", read.follow_level, "follow_level", v.FOLLOW_LEVELS, key)
    proposed = (
        read.next_on if level == read.follow_level and read.next_on else next_look(level, one.last_on or ctx.today)
    )
    with right:
        next_on = inputs.day(ctx, "next_on", max(proposed, ctx.today), f"{key}.{level}")
    typed = replace(read, follow_level=level, next_on=next_on)
    save_button(ctx, "follow", key, "contacts", lambda book: set_level(book, typed, read if one.level else None))


def _close(ctx: Context, one: Followed) -> None:
    key = f"{form_key('follow', one.key)}.close"
    with st.expander(ctx.t("contacts.close")):
        st.caption(ctx.t("contacts.close_hint"))
        reason = inputs.text(ctx, "closed_reason", None, key)
        pressed = st.button(ctx.t("contacts.close_button"), key=f"{key}.go", disabled=not reason)
        if confirmed(ctx, key, lambda: of_closing_person(ctx.book, one.key, ctx.today), pressed=pressed):
            with saving(ctx):
                close(ctx.book, one.key, reason or "", ctx.today)
                say_saved(ctx.t("contacts.was_closed", person=one.person.code_name))
                start_afresh("follow")
                st.rerun()
