"""Writing down what to know of somebody tonight, and whom of her own to call."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from casebook.records import CareNote, ContactPerson
from casebook.records.base import require
from desk.city import (
    CARE_TEXTS,
    Care,
    PersonFile,
    call_earlier,
    called,
    put_back,
    remove_contact_person,
    save_care,
    save_contact_person,
)
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import after_saving, form_key, opened, save_button, saving
from ui.components.pick import labels
from ui.components.text import plain
from ui.context import Context

ADDRESS = "care"
"""What the address says as ``tab`` where the form is to be open."""
REMOVED = "care.removed"


def care_forms(ctx: Context, file: PersonFile, care: Care) -> None:
    """Offer both forms, folded, to whoever may write them."""
    if not ctx.book.may("add", CareNote):
        return
    note = st.expander(ctx.t("care.write"), icon=":material/edit_note:", expanded=st.query_params.get("tab") == ADDRESS)
    with note:
        _note_form(ctx, file, care.note)
    with st.expander(ctx.t("care.contacts"), icon=":material/contact_phone:"):
        _order(ctx, care)
        _contact_form(ctx, file, care)


def _note_form(ctx: Context, file: PersonFile, note: CareNote) -> None:
    key = form_key("care", file.key)
    kept = KeptForm(ctx, "care", key, "medicine", file.key, file.key)
    if not kept.offer():
        return
    read = opened(key, "medicine", note)
    st.caption(ctx.t("care.hint"))
    columns = st.columns(2)
    texts: dict[str, Any] = {}
    for number, name in enumerate(CARE_TEXTS):
        with columns[number % 2]:
            texts[name] = inputs.long_text(ctx, name, getattr(read, name), key)
    with columns[0]:
        day = inputs.day(ctx, "checked_on", ctx.today, key, latest=ctx.today)
    with columns[1]:
        who = inputs.text(ctx, "checked_by", ctx.book.actor.name, key)
    kept.keep(file.key)
    typed = replace(read, **texts, checked_on=day, checked_by=who)
    save_button(ctx, "care", key, "person", lambda book: kept.saved(save_care(book, typed, read, ctx.today)))


def _order(ctx: Context, care: Care) -> None:
    """List whom to call, each to be called earlier or taken out; who was taken out last can be put back."""
    if not care.contacts:
        st.markdown(plain(ctx.t("care.nobody")))
    for place, one in enumerate(care.contacts):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(plain(called(one, ctx.language)), width="content")
            name = one.relation or one.full_name or ""
            if place:
                _act(ctx, one, "care.earlier", name, partial(call_earlier, ctx.book, one))
            _act(ctx, one, "care.remove", name, partial(_remove, ctx, one))
    removed: ContactPerson | None = st.session_state.get(REMOVED)
    if removed is not None and removed.person_id == care.note.person_id:
        _act(
            ctx, removed, "care.put_back", removed.relation or removed.full_name or "", partial(_put_back, ctx, removed)
        )


def _act(ctx: Context, one: ContactPerson, code: str, name: str, act: Callable[[], object]) -> None:
    if st.button(plain(ctx.t(code, name=name)), key=f"{code}.{one.id}"):
        with saving(ctx):
            act()
            after_saving(ctx.t("common.saved"))


def _remove(ctx: Context, one: ContactPerson) -> None:
    remove_contact_person(ctx.book, one)
    st.session_state[REMOVED] = one


def _put_back(ctx: Context, one: ContactPerson) -> None:
    put_back(ctx.book, one)
    del st.session_state[REMOVED]


def _contact_form(ctx: Context, file: PersonFile, care: Care) -> None:
    """Ask for somebody who may be called: a new one, or what is to be changed of one."""
    by_key = {require(one.id): one for one in care.contacts}
    options = [None, *by_key]
    chosen = st.selectbox(
        ctx.t("care.whom"),
        options,
        format_func=labels(
            options, lambda one: ctx.t("care.new") if one is None else called(by_key[one], ctx.language)
        ),
        key=f"care.whom.{file.key}",
    )
    what = f"called_{file.key}"
    key = form_key(what, chosen)
    blank = ContactPerson(person_id=file.key)
    read = opened(key, "relation", blank if chosen is None else by_key[chosen])
    first, second, third = st.columns(3)
    with first:
        relation = inputs.text(ctx, "relation", read.relation, key)
    with second:
        name = inputs.text(ctx, "full_name", read.full_name, key)
    with third:
        phone = inputs.text(ctx, "phone", read.phone, key)
    left, right = st.columns([1, 2])
    with left:
        night = inputs.yes_no(ctx, "at_night", read.at_night, key)
    with right:
        note = inputs.text(ctx, "note", read.note, key)
    typed = replace(read, relation=relation, full_name=name, phone=phone, at_night=night, note=note)
    known = None if chosen is None else read
    save_button(ctx, what, key, "person", lambda book: save_contact_person(book, typed, known), main=False)
