"""The one search, at the top of every page: over people, facilities and registers, as far as the reader may see them."""

import streamlit as st

from casebook.book import Casebook
from desk.search import Directory, Found, of_facility, of_person, of_registered, read_directory, where
from ui.components.page_link import has_page, named_link, page_link
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.noted import searched
from ui.pages_for import OPENED, pages_for

TYPED = "search.typed"


def search_box(ctx: Context) -> None:
    """Offer the search to whoever has the page of a person or a facility."""
    if not set(OPENED) & set(pages_for(ctx.book.actor, ctx.today)):
        return
    typed = st.text_input(
        ctx.t("search.label"),
        key=TYPED,
        max_chars=100,
        label_visibility="collapsed",
        placeholder=ctx.t("search.hint"),
        icon=":material/search:",
    )
    if not typed.strip():
        return
    found = directory(ctx).find(typed)
    searched(ctx, typed, found.count, "search")
    with st.container(border=True, gap="small", key="search_found"):
        _show(ctx, found)


def directory(ctx: Context) -> Directory:
    """Return whom and what the reader may find; read again only when somebody wrote."""
    return _directory(ctx.state, ctx.book)


@kept
def _directory(state: State, _book: Casebook) -> Directory:  # noqa: ARG001 - what it is kept under
    return read_directory(_book)


def _show(ctx: Context, found: Found) -> None:
    if not found.count:
        st.markdown(plain(ctx.t("search.nothing")))
    for person in found.people:
        label = _label(ctx, person.code_name, of_person(person, ctx.language), where(person))
        named_link("person", person.id, label)
    for facility in found.facilities:
        label = _label(ctx, facility.name, of_facility(facility, ctx.language), where(facility))
        named_link("facility", facility.id, label)
    for one in found.registered:
        told = [ctx.t(f"audit.entity.{one.kind}"), *of_registered(one, ctx.language)]
        label = _label(ctx, ctx.show(one.name), told, where(one))
        if has_page(one.page):
            page_link(one.page, label, **one.asked)
        else:
            st.markdown(plain(label), width="content")
    if found.left_out:
        st.caption(ctx.t("search.more", count=found.left_out))


def _label(ctx: Context, name: str, told: list[str], place: str | None) -> str:
    more = [*told, place] if place else told
    return ctx.aside(name, ctx.join(more)) if more else name
