"""The case review of a ward's council: who is due, a page to print, and what was decided."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from dateutil.relativedelta import relativedelta

from casebook.records import CaseReview
from desk.city import City
from desk.contacts import COLUMNS, Followed, next_look, record_review, review_line, review_page, to_review
from desk.export import file_name
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import form_key, save_button
from ui.components.listing.listing import Cell, show_list
from ui.components.records.address import record_of
from ui.components.text import plain
from ui.context import Context
from ui.noted import download, saw_person
from words.names import Named


def review(ctx: Context, city: City, everybody: Sequence[Followed]) -> None:
    """Show who is due, as a list to print, and take down what was decided about one."""
    left, middle, right = st.columns(3)
    areas = left.multiselect(
        ctx.t("common.ward"), city.area_labels, placeholder=ctx.t("common.all"), key="contacts.review_areas"
    )
    usual = ctx.today + relativedelta(months=1)
    with middle:
        asked = inputs.day(ctx, "review_until", usual, "contacts", label=ctx.t("contacts.review_until"))
        until = inputs.or_usual(ctx, asked, usual)
    by_code = right.checkbox(ctx.t("contacts.by_code"), value=True, key="contacts.by_code")
    due = to_review(everybody, city.everyone, city.places, until, areas)
    st.caption(ctx.t("common.people_count", count=len(due)))
    if not due:
        st.info(ctx.t("contacts.nobody_due"))
        return
    lines = [review_line(one, ctx.language, by_code=by_code)[:-1] for one in due]
    columns, people = {name: ctx.t(f"contacts.column.{name}") for name in COLUMNS[:-1]}, [one.file.key for one in due]
    rows: list[tuple[Cell, ...]] = [
        (Named(line[0], "person", key), *line[1:]) for line, key in zip(lines, people, strict=True)
    ]
    label = ctx.t("contacts.view_review")
    show_list(ctx, columns, rows, people, "contacts.review", label, asked=None, csv=False)
    title = ctx.t("contacts.review_title", where=ctx.join(areas) or ctx.t("common.all"))
    download(
        ctx,
        st,
        ctx.t("contacts.review_print"),
        partial(review_page, due, title, ctx.language, ctx.today, by_code=by_code),
        f"{file_name(title)}.html",
        "text/html",
        what="case_review",
        rows=len(due),
        people=people,
        key="contacts.review_print",
    )
    if ctx.book.may("add", CaseReview):
        _decided(ctx, city, everybody, areas)


def _decided(ctx: Context, city: City, everybody: Sequence[Followed], areas: Sequence[str]) -> None:
    st.header(ctx.t("contacts.decided"), anchor=False)
    known = {one.key: one for one in everybody if not one.closed}
    chosen = record_of(
        "person",
        ctx.t("people.choose"),
        list(known),
        lambda key: known[key].person.code_name,
        "contacts.reviewed",
        ctx.t("common.choose"),
    )
    if chosen is None:
        st.info(plain(ctx.t("contacts.decided_hint")))
        return
    saw_person(ctx, chosen, "contacts")
    key = f"{form_key('review', None)}.{chosen}"
    kept = KeptForm(ctx, "review", key, "decided", chosen, chosen)
    if not kept.offer():
        return
    first, second, third = st.columns(3)
    with first:
        day = inputs.day(ctx, "reviewed_on", ctx.today, key)
    with second:
        where = areas[0] if len(areas) == 1 else city.places.label_of(known[chosen].person)
        council = inputs.text(ctx, "council", where, key)
    level = known[chosen].level
    ahead = next_look(level.follow_level, ctx.today) if level else ctx.today + relativedelta(months=3)
    with third:
        next_on = inputs.day(ctx, "next_on", ahead, key)
    decided = st.text_area(ctx.t("field.decided"), key=f"{key}.decided").strip() or None
    typed = CaseReview(
        person_id=chosen, reviewed_on=day or ctx.today, council=council, decided=decided, next_on=next_on
    )
    kept.keep()
    save_button(ctx, "review", key, "contacts", lambda book: kept.saved(record_review(book, typed, ctx.today)))
