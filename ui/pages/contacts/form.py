"""The form of one contact: what was done, for whom, and what is next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import Contact
from desk.city import City
from desk.contacts import Followed, next_look, record_contact
from desk.typed import Unread
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import form_key, opened, save_button
from ui.components.pick import choose
from ui.components.text import plain
from ui.context import Context


def contact_form(ctx: Context, city: City, everybody: Sequence[Followed]) -> None:
    """Ask for a contact, and save it; what is wrong in one is corrected as in any record."""
    key = form_key("contact", None)
    kept = KeptForm(ctx, "contact", key, "contacted_on")
    if not kept.offer():
        return
    blank = Contact(contacted_on=ctx.today, kind=v.CONTACT_KINDS[0], purpose=v.CONTACT_PURPOSES[0])
    read = opened(key, "contacted_on", replace(blank, in_charge=ctx.book.actor.name))
    person, facility = _about(ctx, city, read, key)
    first, second, third = st.columns(3)
    with first:
        day = inputs.day(ctx, "contacted_on", read.contacted_on, key)
    with second:
        kind = inputs.required_choice(ctx, "contact_kind", read.kind, "contact_kind", v.CONTACT_KINDS, key)
    with third:
        purpose = inputs.required_choice(
            ctx, "contact_purpose", read.purpose, "contact_purpose", v.CONTACT_PURPOSES, key
        )
    left, right = st.columns(2)
    with left:
        with_whom = inputs.text(ctx, "with_whom", read.with_whom, key)
    with right:
        in_charge = inputs.text(ctx, "in_charge", read.in_charge, key)
    note = st.text_area(ctx.t("field.note"), read.note or "", key=f"{key}.note").strip() or None
    left, right = st.columns(2)
    with left:
        next_step = inputs.text(ctx, "next_step", read.next_step, key)
    with right:
        next_on = inputs.day(ctx, "next_on", read.next_on, key)
    typed = replace(
        read,
        person_id=person,
        facility_id=facility,
        contacted_on=day or ctx.today,
        kind=kind,
        purpose=purpose,
        with_whom=with_whom,
        in_charge=in_charge,
        note=note,
        next_step=next_step,
        next_on=next_on,
    )
    on = ctx.today if isinstance(typed.contacted_on, Unread) else typed.contacted_on
    ahead = _looked_after(ctx, everybody, person, on, key)
    kept.keep(person)
    save_button(
        ctx,
        "contact",
        key,
        "contacts",
        lambda book: kept.saved(record_contact(book, typed, ctx.today, looked_after_next=ahead)),
    )


def _about(ctx: Context, city: City, read: Contact, key: str) -> tuple[int | None, int | None]:
    """Ask whom it is about, and which facility."""
    asked = st.query_params.get("person", "")
    whom = int(asked) if asked.isdecimal() and int(asked) in city.everyone else read.person_id
    st.session_state.setdefault(f"{key}.person", whom)
    st.session_state.setdefault(f"{key}.facility", read.facility_id)
    left, right = st.columns(2)
    with left:
        person = choose(
            ctx.t("contacts.about"),
            list(city.everyone),
            lambda one: city.everyone[one].person.code_name,
            f"{key}.person",
            ctx.t("contacts.no_person"),
        )
    with right:
        facility = choose(
            ctx.t("field.facility_id"),
            list(city.facilities),
            city.facility_names[ctx.language].__getitem__,
            f"{key}.facility",
            ctx.t("contacts.no_facility"),
        )
    return person, facility


def _looked_after(ctx: Context, everybody: Sequence[Followed], person: int | None, day: date, key: str) -> Any:
    """Propose when somebody is to be looked after next, where she has a level."""
    level = next((one.level for one in everybody if one.key == person), None)
    if level is None or level.closed_on is not None:
        return None
    proposed = next_look(level.follow_level, day)
    # Another person, or day, is another proposal.
    ahead = inputs.day(ctx, "looked_after_next", proposed, f"{key}.{person}.{day}")
    st.caption(plain(ctx.t("contacts.proposed", level=ctx.t(f"follow_level.{level.follow_level}"), day=proposed)))
    return ahead
