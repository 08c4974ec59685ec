"""Contacts: what was done for whom, what is next, how often each is looked after, the council's review, the year's numbers."""

import streamlit as st

from casebook.book import Casebook
from casebook.records import Contact
from desk.city import City
from desk.contacts import Followed, followed
from ui.components.records.address import view_of
from ui.context import Context
from ui.kept import State, kept
from ui.pages.contacts.following import following
from ui.pages.contacts.form import contact_form
from ui.pages.contacts.listed import listed
from ui.pages.contacts.review import review
from ui.pages.contacts.year import year

VIEWS = ("list", "record", "following", "review", "year")


def page(ctx: Context) -> None:
    """Show one of the views."""
    city = ctx.city()
    if not (city.everyone or city.facilities):
        st.info(ctx.t("contacts.empty" if ctx.book.sees_everybody else "people.none_shared"))
        return
    writes = ctx.book.may("add", Contact)
    views = [one for one in VIEWS if writes or one != "record"]
    view = view_of("contacts", ctx.t("contacts.view"), views, lambda code: ctx.t(f"contacts.view_{code}"))
    if view == "list":
        listed(ctx, city)
    elif view == "year":
        year(ctx, city)
    elif view == "record":
        contact_form(ctx, city, _everybody(ctx, city))
    else:
        (following if view == "following" else review)(ctx, city, _everybody(ctx, city))


def _everybody(ctx: Context, city: City) -> list[Followed]:
    return _followed_at(ctx.state, ctx.book, city)


@kept
def _followed_at(state: State, _book: Casebook, _city: City) -> list[Followed]:  # noqa: ARG001 - the key
    return followed(_book, [file.person for file in _city.everyone.values()])
