"""The list of contacts, filtered; the next step of one, and what is to be corrected in it."""

import streamlit as st
from dateutil.relativedelta import relativedelta

from casebook import vocabulary as v
from casebook.records import Contact
from casebook.records.base import require
from desk.city import City
from desk.contacts import contacts_between, finish_next
from ui.components import inputs
from ui.components.details import show_known
from ui.components.form import after_saving, saving
from ui.components.listing.listing import Cell, show_list
from ui.components.pick import choose
from ui.components.records.address import asked_number
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.components.views.saved_views import saved_views
from ui.context import Context
from ui.noted import saw_person
from words.names import Named

KEY = "contacts.contact"
ASKED = "contact"
MONTHS = 3
COLUMNS = ("contacted_on", "person_id", "facility_id", "kind", "purpose", "with_whom", "in_charge", "next", "next_on")


def listed(ctx: Context, city: City) -> None:
    """Show the contacts of a period, and one of them; below them those that were cancelled."""
    _contacts(ctx, city)
    cancelled_ones(ctx, Contact)


def _contacts(ctx: Context, city: City) -> None:
    found = {require(one.id): one for one in _filtered(ctx, city)}
    if (asked := _asked(ctx)) is not None:
        found[require(asked.id)] = asked
    saved_views(ctx, "contacts", ASKED, counted=ctx.t("contacts.count", count=len(found)))
    if not found:
        st.info(ctx.t("contacts.none"))
        return
    people = [one.person_id for one in found.values() if one.person_id is not None]
    columns = {name: ctx.t(f"contacts.column.{name}") for name in COLUMNS}
    rows = [_row(ctx, city, one) for one in found.values()]
    chosen = show_list(ctx, columns, rows, list(found), KEY, ctx.t("nav.contacts"), asked=ASKED, people=people)
    if chosen is None:
        st.info(ctx.t("contacts.choose_hint"))
        return
    contact = found[chosen]
    if contact.person_id is not None:
        saw_person(ctx, contact.person_id, "contacts")
    st.header(plain(_name(ctx, city, contact)), anchor=False)
    show_known(ctx, [(ctx.t("field.note"), contact.note), (ctx.t("field.next_step"), contact.next_step)])
    if not ctx.book.may("change", Contact):
        return
    if contact.awaits is not None:
        label = ctx.t("contacts.next_done", day=contact.awaits)
        if st.button(plain(label), key=f"contacts.done.{chosen}", type="primary"):
            with saving(ctx):
                finish_next(ctx.book, chosen, ctx.today)
                after_saving(ctx.t("common.saved"))
    correcting(ctx, contact)


def _asked(ctx: Context) -> Contact | None:
    """Return the contact that is asked for: it is listed though others are."""
    key = st.session_state.get(f"{KEY}.wanted", asked_number(ASKED))
    return None if key is None else next(iter(ctx.book.all(Contact, id=key)), None)


def _filtered(ctx: Context, city: City) -> list[Contact]:
    days, whom, kinds, purposes = st.columns((2, 2, 1, 1))
    usual, labels = (
        (ctx.today - relativedelta(months=MONTHS), ctx.today),
        (ctx.t("contacts.first"), ctx.t("contacts.last")),
    )
    first, last = inputs.period(ctx, ("first", "last"), usual, "contacts", days.columns(2), labels)
    with whom:
        person = choose(
            ctx.t("contacts.about"),
            list(city.everyone),
            lambda key: city.everyone[key].person.code_name,
            "contacts.person",
            ctx.t("common.all"),
        )
    kind = kinds.multiselect(
        ctx.t("field.contact_kind"),
        v.CONTACT_KINDS,
        format_func=lambda code: ctx.t(f"contact_kind.{code}"),
        placeholder=ctx.t("common.all"),
        key="contacts.kinds",
    )
    purpose = purposes.multiselect(
        ctx.t("field.contact_purpose"),
        v.CONTACT_PURPOSES,
        format_func=lambda code: ctx.t(f"contact_purpose.{code}"),
        placeholder=ctx.t("common.all"),
        key="contacts.purposes",
    )
    open_only = st.checkbox(ctx.t("contacts.open_only"), key="contacts.open_only")
    return [
        one
        for one in contacts_between(ctx.book, first, last)
        if person in (None, one.person_id)
        and (not kind or one.kind in kind)
        and (not purpose or one.purpose in purpose)
        and (not open_only or one.awaits is not None)
    ]


def _row(ctx: Context, city: City, one: Contact) -> tuple[Cell, ...]:
    person, site = whom(city, one), city.facility_names[ctx.language].get(one.facility_id or 0, "")
    return (
        one.contacted_on,
        Named(person, "person", one.person_id if person else None),
        Named(site, "facility", one.facility_id if site else None),
        ctx.t(f"contact_kind.{one.kind}"),
        ctx.t(f"contact_purpose.{one.purpose}"),
        one.with_whom or "",
        one.in_charge or "",
        one.next_step or "",
        one.awaits or "",
    )


def whom(city: City, contact: Contact) -> str:
    """Name whom a contact was about; nothing where it was about a facility alone."""
    file = None if contact.person_id is None else city.everyone.get(contact.person_id)
    return file.person.code_name if file else ""


def _name(ctx: Context, city: City, contact: Contact) -> str:
    about = whom(city, contact) or city.facility_names[ctx.language].get(contact.facility_id or 0, "")
    return ctx.aside(f"{ctx.show(contact.contacted_on)} {about}", ctx.t(f"contact_kind.{contact.kind}"))
