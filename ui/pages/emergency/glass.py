"""Files that are not one's own, opened in an emergency: opening one, what is open, and what another looks at afterwards."""

import streamlit as st

from casebook.records import BrokenGlass
from casebook.records.base import require
from desk.city import break_glass, closes_at, review_glass, to_review
from ui.components.form import after_saving, saving
from ui.components.page_link import page_link
from ui.components.text import plain
from ui.context import Context
from ui.settings import now


def glass_panel(ctx: Context) -> None:
    """Offer what the reader's roles may do about it; nothing where they may do nothing."""
    if ctx.book.may("change", BrokenGlass):
        _review(ctx)
    if ctx.book.may("add", BrokenGlass):
        with st.expander(ctx.t("glass.title"), expanded=not ctx.book.sees_everybody, icon=":material/lock_open:"):
            _open(ctx)


def _open(ctx: Context) -> None:
    own = [one for one in ctx.book.all(BrokenGlass) if one.who == ctx.book.actor.name and one.until > now()]
    people = ctx.city().everyone
    for one in own:
        if file := people.get(one.person_id):
            st.info(plain(ctx.t("glass.is_open", person=file.person.code_name, until=one.until)))
    if own:
        page_link("people")
    until = closes_at(now(), ctx.settings.glass_closes)
    st.caption(plain(ctx.t("glass.hint", until=until)))
    named = st.text_input(ctx.must(ctx.t("glass.named")), key="glass.named")
    reason = st.text_input(ctx.must(ctx.t("glass.reason")), key="glass.reason")
    if st.button(ctx.t("glass.open"), key="glass.open"):
        with saving(ctx):
            found = break_glass(ctx.book, named, reason, now(), ctx.settings.glass_closes)
            after_saving(ctx.t("glass.opened", count=len(found), until=until))


def _review(ctx: Context) -> None:
    waiting = to_review(ctx.book)
    if not waiting:
        if not ctx.book.may("add", BrokenGlass):
            st.info(ctx.t("glass.nothing_to_review"))
        return
    st.warning(ctx.t("glass.to_review", count=len(waiting)))
    with st.expander(ctx.t("glass.review_title")):
        people = ctx.city().everyone
        for one in waiting:
            file = people.get(one.person_id)
            person = file.person.code_name if file else ctx.t("glass.file_number", number=one.person_id)
            st.markdown(plain(ctx.t("glass.who_when", who=one.who, person=person, at=one.at, reason=one.reason)))
            note = st.text_input(ctx.t("glass.note"), key=f"glass.note.{one.id}")
            if st.button(ctx.t("glass.sign"), key=f"glass.sign.{one.id}"):
                with saving(ctx):
                    review_glass(ctx.book, require(one.id), note, now())
                    after_saving(ctx.t("glass.signed"))
