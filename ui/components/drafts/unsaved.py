"""What one typed and has not saved yet, at the top of every page: each the way to its form, which offers to go on."""

from collections.abc import Callable, Mapping

import streamlit as st

from casebook import vocabulary as v
from casebook.records import Draft
from desk.drafts import own_drafts
from ui.components.page_link import has_page, page_link
from ui.components.text import plain
from ui.context import Context

MOST_SHOWN = 8
Way = tuple[str, dict[str, object]]


def _tab(page: str) -> Callable[[Draft], Way]:
    """Return the way to a form that is one to change a record, or one for a new record."""
    return lambda one: (page, {"tab": "new"} if one.subject is None else {"id": one.subject, "tab": "edit"})


WAYS: Mapping[str, Callable[[Draft], Way]] = {
    "call": lambda one: ("emergency", {"call": one.id}),
    "person": _tab("people"),
    "exit": lambda one: ("rooms", {"stay": one.subject}),
    "visit": lambda one: ("visits", {"view": "record", "facility": one.subject}),
    "contact": lambda _: ("contacts", {"view": "record"}),
    "review": lambda one: ("contacts", {"view": "review", "person": one.subject}),
    "facility": _tab("facilities"),
    "care": lambda one: ("person", {"id": one.subject, "tab": "care"}),
    **{
        f"sheet_{kind}": lambda one, kind=kind: ("person", {"id": one.subject, "view": "sheets", "sheet": kind})  # type: ignore[misc]
        for kind in v.PERSON_SHEETS
    },
    "telephone": lambda one: ("proposals", {"tab": "telephone", "facility": one.subject}),
}
"""Draft kind -> the page, and what its address asks for so that the form is open."""


def unsaved_list(ctx: Context) -> None:
    """List what one typed and has not saved, the last first, behind a button with their number; nothing where there is nothing."""
    if not (ctx.book.may("add", Draft) and (own := own_drafts(ctx.book))):
        return
    with st.popover(ctx.t("draft.unsaved", count=len(own)), icon=":material/edit_note:", width="stretch"):
        for one in own[:MOST_SHOWN]:
            page, asked = WAYS[one.kind](one)
            label = ctx.aside(_named(ctx, one), ctx.show(one.changed_at))
            if has_page(page):
                page_link(page, label, **{name: str(value) for name, value in asked.items() if value is not None})
            else:
                st.markdown(plain(label))
        if (rest := len(own) - MOST_SHOWN) > 0:
            st.caption(ctx.t("common.more", count=rest))


def _named(ctx: Context, one: Draft) -> str:
    """Name the form, and whom or what it is about as far as the reader is told."""
    city, name = ctx.city(), ctx.t(f"draft.kind_{one.kind}")
    if (file := city.everyone.get(one.person_id or 0)) is not None:
        return ctx.pair(name, file.person.code_name)
    of_a_place = one.kind in ("visit", "facility", "telephone")
    place = city.facility_names[ctx.language].get(one.subject or 0) if of_a_place else None
    return ctx.pair(name, place) if place else name
